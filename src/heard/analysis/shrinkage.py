"""How much councils truly differ, and what that says of each (method, item 8): beta-binomial empirical Bayes.

Every indicator is fitted at once: arrays are (indicators, councils). The likelihood is climbed in `beta_binomial`.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from heard.analysis.arrays import Flags, Floats, Whole, ratio, together
from heard.analysis.beta_binomial import LARGEST_SIZE, maximise
from heard.base.policy import MIN_AREAS_TO_FIT, MIN_BASE_TO_FIT


@dataclass(frozen=True, slots=True)
class Fits:
    """One fit an indicator: the councils' mean share, the size M (alpha = mu·M, beta = (1-mu)·M), how many councils
    entered, and the negative log-likelihood without binomial coefficients. NaN where too few entered."""

    mean: Floats
    size: Floats
    areas: Whole
    loss: Floats

    def between(self, begin: int, end: int) -> "Fits":
        """Those of a run of the indicators."""
        part = slice(begin, end)
        return Fits(self.mean[part], self.size[part], self.areas[part], self.loss[part])


def fit_beta_binomial(
    count: npt.ArrayLike,
    base: npt.ArrayLike,
    *,
    min_base: int = MIN_BASE_TO_FIT,
    min_areas: int = MIN_AREAS_TO_FIT,
) -> Fits:
    """Fit each row of `count` of `base` (indicators, councils) over the councils with `min_base` answers."""
    x, n = together(count, base)
    entered = n >= max(min_base, 1)
    x, n = np.where(entered, x, 0.0), np.where(entered, n, 0.0)
    areas = entered.sum(axis=1)
    yes, total = x.sum(axis=1), n.sum(axis=1)
    fitted = areas >= min_areas
    mean = np.where(fitted, (yes + 0.5) / (total + 1), np.nan)  # stands where all said yes, or none
    size = np.where(fitted, LARGEST_SIZE, np.nan)
    loss = np.where(fitted, 0.0, np.nan)
    varied = fitted & (yes > 0) & (yes < total)
    if varied.any():
        mean[varied], size[varied], loss[varied] = maximise(x[varied], n[varied])
    return Fits(mean=mean, size=size, areas=areas, loss=loss)


def posterior_mean(count: Floats, base: Floats, fits: Fits) -> Floats:
    """Each council's shrunken share, (indicators, councils)."""
    mean, size = fits.mean[:, None], fits.size[:, None]
    return (count + mean * size) / (base + size)


def probability_above_mean(count: Floats, base: Floats, fits: Fits) -> Floats:
    """P(theta > mu) for each council, (indicators, councils)."""
    mean, size = fits.mean[:, None], fits.size[:, None]
    # As the lower tail of 1 - theta: SciPy's upper tail takes seven times as long.
    p: Floats = special.betainc(base - count + (1 - mean) * size, count + mean * size, 1 - mean)
    return p


def posterior_interval(count: Floats, base: Floats, fits: Fits) -> tuple[Floats, Floats]:
    """The central 95 % of each council's Beta(x + alpha, n - x + beta), (indicators, councils); NaN without a fit.

    It takes mu and M as known. Where councils differ little they are not, and the interval is much too narrow: tables
    print nation.shrunken.shrunken_interval.
    """
    mean, size = fits.mean[:, None], fits.size[:, None]
    alpha, beta = count + mean * size, base - count + (1 - mean) * size
    return special.betaincinv(alpha, beta, 0.025), special.betaincinv(alpha, beta, 0.975)


def between_sd(fits: Fits) -> Floats:
    """The standard deviation of the councils' true shares, √(mu(1-mu)/(M+1)), (indicators,); 0 at M's upper bound."""
    return np.where(alike(fits), 0.0, np.sqrt(fits.mean * (1 - fits.mean) / (fits.size + 1)))


def alike(fits: Fits) -> Flags:
    """Whether M stands at its upper bound: no difference between councils beyond chance was found."""
    capped: Flags = fits.size >= LARGEST_SIZE * (1 - 1e-6)
    return capped


def real_share(base: Floats, fits: Fits, *, min_base: int = MIN_BASE_TO_FIT) -> Floats:
    """How much of the variance of the councils' observed shares is true variation, 0..1, (indicators,).

    In council i the variance is tau²(n+M)/n, of which tau² is true: n/(n+M), its reliability. Over the councils
    that entered, tau² against the mean variance is the harmonic mean of their reliabilities. (The plain mean of
    them, also in use, is never smaller: it says how far a typical council's own share is believed.)
    """
    entered = base >= max(min_base, 1)
    unreliable = np.where(entered, 1 + fits.size[:, None] / np.where(entered, base, 1.0), 0.0)
    found = ratio(entered.sum(axis=1), unreliable.sum(axis=1))
    return np.where(alike(fits), 0.0, found)
