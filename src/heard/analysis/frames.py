"""From arrays to the columns of the tables that leave the analysis.

The two large tables, estimates and comparisons, hold their words as categories: 2 bytes a word where text takes 16, a
quarter of a gigabyte less for a wave of 80 councils. `in_words` makes text of them, for whoever reads one.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import polars as pl

from heard.analysis.arrays import Floats, Whole
from heard.analysis.cells import Cells
from heard.analysis.layout import EVERYBODY

KEYS = ("wave", "area", "survey", "group", "level", "indicator", "cut_point")
ITEM = ("survey", "indicator", "cut_point")  # a question's cut point, wherever it is asked
ALL, _ = EVERYBODY  # the word for everybody, as a group and as its level
KEY_SCHEMA = dict.fromkeys(KEYS, pl.String)  # the key columns of every table of cells
# A word of the large tables: councils, questions, answers' groups, flags. A process knows a few hundred, or thousands
# where it describes one programme after another; 65,000 are held.
WORD = pl.Categorical(pl.Categories("heard", physical=pl.UInt16))
LARGE_KEY_SCHEMA = dict.fromkeys(KEYS, WORD)

TEXT = pl.String()


def key_columns(
    cells: Cells, wave: str, at: tuple[Whole, Whole, Whole], kind: pl.DataType = TEXT
) -> dict[str, pl.Series]:
    """The seven key columns of the cells at these places: areas, levels and items."""
    rows = at[0].size
    area, level, item = (_places(each) for each in at)
    return {
        "wave": repeated(wave, rows, kind),
        "area": _vocabulary(tuple(cells.areas), kind)[area],
        "survey": repeated(cells.survey, rows, kind),
        "group": _vocabulary(tuple(group for group, _ in cells.levels), kind)[level],
        "level": _vocabulary(tuple(code for _, code in cells.levels), kind)[level],
        "indicator": _vocabulary(tuple(each.indicator for each in cells.items), kind)[item],
        "cut_point": _vocabulary(tuple(each.cut_point for each in cells.items), kind)[item],
    }


def in_words(frame: pl.DataFrame) -> pl.DataFrame:
    """The same table with its words as text."""
    return frame.cast({pl.Categorical: pl.String})


def worded(words: Sequence[str | None], numbers: Whole, kind: pl.DataType = TEXT) -> pl.Series:
    """The word of each number, as a column."""
    return _vocabulary(tuple(words), kind)[_places(numbers)]


def repeated(word: str | None, times: int, kind: pl.DataType = TEXT) -> pl.Series:
    """One word, or none, so many times."""
    return _vocabulary((word,), kind).new_from_index(0, times)


@lru_cache(maxsize=1024)
def _vocabulary(words: tuple[str | None, ...], kind: pl.DataType) -> pl.Series:
    """The words as a column, made once: a table of one council has as few rows as it has words."""
    return pl.Series(words, dtype=kind)


def _places(numbers: Whole) -> pl.Series:
    """Places in a column, as polars looks them up."""
    return pl.Series(numbers.astype(np.uint32))


def real(values: Floats) -> pl.Series:
    """A column of numbers; NaN becomes null."""
    return pl.Series(values, dtype=pl.Float64, nan_to_null=True)


def whole(values: Floats) -> pl.Series:
    """A column of whole numbers; NaN becomes null."""
    return real(values).cast(pl.Int64)
