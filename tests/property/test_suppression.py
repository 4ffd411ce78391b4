"""What holds for any small tables: hidden cells stay in doubt, found by trying every table there is."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from random import Random

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from heard.analysis.arrays import Flags, Whole
from heard.disclosure.suppression import (
    CannotProtect,
    Problem,
    Relations,
    Suppression,
    find_breaches,
    suppress,
)
from unit.disclosure.suppression.tables import flags, problem_of

MOST = 4  # of an inner cell, so that every table can be tried


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to four inner cells and totals of some of them, with random needs, costs, bands, followers and people."""
    values = draw(st.lists(st.integers(0, MOST), min_size=2, max_size=4))
    places = st.sets(st.sampled_from(range(len(values))), min_size=1)
    parts = [tuple(sorted(each)) for each in draw(st.lists(places, min_size=1, max_size=3))]
    sums = [(len(values) + row, each) for row, each in enumerate(parts)]
    counts = [*values, *(sum(values[part] for part in each) for each in parts)]
    size = len(counts)
    small = st.lists(st.integers(0, 3), min_size=size, max_size=size)
    room = draw(st.lists(st.integers(0, 2), min_size=size, max_size=size))
    peopled = [place for place in range(size) if counts[place]]
    people = draw(st.lists(st.sets(st.sampled_from(peopled)), max_size=3)) if peopled else []
    return problem_of(
        counts,
        sums,
        up=dict(enumerate(draw(small))),
        down=dict(enumerate(draw(small))),
        least=[max(0, count - each - 1) for count, each in zip(counts, room, strict=True)],
        most=[min(MOST, count + each) for count, each in zip(values, room, strict=False)] + [99] * len(sums),
        must_hide=draw(st.sets(st.sampled_from(range(size)), max_size=2)),
        must_show=draw(st.sets(st.sampled_from(range(size)), max_size=1)),
        weights=draw(st.lists(st.sampled_from([0.0, 1.0, 1.5, 2.25, 3.0]), min_size=size, max_size=size)),
        follows=tuple(draw(st.sets(st.tuples(*[st.sampled_from(range(size))] * 2), max_size=2))),
        people=tuple(tuple(sorted(each)) for each in people),
    )


def list_tables(problem: Problem, hidden: Flags) -> Whole:
    """(tables, cells) every table of whole numbers that agrees with what is not hidden."""
    relations = problem.relations
    totals = {int(cell) for cell in relations.cell[relations.sign < 0]}
    inner = [cell for cell in range(len(problem.values)) if cell not in totals]
    ranges = [
        range(problem.least[c], problem.most[c] + 1) if hidden[c] else [problem.values[c]] for c in inner
    ]
    tables = np.zeros((int(np.prod([len(each) for each in ranges])), len(problem.values)), dtype=np.int64)
    tables[:, inner] = list(product(*ranges))
    for row in range(relations.rows):
        part = relations.cell[(relations.row == row) & (relations.sign > 0)]
        total = relations.cell[(relations.row == row) & (relations.sign < 0)]
        tables[:, total] = tables[:, part].sum(axis=1, keepdims=True)
    fits = np.where(hidden, (tables >= problem.least) & (tables <= problem.most), tables == problem.values)
    return tables[fits.all(axis=1)]


def join(problem: Problem, hidden: Flags, cell: int) -> set[int]:
    """The hidden cells that the sums tie to this one: of the others it is no use to know anything."""
    relations, joined = problem.relations, {cell}
    for _ in range(relations.rows):
        for row in range(relations.rows):
            together = {int(each) for each in relations.cell[relations.row == row] if hidden[each]}
            joined |= together if together & joined else set()
    return joined


def list_breaches(
    problem: Problem, hidden: Flags
) -> Iterator[tuple[int, bool, int, tuple[int, ...] | None, int]]:
    """Cell, direction, the bound itself, insider and the value needed of all that fails, from every table there is."""
    tables = list_tables(problem, hidden)
    for cell in np.flatnonzero(hidden):
        joined = join(problem, hidden, int(cell))
        kinds = {tuple(each for each in person if each in joined) for person in problem.people} - {()}
        for kind in (None, *sorted(kinds)):
            known = tables if kind is None else tables[(tables[:, list(kind)] >= 1).all(axis=1)]
            own = int(kind is not None and cell in kind)
            value, low, high = problem.values[cell], known[:, cell].min(), known[:, cell].max()
            if kind is not None and value <= own:
                continue
            top = min(value + problem.up[cell] - (kind is not None) + own, problem.most[cell])
            bottom = max(value - problem.down[cell] + own, problem.least[cell], own)
            if problem.up[cell] and high < top:
                yield int(cell), True, int(high), kind, int(top)
            if problem.down[cell] and low > bottom:
                yield int(cell), False, int(low), kind, int(bottom)


def hide_in_any_case(problem: Problem) -> Flags:
    """What is hidden whatever it costs: what must be or nobody would print, and what follows from it."""
    hidden = (problem.must_hide | (problem.weights == 0)) & ~problem.must_show
    for first, second in problem.follows * len(problem.values):
        hidden[second] |= hidden[first]
    return hidden


def try_to_suppress(problem: Problem, *, exact: bool = True) -> Suppression | None:
    """None where nothing is safe; the cells named are then among those that had to be hidden."""
    try:
        return suppress(problem, exact=exact)
    except CannotProtect as refused:
        if not np.all(hide_in_any_case(problem)[list(refused.cells)]):
            raise
        return None


def is_safe(problem: Problem, hidden: Flags) -> bool:
    return next(list_breaches(problem, hidden), None) is None


@settings(max_examples=40, deadline=None)
@given(problems(), st.sets(st.integers(0, 6)))
def test_the_breaches_are_those_that_trying_every_table_finds(problem: Problem, places: set[int]) -> None:
    hidden = flags(len(problem.values), [place for place in places if place < len(problem.values)])
    expected = {
        (cell, up, kind): (bound, needed) for cell, up, bound, kind, needed in list_breaches(problem, hidden)
    }
    found = {
        (breach.cell, breach.upward, breach.insider): breach for breach in find_breaches(problem, hidden)
    }
    assert set(found) == set(expected)
    for key, breach in found.items():
        bound, needed = expected[key]
        assert breach.needed == needed
        assert bound <= breach.reached < needed if breach.upward else bound >= breach.reached > needed


@settings(max_examples=40, deadline=None)
@given(problems())
def test_the_choice_is_the_cheapest_of_all_safe_ones(problem: Problem) -> None:
    """Against every set of cells, each judged by every table there is."""
    always = hide_in_any_case(problem)
    free = np.flatnonzero(~always & ~problem.must_show)
    costs = []
    for taken in product((False, True), repeat=len(free)):
        hidden = always.copy()
        hidden[free] = taken
        follow = all(hidden[second] for first, second in problem.follows if hidden[first])
        if follow and not np.any(hidden & problem.must_show) and is_safe(problem, hidden):
            costs.append(float(problem.weights[hidden].sum()))
    for exact in (True, False):
        found = try_to_suppress(problem, exact=exact)
        if found is None:
            assert not costs
            continue
        assert is_safe(problem, found.hidden)
        assert np.all(found.hidden[always])
        assert not np.any(found.hidden & problem.must_show)
        assert all(found.hidden[second] for first, second in problem.follows if found.hidden[first])
        assert found.cost == problem.weights[found.hidden].sum()
        assert found.bound - 1e-6 <= min(costs) <= found.cost + 1e-6
        if exact:
            assert found.exact
            assert found.cost <= min(costs) + 1e-6


@settings(max_examples=20, deadline=None)
@given(problems(), st.data())
def test_hiding_more_never_gives_away_what_was_hidden(problem: Problem, data: st.DataObject) -> None:
    """What is safe of a cell stays safe when other cells are hidden as well."""
    size = len(problem.values)
    places = data.draw(st.sets(st.integers(0, size - 1)))
    hidden, more = (
        flags(size, sorted(places)),
        flags(size, sorted(places | {data.draw(st.integers(0, size - 1))})),
    )

    def given_away(flags: Flags) -> set[tuple[int, bool]]:
        """To outsiders; an insider who is counted in more hidden cells knows that more of them are not empty."""
        return {(each.cell, each.upward) for each in find_breaches(replace(problem, people=()), flags)}

    assert {each for each in given_away(more) if hidden[each[0]]} <= given_away(hidden)


@settings(max_examples=20, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_cells_does_not_matter_to_safety(problem: Problem, random: Random) -> None:
    order = list(range(len(problem.values)))
    random.shuffle(order)
    turned = turn(problem, order)
    here, there = try_to_suppress(problem), try_to_suppress(turned)
    if here is None or there is None:
        assert here is there
        return
    assert abs(here.cost - there.cost) < 1e-6
    back = np.zeros(len(order), dtype=np.bool_)
    back[order] = there.hidden
    assert find_breaches(problem, back) == ()


def turn(problem: Problem, order: list[int]) -> Problem:
    """The same problem with its cells in another order: new cell i is old cell order[i]."""
    place = np.argsort(order)
    lists = ("values", "least", "most", "up", "down", "must_hide", "must_show", "weights")
    relations = problem.relations
    return replace(
        problem,
        **{name: getattr(problem, name)[order] for name in lists},
        relations=Relations(relations.row, place[relations.cell], relations.sign, relations.rows),
        follows=tuple((int(place[first]), int(place[second])) for first, second in problem.follows),
        people=tuple(tuple(int(place[cell]) for cell in person) for person in problem.people),
    )


@settings(max_examples=20, deadline=None)
@given(problems())
def test_suppressing_what_is_suppressed_already_changes_nothing(problem: Problem) -> None:
    once = try_to_suppress(problem)
    assume(once is not None)
    assert once is not None
    twice = suppress(replace(problem, must_hide=once.hidden))
    np.testing.assert_array_equal(once.hidden, twice.hidden)
    assert find_breaches(problem, twice.hidden) == ()
