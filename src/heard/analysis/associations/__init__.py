"""What goes with an outcome: odds ratios and logistic models that stay honest with few answers (method, item 13)."""
