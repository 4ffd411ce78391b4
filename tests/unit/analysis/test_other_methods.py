"""One sample, many comparisons, and the least difference that could be seen."""

from math import comb, isnan, sqrt

import numpy as np
import pytest
from scipy import special

from heard.analysis.multiplicity import false_discovery_q, false_discovery_q_by_family, holm_p
from heard.analysis.one_sample import difference_from_share, one_sample_p
from heard.analysis.power import Z_POWER, detectable_difference
from heard.base.policy import POWER

NONE = float("nan")
ALWAYS, NEVER = 1.0, 0.0


class TestOneSample:
    def test_it_is_twice_the_smaller_mid_p_tail(self) -> None:
        """2 of 10 against .4, in whole binomial terms."""
        terms = [comb(10, k) * 0.4**k * 0.6 ** (10 - k) for k in range(11)]
        assert float(one_sample_p(2, 10, 0.4)) == pytest.approx(2 * (terms[0] + terms[1] + terms[2] / 2))

    @pytest.mark.parametrize(("count", "other"), [(0, 10), (10, 0)])
    def test_none_and_all_are_tested_too(self, count: int, other: int) -> None:
        """0 of 10 against .2, and all of 10 against .8: half of .8^10, twice."""
        assert float(one_sample_p(count, 10, 0.2 if count == 0 else 0.8)) == pytest.approx(0.8**10)

    def test_what_is_expected_is_no_evidence(self) -> None:
        assert float(one_sample_p(5, 10, 0.5)) == pytest.approx(1.0)

    @pytest.mark.parametrize("share", [ALWAYS, NEVER])
    def test_a_share_of_all_or_none_is_not_tested(self, share: float) -> None:
        assert isnan(one_sample_p(5, 10, share))

    def test_nor_is_a_group_without_answers(self) -> None:
        assert isnan(one_sample_p(0, 0, 0.5))

    def test_the_difference_has_wilsons_interval_moved_by_the_share(self) -> None:
        """8 of 74 is .10811, its Wilson interval in R [.05580733, .19908844]."""
        found = [float(each) for each in difference_from_share(8, 74, 0.1)]
        assert found == pytest.approx([8 / 74 - 0.1, -0.04419267, 0.09908844], abs=1e-8)


class TestMultiplicity:
    def test_q_is_the_benjamini_hochberg_of_statsmodels(self) -> None:
        from statsmodels.stats.multitest import multipletests

        p = np.random.default_rng(1).random(40) ** 3
        assert false_discovery_q(p) == pytest.approx(multipletests(p, method="fdr_bh")[1])

    def test_holm_is_that_of_statsmodels(self) -> None:
        from statsmodels.stats.multitest import multipletests

        p = np.random.default_rng(2).random(12) ** 3
        assert holm_p(p) == pytest.approx(multipletests(p, method="holm")[1])

    def test_ties_share_the_q_of_the_last_of_them(self) -> None:
        """Four members; the two at .02 are the second and third: .02·4/3."""
        assert false_discovery_q([0.02, 0.5, 0.02, 0.001]) == pytest.approx([0.08 / 3, 0.5, 0.08 / 3, 0.004])

    def test_a_comparison_not_made_is_no_member_but_no_variation_is(self) -> None:
        """.01 of two members, one of which has p = 1."""
        q = false_discovery_q([NONE, 0.01, 1.0, NONE])
        assert q[[1, 2]] == pytest.approx([0.02, 1.0])
        assert np.isnan(q[[0, 3]]).all()

    def test_families_do_not_see_each_other(self) -> None:
        p = np.array([0.01, 0.01, 0.04, NONE, 0.5])
        q = false_discovery_q_by_family(p, np.array([7, 3, 7, 7, 3]))
        assert q[[0, 1, 2, 4]] == pytest.approx([0.02, 0.02, 0.04, 0.5])
        assert isnan(q[3])

    def test_no_member_at_all_is_no_q(self) -> None:
        assert np.isnan(false_discovery_q_by_family(np.full(3, NONE), np.zeros(3, dtype=np.int64))).all()

    def test_holm_multiplies_by_what_is_left_and_never_falls(self) -> None:
        """.01·3, then .02·2, then .03 stays at .04."""
        assert holm_p([0.03, 0.01, NONE, 0.02]) == pytest.approx([0.04, 0.03, NONE, 0.04], nan_ok=True)


class TestDetectableDifference:
    def test_the_quantile_is_that_of_the_policys_power(self) -> None:
        assert pytest.approx(special.ndtri(POWER), abs=1e-15) == Z_POWER

    def test_the_root_is_where_bisection_finds_it(self) -> None:
        rng = np.random.default_rng(4)
        n1, n2, p2 = rng.integers(5, 300, 200), rng.integers(5, 3000, 200), rng.uniform(0.02, 0.98, 200)
        sign = rng.choice([-1, 1], 200)
        found = detectable_difference(n1, n2, p2, sign)
        by_hand = [bisect(*each) for each in zip(n1, n2, p2, sign, strict=True)]
        assert found == pytest.approx(by_hand, abs=1e-9, nan_ok=True)
        assert 0 < np.isnan(found).sum() < 100

    def test_a_share_without_a_base_is_taken_as_known(self) -> None:
        known = float(detectable_difference(74, np.inf, 0.9, 1))
        assert known == pytest.approx(float(detectable_difference(74, 10**9, 0.9, 1)), abs=1e-6)

    def test_worse_is_up_where_more_is_worse(self) -> None:
        down, up = detectable_difference(74, 500, [0.9, 0.1], [1, -1])
        assert down == pytest.approx(up)

    @pytest.mark.parametrize(
        ("n1", "n2", "share", "polarity"),
        [
            (0, 50, 0.5, 1),
            (5, 0, 0.5, 1),
            (74, 500, 0.0, 1),
            (74, 500, 1.0, -1),
            (3, 500, 0.5, 1),
            (74, 500, 0.5, 0),
        ],
        ids=[
            "no answers",
            "no reference",
            "nothing below none",
            "nothing above all",
            "too few",
            "no worse way",
        ],
    )
    def test_no_difference_could_be_seen(self, n1: int, n2: int, share: float, polarity: int) -> None:
        assert isnan(detectable_difference(n1, n2, share, polarity))


def bisect(n1: int, n2: int, p2: float, sign: int) -> float:
    """The method's equation, halved 60 times."""

    def power(d: float) -> float:
        p1 = p2 - sign * d
        pooled = (n1 * p1 + n2 * p2) / (n1 + n2)
        null = sqrt(max(pooled * (1 - pooled), 0) * (1 / n1 + 1 / n2))
        apart = sqrt(max(p1 * (1 - p1), 0) / n1 + p2 * (1 - p2) / n2)
        return (d - 1.959963984540054 * null) / apart - 0.8416212335729143

    low, high = 0.0, p2 if sign > 0 else 1 - p2
    if power(high) <= 0:
        return NONE
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if power(middle) > 0 else (middle, high)
    return low


def test_against_a_share_of_all_without_a_base_no_difference_is_named() -> None:
    # It is never tested: one answer would settle it. With a base it is.
    assert np.isnan(detectable_difference(74, np.inf, [0.0, 1.0], [-1, 1])).all()
    assert np.isfinite(detectable_difference(74, 200, 1.0, 1))
