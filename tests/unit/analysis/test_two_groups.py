"""Two groups: which test, its p, and the interval of the difference."""

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from heard.analysis import listing, two_groups
from heard.analysis.intervals import Z_90, Z_95
from heard.analysis.two_groups import difference_interval, two_group_p


def mid_p_by_hand(x1: int, n1: int, x2: int, n2: int) -> float:
    """Every table with these margins, in whole numbers."""
    yes = x1 + x2
    ways = {k: comb(n1, k) * comb(n2, yes - k) for k in range(max(0, yes - n2), min(n1, yes) + 1)}
    return (sum(each for each in ways.values() if each <= ways[x1]) - ways[x1] / 2) / comb(n1 + n2, yes)


def test_small_tables_are_tested_exactly() -> None:
    rng = np.random.default_rng(5)
    n1, n2 = rng.integers(1, 25, 200), rng.integers(1, 25, 200)
    x1, x2 = rng.binomial(n1, 0.1), rng.binomial(n2, 0.15)
    some = (x1 + x2 > 0) & (x1 + x2 < n1 + n2)
    found = two_group_p(x1[some], n1[some], x2[some], n2[some])
    by_hand = [
        mid_p_by_hand(*map(int, table)) for table in zip(x1[some], n1[some], x2[some], n2[some], strict=True)
    ]
    assert found == pytest.approx(by_hand, abs=1e-11)


def test_an_expected_count_of_five_is_enough_for_chi_squared() -> None:
    """10 of 100 with 50 yes: exactly 5 are expected. (ad - bc)²(M - 1) over the margins, 4·44 - 46·6 across."""
    statistic = (4 * 44 - 46 * 6) ** 2 * 99 / (10 * 90 * 50 * 50)
    assert float(two_group_p(4, 10, 46, 90)) == pytest.approx(special.chdtrc(1, statistic), rel=1e-12)


def test_an_expected_count_just_under_five_is_tested_exactly() -> None:
    """10 of 101 with 50 yes: 10·50/101 = 4.95 are expected."""
    assert float(two_group_p(4, 10, 46, 91)) == pytest.approx(mid_p_by_hand(4, 10, 46, 91), abs=1e-12)


@pytest.mark.parametrize("table", [(0, 10, 0, 20), (10, 10, 20, 20)])
def test_no_variation_is_no_evidence(table: tuple[int, int, int, int]) -> None:
    assert float(two_group_p(*table)) == 1.0


def test_a_group_without_answers_is_not_tested() -> None:
    assert np.isnan(two_group_p([0, 3], [0, 10], [5, 0], [10, 0])).all()


def test_a_huge_reference_is_tested_without_a_table_of_factorials(monkeypatch: pytest.MonkeyPatch) -> None:
    tabled = float(two_group_p(0, 40, 30_000, 400_000))
    monkeypatch.setattr(listing, "TABLED_TO", 0)
    assert float(two_group_p(0, 40, 30_000, 400_000)) == pytest.approx(tabled, rel=1e-6)


def test_tables_listed_in_parts_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = (np.array([1, 2, 3, 0]), np.full(4, 9), np.array([4, 4, 0, 1]), np.full(4, 8))
    whole = two_group_p(*tables)
    monkeypatch.setattr(two_groups, "LISTED_AT_ONCE", 10)
    assert two_group_p(*tables) == pytest.approx(whole)


@pytest.mark.parametrize("table", [(56, 70, 48, 80), (8, 74, 900, 10000), (0, 12, 5, 30), (20, 20, 25, 30)])
@pytest.mark.parametrize(("z", "alpha"), [(Z_95, 0.05), (Z_90, 0.10)])
def test_the_interval_is_newcombes_as_in_statsmodels(
    table: tuple[int, int, int, int], z: float, alpha: float
) -> None:
    from statsmodels.stats.proportion import confint_proportions_2indep

    _, low, high = difference_interval(*table, z)
    expected = confint_proportions_2indep(*table, method="newcomb", compare="diff", alpha=alpha)
    assert (float(low), float(high)) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    "table", [(0, 5, 0, 5), (5, 5, 5, 5), (0, 7, 7, 7), (0, 31, 0, 460), (30, 30, 0, 41)]
)
def test_an_interval_holds_its_difference_whatever_rounding_does(table: tuple[int, int, int, int]) -> None:
    difference, low, high = map(float, difference_interval(*table))
    assert -1 <= low <= difference <= high <= 1


@given(*[st.integers(0, 400)] * 4)
def test_an_interval_holds_its_difference_whatever_the_four_numbers(a: int, b: int, c: int, d: int) -> None:
    difference, low, high = map(float, difference_interval(a, a + b + 1, c, c + d + 1))
    assert -1 <= low <= difference <= high <= 1


def test_a_difference_from_nobody_is_no_number() -> None:
    assert np.isnan(np.array(difference_interval(3, 10, 0, 0))).all()


def test_a_table_far_out_has_a_p_of_nought_and_no_warning() -> None:
    # Two of a million against 74 of 100: the probability is of the order of 1e-310, under the least float.
    assert two_group_p(2, 1_000_000, 74, 100) == pytest.approx(0.0, abs=1e-300)
