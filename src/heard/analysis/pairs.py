"""A share and what it is held against, before it is judged: the rows every comparator hands over."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from heard.analysis.arrays import Flags, Floats, Whole
from heard.analysis.cells import Cells
from heard.analysis.frames import KEY_SCHEMA, TEXT, WORD, key_columns, real, repeated, whole, worded

OTHERS, NEIGHBOURS, POPULATION, PREVIOUS, REST = "others", "neighbours", "population", "previous", "rest"

TOO_FEW = "too_few"
NOT_ENOUGH_AREAS = "not_enough_areas"
NOT_COMPARABLE = "not_comparable"
NO_COHORT_OF_AREAS = "no_cohort_of_areas"
LOOSE_MATCH = "loose_match"
INTERVAL_TOO_WIDE = "interval_too_wide"

SCHEMA = {
    **KEY_SCHEMA,
    "against": pl.String,
    "reference": pl.String,
    "reason": pl.String,
    "count": pl.Int64,
    "base": pl.Int64,
    "reference_count": pl.Int64,
    "reference_base": pl.Int64,
    "reference_share": pl.Float64,
    "polarity": pl.Int64,
    "headline": pl.Boolean,
    "better": pl.Float64,
    "p": pl.Float64,
    "q": pl.Float64,
    "changed": pl.String,
}

LARGE_SCHEMA = {name: WORD if kind is pl.String else kind for name, kind in SCHEMA.items()}


@dataclass(frozen=True, slots=True)
class Where:
    """Places in some cells, one a row: arrays of area, level and item."""

    area: Whole
    level: Whole
    item: Whole


@dataclass(frozen=True, slots=True)
class Against:
    """What the shares at those places are held against; arrays of one length, NaN where there is none.

    `reason` is why a comparison is not made, empty where it is. `better` is the empirical-Bayes probability.
    `changed` is what was asked otherwise then, null where nothing was; None where the question cannot arise.
    """

    comparator: str
    reference: pl.Series
    reason: pl.Series
    count: Floats
    base: Floats
    share: Floats
    p: Floats
    q: Floats
    better: Floats
    changed: pl.Series | None = None


def pair_frame(cells: Cells, wave: str, where: Where, against: Against) -> pl.DataFrame:
    """The rows of one comparator on one survey: columns of LARGE_SCHEMA."""
    at = (where.area, where.level, where.item)
    # Without a schema, which polars would cast to: that takes as long as the rest where a council has few rows.
    return pl.DataFrame(
        {
            **key_columns(cells, wave, at, WORD),
            "against": repeated(against.comparator, where.area.size, WORD),
            "reference": against.reference,
            "reason": against.reason,
            "count": whole(cells.count[at]),
            "base": whole(cells.base[at]),
            "reference_count": whole(against.count),
            "reference_base": whole(against.base),
            "reference_share": real(against.share),
            "polarity": cells.polarity[where.item],
            "headline": np.isin(where.item, cells.headlines),
            "better": real(against.better),
            "p": real(against.p),
            "q": real(against.q),
            "changed": repeated(None, where.area.size, WORD) if against.changed is None else against.changed,
        }
    )


def none_of(like: Floats) -> Floats:
    """As many NaN as there are rows."""
    return np.full(like.shape, np.nan)


def first_reason(size: int, *each: tuple[Flags, str], kind: pl.DataType = TEXT) -> pl.Series:
    """Of the reasons that hold, the first; empty where none does. `size` is the number of rows."""
    words = ["", *(word for _, word in each)]
    chosen = np.zeros(size, dtype=np.int64)
    for number, (holds, _) in reversed(list(enumerate(each, start=1))):
        chosen[holds] = number
    return worded(words, chosen, kind)
