"""The columns that every cohort.csv has, besides demographics."""

KEYS = ("wave", "area", "survey")
ELIGIBLE = "eligible"
MOST = 1_000_000  # children of one row: more is a slip of the hand, and sums stay exact
