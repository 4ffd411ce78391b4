"""Rows of an export → rows of Heard's; those that are not read are counted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_

import polars as pl

from heard.base.messages import count_of, shorten
from heard.dataset.exports.column_map import ColumnMap, Unfinished
from heard.dataset.exports.columns import ColumnTurner
from heard.dataset.exports.layouts import UNFINISHED
from heard.dataset.exports.ours import KEYS, Ours
from heard.dataset.exports.values import fold
from heard.dataset.reading import ROW
from heard.dataset.sav_files import Variable
from heard.dataset.tally import Tally


class Turner:
    """Turns the rows of one file by its map, and remembers how many it left out."""

    def __init__(
        self, file: str, column_map: ColumnMap, ours: Ours, tally: Tally, variables: Mapping[str, Variable]
    ) -> None:
        self._file = file
        self._map = column_map
        self._tally = tally
        self._columns = ColumnTurner(file, column_map, ours, tally, variables)
        self._counts: Counter[str] = Counter()

    def turn(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows of theirs, each with its number under ROW → as many of ours; all of it null where one is not read.

        Values that are not known are null and noted.
        """
        filled = _is_filled(rows, [name for name in rows.columns if name != ROW])
        read = rows.filter(filled & self._find_finished(rows, filled))
        turned = [self._columns.turn(each, read) for each in self._map.columns]
        answers = pl.DataFrame([read[ROW], *(each.answers for each in turned)])
        answered = _is_filled(answers, [each.key for each in self._map.columns if each.key not in KEYS])
        self._counts["left out: no answer that is mapped stands in them."] += _count(~answered)
        fixed = [pl.lit(value).alias(key) for key, value in self._map.fixed.items()]
        ours = answers.with_columns(each.filled() for each in turned).with_columns(fixed).filter(answered)
        return rows.select(ROW).join(ours, on=ROW, how="left", maintain_order="left").drop(ROW)

    def turn_columns(self, rows: pl.DataFrame) -> list[pl.Series]:
        """Each of our columns that comes out of theirs, a value for every row."""
        return [self._columns.turn(each, rows).answers for each in self._map.columns]

    def warn(self) -> None:
        """Note how many rows and values were not read, once all of the file was."""
        for why, count in self._counts.items():
            if count:
                self._tally.warn(self._file, f"{count_of(count, 'row')} {why}")
        self._columns.warn()

    def _find_finished(self, rows: pl.DataFrame, filled: pl.Series) -> pl.Series:
        """Which rows are not left out as unfinished; those that are not finished are counted."""
        unfinished = self._map.unfinished
        if unfinished:
            return self._count_unfinished(rows, unfinished, filled)
        if UNFINISHED in rows.columns:
            words = f"read though not finished: nothing stands under {UNFINISHED}. Say under [unfinished] in "
            count = _count(filled & rows[UNFINISHED].is_null())
            self._counts[f"{words}{self._map.file} whether they are to be."] += count
        return filled

    def _count_unfinished(self, rows: pl.DataFrame, unfinished: Unfinished, filled: pl.Series) -> pl.Series:
        values = {fold(value) for value in unfinished.values}
        given = rows[unfinished.column].fill_null("")
        is_unfinished = given.is_in([value for value in given.unique() if fold(value) in values])
        words = "read though not finished" if unfinished.are_kept else "left out: not finished"
        self._counts[f"{words}, by what stands under {shorten(unfinished.column)}."] += _count(
            filled & is_unfinished
        )
        return filled if unfinished.are_kept else ~is_unfinished


def _is_filled(rows: pl.DataFrame, columns: Sequence[str]) -> pl.Series:
    """Whether anything stands in any of these columns, for each row."""
    nothing = pl.repeat(value=False, n=rows.height, eager=True)
    return reduce(or_, (rows[name].is_not_null() for name in columns), nothing)


def _count(flags: pl.Series) -> int:
    return len(flags.filter(flags))
