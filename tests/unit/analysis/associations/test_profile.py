"""Intervals from the likelihood itself."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from scipy import optimize, stats

from heard.analysis.associations import profile
from heard.analysis.associations.firth import fit_firth
from heard.analysis.associations.logistic import fit_maximum_likelihood, wald_intervals
from heard.analysis.associations.profile import profile_intervals
from unit.analysis.associations.published import MODELS, REFERENCES, YES_NO

WOMEN = REFERENCES["endometrial"]


@pytest.mark.parametrize("model", MODELS, ids=["endometrial", "patterns"])
def test_the_ends_are_those_of_r(model: Mapping[str, Any]) -> None:
    found = profile_intervals(fit_firth(model["design"], model["events"], model["trials"]))
    assert found.low == pytest.approx(model["low"], abs=1e-9)
    assert found.high == pytest.approx(model["high"], abs=1e-9)
    assert not found.fell_back.any()


def test_the_endometrial_ends_are_those_published() -> None:
    """Heinze and Schemper's example as R's logistf prints it: NV .6097 to 7.8546, PI -.1245 to .0405, EH -4.3652 to
    -1.2327."""
    found = profile_intervals(fit_firth(WOMEN["design"], WOMEN["events"]))
    assert found.low[1:] == pytest.approx([0.6097, -0.1245, -4.3652], abs=6e-5)
    assert found.high[1:] == pytest.approx([7.8546, 0.0405, -1.2327], abs=6e-5)


def test_of_a_plain_fit_they_are_those_of_the_plain_likelihood() -> None:
    """3 of 12: the shares whose binomial likelihood is exp(-1.92) of the highest."""

    def excess(log_odds: float) -> float:
        share = 1 / (1 + np.exp(-log_odds))
        fall = stats.binom.logpmf(3, 12, 0.25) - stats.binom.logpmf(3, 12, share)
        return float(2 * fall - stats.chi2.ppf(0.95, 1))

    found = profile_intervals(fit_maximum_likelihood([[1]], [3], [12]))
    top = np.log(3 / 9)
    expected = optimize.brentq(excess, top - 9, top), optimize.brentq(excess, top, top + 9)
    assert (found.low[0], found.high[0]) == pytest.approx(expected, abs=1e-8)


def test_with_many_answers_they_are_walds() -> None:
    fit = fit_firth(YES_NO, [5_000_000, 3_000_000], [15_000_000, 59_000_000])
    found, (low, high) = profile_intervals(fit), wald_intervals(fit)
    assert found.low == pytest.approx(low, abs=1e-6)
    assert found.high == pytest.approx(high, abs=1e-6)
    assert not found.fell_back.any()


def test_many_models_give_what_each_gives_alone() -> None:
    """The second has the thing in nobody: no fit, no ends, and nothing to fall back on."""
    events, trials = [[5, 3], [0, 8], [7, 2]], [[15, 59], [0, 54], [9, 30]]
    together = profile_intervals(fit_firth(YES_NO, events, trials))
    assert np.isnan(together.low[1]).all()
    assert not together.fell_back.any()
    for place in (0, 2):
        alone = profile_intervals(fit_firth(YES_NO, events[place], trials[place]))
        assert together.low[place] == pytest.approx(alone.low, abs=1e-12)
        assert together.high[place] == pytest.approx(alone.high, abs=1e-12)


def test_no_fit_at_all_has_no_ends() -> None:
    found = profile_intervals(fit_maximum_likelihood(YES_NO, [0, 0], [15, 59]))
    assert np.isnan([found.low, found.high]).all()
    assert found.fell_back.tolist() == [False, False]


def test_walds_interval_stands_in_where_the_likelihood_does_not_fall_far_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Log odds of 4 at most are looked at: the thing's upper end, beyond 3.7 + the intercept, is not found."""
    monkeypatch.setattr(profile, "FARTHEST", 4.0)
    fit = fit_firth(YES_NO, [15, 0], [15, 59])
    found, (low, high) = profile_intervals(fit), wald_intervals(fit)
    assert found.fell_back[1]
    assert (found.low[1], found.high[1]) == (low[1], high[1])
