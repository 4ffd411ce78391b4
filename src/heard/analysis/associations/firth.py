"""Firth's penalised logistic models: estimates that stay finite, and less biased, with few events (method, item 13).

With one yes/no predictor the estimate is the odds ratio with half added to every cell, as in `odds`. Half the log
determinant of the Fisher information is added to the log-likelihood (Firth 1993; Heinze and Schemper 2002).
"""

import numpy as np
import numpy.typing as npt
from scipy import special

from heard.analysis.arrays import Floats
from heard.analysis.associations.ascent import climb
from heard.analysis.associations.likelihood import read_rows
from heard.analysis.associations.logistic import Fit, fit_rows


def fit_firth(design: npt.ArrayLike, events: npt.ArrayLike, trials: npt.ArrayLike | None = None) -> Fit:
    """`design` (rows, columns) with its intercept column; `events` of `trials` (rows,) or (models, rows), and
    `trials` None is one answer a row. Iterated until the penalised score is under 1e-8. Numbers far from 0, such as
    years, are to be centred first: else the information cannot be inverted well enough, and `converged` says so.
    HeardError where shapes do not fit, a number is missing or counts are impossible."""
    return fit_rows(read_rows(design, events, trials, penalised=True), single=np.ndim(events) == 1)


def likelihood_ratio_p(fit: Fit) -> Floats:
    """p of each column (..., columns), on 1 degree of freedom; NaN where the fit, or the one without it, is none.

    The fit is held against the same with that coefficient at 0. The penalty is that of the full design in both, so
    that what is compared is the height of one surface (the convention of Heinze and Schemper, and of R's logistf).
    """
    columns = fit.design.shape[1]
    tops = fit.coefficients.reshape(-1, columns)
    model = np.flatnonzero(np.isfinite(tops).all(axis=1)).repeat(columns)
    free = np.tile(~np.eye(columns, dtype=np.bool_), (model.size // columns, 1))
    held = climb(fit.rows().of(model), np.where(free, tops[model], 0.0), free)
    fall = fit.log_likelihood.reshape(-1)[model] - held.value
    p = np.full(tops.shape, np.nan)
    p[model[::columns]] = np.where(
        held.converged, special.chdtrc(1, 2 * np.maximum(fall, 0.0)), np.nan
    ).reshape(-1, columns)
    return p.reshape(fit.coefficients.shape)
