"""Which reports there are; one module builds each."""
