"""Pages of the programme team, and of a council's coordinator about the programme's offers."""
