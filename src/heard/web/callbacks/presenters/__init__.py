"""The words of the pages, for the child and for staff."""
