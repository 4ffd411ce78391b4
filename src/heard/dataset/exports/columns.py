"""One column of Heard's out of one or several of an export's; what no map says is noted and left empty.

Each different value is looked up once, whatever the number of rows.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from heard.base.messages import count_of, name_some
from heard.dataset.date_hint import date_hint
from heard.dataset.encoding import SEPARATOR
from heard.dataset.exports.column_map import NOT_SHOWN, ColumnMap, Taken, Ticked
from heard.dataset.exports.ours import SURVEY, Ours
from heard.dataset.exports.values import AsTheyAre, Turning, fold
from heard.dataset.reading import ROW
from heard.dataset.sav_files import Variable
from heard.dataset.tally import Tally

SHOWN_OF_A_NAME = 20  # letters, so that ours stands behind it in a message


def name_both(theirs: str, ours: str) -> str:
    """A column as a message names it: theirs, and ours where that is another."""
    if theirs == ours:
        return theirs
    shown = theirs if len(theirs) <= SHOWN_OF_A_NAME else f"{theirs[: SHOWN_OF_A_NAME - 1]}…"
    return f"{shown} ({ours})"


@dataclass(frozen=True, slots=True)
class Turned:
    """`answers`: codes, null where there is none; `code`: what stands `where` nothing was answered, empty = nothing."""

    answers: pl.Series
    code: str
    where: pl.Series

    def filled(self) -> pl.Series:
        """The answers and, in rows that are read, what the map says of an empty cell."""
        return self.answers.set(self.where, self.code) if self.code else self.answers


class ColumnTurner:
    """Turns the columns of one file by its map, and remembers what it read as not shown."""

    def __init__(
        self, file: str, column_map: ColumnMap, ours: Ours, tally: Tally, variables: Mapping[str, Variable]
    ) -> None:
        self._file = file
        self._map = column_map
        self._ours = ours
        self._tally = tally
        self._variables = variables
        self._counts: Counter[tuple[str, str]] = Counter()

    def turn(self, each: Taken | Ticked, rows: pl.DataFrame) -> Turned:
        """Our column, named by its key, a value for every row."""
        return self._turn_taken(each, rows) if isinstance(each, Taken) else self._turn_ticked(each, rows)

    def warn(self) -> None:
        """Note how many values were read as not shown, once all of the file was."""
        for (column, why), count in self._counts.items():
            self._tally.warn(self._file, f"{count_of(count, 'row')} {why}", column=column)

    # --- Out of one column ----------------------------------------------------------------------------

    def _turn_taken(self, each: Taken, rows: pl.DataFrame) -> Turned:
        given, turning = rows[each.column], self._turning(each)
        codes, unknown = {}, {}
        for value in given.unique().drop_nulls():
            parts = [part for part in value.split(each.separator) if part] if each.separator else [value]
            found = {part: turning.code_of(part) for part in parts}
            if None in found.values():
                unknown[value] = [part for part, code in found.items() if code is None]
            else:
                shown = (code for code in found.values() if code and code != NOT_SHOWN)
                codes[value] = SEPARATOR.join(dict.fromkeys(shown)) or None
        self._note_unknown(each, turning, unknown, rows)
        answers = given.replace_strict(
            list(codes), list(codes.values()), default=None, return_dtype=pl.String
        )
        return Turned(answers.alias(each.key), _code(each.empty), given.is_null())

    def _turning(self, each: Taken) -> Turning:
        variable = self._variables.get(each.column)
        if each.values is None:
            return AsTheyAre(self._ours.allowed[each.key], variable)
        return Turning(each.values, variable)

    def _note_unknown(
        self, each: Taken, turning: Turning, unknown: Mapping[str, list[str]], rows: pl.DataFrame
    ) -> None:
        column, known = name_both(each.column, each.key), self._say_known(each)
        allowed = name_some(self._ours.codes_of(each.key, self._map.fixed.get(SURVEY, "")))
        for value, where in _rows_of(rows, each.column, unknown):
            if turning.is_missing(value):
                words = f"hold {turning.name(value)}, declared missing and not known; read as not shown."
                self._counts[column, words] += len(where)
                continue
            for part in unknown[value]:
                words = f"{turning.name(part)} is not known{date_hint(part)}. {known}".strip()
                self._tally.add(self._file, words, column=column, rows=where, allowed=allowed)

    def _say_known(self, each: Taken) -> str:
        if each.values:
            return f"Known to {self._map.file}: {name_some(list(each.values))}."
        return f"{self._map.file} turns no values of this column." if self._map.file else ""

    # --- Out of a column for each answer --------------------------------------------------------------

    def _turn_ticked(self, each: Ticked, rows: pl.DataFrame) -> Turned:
        ticks = {name: self._read_ticks(each, name, rows) for name in each.options}
        chosen = [pl.when(ticks[name]).then(pl.lit(code)) for name, code in each.options.items()]
        joined = rows.select(pl.concat_str(chosen, separator=SEPARATOR, ignore_nulls=True)).to_series()
        was_shown = pl.DataFrame(ticks).select(pl.any_horizontal(pl.all().is_not_null())).to_series()
        none_chosen = was_shown & (joined == "")
        if not each.none_chosen and none_chosen.any():
            words = f"chose none of {name_some(list(each.options), 3)}; read as not shown. none_chosen says otherwise."
            self._counts[each.key, words] += len(none_chosen.filter(none_chosen))
        return Turned(joined.set(joined == "", None).alias(each.key), _code(each.none_chosen), none_chosen)

    def _read_ticks(self, each: Ticked, name: str, rows: pl.DataFrame) -> pl.Series:
        """Whether the answer was chosen, null where nothing is said; what is neither a tick nor none is noted."""
        chosen, not_chosen = ({fold(value) for value in own} for own in (each.chosen, each.not_chosen))
        given, labels = rows[name], Turning({}, self._variables.get(name))
        ticks, unknown = {}, {}
        for value in given.unique().drop_nulls():
            said = {fold(value), fold(labels.label_of(value))}
            if bool(said & chosen) != bool(said & not_chosen):
                ticks[value] = bool(said & chosen)
            elif not labels.is_missing(value):
                unknown[value] = value
        allowed = f"chosen: {name_some(each.chosen)}; not chosen: {name_some(each.not_chosen)}"
        for value, where in _rows_of(rows, name, unknown):
            words = f"{labels.name(value)} is neither, to {self._map.file}."
            self._tally.add(self._file, words, column=name_both(name, each.key), rows=where, allowed=allowed)
        return given.replace_strict(list(ticks), list(ticks.values()), default=None, return_dtype=pl.Boolean)


def _rows_of(rows: pl.DataFrame, column: str, values: Mapping[str, object]) -> list[tuple[str, pl.Series]]:
    """Each of these values that stands in a column, in the order of its first row, with the numbers of its rows."""
    wrong = rows.select(ROW, column).filter(pl.col(column).is_in(list(values)))
    return [(value, group[ROW]) for (value,), group in wrong.group_by(column, maintain_order=True)]


def _code(code: str) -> str:
    return "" if code == NOT_SHOWN else code
