"""From arrays to the columns of the tables that leave the analysis.

The two large tables, estimates and comparisons, hold their words as categories: 2 bytes a word where text takes 16, a
quarter of a gigabyte less for a wave of 80 councils. `in_words` makes text of them, for whoever reads one.
"""

from collections.abc import Sequence

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
    area, level, item = at
    return {
        "wave": repeated(wave, area.size, kind),
        "area": worded(cells.areas, area, kind),
        "survey": repeated(cells.survey, area.size, kind),
        "group": worded([group for group, _ in cells.levels], level, kind),
        "level": worded([code for _, code in cells.levels], level, kind),
        "indicator": worded([each.indicator for each in cells.items], item, kind),
        "cut_point": worded([each.cut_point for each in cells.items], item, kind),
    }


def in_words(frame: pl.DataFrame) -> pl.DataFrame:
    """The same table with its words as text."""
    return frame.cast({pl.Categorical: pl.String})


def worded(words: Sequence[str | None], numbers: Whole, kind: pl.DataType = TEXT) -> pl.Series:
    """The word of each number, as a column."""
    return pl.Series(words, dtype=kind)[numbers]


def repeated(word: str, times: int, kind: pl.DataType = TEXT) -> pl.Series:
    """One word, so many times."""
    return pl.Series([word], dtype=kind).new_from_index(0, times)


def real(values: Floats) -> pl.Series:
    """A column of numbers; NaN becomes null."""
    return pl.Series(values, dtype=pl.Float64, nan_to_null=True)


def whole(values: Floats) -> pl.Series:
    """A column of whole numbers; NaN becomes null."""
    return real(values).cast(pl.Int64)
