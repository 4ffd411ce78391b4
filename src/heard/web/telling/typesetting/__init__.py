"""Setting what is told on paper. Loaded by a process of its own alone."""
