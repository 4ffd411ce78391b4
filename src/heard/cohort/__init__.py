"""Who could have answered: counts of eligible children, never children."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heard.cohort.table import Cohort, read_cohort

__all__ = ["Cohort", "read_cohort"]


def __getattr__(name: str) -> object:
    """Loaded when they are asked for: the site's web process counts nothing and loads no data frames."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from heard.cohort import table

    return getattr(table, name)
