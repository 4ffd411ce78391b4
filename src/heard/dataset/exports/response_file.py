"""One file of responses: as it is where its columns are Heard's, by its map where another tool wrote it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from heard.base.errors import InputProblems
from heard.base.files import to_be_read
from heard.base.messages import quote
from heard.base.problems import Problem
from heard.dataset.csv_files import SEPARATORS, find_separator
from heard.dataset.exports.checking import check_columns
from heard.dataset.exports.column_map import ColumnMap, Taken, map_beside
from heard.dataset.exports.columns import name_both
from heard.dataset.exports.map_files import read_map
from heard.dataset.exports.ours import KEYS, Ours
from heard.dataset.exports.turning import Turner
from heard.dataset.reading import CSV, ROW, note_unread, read_slices
from heard.dataset.sav_files import Variable, describe_sav
from heard.dataset.tally import Tally


class ResponseFile:
    """A file of responses and, where one stands beside it, its column map."""

    def __init__(self, path: Path, ours: Ours) -> None:
        self.path = path
        self._ours = ours
        self._tally = Tally()
        self._theirs: Mapping[str, str] = {}

    def slices(self) -> Iterator[pl.DataFrame]:
        """The rows in Heard's columns, all of them words, some tens of thousands at a time: at least one slice.

        Row i of them all is row i + 2 of the file; one that a map leaves out is empty. Raises InputProblems where the
        file cannot be read, and where anything is wrong with its map or with what the map says nothing of, at the end
        for all of it.
        """
        beside = map_beside(self.path)
        if beside is not None:
            yield from self._slices_or_all_problems(read_map(beside, self._ours, self._tally))
        elif self.path.suffix.lower() == ".sav":
            yield from self._slices_of_sav()
        else:
            yield from read_slices(self.path)

    def warnings(self) -> tuple[Problem, ...]:
        """What was left out of the file, once all of it was read."""
        return (*note_unread(self.path), *self._tally.problems())

    def name_theirs(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """The problems of rows read from here, each with the file's own name of its column."""
        for each in problems:
            theirs = self._theirs.get(each.column)
            yield replace(each, column=name_both(theirs, each.column)) if theirs else each

    def _slices_or_all_problems(self, column_map: ColumnMap | None) -> Iterator[pl.DataFrame]:
        """The slices; where anything is wrong, what is in the map and what is in the file together."""
        try:
            if column_map is not None:
                yield from self._slices_by(column_map)
        except InputProblems as error:
            self._tally.extend(error.problems)
            if column_map is not None:
                self._check_separator(column_map)
        if self._tally.has_errors():
            raise InputProblems(self._tally.problems())

    def _check_separator(self, column_map: ColumnMap) -> None:
        """Of a CSV that could not be read: whether the map names another separator than it has."""
        if self.path.suffix.lower() != CSV:
            return
        found = find_separator(self.path)
        if found != column_map.separator:
            words = f"the columns of {self.path.name} are separated by {SEPARATORS[found]}."
            self._tally.add(column_map.file, words, column="separator", allowed=quote(found))

    def _slices_by(self, column_map: ColumnMap) -> Iterator[pl.DataFrame]:
        self._theirs = column_map.theirs()
        turner, first = None, 2
        for rows in read_slices(self.path, column_map.separator):
            if turner is None:
                column_map = self._match(column_map, rows.columns)
                turner = Turner(self.path.name, column_map, self._ours, self._tally, self._variables())
            turned = turner.turn(rows.with_row_index(ROW, offset=first))
            first += rows.height
            if set(KEYS) <= set(turned.columns):
                yield turned
        if turner is not None:
            turner.warn()

    def _match(self, column_map: ColumnMap, given: list[str]) -> ColumnMap:
        """The map without what the file does not have; that was noted."""
        if check_columns(self.path.name, given, column_map, self._tally):
            return column_map
        unfinished = column_map.unfinished
        return replace(
            column_map,
            columns=tuple(each for each in column_map.columns if set(each.columns) <= set(given)),
            unfinished=unfinished if unfinished and unfinished.column in given else None,
        )

    def _variables(self) -> Mapping[str, Variable]:
        if self.path.suffix.lower() != ".sav":
            return {}
        with to_be_read(self.path):
            return describe_sav(self.path)

    def _slices_of_sav(self) -> Iterator[pl.DataFrame]:
        """Its own names are ours. Of a value that has a label the label is the code."""
        variables = self._variables()
        told_of = [name for name, each in variables.items() if each.labels or each.missing]
        of_ours = tuple(Taken(name, name) for name in told_of if name in self._ours.allowed)
        turner = Turner(self.path.name, ColumnMap("", {}, of_ours), self._ours, self._tally, variables)
        first = 2
        for rows in read_slices(self.path):
            yield rows.with_columns(turner.turn_columns(rows.with_row_index(ROW, offset=first)))
            first += rows.height
        turner.warn()
        if self._tally.has_errors():
            raise InputProblems(self._tally.problems())
