"""How each method of tests/spec/methods is worked out by the code: a module a topic, a function a method."""
