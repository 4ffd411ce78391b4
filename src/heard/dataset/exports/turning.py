"""Rows of an export → rows of Heard's, a column at a time; what no map says is noted and left empty."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_

import polars as pl

from heard.base.messages import count_of, name_some, shorten
from heard.dataset.date_hint import date_hint
from heard.dataset.encoding import SEPARATOR
from heard.dataset.exports.column_map import NOT_SHOWN, ColumnMap, Taken, Ticked, Unfinished
from heard.dataset.exports.layouts import UNFINISHED
from heard.dataset.exports.ours import KEYS, Ours
from heard.dataset.exports.values import AsTheyAre, Turning, fold
from heard.dataset.reading import ROW
from heard.dataset.sav_files import Variable
from heard.dataset.tally import Tally

HERE = "a row that is read"  # no file's column: blanks in the name
NO_VARIABLES: Mapping[str, Variable] = {}


def name_both(theirs: str, ours: str) -> str:
    """A column as a message names it: theirs, and ours where that is another."""
    return theirs if theirs == ours else f"{theirs if len(theirs) < 20 else theirs[:18] + '…'} ({ours})"


class Turner:
    """Turns the rows of one file by its map, and remembers what was wrong and how many rows it left out."""

    def __init__(
        self,
        file: str,
        column_map: ColumnMap,
        ours: Ours,
        tally: Tally,
        variables: Mapping[str, Variable] = NO_VARIABLES,
    ) -> None:
        self._file = file
        self._map = column_map
        self._ours = ours
        self._tally = tally
        self._variables = variables
        self._counts: Counter[tuple[str, str]] = Counter()

    def turn(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows of theirs, each with its number under ROW → as many of ours; all of it null where one is not read.

        Values that are not known are null and noted.
        """
        here = self._find_rows(rows)
        read = rows.with_columns(here).filter(HERE)
        turned = self.turn_columns(read)
        fixed = [pl.lit(value).alias(key) for key, value in self._map.fixed.items()]
        ours = pl.DataFrame([read[ROW], *turned]).with_columns(fixed)
        return rows.select(ROW).join(ours, on=ROW, how="left", maintain_order="left").drop(ROW)

    def turn_columns(self, rows: pl.DataFrame) -> list[pl.Series]:
        """Each of our columns that comes out of theirs, a value for every row."""
        return [self._turn(each, rows) for each in self._map.columns]

    def warn(self) -> None:
        """Note how many rows and values were not read, once all of the file was."""
        for (column, why), count in self._counts.items():
            if count:
                self._tally.warn(self._file, f"{count_of(count, 'row')} {why}", column=column)

    # --- Rows -----------------------------------------------------------------------------------------

    def _find_rows(self, rows: pl.DataFrame) -> pl.Series:
        """Which rows are read: those that hold an answer and, where the map says so, are finished."""
        columns = [name for each in self._map.columns if each.key not in KEYS for name in each.columns]
        here = _is_filled(rows, columns).alias(HERE)
        filled = _is_filled(rows, [name for name in rows.columns if name != ROW])
        self._counts["", "left out: no answer that is mapped stands in them."] += _count(filled & ~here)
        unfinished = self._map.unfinished
        if unfinished:
            return here & self._count_unfinished(rows, unfinished, here)
        if UNFINISHED in rows.columns:
            words = f"read though not finished: nothing stands under {UNFINISHED}. Say under [unfinished] in "
            count = _count(here & rows[UNFINISHED].is_null())
            self._counts["", f"{words}{self._map.file} whether they are to be."] += count
        return here

    def _count_unfinished(self, rows: pl.DataFrame, unfinished: Unfinished, here: pl.Series) -> pl.Series:
        """Which rows are kept, those that are not finished counted."""
        values = {fold(value) for value in unfinished.values}
        given = rows[unfinished.column].fill_null("")
        is_unfinished = given.is_in([value for value in given.unique() if fold(value) in values])
        words = "read though not finished" if unfinished.are_kept else "left out: not finished"
        why = f"{words}, by what stands under {shorten(unfinished.column)}."
        self._counts["", why] += _count(here & is_unfinished)
        return pl.repeat(value=True, n=rows.height, eager=True) if unfinished.are_kept else ~is_unfinished

    # --- Values ---------------------------------------------------------------------------------------

    def _turn(self, each: Taken | Ticked, rows: pl.DataFrame) -> pl.Series:
        turned = self._turn_taken(each, rows) if isinstance(each, Taken) else self._turn_ticked(each, rows)
        return turned.alias(each.key)

    def _turn_taken(self, each: Taken, rows: pl.DataFrame) -> pl.Series:
        given = rows[each.column]
        turning = self._turning(each)
        codes: dict[str, str] = {}
        for value in given.unique().drop_nulls().sort():
            parts = [part for part in value.split(each.separator) if part] if each.separator else [value]
            found = [turning.code_of(part) for part in parts]
            unknown = [part for part, code in zip(parts, found, strict=True) if code is None]
            if not unknown:
                shown = [code for code in found if code and code != NOT_SHOWN]
                codes[value] = SEPARATOR.join(dict.fromkeys(shown))
            elif not turning.is_missing(value):
                self._note_unknown(each, turning, unknown, rows.filter(given == value)[ROW])
            else:
                words = f"hold {turning.name(value)}, declared missing and not in the map; read as not shown."
                self._counts[name_both(each.column, each.key), words] += _count(given == value)
        turned = given.replace_strict(list(codes), list(codes.values()), default=None, return_dtype=pl.String)
        return _fill(_emptied(turned), each.empty, given.is_null())

    def _turning(self, each: Taken) -> Turning:
        variable = self._variables.get(each.column)
        if each.values is None:
            return AsTheyAre(self._ours.allowed[each.key], variable)
        return Turning(each.values, variable)

    def _note_unknown(self, each: Taken, turning: Turning, unknown: Sequence[str], rows: pl.Series) -> None:
        known = f"Known to {self._map.file}: {name_some(list(each.values))}." if each.values else ""
        if each.values is None:
            known = f"{self._map.file} turns no values of this column." if self._map.file else ""
        allowed = name_some(self._ours.codes_of(each.key, self._map.fixed.get("survey", "")))
        for value in dict.fromkeys(unknown):
            words = f"{turning.name(value)} is not known{date_hint(value)}. {known}".strip()
            column = name_both(each.column, each.key)
            self._tally.add(self._file, words, column=column, rows=rows, allowed=allowed)

    def _turn_ticked(self, each: Ticked, rows: pl.DataFrame) -> pl.Series:
        ticks = [
            pl.when(self._is_chosen(each, name, rows)).then(pl.lit(code))
            for name, code in each.options.items()
        ]
        joined = rows.select(pl.concat_str(ticks, separator=SEPARATOR, ignore_nulls=True)).to_series()
        was_shown = _is_filled(rows, list(each.options))
        none_chosen = was_shown & (joined == "")
        if not each.none_chosen and none_chosen.any():
            words = f"chose none of {name_some(list(each.options), 3)}; read as not shown. none_chosen says otherwise."
            self._counts[each.key, words] += _count(none_chosen)
        return _fill(_emptied(joined), each.none_chosen, none_chosen)

    def _is_chosen(self, each: Ticked, name: str, rows: pl.DataFrame) -> pl.Series:
        """Whether the answer was chosen; what is neither a tick nor none is noted."""
        chosen, not_chosen = ({fold(value) for value in own} for own in (each.chosen, each.not_chosen))
        given, labels = rows[name], Turning({}, self._variables.get(name))
        ticked = []
        for value in given.unique().drop_nulls().sort():
            said = {fold(value), fold(labels.label_of(value))}
            is_ticked, is_not = bool(said & chosen), bool(said & not_chosen)
            ticked += [value] if is_ticked and not is_not else []
            if is_ticked == is_not and not labels.is_missing(value):
                allowed = f"chosen: {name_some(each.chosen)}; not chosen: {name_some(each.not_chosen)}"
                words = f"{labels.name(value)} is neither, to {self._map.file}."
                column = name_both(name, each.key)
                self._tally.add(
                    self._file, words, column=column, rows=rows.filter(given == value)[ROW], allowed=allowed
                )
        return given.is_in(ticked).fill_null(value=False)


def _is_filled(rows: pl.DataFrame, columns: Sequence[str]) -> pl.Series:
    """Whether anything stands in any of these columns, for each row."""
    nothing = pl.repeat(value=False, n=rows.height, eager=True)
    return reduce(or_, (rows[name].is_not_null() for name in columns), nothing)


def _count(flags: pl.Series) -> int:
    return len(flags.filter(flags))


def _emptied(words: pl.Series) -> pl.Series:
    return words.set(words == "", None)


def _fill(words: pl.Series, code: str, where: pl.Series) -> pl.Series:
    return words.set(where, code) if code and code != NOT_SHOWN else words
