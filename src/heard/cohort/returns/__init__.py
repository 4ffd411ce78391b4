"""A council's own files (SSDA903, Annex A, a plain list) → people, in memory only, and what is wrong in the files."""
