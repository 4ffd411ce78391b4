"""Who did not answer: what their silence could change, how like the cohort the others are, and weights for it."""
