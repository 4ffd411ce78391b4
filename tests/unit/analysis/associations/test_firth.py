"""Firth's penalised logistic models."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.analysis.arrays import Floats
from heard.analysis.associations.firth import fit_firth, likelihood_ratio_p
from heard.analysis.associations.logistic import Fit, fit_maximum_likelihood
from unit.analysis.associations.published import (
    MODELS,
    REFERENCES,
    YES_NO,
    random_model,
    rows_of,
    varied_tables,
)

WOMEN = REFERENCES["endometrial"]
AMOUNTS = st.integers(min_value=0, max_value=40)


def fit_reference(model: Mapping[str, Any]) -> Fit:
    return fit_firth(model["design"], model["events"], model["trials"])


def penalised_score(fit: Fit) -> Floats:
    """Σ (y - mp + h(½ - p))x, the leverages from a QR decomposition."""
    p = 1 / (1 + np.exp(-fit.design @ fit.coefficients))
    root = np.sqrt(fit.trials * p * (1 - p))[:, None]
    leverage = (np.linalg.qr(root * fit.design).Q ** 2).sum(axis=1)
    score: Floats = (fit.events - fit.trials * p + leverage * (0.5 - p)) @ fit.design
    return score


@pytest.mark.parametrize("model", MODELS, ids=["endometrial", "patterns"])
def test_coefficients_errors_likelihood_and_p_are_those_of_r(model: Mapping[str, Any]) -> None:
    fit = fit_reference(model)
    assert fit.coefficients == pytest.approx(model["coefficients"], abs=1e-10)
    assert np.sqrt(np.diag(fit.covariance)) == pytest.approx(model["errors"], abs=1e-10)
    assert float(fit.log_likelihood) == pytest.approx(model["log_likelihood"], abs=1e-10)
    assert likelihood_ratio_p(fit) == pytest.approx(model["p"], abs=1e-10)


def test_the_endometrial_values_are_those_of_the_method() -> None:
    """79 women; intercept, NV, PI, EH. The plain estimate of NV does not exist."""
    expected = [3.774559713591, 2.92927335318, -0.03475175986858, -2.604163925276]
    fit = fit_reference(WOMEN)
    assert fit.coefficients == pytest.approx(expected, abs=1e-9)
    assert fit_maximum_likelihood(WOMEN["design"], WOMEN["events"]).separated


@pytest.mark.parametrize("model", MODELS, ids=["endometrial", "patterns"])
def test_steps_go_on_until_the_penalised_score_is_gone(model: Mapping[str, Any]) -> None:
    assert np.abs(penalised_score(fit_reference(model))).max() < 1e-8


def test_small_samples_of_every_kind_are_fitted_to_the_end() -> None:
    rng = np.random.default_rng(3)
    fits = [fit_firth(*random_model(rng)) for _ in range(300)]
    independent = [np.linalg.matrix_rank(fit.design[fit.trials > 0]) == fit.design.shape[1] for fit in fits]
    assert [bool(fit.converged) for fit in fits] == independent
    scores = [np.abs(penalised_score(fit)).max() for fit in fits if fit.converged]
    assert len(scores) > 200
    assert max(scores) < 1e-7


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=200), st.integers(min_value=1, max_value=200))
def test_an_intercept_alone_is_half_a_child_more_on_both_sides(events: int, others: int) -> None:
    fit = fit_firth([[1]], [events], [events + others])
    assert fit.coefficients == pytest.approx([np.log((events + 0.5) / (others + 0.5))], abs=1e-9)


@settings(deadline=None)
@given(st.lists(st.tuples(AMOUNTS, AMOUNTS).filter(lambda pair: sum(pair) > 0), min_size=2, max_size=6))
def test_so_is_every_group_where_each_has_its_own_column(groups: list[tuple[int, int]]) -> None:
    events, others = np.array(groups, dtype=float).T
    fit = fit_firth(np.eye(len(groups)), events, events + others)
    assert fit.coefficients == pytest.approx(np.log((events + 0.5) / (others + 0.5)), abs=1e-9)


@settings(deadline=None)
@given(varied_tables)
def test_having_the_outcome_and_not_having_it_mirror_each_other(table: tuple[int, int, int, int]) -> None:
    events, trials = rows_of(table)
    there, mirrored = fit_firth(YES_NO, events, trials), fit_firth(YES_NO, trials - events, trials)
    assert mirrored.coefficients == pytest.approx(-there.coefficients, abs=1e-9)


@pytest.mark.parametrize("unit", [0.01, 1000.0])
def test_the_unit_of_a_column_is_only_its_unit(unit: float) -> None:
    rows = np.array(WOMEN["design"])
    rows[:, 2] *= unit
    fit = fit_firth(rows, WOMEN["events"])
    assert fit.coefficients[2] * unit == pytest.approx(WOMEN["coefficients"][2], abs=1e-9)
    assert likelihood_ratio_p(fit) == pytest.approx(WOMEN["p"], abs=1e-9)


@pytest.mark.parametrize("events", [[0, 0], [15, 59], [15, 0]], ids=["nobody", "everybody", "told apart"])
def test_what_has_no_plain_estimate_has_this_one(events: list[int]) -> None:
    fit = fit_firth(YES_NO, events, [15, 59])
    assert fit.converged
    assert not fit.separated
    expected = np.log((events[0] + 0.5) * (59.5 - events[1]) / ((15.5 - events[0]) * (events[1] + 0.5)))
    assert fit.coefficients[1] == pytest.approx(expected, abs=1e-9)


def test_with_many_answers_it_is_the_plain_estimate() -> None:
    counts = np.array([5, 3]) * 10**6, np.array([15, 59]) * 10**6
    plain = fit_maximum_likelihood(YES_NO, *counts)
    assert fit_firth(YES_NO, *counts).coefficients == pytest.approx(plain.coefficients, abs=1e-6)


def test_columns_that_are_alike_have_no_fit_and_no_p() -> None:
    fit = fit_firth([[1, 1, 1], [1, 0, 0], [1, 1, 1]], [5, 3, 2], [15, 59, 9])
    assert not fit.converged
    assert np.isnan(fit.coefficients).all()
    assert np.isnan(likelihood_ratio_p(fit)).all()


def test_many_models_of_one_design_give_what_each_gives_alone() -> None:
    """The second has the thing in nobody, and so no fit."""
    events, trials = [[5, 3], [0, 8], [7, 2]], [[15, 59], [0, 54], [9, 30]]
    fit = fit_firth(YES_NO, events, trials)
    p = likelihood_ratio_p(fit)
    assert fit.converged.tolist() == [True, False, True]
    assert np.isnan(p).tolist() == [[False] * 2, [True] * 2, [False] * 2]
    for place in (0, 2):
        alone = fit_firth(YES_NO, events[place], trials[place])
        assert fit.coefficients[place] == pytest.approx(alone.coefficients, abs=1e-14)
        assert p[place] == pytest.approx(likelihood_ratio_p(alone), abs=1e-12)


def test_no_models_are_no_fits() -> None:
    fit = fit_firth(YES_NO, np.empty((0, 2)), np.empty((0, 2)))
    assert fit.coefficients.shape == likelihood_ratio_p(fit).shape == (0, 2)


def test_p_of_a_plain_fit_is_the_plain_likelihood_ratio_test() -> None:
    """G² = 2Σ seen·ln(seen/expected) of the table."""
    from scipy.stats import chi2_contingency

    fit = fit_maximum_likelihood(YES_NO, [5, 3], [15, 59])
    expected = chi2_contingency([[5, 3], [10, 56]], correction=False, lambda_="log-likelihood").pvalue
    assert likelihood_ratio_p(fit)[1] == pytest.approx(expected, abs=1e-10)


def test_p_of_a_model_with_one_column_holds_it_against_a_coin() -> None:
    """12 of 12: (12.5, 0.5) of 13 against a half each, from the penalised likelihood of half a child more."""
    from scipy.stats import chi2

    fall = 12.5 * np.log(12.5 / 6.5) + 0.5 * np.log(0.5 / 6.5)
    found = likelihood_ratio_p(fit_firth([[1]], [12], [12]))
    assert found == pytest.approx([chi2.sf(2 * fall, 1)], rel=1e-9)
