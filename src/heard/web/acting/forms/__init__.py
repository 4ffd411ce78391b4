"""What is written on the plan's pages."""
