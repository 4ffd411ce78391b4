"""From arrays to the columns of the tables that leave the analysis."""

from collections.abc import Sequence

import polars as pl

from heard.analysis.arrays import Floats, Whole
from heard.analysis.cells import EVERYBODY, Cells

KEYS = ("wave", "area", "survey", "group", "level", "indicator", "cut_point")
ITEM = ("survey", "indicator", "cut_point")  # a question's cut point, wherever it is asked
ALL, _ = EVERYBODY  # the word for everybody, as a group and as its level
KEY_SCHEMA = dict.fromkeys(KEYS, pl.String)  # the key columns of every table of cells


def key_columns(cells: Cells, wave: str, area: Whole, level: Whole, item: Whole) -> dict[str, pl.Series]:
    """The seven key columns of the cells at these places."""
    return {
        "wave": repeated(wave, area.size),
        "area": worded(cells.areas, area),
        "survey": repeated(cells.survey, area.size),
        "group": worded([group for group, _ in cells.levels], level),
        "level": worded([code for _, code in cells.levels], level),
        "indicator": worded([each.indicator for each in cells.items], item),
        "cut_point": worded([each.cut_point for each in cells.items], item),
    }


def worded(words: Sequence[str], numbers: Whole) -> pl.Series:
    """The word of each number, as a column of text."""
    return pl.Series(words, dtype=pl.String)[numbers]


def repeated(word: str, times: int) -> pl.Series:
    """One word, so many times."""
    return pl.Series([word], dtype=pl.String).new_from_index(0, times)


def real(values: Floats) -> pl.Series:
    """A column of numbers; NaN becomes null."""
    return pl.Series(values, dtype=pl.Float64, nan_to_null=True)


def whole(values: Floats) -> pl.Series:
    """A column of whole numbers; NaN becomes null."""
    return real(values).cast(pl.Int64)
