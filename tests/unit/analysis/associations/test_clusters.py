"""Models of many councils."""

import numpy as np
import pytest
from scipy import special

from heard.analysis.arrays import Floats, Whole
from heard.analysis.associations.clusters import cluster_covariance, fit_clustered
from heard.analysis.associations.logistic import fit_maximum_likelihood
from heard.base.errors import HeardError
from unit.analysis.associations.published import REFERENCES, YES_NO

WOMEN = REFERENCES["clustered"]
DESIGN = np.array(WOMEN["design"])
EVENTS, TRIALS = (np.array(WOMEN[name], dtype=float) for name in ("events", "trials"))
"""1,934 women of 60 districts: (districts, rows)."""

SEPARATED = np.array([[4, 3], [3, 2], [5, 0]]), np.array([[4, 20], [3, 25], [5, 30]])
"""Events and trials of three councils; everybody of whom the thing is true has the outcome."""


def women_one_by_one() -> tuple[Floats, Floats, Whole]:
    """A row, an outcome and a district each."""
    district, row = (each.ravel() for each in np.indices(TRIALS.shape))
    outcomes = [
        np.arange(trials) < events
        for events, trials in zip(EVENTS.ravel(), TRIALS.ravel().astype(int), strict=True)
    ]
    times = TRIALS.ravel().astype(int)
    return DESIGN[np.repeat(row, times)], np.concatenate(outcomes).astype(float), np.repeat(district, times)


def test_the_covariance_is_that_of_r() -> None:
    found = fit_clustered(DESIGN, EVENTS, TRIALS)
    assert found.fit.coefficients == pytest.approx(WOMEN["coefficients"], abs=1e-10)
    assert found.covariance == pytest.approx(np.array(WOMEN["covariance"]), abs=1e-11)
    assert found.clusters == 60


def test_covariance_interval_and_p_are_those_of_statsmodels() -> None:
    import statsmodels.api as sm

    rows, outcomes, districts = women_one_by_one()
    expected = sm.Logit(outcomes, rows).fit(
        disp=0, tol=1e-12, cov_type="cluster", cov_kwds={"groups": districts}, use_t=True
    )
    found = fit_clustered(DESIGN, EVENTS, TRIALS)
    assert found.covariance == pytest.approx(expected.cov_params(), abs=1e-10)
    assert np.column_stack([found.low, found.high]) == pytest.approx(expected.conf_int(), abs=1e-9)
    assert found.p == pytest.approx(expected.pvalues, rel=1e-6)


def test_three_councils_in_a_sum_one_can_see() -> None:
    """2, 5 and 8 of 10: p = ½, scores -3, 0, 3, information 30/4. Variance 18/7.5² · 3/2 · 29/29 = .48."""
    found = fit_clustered([[1]], [[2], [5], [8]], [[10], [10], [10]])
    assert found.covariance == pytest.approx(np.array([[0.48]]))
    half = special.stdtrit(2, 0.975) * np.sqrt(0.48)
    assert (found.low[0], found.high[0]) == pytest.approx((-half, half))
    assert found.p == pytest.approx([1.0])


def test_the_order_of_councils_and_rows_does_not_matter() -> None:
    rng = np.random.default_rng(2)
    councils, rows = rng.permutation(60), rng.permutation(8)
    moved = fit_clustered(DESIGN[rows], EVENTS[councils][:, rows], TRIALS[councils][:, rows])
    assert moved.covariance == pytest.approx(fit_clustered(DESIGN, EVENTS, TRIALS).covariance, abs=1e-12)


def test_a_council_without_answers_is_no_council() -> None:
    empty = np.zeros((1, 8))
    found = fit_clustered(DESIGN, np.vstack([EVENTS, empty]), np.vstack([TRIALS, empty]))
    assert found.clusters == 60
    assert found.low == pytest.approx(fit_clustered(DESIGN, EVENTS, TRIALS).low)


def test_children_who_answer_alike_make_the_interval_wider() -> None:
    """Each of 10 councils is of one mind; as many children drawn alone would leave a third of the range."""
    events = np.array([[20.0], [0.0]] * 5)
    found = fit_clustered([[1]], events, np.full((10, 1), 20.0))
    alone = fit_maximum_likelihood([[1]], [100], [200])
    assert found.covariance[0, 0] == pytest.approx(alone.covariance[0, 0] * 20 * 10 / 9)


@pytest.mark.parametrize("councils", [0, 1])
def test_fewer_than_two_councils_have_no_figures(councils: int) -> None:
    events, trials = np.array([[5, 3]] * councils), np.array([[15, 59]] * councils)
    found = fit_clustered(YES_NO, events.reshape(councils, 2), trials.reshape(councils, 2))
    assert np.isnan([found.low, found.high, found.p]).all()
    assert np.isnan(found.covariance).all()
    assert found.clusters == councils


def test_two_councils_are_enough_for_a_sum() -> None:
    assert np.isfinite(fit_clustered([[1]], [[2], [5]], [[10], [10]]).low).all()


def test_no_more_answers_than_columns_have_no_figures() -> None:
    found = fit_clustered([[1]], [[1], [0]], [[1], [0]])
    assert np.isnan(found.low).all()


def test_a_thing_of_one_council_has_no_interval_and_the_rest_keep_theirs() -> None:
    found = fit_clustered(YES_NO, [[5, 3], [0, 6], [0, 4]], [[15, 59], [0, 36], [0, 29]])
    assert found.support.tolist() == [3, 1]
    assert np.isnan([found.low[1], found.high[1], found.p[1]]).all()
    assert np.isfinite([found.low[0], found.high[0], found.p[0]]).all()


def test_support_is_the_fewer_of_councils_with_and_without() -> None:
    """Of four councils one has everybody exposed and two nobody: exposed in 2, unexposed in 3."""
    found = fit_clustered(YES_NO, [[3, 4], [4, 0], [0, 2], [0, 5]], [[9, 9], [9, 0], [0, 9], [0, 9]])
    assert found.support.tolist() == [4, 2]


def test_separated_answers_are_fitted_with_the_penalty() -> None:
    found = fit_clustered(YES_NO, *SEPARATED)
    assert found.fit.penalised
    assert found.fit.coefficients[1] == pytest.approx(np.log(12.5 * 70.5 / (0.5 * 5.5)))
    assert np.isfinite([found.low, found.high, found.p]).all()


def test_or_not_at_all_where_that_is_not_wanted() -> None:
    found = fit_clustered(YES_NO, *SEPARATED, firth_where_separated=False)
    assert found.fit.separated
    assert np.isnan([found.low, found.high, found.p]).all()


def test_scores_of_a_penalised_fit_add_up_to_nothing() -> None:
    """Two councils' scores are then each other's opposites, and their covariance has one direction only."""
    events, trials = (each[:2] for each in SEPARATED)
    found = fit_clustered(YES_NO, events, trials)
    assert found.fit.penalised
    assert np.linalg.matrix_rank(found.covariance, tol=1e-9 * np.abs(found.covariance).max()) == 1


def test_counts_of_another_model_are_refused() -> None:
    fit = fit_maximum_likelihood(DESIGN, EVENTS.sum(axis=0), TRIALS.sum(axis=0))
    with pytest.raises(HeardError):
        cluster_covariance(fit, EVENTS[1:], TRIALS[1:])
