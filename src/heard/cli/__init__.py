"""The `heard` command: a thin layer of words over `heard.programme`."""
