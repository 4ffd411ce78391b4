"""What is left open of a council's numbers of everybody, once it was attacked by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from heard.analysis.arrays import Flags, Whole
from heard.analysis.frames import ALL
from heard.disclosure.attack.bounding import Search
from heard.disclosure.attack.pieces import divide
from heard.disclosure.attack.solving import Impossible
from heard.disclosure.attack.system import Cell, Said, System

Ends = tuple[
    tuple[int, int, int, int], ...
]  # sets of answers in order; of each the least, the most and the need
QUARTERS = 4  # tables are sought with every quarter of the children who may have answered


@dataclass(frozen=True, slots=True)
class Headline:
    """What is known of one number of everybody: its bounds, what must stay possible, whether its row hides it."""

    least: int
    most: int
    need: int
    secret: bool
    what: str


@dataclass(frozen=True, slots=True)
class Answers:
    """One question's numbers of one council. `masks`: the m sets of answers, in order.

    tables: (t, m) some that fit, small and large ones, with nobody and with what is needed in each set; t is 0 where
    none was found. least, most, need: (m,), secret: (m,), as Headline.
    """

    masks: tuple[int, ...]
    tables: Whole
    least: Whole
    most: Whole
    need: Whole
    secret: Flags

    def covers(self, other: "Answers") -> bool:
        """Whether tables that show all that must stay possible here show it there too: as much is left open, no more
        is needed, and nothing else is secret."""
        same = np.array_equal(self.least, other.least) and np.array_equal(self.most, other.most)
        if not same:
            return False
        asked = (other.need > 0) & (self.need <= self.most)
        enough = (self.need == other.need) | (asked & (other.need <= self.need))
        return bool((enough & (self.secret | ~other.secret)).all())


class Headlines:
    """The numbers of everybody of one council's survey, by question and set of answers."""

    def __init__(self) -> None:
        self._questions: dict[str, dict[int, Headline]] = {}
        self._answers: dict[str, Answers] = {}

    def add(self, indicator: str, mask: int, headline: Headline) -> None:
        """Take one in; a later one of the same set of answers stands."""
        self._questions.setdefault(indicator, {})[mask] = headline

    def of(self, indicator: str) -> Mapping[int, Headline]:
        """One question's, by set of answers."""
        return self._questions.get(indicator, {})

    def answers(self, indicator: str, whole: int, *, is_one_survey: bool) -> Answers:
        """One question's, with tables that fit; `whole` is the set of all its answers."""
        if indicator not in self._answers:
            each = self._questions[indicator]
            masks = tuple(sorted(each))
            one = [each[mask] for mask in masks]
            ends = tuple((mask, each[mask].least, each[mask].most, each[mask].need) for mask in masks)
            self._answers[indicator] = Answers(
                masks,
                _find_tables(ends, whole, is_one_survey=is_one_survey),
                least=np.array([number.least for number in one]),
                most=np.array([number.most for number in one]),
                need=np.array([number.need for number in one]),
                secret=np.array([number.secret for number in one], dtype=np.bool_),
            )
        return self._answers[indicator]


def add_up_answers(system: System, number: Mapping[int, int], whole: int, *, is_one_survey: bool) -> None:
    """What is counted and what is left make up who answered; the atoms make up each. `number`: of each set's cell."""
    single = [mask for mask in number if mask & (mask - 1) == 0]
    all_atoms = sum(single) == whole and is_one_survey
    for mask in number:
        inside = [(number[atom], 1) for atom in single if atom & mask]
        if all_atoms and len(inside) > 1:
            system.add_row([*inside, (number[mask], -1)], "answers")
        elif not all_atoms and mask != whole and whole & ~mask in number:
            parts = [(number[mask], 1), (number[whole & ~mask], 1)]
            system.add_row([*parts, (number[whole], -1)], "answers")


@lru_cache(maxsize=20_000)
def _find_tables(ends: Ends, whole: int, *, is_one_survey: bool) -> Whole:
    """(t, m) tables within these ends that add up, each once; none where there is none."""
    system = System()
    number = {mask: system.number(Cell("", "", "", "", ALL, ALL, "", mask)) for mask, *_ in ends}
    for mask, least, most, _ in ends:
        system.bound(number[mask], least, most, Said("", ""))
    add_up_answers(system, number, whole, is_one_survey=is_one_survey)
    found = [np.array(system.lows, dtype=np.int64)]
    try:
        for piece in divide(system, range(len(ends))):
            found = _vary(found, list(piece.cells), _find_parts(Search(system, piece), ends, whole))
    except Impossible:
        found = []
    found = [table for table in found if _adds_up(table, system)]
    tables: Whole = np.unique(np.array(found, dtype=np.int64).reshape(len(found), len(ends)), axis=0)
    tables.setflags(write=False)
    return tables


def _adds_up(table: Whole, system: System) -> bool:
    sums = (
        sum(sign * table[cell] for cell, sign in zip(row.cells, row.signs, strict=True))
        for row in system.rows
    )
    return not any(sums)


def _vary(tables: list[Whole], places: list[int], parts: list[Whole]) -> list[Whole]:
    """Each table with the first of the parts at these places, and the first table with each of the others."""
    varied = []
    for table, part in [*((table, parts[0]) for table in tables), *((tables[0], part) for part in parts[1:])]:
        copy = table.copy()
        copy[places] = part
        varied.append(copy)
    return varied


def _find_parts(search: Search, ends: Ends, whole: int) -> list[Whole]:
    """Whole tables of a piece: few and many children in all, each set at its least and at what is needed, and of
    several numbers of children as many as can be in each set. Raises Impossible where there is none.
    """
    cells = {cell: ends[cell] for cell in search.place}
    fewest, everybody = dict.fromkeys(cells, -1), dict.fromkeys(cells, 1)
    settings: list[tuple[dict[int, int], dict[int, int]]] = [({}, fewest), ({}, everybody)]
    for cell, (mask, least, most, need) in cells.items():
        settings += [({cell: value}, fewest) for value in {least, min(max(need, least), most)}]
        if mask == whole:
            levels = {least + (most - least) * part // QUARTERS for part in range(1, QUARTERS)}
            settings += [({cell: level}, {each: 1}) for level in sorted(levels) for each in cells]
    for held, direction in settings:
        search.seek(held, direction)
    if not search.witnesses.tables:
        raise Impossible("no whole table was found")
    return search.witnesses.tables
