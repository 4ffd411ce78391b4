"""Groups held against the rest by open cells alone: the tests of analysis, on what a reader has (decision 0017)."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from heard.analysis.against_rest import compare_open_group, compared_groups, pair_with_rest
from heard.analysis.arrays import Flags
from heard.analysis.cells import Cells, numbered_columns, pair_places
from heard.analysis.frames import in_words
from heard.analysis.layout import EVERYBODY, groups_of, items_of
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.disclosure.protected import Symbol


def pair_open_levels(estimates: pl.DataFrame, catalogue: Catalogue) -> list[pl.DataFrame]:
    """Rows (columns of pairs.SCHEMA) of each open level against everybody else who answered, with p and q.

    `estimates`: one council's protected estimates of one wave.
    """
    if estimates.is_empty():
        return []
    opened = [
        _Opened.of(estimates, catalogue, survey)
        for survey in Survey
        if survey.value in set(estimates["survey"])
    ]
    wave = str(estimates["wave"][0])
    compared = [
        compare_open_group(each.cells, wave, group, closed=each.is_closed(group))
        for each in opened
        for group in compared_groups(catalogue, Survey(each.cells.survey))
    ]
    return [in_words(each) for each in pair_with_rest(compared, wave)]


@dataclass(frozen=True)
class _Opened:
    """One survey's cells with base 0 where they are not shown; an item whose everybody is not shown has none.

    `shown` is (areas, levels, items).
    """

    cells: Cells
    shown: Flags

    @classmethod
    def of(cls, estimates: pl.DataFrame, catalogue: Catalogue, survey: Survey) -> "_Opened":
        levels = (
            EVERYBODY,
            *((item.key, code) for item in groups_of(catalogue, survey) for code in item.codes),
        )
        items = tuple(
            item
            for indicator in catalogue.asked_in(survey)
            for item in items_of(indicator, indicator.asked[survey])
        )
        rows = estimates.filter(pl.col("survey") == survey.value, pl.col("symbol") == Symbol.SHOWN.value)
        level = pair_places(
            numbered_columns(rows, "group", "level"), {key: place for place, key in enumerate(levels)}
        )
        numbers = {(item.indicator, item.cut_point): place for place, item in enumerate(items)}
        item = pair_places(numbered_columns(rows, "indicator", "cut_point"), numbers)
        known = (level >= 0) & (item >= 0)
        at = (0, level[known], item[known])
        shape = (1, len(levels), len(items))
        shown, count, base = np.zeros(shape, dtype=bool), np.zeros(shape), np.zeros(shape)
        shown[at] = True
        count[at], base[at] = (rows[name].to_numpy()[known] for name in ("count", "base"))
        shown = shown & shown[:, :1]
        areas = (str(estimates["area"][0]),)
        nobody = np.zeros((1, len(levels)))
        cells = Cells(
            survey.value, areas, levels, items, nobody, np.zeros(shape), base * shown, count * shown
        )
        return cls(cells, shown)

    def is_closed(self, group: str) -> Flags:
        """(areas, items) whether some level of the group is not shown."""
        levels = np.flatnonzero([each == group for each, _ in self.cells.levels])
        closed: Flags = np.logical_not(self.shown[:, levels].all(axis=1))
        return closed
