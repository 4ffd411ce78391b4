"""benchmarks.csv: how other children answer the same, from published surveys."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import polars as pl

from heard.base.errors import InputProblems
from heard.base.messages import name_some, quote
from heard.base.problems import Problem
from heard.base.surveys import TAKEN_TOGETHER, Survey
from heard.catalogue import Catalogue
from heard.catalogue.benchmarks import Benchmark, Match, base_of_interval
from heard.dataset.date_hint import date_hint
from heard.dataset.reading import ROW
from heard.dataset.small_tables import (
    check_filled,
    check_known,
    check_one_line,
    check_unrepeated,
    read_small_table,
)
from heard.dataset.tally import Tally

REQUIRED = (
    "indicator", "survey", "cut_point", "population", "share", "age_from", "age_to", "year", "source", "match",
)  # fmt: skip
OPTIONAL = ("base", "low", "high")  # either the base or the ends of a 95 % interval
SAME_FIGURE = ["indicator", "survey", "cut_point", "population"]
MADE_UP = re.compile(r"\W*made\W*up\b", re.IGNORECASE)  # how the source of an invented benchmark begins
NUMBER = re.compile(
    r"[0-9]*\.?[0-9]+(?:[eE]-?[0-9]{1,2})?"
)  # Python's own reading takes 0_75 and Arabic digits too
OLDEST = 150
LARGEST_BASE = 10_000_000_000

T = TypeVar("T", int, float)


def read_benchmarks(
    path: Path, catalogue: Catalogue, made_up: bool
) -> tuple[tuple[Benchmark, ...], tuple[Problem, ...]]:
    """The benchmarks in the order of the file, and the warnings. InputProblems where the file has an error.

    `made_up`: whether the programme is; beside real answers an invented benchmark is an error.
    """
    tally = Tally()
    table = read_small_table(path, tally, required=REQUIRED, optional=OPTIONAL)
    check_filled(path.name, table, tally, [name for name in REQUIRED if name != "match"])
    check_one_line(path.name, table, tally, ("population", "year", "source"))
    check_known(path.name, table, tally, "match", list(Match))
    check_unrepeated(path.name, table, tally, SAME_FIGURE, "the same figure of the same population")
    rows = [_Row(path.name, tally, number, cells) for number, cells in _cells(table)]
    for row in rows:
        row.check_asked(catalogue)
        row.check_source(made_up)
    found = [row.read() for row in rows]
    if tally.has_errors():
        raise InputProblems(tally.problems())
    return tuple(each for each in found if each), tally.problems()


def _cells(table: pl.DataFrame) -> Iterator[tuple[int, Mapping[str, str]]]:
    texts = table.drop(ROW).fill_null("").iter_rows(named=True)
    return zip(table[ROW], texts, strict=True)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the file; what is wrong in it goes to the tally."""

    file: str
    tally: Tally
    number: int
    cells: Mapping[str, str]

    def check_asked(self, catalogue: Catalogue) -> None:
        """The survey must ask the indicator, and the cut point must be one of those it is read at."""
        indicator, survey, cut_point = (self.cells[name] for name in SAME_FIGURE[:3])
        surveys = [key for key in (*Survey, *TAKEN_TOGETHER) if catalogue.is_asked(indicator, key)]
        if indicator and not surveys:
            self._note("indicator", f"{quote(indicator)} is no indicator of the catalogue.")
        elif survey and survey not in surveys:
            message = f"{quote(survey)} does not ask {indicator}{date_hint(survey)}."
            self._note("survey", message, name_some(surveys))
        elif indicator and survey and cut_point:
            cuts = [cut.key for cut in catalogue.asked(indicator, survey).cut_points]
            if cut_point not in cuts:
                message = f"{quote(cut_point)} is no cut point of {indicator} in survey {survey}."
                self._note("cut_point", message, name_some(cuts))

    def check_source(self, made_up: bool) -> None:
        """An invented figure may stand beside invented answers only."""
        if MADE_UP.match(self.cells["source"]) and not made_up:
            self._note(
                "source", "a made-up benchmark cannot be compared with real answers.", "a published source"
            )

    def read(self) -> Benchmark | None:
        """The benchmark; None where anything in the row cannot be read."""
        share = self._read_number("share", float, 0, 1, "a share from 0 to 1, such as 0.75")
        age_from = self._read_number("age_from", int, 0, OLDEST, "a whole number of years")
        age_to = self._read_number(
            "age_to", int, age_from or 0, OLDEST, "a whole number of years, not under age_from"
        )
        base = self._read_number("base", int, 1, LARGEST_BASE, "a whole number of people, or nothing")
        base = base or self._base_of_interval(share)
        if share is None or age_from is None or age_to is None or self.cells["match"] not in list(Match):
            return None
        indicator, survey, cut_point, population = (self.cells[name] for name in SAME_FIGURE)
        year, source, match = self.cells["year"], self.cells["source"], Match(self.cells["match"])
        return Benchmark(
            indicator, survey, cut_point, population, share, base, age_from, age_to, year, source, match
        )

    def _base_of_interval(self, share: float | None) -> int | None:
        """What an interval in place of a base is worth in answers."""
        if not (self.cells["low"] or self.cells["high"]) or share is None:
            return None
        low = self._read_number("low", float, 0, share, "the interval's low end: a share not over `share`")
        high = self._read_number(
            "high", float, share, 1, "the interval's high end: a share not under `share`"
        )
        if low is None or high is None:
            self._note_half(low, high)
            return None
        return base_of_interval(share, low, high)

    def _note_half(self, low: float | None, high: float | None) -> None:
        """One end alone is no interval; an end that cannot be read has been noted already."""
        for column, end in (("low", low), ("high", high)):
            if end is None and not self.cells[column]:
                self._note(
                    column, "nothing stands here, and the interval's other end does.", "both ends, or neither"
                )

    def _read_number(
        self, column: str, kind: Callable[[str], T], low: float, high: float, allowed: str
    ) -> T | None:
        text = self.cells[column]
        try:
            number = kind(text) if NUMBER.fullmatch(text) else None
        except ValueError:
            number = None
        if number is not None and low <= number <= high:
            return number
        if text:
            self._note(column, f"{quote(text)} cannot stand here.", allowed)
        return None

    def _note(self, column: str, message: str, allowed: str = "") -> None:
        self.tally.add(self.file, message, column=column, rows=(self.number,), allowed=allowed)
