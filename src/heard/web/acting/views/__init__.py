"""Pages of the plan, and of pledges."""
