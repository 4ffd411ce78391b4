"""Which cells are hidden, at what cost: tables where the answer can be seen."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import numpy as np
import pytest

from heard.base.errors import HeardError
from heard.disclosure.suppression import CannotProtect, Problem, choice, find_breaches, suppress
from heard.disclosure.suppression.blocks import Block
from heard.disclosure.suppression.master import Master
from heard.disclosure.suppression.programs import Optimum, SolverStopped
from unit.disclosure.suppression.tables import problem_of, two_way


@pytest.fixture(autouse=True)
def nothing_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds what another had solved."""
    monkeypatch.setattr(choice, "SETTLED", choice.Settled())


def hidden_in(problem: Problem, *, exact: bool = True) -> set[int]:
    found = suppress(problem, exact=exact)
    assert find_breaches(problem, found.hidden) == ()
    return {int(place) for place in np.flatnonzero(found.hidden)}


def test_where_nothing_must_be_hidden_nothing_is_and_nothing_is_solved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(choice, "split", None)
    problem, _ = two_way([[6, 7], [8, 9]])
    found = suppress(problem)
    assert not found.hidden.any()
    assert (found.cost, found.bound, found.exact) == (0.0, 0.0, True)


@pytest.mark.parametrize("exact", [True, False])
def test_a_small_count_takes_the_cheapest_other_cell_of_its_sum_with_it(exact: bool) -> None:
    problem = problem_of(
        [23, 3, 8, 12], [(0, (1, 2, 3))], up={1: 2}, down={1: 3}, must_hide=[1], weights=[99, 1, 1.5, 1.2]
    )
    assert hidden_in(problem, exact=exact) == {1, 3}


def test_a_cell_too_small_to_help_is_not_taken() -> None:
    """3 and 1 cannot be 5 together: the 8 goes with the 3, dearer as it is."""
    problem = problem_of(
        [12, 3, 8, 1], [(0, (1, 2, 3))], up={1: 2}, down={1: 3}, must_hide=[1], weights=[99, 1, 2, 1]
    )
    assert hidden_in(problem) == {1, 2}


def test_a_small_count_inside_a_table_takes_the_cheapest_rectangle() -> None:
    """With the margins shown one more cell of its row, one of its column and the one where those meet."""
    problem, place = two_way([[3, 9, 20], [8, 9, 20], [20, 20, 20]])
    cheap = {int(cell) for cell in place[:2, [0, 2]].ravel()}
    weights = np.where(np.isin(np.arange(len(problem.values)), list(cheap)), 1.0, 1.5)
    assert hidden_in(replace(problem, weights=weights)) == cheap


def test_dear_margins_are_left_to_be_read() -> None:
    problem, _ = two_way([[3, 9], [8, 9]], margins_shown=False)
    margins = [0, 1, 2, 3, 6]
    dear = problem_of(
        [int(value) for value in problem.values],
        [(0, (1, 2)), (3, (4, 5)), (6, (7, 8)), (0, (3, 6)), (1, (4, 7)), (2, (5, 8))],
        up={4: 2},
        down={4: 3},
        must_hide=[4],
        weights=[3.0 if place in margins else 1.0 for place in range(9)],
    )
    assert hidden_in(dear) == {4, 5, 7, 8}


def test_what_nobody_would_print_protects_at_no_cost() -> None:
    """3 of 30 children, and those whose group is not known are not said anywhere."""
    problem = problem_of(
        [30, 3, 20, 7], [(0, (1, 2, 3))], up={1: 2}, down={1: 3}, must_hide=[1], weights=[9, 1, 1, 0]
    )
    assert hidden_in(problem) == {1, 3}
    assert suppress(problem).cost == 1.0


def test_a_share_is_not_shown_without_its_base_nor_hidden_with_it_shown() -> None:
    """To hide the 12 would cost its base too: the 8 is hidden, though dearer."""
    values, sums = [23, 3, 8, 12, 40], [(0, (1, 2, 3))]
    weights = [99, 1, 1.5, 1, 5]
    alone = problem_of(values, sums, up={1: 2}, down={1: 3}, must_hide=[1], weights=weights)
    assert hidden_in(alone) == {1, 3}
    joined = problem_of(
        values, sums, up={1: 2}, down={1: 3}, must_hide=[1], weights=weights, follows=((3, 4),)
    )
    assert hidden_in(joined) == {1, 2}
    assert hidden_in(joined, exact=False) == {1, 2}
    bound = problem_of(values, sums, must_hide=[3], weights=weights, follows=((3, 4),))
    assert hidden_in(bound) == {3, 4}


def test_a_nought_is_hidden_only_where_that_leaves_it_in_doubt() -> None:
    """The nought of a sensitive answer, once hidden, must be able to be 5; with 1 at most it cannot be, and stays."""
    problem = problem_of(
        [12, 3, 0, 9], [(0, (1, 2, 3))], up={1: 2, 2: 5}, down={1: 3}, must_hide=[1], weights=[99, 1, 0.5, 1]
    )
    assert hidden_in(problem) == {1, 3}


def test_a_cell_that_cannot_be_protected_is_named() -> None:
    problem = problem_of([10, 3, 7], [(0, (1, 2))], up={1: 2}, down={1: 3}, must_hide=[1], must_show=[0, 2])
    for exact in (True, False):
        with pytest.raises(CannotProtect) as refused:
            suppress(problem, exact=exact)
        assert refused.value.cells == (1,)
    assert isinstance(refused.value, HeardError)


def test_what_follows_a_hidden_cell_must_not_have_been_said_already() -> None:
    problem = problem_of([10, 3, 7], [(0, (1, 2))], must_hide=[1], must_show=[2], follows=((1, 2),))
    with pytest.raises(CannotProtect) as refused:
        suppress(problem)
    assert refused.value.cells == (1,)


def test_what_has_been_said_stays_said() -> None:
    """A small count in an earlier release is a constant to every reader: nothing is hidden for it."""
    problem = problem_of([10, 3, 7], [(0, (1, 2))], up={1: 2}, down={1: 3}, must_hide=[1], must_show=[1])
    assert hidden_in(problem) == set()


def test_insiders_may_cost_a_cell_more_than_outsiders_do() -> None:
    """2 + 1 + 2 = 5 suffices against outsiders; a child counted in both others knows that 3 is the most."""
    values, sums = [25, 2, 1, 2, 20], [(0, (1, 2, 3, 4))]
    needs = {"up": {1: 3}, "down": {1: 2}}
    weights = [99.0, 1, 1, 1, 4]
    outside = problem_of(values, sums, must_hide=[1, 2, 3], weights=weights, **needs)
    assert hidden_in(outside) == {1, 2, 3}
    inside = problem_of(values, sums, must_hide=[1, 2, 3], weights=weights, people=((0, 2, 3),), **needs)
    assert hidden_in(inside) == {1, 2, 3, 4}


def test_where_only_halves_of_children_would_protect_more_is_hidden() -> None:
    """p + a + b + e = 24, a = b, p at most 3: with e shown p could be 3 only if a and b were halves."""
    total, p, a, b, e = range(5)
    halves = problem_of(
        [24, 2, 1, 1, 20],
        [(total, (p, a, b, e)), (a, (b,))],
        most=[99, 3, 99, 99, 99],
        up={p: 1},
        down={p: 2},
        must_hide=[p, a, b],
        must_show=[total],
    )
    assert hidden_in(halves) == {p, a, b, e}
    assert hidden_in(halves, exact=False) == {p, a, b, e}


def test_tables_that_share_no_hidden_cell_are_solved_apart() -> None:
    """The same table twice, joined by a total that is shown: twice the cells at twice the cost."""
    sums = [(0, (1, 2)), (3, (4, 5)), (6, (0, 3))]
    once = {"up": {1: 2, 4: 2}, "down": {1: 3, 4: 3}}
    problem = problem_of([11, 3, 8, 11, 3, 8, 22], sums, must_hide=[1, 4], must_show=[0, 3, 6], **once)
    assert hidden_in(problem) == {1, 2, 4, 5}
    assert suppress(problem).cost == suppress(problem).bound == 4.0


def hard_table() -> Problem:
    """Small counts strewn over a table: its cheapest protection takes several rounds of cuts."""
    random = np.random.default_rng(19)
    problem, _ = two_way(random.poisson(random.random((8, 1)) * 18 + 2, (8, 4)).tolist())
    return replace(problem, weights=1 + np.log1p(problem.values) / 5)


def test_the_same_problem_has_the_same_answer_whatever_was_solved_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = suppress(hard_table())
    suppress(two_way([[3, 9, 20], [8, 9, 20], [20, 20, 20]])[0])
    monkeypatch.setattr(choice, "SETTLED", choice.Settled())
    again = suppress(hard_table())
    np.testing.assert_array_equal(first.hidden, again.hidden)
    assert (first.cost, first.bound) == (again.cost, again.bound)


def test_the_cheapest_choice_costs_no_more_than_the_quick_one_and_no_less_than_its_bound() -> None:
    cheapest, quick = suppress(hard_table()), suppress(hard_table(), exact=False)
    assert cheapest.exact
    assert quick.bound <= cheapest.cost < quick.cost
    assert find_breaches(hard_table(), quick.hidden) == ()


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> list[Block]:
    """The blocks that were solved, and not only looked up."""
    solved: list[Block] = []
    solve = choice._suppress_block

    def note(block: Block, exact: bool, left: choice.Clock) -> choice.Suppression:
        solved.append(block)
        return solve(block, exact, left)

    monkeypatch.setattr(choice, "_suppress_block", note)
    return solved


def test_the_same_block_is_solved_once_wherever_it_stands(solved: list[Block]) -> None:
    """Once more by itself, and twice beside each other behind a cell of no concern."""
    once = problem_of([11, 3, 8], [(0, (1, 2))], up={1: 2}, down={1: 3}, must_hide=[1], must_show=[0])
    twice = problem_of(
        [5, 11, 3, 8, 11, 3, 8],
        [(1, (2, 3)), (4, (5, 6))],
        up={2: 2, 5: 2},
        down={2: 3, 5: 3},
        must_hide=[2, 5],
        must_show=[0, 1, 4],
    )
    assert hidden_in(once) == {1, 2}
    assert hidden_in(once) == {1, 2}
    assert hidden_in(twice) == {2, 3, 5, 6}
    assert len(solved) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"values": np.array([11, 4, 7, 0])},
        {"up": np.array([0, 1, 0, 0])},
        {"down": np.array([0, 2, 0, 0])},
        {"least": np.array([11, 0, 1, 0])},
        {"most": np.array([11, 9, 99, 9])},
        {"weights": np.array([1.0, 1.0, 2.0, 3.0])},
        {"must_hide": np.array([False, True, True, False])},
        {"people": ((1,),)},
        {"follows": ((2, 3),)},
    ],
)
def test_a_block_that_differs_in_anything_is_solved_anew(
    solved: list[Block], other: dict[str, object]
) -> None:
    problem = problem_of(
        [11, 3, 8, 0], [(0, (1, 2, 3))], up={1: 2}, down={1: 3}, must_hide=[1], must_show=[0]
    )
    suppress(problem)
    suppress(replace(problem, **other))  # type: ignore[arg-type]
    suppress(problem, exact=False)
    assert len(solved) == 3


def test_no_more_than_so_many_blocks_are_kept(solved: list[Block], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "MOST_KEPT", 2)
    problems = [
        problem_of([3 + other, 3, other], [(0, (1, 2))], up={1: 2}, down={1: 3}, must_hide=[1], must_show=[0])
        for other in (8, 9, 10)
    ]
    for problem in problems:
        suppress(problem)
    suppress(problems[2])
    assert len(solved) == 3
    suppress(problems[0])
    assert len(solved) == 4


def test_a_choice_that_time_cut_short_is_not_kept() -> None:
    ticks = clock_that_runs_out(1)
    assert not suppress(hard_table(), seconds=60, clock=lambda: next(ticks)).exact
    assert suppress(hard_table()).exact


def clock_that_runs_out(after: int) -> Iterator[float]:
    """Second by second, until the `after`th look at it says that a day is over."""
    return (float(look if look < after else 86_400) for look in count())


@pytest.mark.parametrize("after", [1, 3, 5])
def test_when_time_is_out_the_choice_is_safe_and_says_that_it_may_not_be_the_cheapest(after: int) -> None:
    ticks = clock_that_runs_out(after)
    found = suppress(hard_table(), seconds=60, clock=lambda: next(ticks))
    assert not found.exact
    assert found.bound < found.cost
    assert find_breaches(hard_table(), found.hidden) == ()


def test_a_choice_that_the_solver_has_not_proved_the_cheapest_is_not_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quick = suppress(hard_table(), exact=False)
    everything = Optimum(1e9, np.ones(100), np.zeros(0), bound=0.0, proved=False)
    monkeypatch.setattr(Master, "choose", lambda *_, **__: everything)
    found = suppress(hard_table())
    assert not found.exact
    np.testing.assert_array_equal(found.hidden, quick.hidden)


def test_where_the_solver_gives_up_the_quick_choice_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(*_: object, **__: object) -> Optimum:
        raise SolverStopped("Numbers it cannot tell apart.")

    quick = suppress(hard_table(), exact=False)
    monkeypatch.setattr(Master, "choose", give_up)
    found = suppress(hard_table())
    assert not found.exact
    np.testing.assert_array_equal(found.hidden, quick.hidden)
