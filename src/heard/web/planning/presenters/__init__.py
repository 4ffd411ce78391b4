"""Words of the pages about plans."""
