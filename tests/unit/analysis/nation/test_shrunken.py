"""How far a shrunken share may be out."""

import numpy as np
import pytest

from heard.analysis.nation.shrunken import shrunken_interval
from heard.analysis.shrinkage import fit_beta_binomial, posterior_interval, posterior_mean
from unit.analysis.nation.nations import one_row


def drawn(tau: float, councils: int, answers: int, *, headlines: int = 200) -> tuple[np.ndarray, ...]:
    """True shares about .7 that differ by `tau` on the logit scale, and the answers of so many headlines."""
    rng = np.random.default_rng(7)
    truth = 1 / (1 + np.exp(-(np.log(7 / 3) + tau * rng.standard_normal((headlines, councils)))))
    base = np.maximum(10, rng.poisson(answers, truth.shape))
    return truth, rng.binomial(base, truth).astype(np.float64), base.astype(np.float64)


@pytest.mark.parametrize(
    ("tau", "councils", "answers"), [(0.0, 12, 30), (0.15, 40, 70), (0.3, 20, 40), (0.3, 80, 70)]
)
def test_nine_of_ten_true_shares_and_more_lie_inside(tau: float, councils: int, answers: int) -> None:
    truth, count, base = drawn(tau, councils, answers)
    low, high = shrunken_interval(count, base, fit_beta_binomial(count, base))
    assert ((low <= truth) & (truth <= high)).mean() >= 0.90


def test_taken_as_known_what_councils_differ_by_would_leave_out_every_second() -> None:
    truth, count, base = drawn(0.0, 12, 30)
    low, high = posterior_interval(count, base, fit_beta_binomial(count, base))
    assert ((low <= truth) & (truth <= high)).mean() < 0.5


def test_where_eighty_councils_tell_how_much_they_differ_both_intervals_agree() -> None:
    _, count, base = drawn(0.3, 80, 70)
    fits = fit_beta_binomial(count, base)
    wide, plain = (
        high - low
        for low, high in (each(count, base, fits) for each in (shrunken_interval, posterior_interval))
    )
    assert np.median(wide / plain) == pytest.approx(1.0, abs=0.02)


def test_the_printed_share_lies_inside() -> None:
    _, count, base = drawn(0.15, 20, 40)
    fits = fit_beta_binomial(count, base)
    low, high = shrunken_interval(count, base, fits)
    mean = posterior_mean(count, base, fits)
    assert ((low < mean) & (mean < high)).all()


@pytest.mark.parametrize("said", [0.0, 12.0])
def test_none_and_all_are_not_certain(said: float) -> None:
    """Of 8 councils' 96 answers all alike: by the rule of three the other answer could be some 3 %."""
    count, base = np.full((1, 8), said), np.full((1, 8), 12.0)
    low, high = shrunken_interval(count, base, fit_beta_binomial(count, base))
    assert 0.01 < (high - low)[0, 0] < 0.10


def test_without_a_fit_there_is_none() -> None:
    count, base = one_row([5] * 7), one_row([20] * 7)
    low, high = shrunken_interval(count, base, fit_beta_binomial(count, base))
    assert np.isnan([low, high]).all()
