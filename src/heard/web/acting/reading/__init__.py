"""The table a council has already, in whatever program → rows of the plan to look at. No Django in here."""
