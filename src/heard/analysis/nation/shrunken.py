"""How far a shrunken share may be out, when how much councils differ is an estimate too (decision 0014)."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from heard.analysis.arrays import Flags, Floats, ratio
from heard.analysis.shrinkage import Fits, posterior_mean
from heard.base.policy import MIN_BASE_TO_FIT

# How much councils may differ: the spread of true shares in units of √(mu(1-mu)), which is 1/√(M+1).
DIFFERENCES = np.linspace(0.004, 0.6, 41)
LEAST_SIZE = 1e-3  # of a posterior that reaches from 0 to 1


def shrunken_interval(
    count: Floats, base: Floats, fits: Fits, *, min_base: int = MIN_BASE_TO_FIT
) -> tuple[Floats, Floats]:
    """A 95 % interval about each council's shrunken share, (indicators, councils); NaN without a fit.

    The interval of the posterior alone takes mu and M as known. Here each of DIFFERENCES is believed as much as the
    councils' answers support it (all of them alike before the answers are seen), mu is known as far as the answers
    tell under it, and the council's variance is put together of the variance under each, of mu's part in it, and of
    how far the means lie from the one that is printed. The ends are those of the beta distribution with that mean
    and variance.
    """
    mean = posterior_mean(count, base, fits)
    entered = (base >= max(min_base, 1)) & ~np.isnan(fits.size)[:, None]
    each = [_suppose(count, base, entered, mean, 1 / difference**2 - 1) for difference in DIFFERENCES]
    support = np.stack([under.support for under in each])
    weight = np.exp(support - support.max(axis=0))
    weight /= weight.sum(axis=0)
    variance = np.einsum("di,dic->ic", weight, np.stack([under.variance for under in each]))
    return _beta_interval(mean, variance)


@dataclass(frozen=True, slots=True)
class _Under:
    """What holds under one size M: how the answers support it (indicators,), and the variance about the printed mean
    (indicators, councils)."""

    support: Floats
    variance: Floats


def _suppose(count: Floats, base: Floats, entered: Flags, printed: Floats, size: float) -> _Under:
    """Support comes from the councils that entered; every council has a variance about its printed mean."""
    x, n = np.where(entered, count, 0.0), np.where(entered, base, 0.0)
    worth = n * (size + 1) / (n + size)
    mu = (np.nan_to_num(worth * ratio(x, n)).sum(axis=1) + 0.5) / (worth.sum(axis=1) + 1)
    alpha, beta = (mu * size)[:, None], ((1 - mu) * size)[:, None]
    lg = special.gammaln
    each = lg(x + alpha) - lg(alpha) + lg(n - x + beta) - lg(beta) - lg(n + size) + lg(size)
    mean = (count + alpha) / (base + size)
    of_mu = ratio(mu * (1 - mu), worth.sum(axis=1))[:, None]
    variance = mean * (1 - mean) / (base + size + 1) + (size / (base + size)) ** 2 * of_mu
    return _Under(each.sum(axis=1), variance + (mean - printed) ** 2)


def _beta_interval(mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    size = np.maximum(mean * (1 - mean) / variance - 1, LEAST_SIZE)
    alpha, beta = mean * size, (1 - mean) * size
    return special.betaincinv(alpha, beta, 0.025), special.betaincinv(alpha, beta, 0.975)
