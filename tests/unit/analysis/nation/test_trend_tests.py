"""Whether shares rise or fall, and along a line."""

from itertools import product
from math import comb

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.analysis.nation.trend_tests import Trends, drawn_trend_p, exact_trend_p, find_trends
from heard.analysis.two_groups import two_group_p
from unit.analysis.nation.nations import REFERENCES, one_row


def trend_of(count: npt.ArrayLike, base: npt.ArrayLike, years: npt.ArrayLike = (0, 1, 2)) -> Trends:
    """One test: (waves,), or (strata, waves)."""
    x, n = (one_row(values)[None] for values in (count, base))
    return find_trends(x, n, np.asarray(years, dtype=np.float64), str)


@pytest.mark.parametrize("case", REFERENCES["lines"], ids=lambda case: str(case["count"]))
def test_a_trend_is_r_s(case: dict[str, list[float]]) -> None:
    """prop.trend.test times (N - 1)/N, lm with weights, and the chi-squared the line leaves."""
    found = trend_of(case["count"], case["base"], case["years"])
    assert found.slope[0] == pytest.approx(case["slope"], abs=1e-12)
    assert found.p[0] == pytest.approx(case["p"], abs=1e-11)
    assert found.departure_p[0] == pytest.approx(case["departure_p"], abs=1e-11)


@pytest.mark.parametrize("case", REFERENCES["exact"], ids=lambda case: str(case["count"]))
def test_with_few_answers_p_is_that_of_every_table_listed_in_r(case: dict[str, list[float]]) -> None:
    assert trend_of(case["count"], case["base"], case["years"]).p[0] == pytest.approx(case["p"], abs=1e-11)


def test_councils_are_strata_as_in_conditional_logistic_regression() -> None:
    case = REFERENCES["councils"]
    assert trend_of(case["count"], case["base"], case["years"]).p[0] == pytest.approx(case["p"], abs=1e-11)


def test_what_the_line_leaves_of_the_association_of_several_councils_is_r_s() -> None:
    case = REFERENCES["councils"]
    found = trend_of(case["full_count"], case["full_base"], case["years"])
    assert found.p[0] == pytest.approx(case["full_p"], abs=1e-11)
    assert found.departure_p[0] == pytest.approx(case["full_departure_p"], abs=1e-11)


def test_ten_points_a_year_along_a_line_are_a_slope_of_a_tenth() -> None:
    found = trend_of([50, 60, 70], [100, 100, 100])
    assert found.slope[0] == pytest.approx(0.1)
    assert found.change[0] == pytest.approx(0.2)
    assert found.departure_p[0] == pytest.approx(1)
    # Sum t(x - np) = 20 of Sum n(t - 1)² = 200; variance .6·.4·300/299·200; X² = 400/48.1605 = 8.3056
    assert found.p[0] == pytest.approx(0.0039524, abs=1e-6)


def test_up_and_down_again_is_no_trend_and_no_line() -> None:
    found = trend_of([40, 60, 40], [80, 80, 80])
    assert found.slope[0] == pytest.approx(0)
    assert found.p[0] == pytest.approx(1)
    assert found.departure_p[0] < 0.001


@given(
    first=st.tuples(st.integers(0, 40), st.integers(40, 60)),
    second=st.tuples(st.integers(0, 40), st.integers(40, 60)),
    between=st.floats(0.5, 3),
)
def test_over_two_waves_a_large_trend_is_the_two_group_test(
    first: tuple[int, int], second: tuple[int, int], between: float
) -> None:
    found = trend_of([first[0], second[0]], [first[1], second[1]], (0, between))
    expected = float(two_group_p(*first, *second))
    pooled = (first[0] + second[0]) / (first[1] + second[1])
    if min(pooled, 1 - pooled) * min(first[1], second[1]) >= 5:
        assert found.p[0] == pytest.approx(expected, abs=1e-12)
    assert np.isnan(found.departure_p[0])


small_table = st.lists(
    st.integers(0, 9).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))),
    min_size=3,
    max_size=4,
)


@given(table=small_table, years=st.sampled_from([(0.0, 1.0, 2.0, 3.0), (0.0, 1.5, 2.0, 4.1)]))
def test_the_exact_p_is_that_of_all_tables_tried_one_by_one(
    table: list[tuple[int, int]], years: tuple[float, ...]
) -> None:
    count, base = (np.array(values) for values in zip(*table, strict=True))
    if base.sum() == 0:
        return
    when = np.array(years[: len(count)])
    middle = count.sum() * (base @ when) / base.sum()
    seen = abs(count @ when - middle)
    p = 0.0
    for each in product(*(range(size + 1) for size in base)):
        if sum(each) == count.sum():
            chance = np.prod([comb(size, yes) for size, yes in zip(base, each, strict=True)]) / comb(
                int(base.sum()), int(count.sum())
            )
            away = abs(np.array(each) @ when - middle)
            p += chance * (0.5 if abs(away - seen) < 1e-9 else float(away > seen))
    found = exact_trend_p(one_row(count), one_row(base), when)
    assert found[0] == pytest.approx(p, abs=1e-10)


@given(
    table=st.lists(
        st.integers(1, 60).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))),
        min_size=3,
        max_size=5,
    )
)
def test_saying_no_for_yes_turns_the_slope_round_and_nothing_else(table: list[tuple[int, int]]) -> None:
    count, base = (np.array(values) for values in zip(*table, strict=True))
    years = np.arange(len(count), dtype=np.float64)
    yes, no = trend_of(count, base, years), trend_of(base - count, base, years)
    assert yes.slope[0] == pytest.approx(-no.slope[0], abs=1e-12)
    assert (yes.slope_low[0], yes.slope_high[0]) == pytest.approx(
        (-no.slope_high[0], -no.slope_low[0]), abs=1e-12
    )
    assert yes.p[0] == pytest.approx(no.p[0], abs=1e-8)  # tables too unlikely to matter are not listed
    assert 0 <= yes.p[0] <= 1


def test_drawn_tables_give_nearly_the_exact_p_and_the_same_each_time() -> None:
    count, base, years = np.array([4.0, 2, 1, 0]), np.array([40.0, 35, 30, 22]), np.array([0, 1, 2.5, 3])
    first, again = (drawn_trend_p(count, base, years, "words") for _ in range(2))
    assert first == again
    # Without half of those as far out: a little more than .0934. Three standard errors of 10,000 draws are .009.
    assert first == pytest.approx(0.0968, abs=0.012)


def test_more_tables_than_are_listed_are_drawn_instead() -> None:
    # 24 answers over 7 waves: (29 choose 5) = 118,755 beginnings at most. Over 6 waves: (28 choose 4) = 20,475.
    count, base, years = np.array([1, 2, 2, 4, 4, 5, 6.0]), np.full(7, 40.0), np.arange(7.0)
    assert trend_of(count, base, years).p[0] == drawn_trend_p(count, base, years, "0")
    count, base, years = np.array([1, 3, 4, 4, 6, 6.0]), np.full(6, 45.0), np.arange(6.0)
    assert trend_of(count, base, years).p[0] == exact_trend_p(one_row(count), one_row(base), years)[0]


def test_a_wave_without_answers_is_left_out() -> None:
    with_gap = trend_of([60, 0, 70, 82], [80, 0, 90, 95], (0, 0.5, 1, 2))
    without = trend_of([60, 70, 82], [80, 90, 95], (0, 1, 2))
    for name in ("slope", "slope_low", "change", "p", "departure_p"):
        assert getattr(with_gap, name)[0] == pytest.approx(getattr(without, name)[0], abs=1e-12)


def test_change_is_over_the_years_with_answers() -> None:
    found = trend_of([0, 50, 60, 70], [0, 100, 100, 100], (0, 3, 4, 5))
    assert found.change[0] == pytest.approx(0.2)


@pytest.mark.parametrize("said_yes", [0, 40])
def test_where_all_say_the_same_nothing_changes_and_the_interval_still_has_a_width(said_yes: int) -> None:
    found = trend_of([said_yes] * 3, [40] * 3)
    assert (found.slope[0], found.p[0]) == (0, 1)
    assert np.isnan(found.departure_p[0])
    assert found.slope_low[0] < 0 < found.slope_high[0]


def test_waves_at_one_time_only_have_no_slope() -> None:
    found = trend_of([0, 0, 20], [0, 0, 30])
    assert np.isnan([found.slope[0], found.p[0], found.departure_p[0]]).all()


def test_no_answers_at_all_are_no_error() -> None:
    found = trend_of([0, 0, 0], [0, 0, 0])
    assert np.isnan([found.slope[0], found.p[0], found.departure_p[0]]).all()


def test_a_council_that_comes_in_with_a_higher_share_is_no_rise_of_the_nation() -> None:
    steady_low, late_high = ([20, 20, 20], [100, 100, 100]), ([0, 90, 90], [0, 100, 100])
    found = trend_of([steady_low[0], late_high[0]], [steady_low[1], late_high[1]])
    assert found.slope[0] == pytest.approx(0)
    assert found.p[0] == pytest.approx(1)


def test_councils_seen_once_each_say_nothing_of_a_trend() -> None:
    found = trend_of([[30, 0, 0], [0, 40, 0], [0, 0, 50]], [[60, 0, 0], [0, 60, 0], [0, 0, 60]])
    assert np.isnan([found.slope[0], found.p[0]]).all()


def test_of_several_councils_with_few_answers_no_p_is_given() -> None:
    found = trend_of([[1, 0, 1], [0, 1, 0]], [[20, 20, 20], [25, 25, 25]])
    assert np.isnan(found.p[0])
    assert np.isfinite(found.slope[0])


def test_tests_found_together_are_found_as_alone() -> None:
    generator = np.random.default_rng(3)
    base = generator.integers(0, 60, (30, 1, 4)).astype(float)
    count = generator.binomial(base.astype(int), 0.9).astype(float)
    years = np.array([0, 1, 2.2, 3])
    together = find_trends(count, base, years, str)
    alone = [find_trends(count[[row]], base[[row]], years, str) for row in range(30)]
    assert together.p == pytest.approx([each.p[0] for each in alone], nan_ok=True)
    assert together.departure_p == pytest.approx([each.departure_p[0] for each in alone], nan_ok=True)


def test_of_steady_councils_one_in_twenty_is_called_a_trend_at_five_per_cent() -> None:
    generator = np.random.default_rng(11)
    base = generator.integers(20, 90, (4000, 1, 4)).astype(float)
    count = generator.binomial(base.astype(int), generator.uniform(0.3, 0.97, (4000, 1, 1))).astype(float)
    found = find_trends(count, base, np.array([0, 1, 2, 3.0]), str)
    # Three standard errors of 4,000 tests: .05 ± .0104.
    assert np.mean(found.p <= 0.05) == pytest.approx(0.05, abs=0.0104)
    assert np.nanmean(found.departure_p <= 0.05) == pytest.approx(0.05, abs=0.0104)
    truth_inside = (found.slope_low <= 0) & (found.slope_high >= 0)
    assert np.mean(truth_inside) == pytest.approx(0.95, abs=0.0104)


def test_a_p_too_small_to_add_up_is_no_less_than_half_the_chance_of_what_was_seen() -> None:
    # 12 of 12 in the last of three waves: one table in (252 choose 12).
    found = exact_trend_p(one_row([0, 0, 12]), one_row([120, 120, 12]), np.array([0.0, 1.0, 2.0]))
    assert found[0] == pytest.approx(0.5 / comb(252, 12), rel=1e-9)


def test_waves_are_listed_from_the_smallest_whatever_their_order() -> None:
    count, base, years = np.array([4, 2, 1, 0]), np.array([22, 35, 30, 40]), np.array([0, 1, 2.5, 3])
    turned = exact_trend_p(one_row(count[::-1]), one_row(base[::-1]), 3 - years[::-1])
    assert exact_trend_p(one_row(count), one_row(base), years)[0] == pytest.approx(turned[0], abs=1e-12)
