"""What a reader can work out about hidden cells: sums small enough to do in one's head."""

import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from heard.base.errors import HeardError
from heard.disclosure.suppression import Breach, Problem, find_breaches
from unit.disclosure.suppression.tables import flags, problem_of, two_way

# Bickel, Hammel and O'Connell (1975), Berkeley's admissions of 1973: department × sex × (admitted, rejected).
ADMISSIONS = (
    ((512, 313), (89, 19)),
    ((353, 207), (17, 8)),
    ((120, 205), (202, 391)),
    ((138, 279), (131, 244)),
    ((53, 138), (94, 299)),
    ((22, 351), (24, 317)),
)
HIGHEST = [
    *(601, 332, 108, 108, 370, 215, 25, 25, 322, 325, 322, 593),
    *(269, 417, 269, 375, 147, 191, 147, 393, 46, 373, 46, 341),
]
LOWEST = [
    *(493, 224, 0, 0, 345, 190, 0, 0, 0, 3, 0, 271),
    *(0, 148, 0, 106, 0, 44, 0, 246, 0, 327, 0, 295),
]
SHARED = Path(os.environ.get("HEARD_SHARED", Path(__file__).parents[5] / "shared"))
RESULTS = SHARED / "data/reference_results.json"


def hide(problem: Problem, *places: int) -> tuple[Breach, ...]:
    return find_breaches(problem, flags(len(problem.values), places))


def test_one_hidden_cell_is_the_total_less_the_others() -> None:
    ten = problem_of([10, 3, 7], [(0, (1, 2))], up={1: 2}, down={1: 3})
    assert hide(ten, 1) == (Breach(1, False, 3.0, 0, None), Breach(1, True, 3.0, 5, None))


def test_what_is_shown_is_in_no_doubt_and_not_asked_after() -> None:
    ten = problem_of([10, 3, 7], [(0, (1, 2))], up={1: 2}, down={1: 3})
    assert hide(ten, 2) == ()
    assert hide(ten) == ()


def test_everybody_less_those_not_in_residential_care_is_those_who_are() -> None:
    """Two reports: 15 of all 74 children, 12 of the 71 who do not live in residential care."""
    everybody, others, residential = 0, 1, 2
    low = problem_of(
        [15, 12, 3], [(everybody, (others, residential))], up={residential: 2}, down={residential: 3}
    )
    assert [breach.reached for breach in hide(low, residential)] == [3.0, 3.0]


def test_late_answers_are_the_difference_of_two_releases() -> None:
    first, second, late = 0, 1, 2
    released = problem_of([41, 43, 2], [(second, (first, late))], up={late: 3}, down={late: 2})
    assert {breach.reached for breach in hide(released, late)} == {2.0}


@pytest.mark.parametrize(("other", "breaches"), [(2, 1), (3, 0), (4, 0)])
def test_two_hidden_cells_must_hold_the_threshold_between_them(other: int, breaches: int) -> None:
    """2 + 2 = 4 cannot be 5; 2 + 3 and 2 + 4 can."""
    sums = problem_of([2 + other + 9, 2, other, 9], [(0, (1, 2, 3))], up={1: 3}, down={1: 2})
    found = hide(sums, 1, 2)
    assert len(found) == breaches
    assert all(breach == Breach(1, True, 4.0, 5, None) for breach in found)


def test_a_rectangle_moves_together_as_far_as_its_emptiest_cell() -> None:
    """(3, 6; 7, 4): with every sum known, all four cells hang on one number between -3 and 6."""
    problem, place = two_way([[3, 6, 20], [7, 4, 20], [20, 20, 20]])
    (breach,) = hide(problem, *place[:2, :2].ravel())
    assert breach == Breach(
        int(place[1, 1]), False, 1.0, 0, None
    )  # 4 can be as low as 1, and the 3 may be 0 or 9


def test_a_band_bounds_a_cell_as_a_number_would() -> None:
    """A share said as "under 20 %" of 25 is at most 5 children: of a hidden 3 beside it 1 of the 6 is left over."""
    band, small = 1, 2
    banded = problem_of([6, 3, 3], [(0, (band, small))], most=[100, 5, 100], up={small: 2}, down={small: 3})
    assert hide(banded, band, small) == (Breach(small, False, 1.0, 0, None),)


@pytest.mark.parametrize(("cohort", "breaches"), [(3, 0), (4, 0), (5, 1)])
def test_a_cell_need_not_seem_larger_than_everybody_knows_it_can_be(cohort: int, breaches: int) -> None:
    """Of a group of 4 nobody believes 5; 3 and 1 hidden together can be 4, not 5."""
    small = problem_of([9, 3, 1, 5], [(0, (1, 2, 3))], most=[99, cohort, 99, 99], up={1: 2}, down={1: 3})
    assert len(hide(small, 1, 2)) == breaches


@pytest.mark.parametrize(("total", "reached"), [(5, 3.0), (6, None)])
def test_one_child_counted_in_the_other_hidden_cells_leaves_less_for_this_one(
    total: int, reached: float | None
) -> None:
    """2 + 2 + 1 = 5: who knows that the last two are not empty knows that the first is at most 3, and 4 is asked."""
    cells = problem_of(
        [total, 2, total - 3, 1], [(0, (1, 2, 3))], up={1: 3}, down={1: 2}, people=((0, 2, 3),)
    )
    found = hide(cells, 1, 2, 3)
    assert found == (() if reached is None else (Breach(1, True, reached, 4, (2, 3)),))


def test_who_is_in_the_cell_must_not_see_that_others_are() -> None:
    """3 + 1 = 4 with the 1 at most 2: outsiders know of 2 at least, whoever is one of them of another child."""
    cells = problem_of([4, 3, 1], [(0, (1, 2))], most=[9, 9, 2], down={1: 3}, people=((0, 1),))
    assert hide(cells, 1, 2) == (Breach(1, False, 2.0, 0, None), Breach(1, False, 2.0, 1, (1,)))


@pytest.mark.parametrize(("alone", "breaches"), [(True, 0), (False, 1)])
def test_whoever_is_alone_in_a_cell_gives_nobody_else_away(alone: bool, breaches: int) -> None:
    """1 + 3 + 1 = 5, or 2 + 2 + 1: who is in the first and the last knows that the first is not 5. Is there another?"""
    first = 1 if alone else 2
    cells = problem_of(
        [5, first, 4 - first, 1],
        [(0, (1, 2, 3))],
        up={1: 5 - first},
        down={1: first},
        people=((0, 1, 3),),
    )
    assert len(hide(cells, 1, 2, 3)) == breaches


def test_only_whole_children_count() -> None:
    """p + a + b = 4 with a = b and p at most 3: halves would make p 3, whole children make it 2."""
    total, p, a, b = range(4)
    halves = problem_of(
        [4, 2, 1, 1], [(total, (p, a, b)), (a, (b,))], most=[9, 3, 9, 9], up={p: 1}, down={p: 2}
    )
    assert hide(halves, p, a, b) == (Breach(p, True, 2.0, 3, None),)


def test_admissions_are_bounded_by_their_margins_as_other_solvers_bound_them() -> None:
    """HiGHS and lpSolve found these alike: `ucb_bounds_from_2way` of the founding reference results."""
    counts = np.array(ADMISSIONS)
    inner = np.arange(counts.size).reshape(counts.shape)
    values, sums = [int(count) for count in counts.ravel()], []
    for axis in range(counts.ndim):
        for parts in np.moveaxis(inner, axis, -1).reshape(-1, counts.shape[axis]):
            sums.append((len(values), [int(part) for part in parts]))
            values.append(sum(values[part] for part in parts))
    margins = problem_of(values, sums, most=[9999] * len(values))
    asked = flags(len(values), range(counts.size))
    everything = replace(
        margins,
        up=np.where(asked, 9999 - margins.values, 0),
        down=np.where(asked, margins.values, 0),
    )
    found = find_breaches(everything, asked)
    high = {breach.cell: breach.reached for breach in found if breach.upward}
    low = {breach.cell: breach.reached for breach in found if not breach.upward}
    assert [high[cell] for cell in range(24)] == HIGHEST
    assert [low.get(cell, 0) for cell in range(24)] == LOWEST


@pytest.mark.skipif(
    not RESULTS.is_file(), reason="the founding reference results are not here: set HEARD_SHARED"
)
def test_the_bounds_copied_here_are_those_of_the_founding_results() -> None:
    told = json.loads(RESULTS.read_text(encoding="utf-8"))["r2"]["ucb_bounds_from_2way"]
    counts = [admitted_or_not for department in ADMISSIONS for sex in department for admitted_or_not in sex]
    assert told["freq"] == counts
    assert told["ilp_max"] == told["lp_max"] == HIGHEST
    assert told["ilp_min"] == told["lp_min"] == LOWEST


@pytest.mark.parametrize(
    "wrong",
    [
        problem_of([10, 3, 6], [(0, (1, 2))]),
        problem_of([10, 3, 7], [(0, (1, 2))], most=[10, 2, 10]),
        problem_of([10, 3, 7], [(0, (1, 2))], least=[0, 4, 0]),
        problem_of([7, 0, 7], [(0, (1, 2))], people=((1,),)),
        problem_of([10, 3, 7], [(0, (1, 2))], up={1: -1}),
    ],
    ids=[
        "does not add up",
        "above its most",
        "below its least",
        "a child in an empty cell",
        "a need below nought",
    ],
)
def test_a_problem_that_contradicts_itself_is_refused(wrong: Problem) -> None:
    with pytest.raises(HeardError):
        hide(wrong, 1, 2)
