"""Readers who know one child's answer: the child, or whoever helped (method, section 3, "The attacker, exactly")."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import product

from heard.analysis.frames import ALL
from heard.base.surveys import parts_of
from heard.disclosure.attack.bounding import Search, Wish
from heard.disclosure.attack.seats import Seat, grant_seats
from heard.disclosure.attack.splitting import Split
from heard.disclosure.attack.system import Cell
from heard.disclosure.attack.tables import NOT_KNOWN, TOOK_PART, Tables
from heard.disclosure.facts import RESPONDENTS


def ask_insiders(
    tables: Tables,
    search: Search | Split,
    small: Mapping[int, int],
    truth: Mapping[int, int],
    need: Callable[[int], int],
) -> Iterator[tuple[int, int, int]]:
    """Cells of which a reader learns too much who sits in another: (cell, own cell, others that are left possible).

    `small`: the cells that must stay in doubt, with their true number. Who knows of one child in a cell must still
    think it possible that no other is in it, and that the threshold of others, less one, are. Raises Impossible.
    """
    if not small:
        return
    counted: dict[Seat, bool] = {}
    for number, true in small.items():
        for own, inside in _seats(tables, number, truth):
            if true > inside:
                most = need(number) - 1 + inside
                counted[Seat(own, Wish(number, upward=True, target=most))] = inside
                counted[Seat(own, Wish(number, upward=False, target=inside))] = inside
    blocks = {number: tables.system.cells[number]._replace(level="", mask=0) for number in small}
    grant = search.grant_seats if isinstance(search, Split) else partial(grant_seats, search)
    for seat, reached in grant(list(counted), blocks):
        yield seat.wish.cell, seat.own, reached - counted[seat]


def _seats(tables: Tables, number: int, truth: Mapping[int, int]) -> Iterator[tuple[int, bool]]:
    """Cells a child may sit in and know of: the smallest ones of the same question and group, in each survey that is
    counted; and whether such a child is counted in the cell."""
    system = tables.system
    cell = system.cells[number]
    everybody = cell.group == ALL
    versions = zip(parts_of(cell.survey), cell.version.split(";"), strict=True)
    for survey, version in versions:
        levels = (ALL,) if everybody else (*tables.levels_of(survey, cell.group), NOT_KNOWN)
        for level, (atom, counted) in product(levels, _smallest(tables, cell, survey)):
            key = cell._replace(survey=survey, version=version, level=level, mask=atom)
            if system.has(key) and truth.get(system.number(key), 0) > 0:
                yield system.number(key), counted and (everybody or level in cell.level.split(";"))


def _smallest(tables: Tables, cell: Cell, survey: str) -> Iterator[tuple[int, bool]]:
    """The smallest sets of answers to the survey's question, and whether the cell counts them."""
    if cell.indicator == RESPONDENTS:
        yield TOOK_PART, True
        return
    answers = tables.answers_of(cell, survey)
    for place in range(tables.questions(survey)[cell.indicator].atoms):
        yield 1 << place, bool(answers >> place & 1)
