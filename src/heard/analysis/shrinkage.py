"""How much councils truly differ, and what that says of each (method, item 8): beta-binomial empirical Bayes.

Every indicator is fitted at once: arrays are (indicators, councils). Maximum likelihood by Newton's steps on
(logit mu, ln M), halved where they do not climb, from the method's four starts.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from heard.analysis.arrays import Flags, Floats, Whole, ratio, together
from heard.base.policy import MIN_AREAS_TO_FIT, MIN_BASE_TO_FIT

STARTS = (1.0, 3.0, 5.0, 8.0)  # ln M
LARGEST_SIZE = 1e5  # of M: there councils do not differ
LEAST, MOST = float(np.log(0.5)), float(np.log(LARGEST_SIZE))  # bounds of ln M
FARTHEST = 30.0  # bound of |logit mu|: a share of 1e-13
STEPS = 100
SMALLEST_STEP = 1e-9
LARGEST_STEP = 2.0
HALVINGS = 12

Psi = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True)
class Fits:
    """One fit an indicator: the councils' mean share, the size M (alpha = mu·M, beta = (1-mu)·M), how many councils
    entered, and the negative log-likelihood without binomial coefficients. NaN where too few entered."""

    mean: Floats
    size: Floats
    areas: Whole
    loss: Floats


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
        mean[varied], size[varied], loss[varied] = _maximise(x[varied], n[varied])
    return Fits(mean=mean, size=size, areas=areas, loss=loss)


def posterior_mean(count: Floats, base: Floats, fits: Fits) -> Floats:
    """Each council's shrunken share, (indicators, councils)."""
    mean, size = fits.mean[:, None], fits.size[:, None]
    return (count + mean * size) / (base + size)


def probability_above_mean(count: Floats, base: Floats, fits: Fits) -> Floats:
    """P(theta > mu) for each council, (indicators, councils)."""
    mean, size = fits.mean[:, None], fits.size[:, None]
    p: Floats = special.betaincc(count + mean * size, base - count + (1 - mean) * size, mean)
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


def _maximise(x: Floats, n: Floats) -> tuple[Floats, Floats, Floats]:
    """The best of the four starts for every indicator: mu, M, and the negative log-likelihood."""
    rows, starts = x.shape[0], len(STARTS)
    centre = special.logit(x.sum(axis=1) / n.sum(axis=1))
    point = np.stack([np.repeat(centre, starts), np.tile(STARTS, rows)], axis=1)
    each = np.repeat(np.arange(rows), starts)
    point, loss = _climb(point, each, x, n)
    best = loss.reshape(rows, starts).argmin(axis=1) + np.arange(rows) * starts
    return special.expit(point[best, 0]), np.exp(point[best, 1]), loss[best]


def _climb(point: Floats, each: npt.NDArray[np.intp], x: Floats, n: Floats) -> tuple[Floats, Floats]:
    """Newton's steps from every start at once; a start that has arrived is left out of the next step."""
    loss = _loss(point, x[each], n[each])
    moving = np.arange(each.size)
    for _ in range(STEPS):
        here, rows = point[moving], each[moving]
        there, new_loss = _search(here, loss[moving], _direction(here, x[rows], n[rows]), x[rows], n[rows])
        moved = np.abs(there - here).max(axis=1) > SMALLEST_STEP
        point[moving], loss[moving] = there, new_loss
        moving = moving[moved]
        if moving.size == 0:
            break
    return point, loss


def _search(here: Floats, loss: Floats, step: Floats, x: Floats, n: Floats) -> tuple[Floats, Floats]:
    """Go the step, or half of it, or half again … where the likelihood falls; stay where nothing climbs."""
    there, new_loss = here.copy(), loss.copy()
    waiting = np.arange(loss.size)
    for _ in range(HALVINGS):
        tried = _bounded(here[waiting] + step[waiting])
        tried_loss = _loss(tried, x[waiting], n[waiting])
        better = tried_loss <= loss[waiting]
        there[waiting[better]], new_loss[waiting[better]] = tried[better], tried_loss[better]
        waiting = waiting[~better]
        if waiting.size == 0:
            break
        step = step / 2
    return there, new_loss


def _bounded(point: Floats) -> Floats:
    return np.stack([np.clip(point[:, 0], -FARTHEST, FARTHEST), np.clip(point[:, 1], LEAST, MOST)], axis=1)


def _shapes(point: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """mu, M, alpha and beta, each (starts, 1)."""
    mean, size = special.expit(point[:, :1]), np.exp(point[:, 1:])
    return mean, size, mean * size, special.expit(-point[:, :1]) * size


def _loss(point: Floats, x: Floats, n: Floats) -> Floats:
    _, size, alpha, beta = _shapes(point)
    lg = special.gammaln
    each = lg(x + alpha) - lg(alpha) + lg(n - x + beta) - lg(beta) - lg(n + size) + lg(size)
    total: Floats = -each.sum(axis=1)
    return total


def _direction(point: Floats, x: Floats, n: Floats) -> Floats:
    """Newton's step for (logit mu, ln M), along the slope where the curvature points the wrong way."""
    slope, curvature = _derivatives(point, x, n)
    at_bound = ((point[:, 1] <= LEAST) & (slope[:, 1] < 0)) | ((point[:, 1] >= MOST) & (slope[:, 1] > 0))
    slope[at_bound, 1] = 0.0
    a, b, c = curvature[:, 0], np.where(at_bound, 0.0, curvature[:, 1]), curvature[:, 2]
    # A direction of rising curvature is turned round: the step then climbs, however large the curvature is.
    a, c = -np.maximum(np.abs(a), 1e-12), -np.maximum(np.abs(c), 1e-12)
    determinant = a * c - b * b
    concave = determinant > 1e-12 * a * c
    b, determinant = np.where(concave, b, 0.0), np.where(concave, determinant, a * c)
    step = -np.stack(
        [
            (c * slope[:, 0] - b * slope[:, 1]) / determinant,
            (a * slope[:, 1] - b * slope[:, 0]) / determinant,
        ],
        axis=1,
    )
    return np.clip(step, -LARGEST_STEP, LARGEST_STEP)


def _derivatives(point: Floats, x: Floats, n: Floats) -> tuple[Floats, Floats]:
    """Slope (starts, 2) and curvature (starts, 3: mean-mean, mean-size, size-size) of the log-likelihood."""
    mean, size, alpha, beta = _shapes(point)
    pairs = ((x, alpha), (n - x, beta), (n, size))
    f = [_psi_sum(special.digamma, more, shape) for more, shape in pairs]
    g = [_psi_sum(_trigamma, more, shape) for more, shape in pairs]
    f_alpha, f_beta = f[0] - f[2], f[1] - f[2]
    g_aa, g_bb, g_ab = g[0] - g[2], g[1] - g[2], -g[2]
    m, s, a, b = mean[:, 0], size[:, 0], alpha[:, 0], beta[:, 0]
    v = m * (1 - m) * s  # d alpha / d logit mu = -d beta / d logit mu
    slope = np.stack([v * (f_alpha - f_beta), a * f_alpha + b * f_beta], axis=1)
    mean_mean = v * v * (g_aa - 2 * g_ab + g_bb) + v * (1 - 2 * m) * (f_alpha - f_beta)
    mean_size = v * (a * (g_aa - g_ab) - b * (g_bb - g_ab)) + v * (f_alpha - f_beta)
    size_size = a * a * g_aa + 2 * a * b * g_ab + b * b * g_bb + a * f_alpha + b * f_beta
    return slope, np.stack([mean_mean, mean_size, size_size], axis=1)


def _psi_sum(psi: Psi, more: Floats, shape: Floats) -> Floats:
    """Σ psi(shape + more) - psi(shape) over the councils."""
    total: Floats = (psi(shape + more) - psi(shape)).sum(axis=1)
    return total


def _trigamma(value: Floats) -> Floats:
    """psi'(value) to 1e-9: six steps of its recurrence, then the asymptotic series. Newton's steps need no more,
    for they end where the slope is 0, and scipy's is ten times as slow."""
    total = np.zeros_like(value)
    for step in range(6):
        total += 1 / (value + step) ** 2
    inverse = 1 / (value + 6)
    square = inverse * inverse
    series = inverse * (1 + inverse / 2 + square * (1 / 6 - square * (1 / 30 - square / 42)))
    result: Floats = total + series
    return result
