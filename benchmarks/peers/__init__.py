"""The same figures from the same stored files, by what an analyst would pick instead of Heard: a module each."""
