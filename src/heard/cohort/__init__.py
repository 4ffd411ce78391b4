"""Who could have answered: counts of eligible children, never children."""

from heard.cohort.table import Cohort, read_cohort

__all__ = ["Cohort", "read_cohort"]
