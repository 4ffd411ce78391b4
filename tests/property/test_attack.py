"""What holds for any release: bounds are those of every whole table there is, more is never less, order is nothing."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.base.policy import Level
from heard.catalogue import load_catalogue
from heard.disclosure.attack import Attack, Release, attack
from heard.disclosure.attack.bounding import Search
from heard.disclosure.attack.pieces import divide
from heard.disclosure.attack.solving import Impossible
from heard.disclosure.attack.system import Cell, Contradicted, Said, System
from releases import fact, make_release, took_part

CATALOGUE = load_catalogue()
MOST = 3  # children in a cell of a tiny table
Bounds = dict[int, tuple[int, int]]


def _cell(row: int, column: int) -> Cell:
    return Cell("", "", "", "", "", str(row), "", column)


def _system(rows: int, columns: int, shown: dict[tuple[int, int], int]) -> System:
    """A table of small numbers with its margins; margins are in row and column -1."""
    system = System()
    for row, column in product(range(rows), range(columns)):
        system.bound(system.number(_cell(row, column)), 0, MOST, Said("", ""))
    for row in range(rows):
        parts = [(system.number(_cell(row, column)), 1) for column in range(columns)]
        system.add_row([*parts, (system.number(_cell(row, -1)), -1)], "")
    for column in range(columns):
        parts = [(system.number(_cell(row, column)), 1) for row in range(rows)]
        system.add_row([*parts, (system.number(_cell(-1, column)), -1)], "")
    for place, value in shown.items():
        number = system.number(_cell(*place))
        system.bound(number, value, value, Said("", ""))
    return system


def _bounds(system: System) -> Bounds:
    """What the attacker finds of every cell: by one sum at a time, then by the solver."""
    system.tighten()
    found = {number: (system.lows[number], system.highs[number]) for number in range(len(system.cells))}
    for piece in divide(system, found):
        search = Search(system, piece)
        found |= {number: search.bound(number) for number in piece.cells}
    return found


def _every_table(
    rows: int, columns: int, shown: dict[tuple[int, int], int]
) -> list[dict[tuple[int, int], int]]:
    tables = []
    for values in product(range(MOST + 1), repeat=rows * columns):
        table = {
            (row, column): values[row * columns + column] for row in range(rows) for column in range(columns)
        }
        table |= {(row, -1): sum(table[row, column] for column in range(columns)) for row in range(rows)}
        table |= {(-1, column): sum(table[row, column] for row in range(rows)) for column in range(columns)}
        if all(table[place] == value for place, value in shown.items()):
            tables.append(table)
    return tables


@st.composite
def tiny_tables(draw: st.DrawFn) -> tuple[int, int, dict[tuple[int, int], int]]:
    rows, columns = draw(st.sampled_from([(2, 2), (2, 3), (3, 2)]))
    table = {(row, column): draw(st.integers(0, MOST)) for row in range(rows) for column in range(columns)}
    table |= {(row, -1): sum(table[row, column] for column in range(columns)) for row in range(rows)}
    table |= {(-1, column): sum(table[row, column] for row in range(rows)) for column in range(columns)}
    shown = draw(st.sets(st.sampled_from(sorted(table))))
    return rows, columns, {place: table[place] for place in shown}


@given(tiny_tables())
@settings(max_examples=12, deadline=None)
def test_bounds_are_those_of_every_whole_table_there_is(
    given_table: tuple[int, int, dict[tuple[int, int], int]],
) -> None:
    rows, columns, shown = given_table
    system = _system(rows, columns, shown)
    found = _bounds(system)
    tables = _every_table(rows, columns, shown)
    for number, cell in enumerate(system.cells):
        values = [table[int(cell.level), cell.mask] for table in tables]
        assert found[number] == (min(values), max(values))


@given(tiny_tables(), st.integers(0, 40))
@settings(max_examples=12, deadline=None)
def test_one_more_number_never_widens_a_bound(
    given_table: tuple[int, int, dict[tuple[int, int], int]], seed: int
) -> None:
    rows, columns, shown = given_table
    tables = _every_table(rows, columns, shown)
    truth = tables[seed % len(tables)]
    place = sorted(truth)[seed % len(truth)]
    fewer, more = (_bounds(_system(rows, columns, told)) for told in (shown, shown | {place: truth[place]}))
    for number, (low, high) in fewer.items():
        assert low <= more[number][0] <= more[number][1] <= high


@pytest.mark.parametrize(("margin", "error"), [(7, Contradicted), (6, None)])
def test_numbers_that_no_table_has_are_refused(margin: int, error: type[Exception] | None) -> None:
    system = _system(2, 2, {(0, -1): margin})
    if error is None:
        assert _bounds(system)
    else:
        with pytest.raises((error, Impossible)):
            _bounds(system)


COUNTS = st.integers(0, 12)


@st.composite
def releases(draw: st.DrawFn) -> list[Release]:
    """Two or three releases of one true table of two genders, each hiding cells of its own."""
    girls, boys = draw(st.integers(20, 40)), draw(st.integers(20, 40))
    yes, no = draw(COUNTS), draw(COUNTS)
    true = {
        ("all", "all"): (yes + no, girls + boys),
        ("gender", "girl"): (yes, girls),
        ("gender", "boy"): (no, boys),
    }
    made = []
    for number in range(draw(st.integers(2, 3))):
        level = draw(st.sampled_from([Level.BOARD, Level.PUBLIC]))
        rows = []
        for (group, code), (count, base) in true.items():
            place = {"group": group, "level": code}
            rows.append(took_part(base if draw(st.booleans()) else None, **place))
            told = {"is_hidden": True} if draw(st.booleans()) else {"count": count, "base": base}
            rows.append(fact("negative", **place, **told))
        made.append(make_release(*rows, name=f"r{number}", level=level))
    return made


def _cells(done: Attack) -> set[tuple[object, ...]]:
    return {(each.reader, each.kind, each.cell, each.least, each.most) for each in done.breaches}


@given(releases(), st.randoms(use_true_random=False))
@settings(max_examples=4, deadline=None)
def test_the_order_of_releases_is_nothing(made: list[Release], random: object) -> None:
    assert hasattr(random, "sample")
    shuffled = random.sample(made, len(made))
    assert _cells(attack(made, CATALOGUE)) == _cells(attack(shuffled, CATALOGUE))


@given(releases())
@settings(max_examples=4, deadline=None)
def test_what_two_releases_betray_three_betray_too(made: list[Release]) -> None:
    board = [Release(each.name, Level.BOARD, each.facts) for each in made]
    found = attack(board[:-1], CATALOGUE).breaches
    # Everybody said where they belong: that nobody is left over is no secret, once it is known.
    betrayed = {each.cell for each in found if each.level != "not known"}
    known = {each.cell for each in attack(board, CATALOGUE).breaches}
    assert betrayed <= known
