"""Funnel limits and over-dispersion."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from heard.analysis.nation.funnel import dispersed_limits, funnel_limits, over_dispersion
from unit.analysis.nation.nations import REFERENCES, one_row

FUNNEL = REFERENCES["funnel"]
COUNT, BASE = one_row(REFERENCES["count"]), one_row(REFERENCES["base"])


@pytest.mark.parametrize("case", FUNNEL["limits"], ids=lambda case: f"n={case['base']}")
def test_exact_limits_are_r_s(case: dict[str, float]) -> None:
    found = funnel_limits(case["base"], case["target"])
    ends = [found.low_95, found.high_95, found.low_998, found.high_998]
    assert ends == pytest.approx(case["limits"], abs=1e-11)


def test_limits_of_two_answers_and_a_half_can_be_worked_out_by_hand() -> None:
    # F = 1/4, 3/4, 1. p = .975: r = 2, a = (1 - .975) / .25 = .1, (2 - .1) / 2. p = .025: r = 0, a = .225 / .25.
    found = funnel_limits(2, 0.5)
    assert (found.low_95, found.high_95) == pytest.approx((-0.45, 0.95))


def test_for_drawing_limits_stay_on_the_page() -> None:
    base = np.array([2, 10])
    raw = funnel_limits(base, 0.5)
    drawn = raw.clipped(base)
    assert raw.low_998[0] < 0
    assert (drawn.low_998[0], drawn.low_998[1]) == (0, raw.low_998[1])


def test_a_council_where_all_said_yes_is_not_drawn_outside_where_chance_does_that_often() -> None:
    # .97^15 = 63 % and .97^200 = 0.2 %: the first is common, the second is beyond one time in forty.
    raw = funnel_limits([15, 200], 0.97)
    assert raw.high_95[0] < 1
    assert raw.clipped([15, 200]).high_95 == pytest.approx([1, raw.high_95[1]])
    assert raw.high_95[1] < 1


def test_where_nobody_answered_there_are_no_limits() -> None:
    found = funnel_limits([0, 10, 10], [0.5, np.nan, 0.5])
    assert np.isnan(found.low_95).tolist() == [True, True, False]


@pytest.mark.parametrize("target", [0.0, 1.0])
def test_where_all_say_the_same_the_drawn_limits_hold_that_share(target: float) -> None:
    found = funnel_limits([1, 20], target).clipped([1, 20])
    assert (found.low_95 <= target).all()
    assert found.high_95.tolist() == [target, target]


@given(n=st.integers(1, 3000), target=st.floats(0.001, 0.999))
def test_limits_are_ordered_and_between_them_lie_ninety_five_per_cent(n: int, target: float) -> None:
    found = funnel_limits(n, target)
    assert found.low_998 <= found.low_95 <= found.high_95 <= found.high_998
    inside = stats.binom.cdf(np.ceil(found.high_95 * n), n, target) - stats.binom.cdf(
        np.ceil(found.low_95 * n) - 1, n, target
    )
    assert inside >= 0.95 - 1e-9


def test_contraception_is_over_dispersed_as_the_reference() -> None:
    found = over_dispersion(COUNT, BASE)
    assert found.target[0] == pytest.approx(FUNNEL["target"])
    assert found.phi[0] == pytest.approx(FUNNEL["phi"], abs=1e-11)
    assert found.phi[0] == pytest.approx(1.879950674858, abs=1e-11)  # the method's golden value
    assert found.tau2[0] == pytest.approx(FUNNEL["tau2"], abs=1e-12)
    assert found.z[0] == pytest.approx(FUNNEL["z"], abs=1e-10)
    assert found.z_dispersed[0] == pytest.approx(FUNNEL["dispersed"], abs=1e-10)
    assert [int(each[0]) for each in found.outside()] == [14, 6]


def test_chance_alone_leaves_z_as_it_is() -> None:
    count = np.random.default_rng(5).binomial(60, 0.8, (40, 80))
    found = over_dispersion(count, np.full((40, 80), 60))
    calm = found.phi <= 79 / 80
    assert calm.any()
    assert (found.tau2[calm] == 0).all()
    assert found.z_dispersed[calm] == pytest.approx(found.z[calm])


def test_one_council_is_nothing_to_scatter() -> None:
    found = over_dispersion([[5]], [[10]])
    assert np.isnan(found.phi[0])
    assert (found.tau2[0], found.z[0, 0], found.councils[0]) == (0, 0, 1)


def test_councils_that_are_all_alike_do_not_scatter() -> None:
    found = over_dispersion(np.full((1, 9), 30), np.full((1, 9), 60))
    assert (found.phi[0], found.tau2[0]) == pytest.approx((0, 0))
    assert [int(each[0]) for each in found.outside()] == [0, 0]


def test_nobody_at_all_is_no_error() -> None:
    found = over_dispersion(np.zeros((1, 3)), np.zeros((1, 3)))
    assert np.isnan([found.target[0], found.phi[0], found.z[0, 0]]).all()
    assert (found.tau2[0], found.councils[0]) == (0, 0)


def test_a_council_without_answers_changes_nothing_for_the_others() -> None:
    found = over_dispersion(np.append(COUNT, [[0]], axis=1), np.append(BASE, [[0]], axis=1))
    assert found.phi[0] == pytest.approx(FUNNEL["phi"])
    assert np.isnan(found.z[0, -1])


@pytest.mark.parametrize(("base", "enters"), [(9, False), (10, True), (11, True)])
def test_who_has_fewer_answers_than_asked_for_does_not_enter(base: int, enters: bool) -> None:
    found = over_dispersion([[base / 2, 20, 30]], [[base, 40, 50]], min_base=10)
    assert bool(np.isfinite(found.z[0, 0])) == enters
    assert found.councils[0] == 2 + enters


def test_a_dot_is_outside_the_widened_limits_just_where_its_z_is_beyond_them() -> None:
    found = over_dispersion(COUNT, BASE)
    limits = dispersed_limits(BASE, found.target[:, None], found.tau2[:, None])
    share = COUNT / BASE
    outside = (share < limits.low_95) | (share > limits.high_95)
    assert outside.tolist() == (np.abs(found.z_dispersed) > 1.959963984540054).tolist()
    assert outside.sum() == 6


def test_widened_limits_are_wider_than_those_of_chance() -> None:
    chance, usual = (dispersed_limits(100, 0.8, tau2) for tau2 in (0.0, 0.01))
    assert usual.low_998 < usual.low_95 < chance.low_95 < 0.8 < chance.high_95 < usual.high_95
    assert np.isnan(dispersed_limits(0, 0.8, 0.01).low_95)


@pytest.mark.parametrize("said", [0.0, 30.0])
def test_councils_that_all_said_the_same_are_not_apart(said: float) -> None:
    """The 3/8 of the arcsine would part a council of 10 from one of 60, and widen the funnel for it."""
    found = over_dispersion(np.array([[said, said * 2]]), np.array([[30.0, 60.0]]))
    assert (found.phi[0], found.tau2[0]) == (0.0, 0.0)
    assert found.z.tolist() == [[0.0, 0.0]]
    limits = funnel_limits(np.array([30.0, 60.0]), said / 30)
    assert np.unique([limits.low_95, limits.high_95, limits.low_998, limits.high_998]).tolist() == [said / 30]
