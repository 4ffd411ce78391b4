"""Words of the pages about answers."""
