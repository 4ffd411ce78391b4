"""What of a council's wave an audience may be told: respondents, headlines, breakdowns, one stage after the other."""
