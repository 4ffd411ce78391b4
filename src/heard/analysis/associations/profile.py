"""Intervals from the likelihood itself, which few answers leave lopsided (method, item 13)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from heard.analysis.arrays import Flags, Floats
from heard.analysis.associations.ascent import climb
from heard.analysis.associations.crossings import Seen, find_crossings
from heard.analysis.associations.likelihood import Rows
from heard.analysis.associations.logistic import Fit, wald_intervals

FARTHEST = 300.0  # of the log odds: beyond it even the parts of a likelihood are no longer numbers


@dataclass(frozen=True, slots=True)
class Profile:
    """95 % interval of every coefficient (..., columns), on the scale of the coefficients (take exp for odds ratios).

    Wald's where `fell_back`: the likelihood did not fall far enough within any ratio worth a name. NaN, and not
    fallen back, where there is no fit.
    """

    low: Floats
    high: Floats
    fell_back: Flags


@dataclass(frozen=True, slots=True)
class _Held:
    """One coefficient of one model each, (ends,): `number` of the column, and the model's top."""

    rows: Rows
    number: npt.NDArray[np.intp]
    top: Floats
    covariance: Floats
    log_likelihood: Floats

    def fall(self, value: Floats) -> Seen:
        """How far the best fit with the coefficient at `value` is below the top, and its slope; NaN where none is."""
        each = np.arange(len(value))
        free = np.ones(self.top.shape, dtype=bool)
        free[each, self.number] = False
        column = self.covariance[each, :, self.number]
        moved = (value - self.top[each, self.number]) / column[each, self.number]
        start = self.top + column * moved[:, None]  # where a quadratic likelihood would have its best fit
        near = np.abs(start @ self.rows.design.T).max(axis=1, initial=0.0) <= FARTHEST
        held = climb(self.rows, np.where(near[:, None], start, self.top), free)
        seen = held.converged & near
        fall = np.where(seen, self.log_likelihood - held.value, np.nan)
        return fall, np.where(seen, held.score[each, self.number], np.nan)


def profile_intervals(fit: Fit) -> Profile:
    """Where twice the fall of the (penalised) log-likelihood reaches 3.841459, all other coefficients free.

    The penalty is that of the full design (Heinze and Schemper 2002). Every end of every model is sought at once.
    """
    shape = np.shape(fit.coefficients)
    low, high = (each.ravel() for each in wald_intervals(fit))
    fell_back = np.zeros(low.shape, dtype=bool)
    known = np.isfinite(low)
    held = _hold_each(fit, np.flatnonzero(known))
    tops = held.top[np.arange(len(held.number)), held.number]
    ends, found = zip(*(find_crossings(tops, end[known], held.fall) for end in (low, high)), strict=True)
    both = found[0] & found[1]
    low[known], high[known] = (
        np.where(both, end, wald[known]) for end, wald in zip(ends, (low, high), strict=True)
    )
    fell_back[known] = ~both
    return Profile(low.reshape(shape), high.reshape(shape), fell_back.reshape(shape))


def _hold_each(fit: Fit, places: npt.NDArray[np.intp]) -> _Held:
    """The coefficients at these places of (models, columns) in one dimension."""
    columns = fit.design.shape[1]
    model, number = np.divmod(places, columns)
    return _Held(
        rows=fit.rows().of(model),
        number=number,
        top=fit.coefficients.reshape(-1, columns)[model],
        covariance=fit.covariance.reshape(-1, columns, columns)[model],
        log_likelihood=fit.log_likelihood.reshape(-1)[model],
    )
