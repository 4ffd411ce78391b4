"""Words of the pages that follow findings."""
