"""What other survey tools export, read by a column map that stands beside it."""
