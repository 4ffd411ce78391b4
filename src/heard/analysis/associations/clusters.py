"""A logistic model of many councils, whose children answer more alike than children of different councils.

The estimate is that of all answers together; its uncertainty is taken from how much the councils' own scores vary
(the sandwich of Liang and Zeger 1986), corrected by G/(G-1)·(n-1)/(n-k) as statsmodels and Stata do, and intervals
are by t on G-1 degrees of freedom. Counts by council and row are all that is needed: 3 million children cost what
30,000 do.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from heard.analysis.arrays import Floats, Whole
from heard.analysis.associations.firth import fit_firth
from heard.analysis.associations.likelihood import leverages, read_rows
from heard.analysis.associations.logistic import Fit, fit_maximum_likelihood
from heard.base.errors import HeardError


@dataclass(frozen=True, slots=True)
class Clustered:
    """A fit whose uncertainty allows for the answers of a council being alike, on the scale of the coefficients.

    `covariance` (columns, columns); `low`, `high`, `p` (columns,) by t on clusters - 1 degrees of freedom. `clusters`
    counts those with any trials. All figures are NaN with fewer than 2 clusters, with no more answers than columns,
    or without a fit. Under about 10 clusters (MIN_CLUSTERS) they are there, and too narrow: the caller refuses.

    `support` (columns,): in how many clusters a column is 0, or in how many it is not, whichever is fewer; all of
    them for a column that never is 0, or always. What is in one cluster only has no variation between clusters, and
    its sandwich is nearly 0 however few answers there are: `low`, `high` and `p` are NaN there.
    """

    fit: Fit
    covariance: Floats
    low: Floats
    high: Floats
    p: Floats
    clusters: int
    support: Whole


def fit_clustered(
    design: npt.ArrayLike,
    events: npt.ArrayLike,
    trials: npt.ArrayLike,
    *,
    firth_where_separated: bool = True,
) -> Clustered:
    """`events` of `trials` (clusters, rows) over one `design` (rows, columns) with its intercept column.

    Maximum likelihood; Firth's fit where the answers are separated and `firth_where_separated` (`fit.penalised`
    tells). HeardError where shapes do not fit or counts are impossible.
    """
    counts = read_rows(design, events, trials, penalised=False)
    total = counts.events.sum(axis=0), counts.trials.sum(axis=0)
    fit = fit_maximum_likelihood(counts.design, *total)
    if fit.separated and firth_where_separated:
        fit = fit_firth(counts.design, *total)
    covariance = cluster_covariance(fit, counts.events, counts.trials)
    clusters, support = _count(counts.trials), _support(counts.design, counts.trials)
    error = np.where(support > 1, np.sqrt(np.maximum(np.diag(covariance), 0.0)), np.nan)
    freedom = max(clusters - 1, 1)
    half = special.stdtrit(freedom, 0.975) * error
    return Clustered(
        fit=fit,
        covariance=covariance,
        low=fit.coefficients - half,
        high=fit.coefficients + half,
        p=2 * special.stdtr(freedom, -np.abs(fit.coefficients / error)),
        clusters=clusters,
        support=support,
    )


def cluster_covariance(fit: Fit, events: npt.ArrayLike, trials: npt.ArrayLike) -> Floats:
    """(columns, columns) of a single fit of the sums of `events` and `trials` (clusters, rows), or NaN.

    A penalised fit's scores have the penalty's part in them, shared out by trials, so that they still add up to 0.
    HeardError where the counts are not those that were fitted.
    """
    counts = read_rows(fit.design, events, trials, penalised=False)
    pairs = (counts.events, fit.events), (counts.trials, fit.trials)
    if not all(np.allclose(each.sum(axis=0), fitted) for each, fitted in pairs):
        raise HeardError("The clusters' counts do not add up to those of the model.")
    clusters, answers, columns = _count(counts.trials), counts.trials.sum(), fit.design.shape[1]
    if clusters < 2 or answers <= columns or not fit.converged:
        return np.full((columns, columns), np.nan)
    scores = _residuals(fit, counts.events, counts.trials) @ fit.design
    correction = clusters / (clusters - 1) * (answers - 1) / (answers - columns)
    covariance: Floats = correction * fit.covariance @ (scores.T @ scores) @ fit.covariance
    return covariance


def _residuals(fit: Fit, events: Floats, trials: Floats) -> Floats:
    """Events beyond those expected (clusters, rows), moved by the penalty where there is one."""
    p: Floats = special.expit(fit.design @ fit.coefficients)
    residuals: Floats = events - trials * p
    if not fit.penalised:
        return residuals
    h = leverages(fit.rows(), fit.coefficients[None], fit.covariance[None])[0]
    each = np.divide(h, fit.trials, out=np.zeros_like(h), where=fit.trials > 0)
    return np.asarray(residuals + trials * each * (0.5 - p))


def _count(trials: Floats) -> int:
    return int((trials.sum(axis=1) > 0).sum())


def _support(design: Floats, trials: Floats) -> Whole:
    there = (trials > 0).astype(np.float64)
    with_it, without = (
        np.count_nonzero(there @ which.astype(np.float64), axis=0) for which in (design != 0, design == 0)
    )
    fewer, more = np.minimum(with_it, without), np.maximum(with_it, without)
    return np.asarray(np.where(fewer == 0, more, fewer), dtype=np.int64)
