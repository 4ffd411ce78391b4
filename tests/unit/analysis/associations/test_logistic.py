"""Logistic models by maximum likelihood."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from heard.analysis.arrays import Floats
from heard.analysis.associations.logistic import Fit, fit_maximum_likelihood, wald_intervals
from heard.analysis.intervals import Z_95
from heard.base.errors import HeardError
from unit.analysis.associations.published import REFERENCES, YES_NO, random_model, rows_of

WOMEN = REFERENCES["clustered"]
DESIGN = np.array(WOMEN["design"])
EVENTS, TRIALS = (np.array(WOMEN[name], dtype=float).sum(axis=0) for name in ("events", "trials"))


def women_one_by_one() -> tuple[Floats, Floats]:
    """A row and an outcome each."""
    rows = np.repeat(DESIGN, TRIALS.astype(int), axis=0)
    outcomes = [np.arange(trials) < events for events, trials in zip(EVENTS, TRIALS.astype(int), strict=True)]
    return rows, np.concatenate(outcomes).astype(float)


def is_separated(design: Floats, events: Floats, trials: Floats) -> bool:
    """By a linear programme: whether some direction leads no event down and no other up, and moves any."""
    sides = np.vstack([design[trials > events], -design[events > 0]])
    best = optimize.linprog(
        sides.sum(axis=0), A_ub=sides, b_ub=np.zeros(len(sides)), bounds=[(-1, 1)] * design.shape[1]
    )
    return bool(best.fun < -1e-7)


@settings(deadline=None)
@given(st.tuples(*[st.integers(min_value=1, max_value=300)] * 4))
def test_one_yes_no_thing_has_the_odds_ratio_of_its_table(table: tuple[int, int, int, int]) -> None:
    """ln(ad/bc), and the variance Σ 1/count."""
    a, b, c, d = table
    fit = fit_maximum_likelihood(YES_NO, *rows_of(table))
    assert fit.coefficients == pytest.approx([np.log(b / d), np.log(a * d / (b * c))], abs=1e-8)
    assert fit.covariance[1, 1] == pytest.approx(1 / a + 1 / b + 1 / c + 1 / d, rel=1e-8)
    assert fit.converged
    assert not fit.separated


def test_it_is_the_fit_of_statsmodels() -> None:
    import statsmodels.api as sm

    rows, outcomes = women_one_by_one()
    expected = sm.Logit(outcomes, rows).fit(disp=0, tol=1e-12)
    fit = fit_maximum_likelihood(rows, outcomes)
    assert fit.coefficients == pytest.approx(expected.params, abs=1e-9)
    assert fit.covariance == pytest.approx(expected.cov_params(), abs=1e-9)
    assert float(fit.log_likelihood) == pytest.approx(expected.llf, abs=1e-9)


def test_it_is_the_fit_of_r() -> None:
    fit = fit_maximum_likelihood(DESIGN, EVENTS, TRIALS)
    assert fit.coefficients == pytest.approx(WOMEN["coefficients"], abs=1e-9)


def test_equal_rows_may_be_given_once_with_their_counts() -> None:
    together, one_by_one = fit_maximum_likelihood(DESIGN, EVENTS, TRIALS), women_one_by_one()
    apart = fit_maximum_likelihood(*one_by_one)
    assert apart.coefficients == pytest.approx(together.coefficients, abs=1e-9)
    assert apart.covariance == pytest.approx(together.covariance, abs=1e-9)


def test_a_million_times_the_children_give_the_same_and_a_millionth_of_the_variance() -> None:
    few, many = (fit_maximum_likelihood(DESIGN, EVENTS * times, TRIALS * times) for times in (1, 10**6))
    assert many.converged
    assert many.coefficients == pytest.approx(few.coefficients, abs=1e-9)
    assert many.covariance * 10**6 == pytest.approx(few.covariance, rel=1e-7)


def test_rows_that_nobody_has_change_nothing() -> None:
    rows = np.vstack([DESIGN, [[1.0, 99.0, -5.0, 7.0]]])
    fit = fit_maximum_likelihood(rows, np.append(EVENTS, 0), np.append(TRIALS, 0))
    assert fit.coefficients == pytest.approx(fit_maximum_likelihood(DESIGN, EVENTS, TRIALS).coefficients)


def test_separation_is_told_as_a_linear_programme_tells_it() -> None:
    rng = np.random.default_rng(11)
    seen = []
    for _ in range(150):
        design, events, trials = random_model(rng)
        fit = fit_maximum_likelihood(design, events, trials)
        if np.linalg.matrix_rank(design[trials > 0]) < design.shape[1]:
            assert not fit.converged
            assert not fit.separated
        else:
            seen.append(is_separated(design, events, trials))
            assert (bool(fit.separated), bool(fit.converged)) == (seen[-1], not seen[-1])
    assert 20 < sum(seen) < len(seen) - 20


def test_separation_by_a_hair_is_separation() -> None:
    """The events lie above .5001, the others below .5: a slope of thousands, then of millions, tells them better."""
    rows = np.column_stack([np.ones(6), [0.1, 0.3, 0.5, 0.5001, 0.7, 0.9]])
    assert fit_maximum_likelihood(rows, [0, 0, 0, 1, 1, 1]).separated


@pytest.mark.parametrize("events", [[0, 0], [15, 59]])
def test_where_nobody_or_everybody_has_the_outcome_there_is_no_fit(events: list[int]) -> None:
    fit = fit_maximum_likelihood(YES_NO, events, [15, 59])
    assert fit.separated
    assert not fit.converged
    assert np.isnan(fit.coefficients).all()
    assert np.isnan(fit.covariance).all()
    assert np.isnan(fit.log_likelihood)


@pytest.mark.parametrize("second", [[1.0, 1.0, 1.0], [0.0, 0.0, 0.0]], ids=["always", "never"])
def test_a_constant_column_has_no_fit_and_is_no_separation(second: list[float]) -> None:
    fit = fit_maximum_likelihood(np.column_stack([np.ones(3), second]), [3, 4, 5], [10, 10, 10])
    assert not fit.converged
    assert not fit.separated


def test_nor_have_columns_that_are_alike_where_there_are_answers() -> None:
    """The third column is the second but in the last row, which nobody has."""
    rows = [[1, 0, 0], [1, 1, 1], [1, 0, 0], [1, 1, 0]]
    assert not fit_maximum_likelihood(rows, [3, 4, 5, 0], [9, 9, 9, 0]).converged
    assert fit_maximum_likelihood(rows, [3, 4, 5, 2], [9, 9, 9, 9]).converged


def test_one_row_bears_an_intercept() -> None:
    fit = fit_maximum_likelihood([[1]], [3], [12])
    assert fit.coefficients == pytest.approx([np.log(3 / 9)])


def test_no_answers_are_no_fit() -> None:
    assert not fit_maximum_likelihood(YES_NO, [0, 0], [0, 0]).converged


def test_many_models_of_one_design_give_exactly_what_each_gives_alone() -> None:
    events, trials = [[5, 3], [0, 8], [7, 2]], [[15, 59], [20, 54], [9, 30]]
    together = fit_maximum_likelihood(YES_NO, events, trials)
    assert together.separated.tolist() == [False, True, False]
    for place in range(3):
        alone = fit_maximum_likelihood(YES_NO, events[place], trials[place])
        assert together.coefficients[place] == pytest.approx(alone.coefficients, abs=1e-14, nan_ok=True)


def test_a_single_model_has_single_flags_and_many_have_many() -> None:
    single, many = (
        fit_maximum_likelihood(YES_NO, *counts) for counts in (([5, 3], [15, 59]), ([[5, 3]], [[15, 59]]))
    )
    assert (single.coefficients.shape, single.covariance.shape, single.converged.shape) == ((2,), (2, 2), ())
    assert (many.coefficients.shape, many.covariance.shape, many.converged.shape) == ((1, 2), (1, 2, 2), (1,))


def test_walds_interval_is_196_standard_errors_either_way() -> None:
    fit = fit_maximum_likelihood(YES_NO, [5, 3], [15, 59])
    low, high = wald_intervals(fit)
    half = Z_95 * np.sqrt(1 / 5 + 1 / 3 + 1 / 10 + 1 / 56)
    assert (high - low)[1] == pytest.approx(2 * half)
    assert (high + low)[1] == pytest.approx(2 * np.log(5 * 56 / 30))


@pytest.mark.parametrize(
    ("design", "events", "trials"),
    [
        (YES_NO, [1, 2, 3], [5, 5, 5]),
        (YES_NO, [1, 2], [5, 5, 5]),
        (YES_NO, [[[1, 2]]], [[[5, 5]]]),
        ([1.0, 1.0], [1, 2], [5, 5]),
        (np.ones((2, 0)), [1, 2], [5, 5]),
        (YES_NO, [6, 2], [5, 5]),
        (YES_NO, [-1, 2], [5, 5]),
        (YES_NO, [1, np.nan], [5, 5]),
        (YES_NO, [1, 2], [5, np.inf]),
        ([[1.0, np.nan], [1.0, 0.0]], [1, 2], [5, 5]),
        (YES_NO, [2, 0], None),
    ],
)
def test_what_makes_no_sense_is_refused(design: Floats, events: Floats, trials: Floats | None) -> None:
    with pytest.raises(HeardError):
        fit_maximum_likelihood(design, events, trials)


def test_a_fit_keeps_what_was_fitted() -> None:
    fit: Fit = fit_maximum_likelihood(YES_NO, [5, 3], [15, 59])
    assert fit.rows().events.tolist() == [[5, 3]]
    assert fit.rows().penalised is False
