"""How many of a group could have answered is not printed where they are few.

Protection takes it that everybody knows who is in the cohort, and hides nothing of it for that. A page for many readers
need not say all the same that one child of this age is of that group: a small cohort is left out, and with it the next
smallest of its group, so that it is not what is left of the whole. An interval that it narrows still tells roughly how
many there are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

import polars as pl

from heard.analysis.frames import ALL
from heard.base.policy import LEVELS, Level
from heard.disclosure.protected import ProtectedTables

GROUP = ("wave", "area", "survey", "group")
PLACE = (*GROUP, "level")
OF_THE_COHORT = ("eligible", "response_rate", "share_of_eligible", "p", "under_represented")


def without_small_cohorts(protected: ProtectedTables) -> ProtectedTables:
    """The tables without the cohorts of levels that are few, and what would give them; at level working all of them."""
    if protected.level is Level.WORKING:
        return protected
    hidden = _list_hidden(protected.participation, LEVELS[protected.level].threshold)
    return replace(
        protected,
        participation=_emptied(protected.participation, hidden, OF_THE_COHORT),
        estimates=_emptied(protected.estimates, hidden, ("eligible",)),
    )


def _list_hidden(participation: pl.DataFrame, threshold: int) -> pl.DataFrame:
    rows = participation.filter(pl.col("group") != ALL, pl.col("eligible") > 0).sort(
        *GROUP, "eligible", "level"
    )
    groups = groupby(rows.select(*PLACE, "eligible").iter_rows(), key=lambda row: row[: len(GROUP)])
    places = [place for _, levels in groups for place in _of_group(levels, threshold)]
    return pl.DataFrame(places, schema=dict.fromkeys(PLACE, pl.String), orient="row")


def _of_group(levels: Iterable[tuple[object, ...]], threshold: int) -> Iterator[tuple[object, ...]]:
    """The small ones, the smallest first, and as many more as make them two and together no few."""
    hidden, people = 0, 0
    for *place, eligible in levels:
        count = int(str(eligible))
        if count >= threshold and (not hidden or (hidden > 1 and people >= threshold)):
            return
        hidden, people = hidden + 1, people + count
        yield tuple(place)


def _emptied(frame: pl.DataFrame, places: pl.DataFrame, columns: Iterable[str]) -> pl.DataFrame:
    marked = frame.join(
        places.with_columns(few=pl.lit(value=True)), on=list(PLACE), how="left", maintain_order="left"
    )
    few = pl.col("few").is_not_null()
    emptied = {name: pl.when(few).then(None).otherwise(name) for name in columns if name in frame.columns}
    return marked.with_columns(**emptied).drop("few")
