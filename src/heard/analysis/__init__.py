"""Counts → estimates → comparisons: everything after the cube costs the same for any number of responses."""
