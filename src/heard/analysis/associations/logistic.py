"""Logistic models by maximum likelihood, one or many that share a design (method, item 13)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from heard.analysis.arrays import Flags, Floats, Whole
from heard.analysis.associations.ascent import Summit, climb
from heard.analysis.associations.likelihood import Rows, information, read_rows
from heard.analysis.intervals import Z_95


@dataclass(frozen=True, slots=True)
class Fit:
    """One or many logistic models that share a design (rows, columns), its intercept column among them.

    `events`, `trials` (..., rows): successes of how many. Leading dimensions are models, kept in every other field:
    `coefficients` (..., columns), `covariance` (..., columns, columns) the inverse Fisher information,
    `log_likelihood` (...) without binomial coefficients, penalised where `penalised`, and `converged`, `separated`,
    `steps` (...), which are 0-d where `events` has one dimension.

    `separated` (maximum likelihood only): some combination of columns tells events from the others in every row it
    tells anything about, so that no finite estimate exists. Figures are NaN there, and wherever `converged` is False,
    as it is where the columns are not independent over the rows with trials: choose them with `choose_columns`.
    """

    design: Floats
    events: Floats
    trials: Floats
    coefficients: Floats
    covariance: Floats
    log_likelihood: Floats
    converged: Flags
    separated: Flags
    steps: Whole
    penalised: bool

    def rows(self) -> Rows:
        """What was fitted, models in one dimension."""
        return read_rows(self.design, self.events, self.trials, penalised=self.penalised)


def fit_maximum_likelihood(
    design: npt.ArrayLike, events: npt.ArrayLike, trials: npt.ArrayLike | None = None
) -> Fit:
    """`events` of `trials` (rows,) or (models, rows); `trials` None is one answer a row. HeardError where shapes do
    not fit, a number is missing or counts are impossible."""
    return fit_rows(read_rows(design, events, trials, penalised=False), single=np.ndim(events) == 1)


def fit_rows(rows: Rows, *, single: bool) -> Fit:
    """The fit of every model; the one there is, without its dimension, where `single`."""
    models, columns = len(rows.events), rows.design.shape[1]
    summit = climb(rows, np.zeros((models, columns)), np.ones((models, columns), dtype=bool))
    independent = rows.independent()
    converged = summit.converged & independent
    fit = Fit(
        design=rows.design,
        events=rows.events,
        trials=rows.trials,
        coefficients=np.where(converged[:, None], summit.coefficients, np.nan),
        covariance=_covariance(rows, summit, converged),
        log_likelihood=np.where(converged, summit.value, np.nan),
        converged=converged,
        separated=summit.endless & independent,
        steps=summit.steps,
        penalised=rows.penalised,
    )
    return _first(fit) if single else fit


def wald_intervals(fit: Fit) -> tuple[Floats, Floats]:
    """Coefficient ± 1.96 standard errors: low and high (..., columns)."""
    half = Z_95 * np.sqrt(np.diagonal(fit.covariance, axis1=-2, axis2=-1))
    return fit.coefficients - half, fit.coefficients + half


def _covariance(rows: Rows, summit: Summit, converged: Flags) -> Floats:
    known = converged[:, None, None]
    matrices = np.where(known, information(rows, summit.coefficients), np.eye(rows.design.shape[1]))
    return np.where(known, np.linalg.inv(matrices), np.nan)


def _first(fit: Fit) -> Fit:
    return Fit(
        design=fit.design,
        events=fit.events[0],
        trials=fit.trials[0],
        coefficients=fit.coefficients[0],
        covariance=fit.covariance[0],
        log_likelihood=fit.log_likelihood[0, ...],
        converged=fit.converged[0, ...],
        separated=fit.separated[0, ...],
        steps=fit.steps[0, ...],
        penalised=fit.penalised,
    )
