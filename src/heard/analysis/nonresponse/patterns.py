"""Patterns of the raking margins' levels: how many respondents of a council have each, and the cohort's levels."""

from collections.abc import Sequence
from math import prod

import numpy as np
import polars as pl

from heard.analysis.arrays import Floats, Whole
from heard.analysis.cells import numbered, numbered_columns, pair_places, places
from heard.analysis.layout import EVERYBODY
from heard.analysis.nonresponse.raking import UNKNOWN
from heard.catalogue import Demographic
from heard.dataset.storing import Partition


class Patterns:
    """Patterns of these margins' levels as whole numbers below `number`.

    Of each margin the last place is for respondents whose level is not known: all codes that say so, and none.
    """

    def __init__(self, margins: Sequence[Demographic]) -> None:
        self.margins = tuple(margins)
        self._shape = tuple(len(each.codes) + 1 for each in margins)
        self.number = prod(self._shape)

    def place(self, rows: pl.DataFrame) -> Whole:
        """The place of each row's council and pattern in (areas, patterns), laid out flat."""
        pattern = rows["area"].to_numpy().astype(np.int64)
        for each, size in zip(self.margins, self._shape, strict=True):
            level = rows[each.key].fill_null(size - 1).to_numpy().astype(np.int64)
            pattern = pattern * size + np.minimum(level, size - 1)  # unknown codes follow the others
        return pattern

    def count(self, partition: Partition, areas: int) -> Whole:
        """How many respondents have each pattern, (areas, patterns)."""
        counts = np.zeros(areas * self.number, dtype=np.int64)
        for rows in partition.batches():
            counts += np.bincount(self.place(rows), minlength=counts.size)
        return counts.reshape(areas, self.number)

    def levels(self, patterns: Whole) -> Whole:
        """(patterns, margins), UNKNOWN where a level is."""
        if not self.margins:
            return np.empty((patterns.size, 0), dtype=np.int64)
        levels = np.stack(np.unravel_index(patterns, self._shape), axis=1).astype(np.int64)
        return np.where(levels == np.array(self._shape) - 1, UNKNOWN, levels)


def list_cohort(
    cohort: pl.DataFrame, codes: Sequence[str], margins: Sequence[Demographic]
) -> tuple[Floats, tuple[Floats, ...]]:
    """Eligible children of one wave and survey: of everybody (areas,), and of each margin (areas, levels).

    NaN where the cohort does not list them. `cohort` is rows of Cohort.frame.
    """
    area = places(numbered(cohort["area"]), {code: place for place, code in enumerate(codes)})
    levels_of = numbered_columns(cohort, "group", "level")
    eligible = cohort["eligible"].to_numpy()

    def listed(levels: Sequence[tuple[str, str]]) -> Floats:
        number = {pair: place for place, pair in enumerate(levels)}
        level = pair_places(levels_of, number)
        wanted = (area >= 0) & (level >= 0)
        table = np.full((len(codes), len(levels)), np.nan)
        table[area[wanted], level[wanted]] = eligible[wanted]
        return table

    each = tuple(listed([(margin.key, code) for code in margin.codes]) for margin in margins)
    return listed([EVERYBODY])[:, 0], each
