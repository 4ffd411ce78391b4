"""Words of the pages about reports."""
