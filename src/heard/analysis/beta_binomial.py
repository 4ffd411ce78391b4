"""The beta-binomial distribution fitted to councils' answers (method, item 8): the climb of its likelihood.

Newton's steps on (logit mu, ln M), halved where they do not climb, from the method's four starts, every indicator's
at once.
"""

from itertools import combinations

import numpy as np
import numpy.typing as npt
from scipy import special

from heard.analysis.arrays import Flags, Floats

STARTS = (1.0, 3.0, 5.0, 8.0)  # ln M
LARGEST_SIZE = 1e5  # of M: there councils do not differ
LEAST, MOST = float(np.log(0.5)), float(np.log(LARGEST_SIZE))  # bounds of ln M
FARTHEST = 30.0  # bound of |logit mu|: a share of 1e-13
STEPS = 100
SMALLEST_STEP = 1e-9
LAST_STEP = 1e-4  # so near the top the likelihood, known to 1e-13 of itself, hardly tells up from down
TWINS = 0.1  # two starts so near each other climb to one top: one of them is enough
LARGEST_STEP = 2.0
HALVINGS = 12


def maximise(x: Floats, n: Floats) -> tuple[Floats, Floats, Floats]:
    """The best of the four starts for every row of x of n (indicators, councils): mu, M, and the negative
    log-likelihood without binomial coefficients. Councils with n 0 add nothing; in every row some said yes, some no."""
    rows, starts = x.shape[0], len(STARTS)
    centre = special.logit(x.sum(axis=1) / n.sum(axis=1))
    point = np.stack([np.repeat(centre, starts), np.tile(STARTS, rows)], axis=1)
    each = np.repeat(np.arange(rows), starts)
    point, loss = _climb(point, each, x, n)
    best = loss.reshape(rows, starts).argmin(axis=1) + np.arange(rows) * starts
    return special.expit(point[best, 0]), np.exp(point[best, 1]), loss[best]


def _climb(point: Floats, each: npt.NDArray[np.intp], x: Floats, n: Floats) -> tuple[Floats, Floats]:
    """Newton's steps from every start at once; a start that has arrived, or meets another, is left out of the next.

    The loss of one that met another is infinite.
    """
    loss = _loss(point, x[each], n[each])
    moving = np.arange(each.size)
    for _ in range(STEPS):
        here, rows = point[moving], each[moving]
        step, last = _direction(here, x[rows], n[rows])
        there, new_loss = _search(here, loss[moving], (step, last), x[rows], n[rows])
        moved = (np.abs(there - here).max(axis=1) > SMALLEST_STEP) & ~last
        point[moving], loss[moving] = there, new_loss
        loss = _without_twins(point, loss)
        moving = moving[moved & np.isfinite(loss[moving])]
        if moving.size == 0:
            break
    return point, loss


def _without_twins(point: Floats, loss: Floats) -> Floats:
    """The loss, infinite where a start stands beside another of the same indicator that is no lower."""
    places, heights = point.reshape(-1, len(STARTS), 2), loss.reshape(-1, len(STARTS)).copy()
    for one, other in combinations(range(len(STARTS)), 2):
        both = np.isfinite(heights[:, one]) & np.isfinite(heights[:, other])
        met = both & (np.abs(places[:, one] - places[:, other]).max(axis=1) < TWINS)
        behind = np.where(heights[:, one] > heights[:, other], one, other)
        heights[met, behind[met]] = np.inf
    return heights.reshape(-1)


def _search(
    here: Floats, loss: Floats, led: tuple[Floats, Flags], x: Floats, n: Floats
) -> tuple[Floats, Floats]:
    """Go the step that `led` gives, or half of it, or half again … where the likelihood falls; stay where nothing
    climbs. The last step is gone as it is."""
    (step, last), there, new_loss = led, here.copy(), loss.copy()
    waiting = np.arange(loss.size)
    for _ in range(HALVINGS):
        tried = _bounded(here[waiting] + step[waiting])
        tried_loss = _loss(tried, x[waiting], n[waiting])
        better = (tried_loss <= loss[waiting]) | last[waiting]
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


def _direction(point: Floats, x: Floats, n: Floats) -> tuple[Floats, Flags]:
    """Newton's step for (logit mu, ln M), along the slope where the curvature points the wrong way; and whether it is
    the last, the top being so near that the step leads there to 1e-8."""
    slope, curvature = _derivatives(point, x, n)
    at_bound = ((point[:, 1] <= LEAST) & (slope[:, 1] < 0)) | ((point[:, 1] >= MOST) & (slope[:, 1] > 0))
    slope[at_bound, 1] = 0.0
    a, b, c = curvature[:, 0], np.where(at_bound, 0.0, curvature[:, 1]), curvature[:, 2]
    below_top = (a < 0) & ((c < 0) | at_bound)
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
    last = below_top & concave & (np.abs(step).max(axis=1) <= LAST_STEP)
    return np.clip(step, -LARGEST_STEP, LARGEST_STEP), last


def _derivatives(point: Floats, x: Floats, n: Floats) -> tuple[Floats, Floats]:
    """Slope (starts, 2) and curvature (starts, 3: mean-mean, mean-size, size-size) of the log-likelihood."""
    mean, size, alpha, beta = _shapes(point)
    pairs = ((x, alpha), (n - x, beta), (n, size))
    f, g = zip(*(_psi_sums(more, shape) for more, shape in pairs), strict=True)
    f_alpha, f_beta = f[0] - f[2], f[1] - f[2]
    g_aa, g_bb, g_ab = g[0] - g[2], g[1] - g[2], -g[2]
    m, s, a, b = mean[:, 0], size[:, 0], alpha[:, 0], beta[:, 0]
    v = m * (1 - m) * s  # d alpha / d logit mu = -d beta / d logit mu
    slope = np.stack([v * (f_alpha - f_beta), a * f_alpha + b * f_beta], axis=1)
    mean_mean = v * v * (g_aa - 2 * g_ab + g_bb) + v * (1 - 2 * m) * (f_alpha - f_beta)
    mean_size = v * (a * (g_aa - g_ab) - b * (g_bb - g_ab)) + v * (f_alpha - f_beta)
    size_size = a * a * g_aa + 2 * a * b * g_ab + b * b * g_bb + a * f_alpha + b * f_beta
    return slope, np.stack([mean_mean, mean_size, size_size], axis=1)


def _psi_sums(more: Floats, shape: Floats) -> tuple[Floats, Floats]:
    """Σ psi(shape + more) - psi(shape) over the councils, and the same of psi'."""
    (first, second), (first_least, second_least) = _psi(shape + more), _psi(shape)
    return (first - first_least).sum(axis=1), (second - second_least).sum(axis=1)


def _psi(value: Floats) -> tuple[Floats, Floats]:
    """psi(value) to 1e-12 and psi'(value) to 1e-9: six steps of the recurrence, then the asymptotic series.

    Newton's steps need no more, and the two share their divisions, which in scipy take twice as long.
    """
    first, second = np.zeros_like(value), np.zeros_like(value)
    inverse = np.empty_like(value)
    for step in range(6):
        np.add(value, step, out=inverse)
        np.divide(1.0, inverse, out=inverse)
        first -= inverse
        inverse *= inverse
        second += inverse
    beyond = value + 6
    np.divide(1.0, beyond, out=inverse)
    square = inverse * inverse
    series = 1 / 252 - square * (1 / 240 - square * (1 / 132 - square * (691 / 32_760)))
    first += np.log(beyond) - inverse / 2 - square * (1 / 12 - square * (1 / 120 - square * series))
    second += inverse * (1 + inverse / 2 + square * (1 / 6 - square * (1 / 30 - square / 42)))
    return first, second
