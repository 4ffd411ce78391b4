"""Pages that follow findings."""
