"""Weights that bring those who answered to the cohort's margins."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.analysis.arrays import Floats
from heard.analysis.nonresponse.raking import (
    UNKNOWN,
    Margin,
    Raked,
    Refusal,
    effective_number,
    fit_margins,
    put_together,
    rake,
)
from heard.base.policy import RAKING_BOUNDS, RAKING_TOLERANCE
from unit.analysis.nonresponse.references import (
    CUT_BACK,
    SCHOOLS,
    THREE_MARGINS,
    counts_of,
    levels_of,
    targets_of,
)

POPULATION = 6194  # schools
AWARDED = np.array(SCHOOLS["patterns"]["awards"]) == "Yes"


def rake_case(case: Mapping[str, Any], cohort: float) -> Raked:
    return rake(levels_of(case), counts_of(case), targets_of(case), cohort=cohort)


def rake_one(counts: Sequence[int], target: Sequence[float], *, cohort: float | None = None) -> Raked:
    """One margin, every level a pattern."""
    levels = np.arange(len(counts))[:, None]
    whole = sum(target) if cohort is None else cohort
    return rake(levels, np.array(counts), [np.array(target, dtype=float)], cohort=whole)


def margins_of(case: Mapping[str, Any]) -> list[Margin]:
    each = zip(levels_of(case).T, targets_of(case), strict=True)
    return [Margin(level, target / target.sum()) for level, target in each]


def fit_schools(*, passes: int = 200, tolerance: float = RAKING_TOLERANCE) -> tuple[Floats, int]:
    """The schools' weights, beginning with all alike."""
    margins = margins_of(SCHOOLS)
    start = np.full(counts_of(SCHOOLS).size, POPULATION / 200)
    return fit_margins(start, counts_of(SCHOOLS), margins, passes=passes, tolerance=tolerance)


def awarded(weights: Floats) -> float:
    """The weighted share of schools with an award."""
    carried = weights * counts_of(SCHOOLS)
    return float(carried[AWARDED].sum() / carried.sum())


# --- Against R ----------------------------------------------------------------------------------------


def test_schools_raked_to_convergence_have_the_share_of_r() -> None:
    raked, counts = rake_case(SCHOOLS, POPULATION), counts_of(SCHOOLS)
    exact = SCHOOLS["exact"]
    assert awarded(raked.weights) == pytest.approx(exact["share"], abs=1.1e-8)
    assert raked.weights @ counts == pytest.approx(POPULATION, rel=1e-12)
    assert [raked.weights.min(), raked.weights.max()] == pytest.approx(exact["range"], rel=1e-6)
    assert (raked.deff, raked.reason) == (pytest.approx(exact["deff"], abs=1e-8), "")
    assert raked.effective == pytest.approx(200 / exact["deff"], abs=2e-6)


def test_schools_raked_further_than_policy_asks_have_every_digit_of_r() -> None:
    weights, _ = fit_schools(tolerance=1e-14)
    assert awarded(weights) == pytest.approx(SCHOOLS["exact"]["share"], abs=1e-13)
    assert [weights.min(), weights.max()] == pytest.approx(SCHOOLS["exact"]["range"], rel=1e-12)


def test_four_passes_give_what_r_gives_when_it_stops_after_four() -> None:
    weights, passes = fit_schools(passes=4)
    assert (awarded(weights), passes) == (pytest.approx(SCHOOLS["default"]["share"], abs=1e-13), 4)
    assert [weights.min(), weights.max()] == pytest.approx(SCHOOLS["default"]["range"], abs=1e-10)


def test_three_margins_give_the_weights_of_r() -> None:
    raked = rake_case(THREE_MARGINS, THREE_MARGINS["cohort"])
    assert raked.weights == pytest.approx(THREE_MARGINS["weights"], rel=1e-6)
    assert raked.deff == pytest.approx(THREE_MARGINS["deff"], abs=1e-6)


def test_weights_cut_back_and_raked_again_are_those_of_r() -> None:
    """The heaviest is 3.4 times the mean at first; R's loop around survey::rake needs 18 rounds."""
    raked = rake_case(CUT_BACK, CUT_BACK["cohort"])
    assert CUT_BACK["uncut"][1] > RAKING_BOUNDS[1]
    assert raked.weights == pytest.approx(CUT_BACK["weights"], rel=1e-5)
    assert (raked.factors.max(), raked.reason) == (pytest.approx(3.0, abs=1e-9), "")


def test_the_linearised_error_of_r_is_smaller_than_ours_where_the_margins_tell_of_the_answer() -> None:
    """z = w·e/Σw, e what the margins leave of y - p; ours takes the weighted share as one of n_eff answers."""
    raked, counts = rake_case(SCHOOLS, POPULATION), counts_of(SCHOOLS)
    row = np.repeat(np.arange(counts.size), counts)
    y, w = AWARDED[row].astype(float), raked.weights[row]
    p = (w @ y) / w.sum()
    levels = levels_of(SCHOOLS)[row]
    dummies = np.column_stack([np.ones(y.size), levels[:, 0] == 1, levels[:, 0] == 2, levels[:, 1] == 1])
    left = (y - p) - dummies @ np.linalg.lstsq(dummies, y - p, rcond=None)[0]
    z = w * left / w.sum()
    n = y.size
    linearised = np.sqrt((1 - n / POPULATION) * n / (n - 1) * ((z - z.mean()) ** 2).sum())
    assert linearised == pytest.approx(SCHOOLS["exact"]["se"], abs=1e-8)
    size = raked.effective * (POPULATION - 1) / (POPULATION - n)
    assert np.sqrt(p * (1 - p) / size) / linearised == pytest.approx(1.2489, abs=5e-4)


# --- What raking is -----------------------------------------------------------------------------------


def test_one_margin_is_the_cohorts_share_over_the_respondents() -> None:
    """60 girls and 90 boys answered of 200 and 200."""
    raked = rake_one([60, 90], [200, 200])
    assert raked.weights.tolist() == pytest.approx([200 / 60, 200 / 90])
    assert raked.factors.tolist() == pytest.approx([1.25, 1 / 1.2])
    assert raked.deff == pytest.approx(150 * (60 * (10 / 3) ** 2 + 90 * (20 / 9) ** 2) / 400**2)
    assert raked.effective == pytest.approx(144.0)


def test_margins_that_are_met_leave_every_weight_alike_to_the_last_digit() -> None:
    raked = rake_one([77, 33, 22], [700, 300, 200])
    assert raked.factors.tolist() == [1.0, 1.0, 1.0]
    assert (raked.passes, raked.deff, raked.effective, raked.reason) == (0, 1.0, 132.0, "")


def test_who_does_not_say_keeps_the_weight_in_that_step() -> None:
    """50 did not say. The 100 others carry two thirds of 300 children, half of it by either level."""
    levels = np.array([[0], [1], [UNKNOWN]])
    raked = rake(levels, np.array([40, 60, 50]), [np.array([150.0, 150.0])], cohort=300)
    assert raked.weights.tolist() == pytest.approx([100 / 40, 100 / 60, 2.0])


def test_a_level_that_the_cohort_lists_as_empty_is_as_unknown() -> None:
    listed = rake_one([40, 60, 50], [150, 150, 0], cohort=300)
    assert listed.weights.tolist() == pytest.approx([100 / 40, 100 / 60, 2.0])
    assert listed.together == ((),)


def test_a_margin_that_does_not_add_up_to_the_cohort_is_met_in_its_proportions() -> None:
    twice, once = rake_one([60, 90], [400, 400], cohort=400), rake_one([60, 90], [200, 200])
    assert twice.weights.tolist() == pytest.approx(once.weights.tolist())


def test_a_pattern_listed_twice_is_as_if_it_were_listed_once() -> None:
    once = rake_case(THREE_MARGINS, 600)
    levels, counts = levels_of(THREE_MARGINS), counts_of(THREE_MARGINS)
    part = counts // 2
    twice = rake(
        np.concatenate([levels, levels]),
        np.concatenate([part, counts - part]),
        targets_of(THREE_MARGINS),
        cohort=600,
    )
    assert twice.weights == pytest.approx(np.tile(once.weights, 2), rel=1e-9)


def test_the_order_of_the_margins_does_not_matter_at_convergence() -> None:
    forward = rake_case(THREE_MARGINS, 600)
    levels, targets = levels_of(THREE_MARGINS), targets_of(THREE_MARGINS)
    backward = rake(levels[:, ::-1], counts_of(THREE_MARGINS), targets[::-1], cohort=600)
    assert backward.weights == pytest.approx(forward.weights, rel=1e-5)


@given(
    counts=st.lists(st.integers(10, 60), min_size=6, max_size=6),
    first=st.lists(st.integers(80, 200), min_size=2, max_size=2),
    second=st.lists(st.integers(80, 200), min_size=3, max_size=3),
    cohort=st.integers(400, 2000),
)
def test_accepted_weights_meet_every_margin_inside_their_bounds(
    counts: list[int], first: list[int], second: list[int], cohort: int
) -> None:
    levels = np.array([[a, b] for a in range(2) for b in range(3)])
    answered, targets = np.array(counts), [np.array(first, float), np.array(second, float)]
    raked = rake(levels, answered, targets, cohort=cohort)
    if raked.reason:
        assert np.isnan(raked.weights).all()
        return
    for margin, target in enumerate(targets):
        carried = np.bincount(levels[:, margin], weights=raked.weights * answered)
        assert carried / carried.sum() == pytest.approx(target / target.sum(), rel=0.0101)
    low, high = RAKING_BOUNDS
    assert raked.factors.min() >= low - 1e-12
    assert raked.factors.max() <= high + 1e-12
    assert 1 - 1e-12 <= raked.deff <= 1.5


# --- Small levels -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answered", "groups"),
    [
        ([5, 50, 60], [0, 1, 2]),  # five are enough
        ([4, 50, 60], [0, 0, 1]),  # four are not: with the next smallest
        ([0, 60, 50], [0, 1, 0]),  # nor is nobody
        ([4, 3, 60, 50], [0, 0, 1, 2]),  # 3 and 4 make 7
        ([2, 2, 60, 50], [0, 0, 1, 0]),  # 2 and 2 make 4, which is too few still
        ([4, 50, 50], [0, 0, 1]),  # of equals the one that comes first
        ([50, 4, 4, 4], [0, 1, 1, 1]),  # the first two of three; the third joins those 8
        ([4], [0]),  # nothing to be put together with
    ],
)
def test_small_levels_join_the_next_smallest(answered: list[int], groups: list[int]) -> None:
    found = put_together(np.array(answered, float), np.full(len(answered), 100.0))
    assert found.tolist() == groups


def test_a_level_that_the_cohort_does_not_have_joins_none() -> None:
    assert put_together(np.array([3.0, 40, 60]), np.array([0.0, 100, 100])).tolist() == [UNKNOWN, 0, 1]


def test_levels_put_together_share_a_weight_and_are_named() -> None:
    """3 and 17 of 20 and 60 in the cohort: 20 answered for 80."""
    raked = rake_one([100, 3, 17], [320, 20, 60])
    assert raked.together == (((1, 2),),)
    assert raked.weights.tolist() == pytest.approx([3.2, 4.0, 4.0])


def test_a_level_nobody_answered_from_is_spoken_for_by_its_neighbour() -> None:
    raked = rake_one([100, 0, 20], [320, 20, 60])
    assert raked.weights[[0, 2]].tolist() == pytest.approx([3.2, 4.0])


# --- No weights ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("answered", "reason"), [(99, Refusal.TOO_FEW_RESPONDENTS), (100, ""), (101, "")])
def test_a_hundred_respondents_are_needed(answered: int, reason: str) -> None:
    assert rake_one([50, answered - 50], [300, 300]).reason == reason


@pytest.mark.parametrize(("cohort", "reason"), [(149, Refusal.COHORT_TOO_SMALL), (150, ""), (151, "")])
def test_a_cohort_smaller_than_the_respondents_is_refused(cohort: int, reason: str) -> None:
    assert rake_one([60, 90], [80, 70], cohort=cohort).reason == reason


def test_nothing_is_weighted_without_a_margin_of_two_levels() -> None:
    no_margin = rake(np.empty((1, 0), dtype=np.int64), np.array([200]), [], cohort=500)
    one_level = rake_one([120], [500])
    one_left = rake_one([120, 3], [400, 100])
    unknown = rake_one([60, 60], [100, 100], cohort=np.nan)
    assert {each.reason for each in (no_margin, one_level, one_left, unknown)} == {Refusal.NO_MARGINS}
    assert one_left.together == (((0, 1),),)


def test_weights_that_cannot_be_kept_inside_their_bounds_are_refused() -> None:
    """One level of ten in a hundred answers stands for six of ten children: six times the mean."""
    refused = rake_one([90, 10], [400, 600])
    assert refused.reason == Refusal.OUT_OF_BOUNDS
    assert np.isnan([*refused.weights, *refused.factors]).all()
    assert refused.passes == 2  # cutting back moves nothing, so that it is not tried again


@pytest.mark.parametrize(("share", "reason"), [(0.3043, ""), (0.3044, Refusal.OUT_OF_BOUNDS)])
def test_a_margin_may_be_off_by_one_in_a_hundred_after_the_last_cut(share: float, reason: str) -> None:
    """A tenth of those who answered, at three times the mean: .3 / (1.3 - share) is 1 % under the share at .30436."""
    assert rake_one([900, 100], [1e4 * (1 - share), 1e4 * share]).reason == reason


def test_margins_that_contradict_each_other_do_not_converge() -> None:
    """Two margins that split the children alike and ask for different halves."""
    levels = np.array([[0, 0], [1, 1]])
    targets = [np.array([520.0, 480.0]), np.array([480.0, 520.0])]
    assert rake(levels, np.array([100, 100]), targets, cohort=1000).reason == Refusal.NOT_CONVERGED


def test_margins_that_nobodys_answers_can_meet_end_without_a_fault() -> None:
    """No boy lives in a residential home here, and the margins ask for more homes than there are girls."""
    levels = np.array([[0, 0], [0, 1], [1, 0]])
    targets = [np.array([20.0, 980.0]), np.array([20.0, 980.0])]  # 200 passes run below what a float can hold
    found = rake(levels, np.array([50, 60, 70]), targets, cohort=1000)
    assert found.reason in {Refusal.NOT_CONVERGED, Refusal.OUT_OF_BOUNDS}


@pytest.mark.parametrize(("share", "reason"), [(0.4828, ""), (0.4829, Refusal.UNEVEN)])
def test_weights_too_uneven_are_refused(share: float, reason: str) -> None:
    """A fifth of those who answered stands for the share: share²/.2 + (1 - share)²/.8 is 1.5 at .48284."""
    raked = rake_one([40, 160], [1e4 * share, 1e4 * (1 - share)])
    assert raked.deff == pytest.approx(share**2 / 0.2 + (1 - share) ** 2 / 0.8, abs=1e-6)
    assert raked.reason == reason


def test_the_effective_number_is_that_of_equal_weights_where_they_are_equal() -> None:
    assert effective_number(np.array([2.0, 2.0]), np.array([30, 70])) == pytest.approx(100.0)


def test_convergence_is_what_the_policy_calls_it() -> None:
    counts, margins = counts_of(THREE_MARGINS), margins_of(THREE_MARGINS)
    weights, passes = fit_margins(np.full(counts.size, 600 / counts.sum()), counts, margins)
    off = [np.abs(each.sums(weights * counts)[:-1] / (each.shares * 600) - 1).max() for each in margins]
    assert max(off) < RAKING_TOLERANCE
    _, again = fit_margins(weights, counts, margins)
    assert (passes > 1, again) == (True, 0)
