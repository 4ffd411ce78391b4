"""Where a council stands among the others, as far as that can be known (method, item 8).

A rank is a guess about true shares, so it comes with its interval or not at all. Every council's true share is drawn
from its Beta(x + alpha, n - x + beta), the councils are put in order, and that is done many times.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from heard.analysis.arrays import Floats, Whole
from heard.analysis.shrinkage import Fits
from heard.base.policy import MIN_BASE_TO_FIT, RANK_DRAWS, RANK_INTERVAL

EXACT_UNDER = (
    10.0  # gammas of a smaller shape are drawn exactly, others by Wilson and Hilferty's cube (error < .001)
)
COUNCIL_BITS = 16
LEAST_GAMMA = np.float32(1e-30)  # keeps odds above 0, where their bits sort as they do

Singles = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ranks:
    """Rank 1 is the council best for children. `expected`, `low` and `high` (the 90 % interval) are (indicators,
    councils), NaN where a council is not ranked; `of` is how many are, (indicators,)."""

    expected: Floats
    low: Floats
    high: Floats
    of: Whole


def rank_councils(
    count: Floats,
    base: Floats,
    fits: Fits,
    polarity: Whole,
    words: str,
    *,
    min_base: int = MIN_BASE_TO_FIT,
    draws: int = RANK_DRAWS,
) -> Ranks:
    """Ranks of the councils that entered the fits.

    `count` and `base` are (indicators, councils), `polarity` (indicators,): under 0, the lowest share is best.
    `words` ("wave|survey") seed the draws, which serve every indicator in turn.
    """
    expected, low, high = (np.full(base.shape, np.nan) for _ in range(3))
    ranked = (base >= max(min_base, 1)) & ~np.isnan(fits.size)[:, None]
    drawn = _Draws(words, draws, base.shape[1])
    for row in np.flatnonzero(ranked.any(axis=1)):
        at = (row, ranked[row])
        alpha, beta = fits.mean[row] * fits.size[row], (1 - fits.mean[row]) * fits.size[row]
        odds = drawn.odds(count[at] + alpha, base[at] - count[at] + beta)
        chances = _rank_chances(odds if polarity[row] < 0 else np.reciprocal(odds))
        expected[at], low[at], high[at] = _summary(chances)
    return Ranks(expected, low, high, ranked.sum(axis=1))


class _Draws:
    """Normal draws made once, (draws, councils), and turned into gammas of any shape: a beta is one against another."""

    def __init__(self, words: str, draws: int, councils: int) -> None:
        seed = int.from_bytes(hashlib.sha256(words.encode()).digest()[:8], "big")
        self._generator = np.random.Generator(np.random.PCG64(seed))
        size = (draws, councils)
        self._yes, self._no = (self._generator.standard_normal(size, dtype=np.float32) for _ in range(2))

    def odds(self, alpha: Floats, beta: Floats) -> Singles:
        """Draws of θ/(1-θ) for θ of each council's Beta(alpha, beta), (draws, councils); never 0."""
        yes, no = self._gammas(self._yes, alpha), self._gammas(self._no, beta)
        return (np.maximum(yes, LEAST_GAMMA) / np.maximum(no, LEAST_GAMMA)).astype(np.float32, copy=False)

    def _gammas(self, normals: Singles, shape: Floats) -> Singles:
        scale, middle = (
            (1 / (3 * np.sqrt(shape))).astype(np.float32),
            (1 - 1 / (9 * shape)).astype(np.float32),
        )
        root: Singles = normals[:, : shape.size] * scale + middle
        gammas: Singles = root * root
        gammas *= root
        gammas *= shape.astype(np.float32)
        for place in np.flatnonzero(shape < EXACT_UNDER):
            gammas[:, place] = self._generator.standard_gamma(
                shape[place], size=len(normals), dtype=np.float32
            )
        return gammas


def _rank_chances(worse: Singles) -> Floats:
    """(councils, ranks): how often each council came out at each rank, as a part of the draws (draws, councils).

    Floats above 0 sort as the whole numbers their bits are; with the council's number behind them one sort, which is
    four times as fast as an argsort, puts each draw in order and says who stands where.
    """
    draws, councils = worse.shape
    keys = worse.view(np.uint32).astype(np.uint64) << np.uint64(COUNCIL_BITS)
    keys |= np.arange(councils, dtype=np.uint64)
    keys.sort(axis=1)
    order = (keys & np.uint64((1 << COUNCIL_BITS) - 1)).astype(
        np.int64
    )  # the best council of each draw first
    place = order * councils + np.arange(councils)
    chances: Floats = np.bincount(place.ravel(), minlength=councils**2).reshape(-1, councils) / draws
    return chances


def _summary(chances: Floats) -> tuple[Floats, Floats, Floats]:
    """The expected rank, and the ranks between which nine tenths of the draws lie."""
    tail = (1 - RANK_INTERVAL) / 2
    up_to = np.cumsum(chances, axis=1)
    expected = chances @ np.arange(1.0, chances.shape[1] + 1)
    low, high = ((up_to >= part - 1e-9).argmax(axis=1) + 1.0 for part in (tail, 1 - tail))
    return expected, low, high
