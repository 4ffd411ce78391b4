"""Odds ratios of 2x2 tables, thousands at once (method, item 13).

Half is added to every cell, which is what Firth's penalty comes to with one yes/no predictor. Everything else follows
from the four cells: with the intercept free, the best fit under any odds ratio keeps the margins of the table, and
its first cell is the root of a quadratic. `firth` and `profile` give the same by climbing.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from heard.analysis.arrays import Flags, Floats, together
from heard.analysis.associations.crossings import Seen, find_crossings
from heard.analysis.intervals import Z_95

FARTHEST = 300.0  # of the log ratio: its square is still a number


@dataclass(frozen=True, slots=True)
class OddsRatios:
    """One a table, arrays of one shape; NaN where a margin is 0 (nothing to hold against anything).

    `low`, `high`: 95 % profile penalised likelihood interval, or Wald's where the profile was not found and
    `fell_back` says so. `wald_low`, `wald_high`: ln ratio ± 1.96·√Σ1/(cell + ½). `p`: penalised likelihood ratio
    test on 1 degree of freedom.
    """

    ratio: Floats
    low: Floats
    high: Floats
    wald_low: Floats
    wald_high: Floats
    p: Floats
    fell_back: Flags


@dataclass(frozen=True, slots=True)
class _Tables:
    """Cells with their half, (tables,)."""

    a: Floats
    b: Floats
    c: Floats
    d: Floats

    def fall(self, log_ratio: Floats) -> Seen:
        """How far the log-likelihood is below its top under that odds ratio, and its slope in it.

        The fitted cells are a - e, b + e, c + e, d - e: margins stay. Written in e, what cancels is never summed.
        """
        excess = self.a - self._fitted(log_ratio)
        moved = ((self.a, -excess), (self.b, excess), (self.c, excess), (self.d, -excess))
        with np.errstate(divide="ignore", invalid="ignore"):  # at absurd ratios a cell rounds to 0: too far
            fall = -sum(cell * np.log1p(change / cell) for cell, change in moved)
        return np.asarray(fall), excess

    def _fitted(self, log_ratio: Floats) -> Floats:
        """The first cell of the table with these margins and that odds ratio; each root where nothing cancels."""
        theta = np.exp(np.clip(log_ratio, -FARTHEST, FARTHEST))
        exposed, events = self.a + self.c, self.a + self.b
        middle = self.d - self.a + theta * (events + exposed)
        squared = middle * middle + 4 * (1 - theta) * theta * events * exposed
        root = np.sqrt(np.maximum(squared, 0.0))  # rounding puts it under 0 at counts of a thousand million
        apart = middle < 0  # only where theta is under 1
        return np.where(
            apart,
            (root - middle) / (2 * np.where(apart, 1 - theta, 1.0)),
            2 * theta * events * exposed / np.where(apart, 1.0, middle + root),
        )


def odds_ratios(a: npt.ArrayLike, b: npt.ArrayLike, c: npt.ArrayLike, d: npt.ArrayLike) -> OddsRatios:
    """`a` event and exposed, `b` event and unexposed, `c` other and exposed, `d` other and unexposed: counts, of any
    shapes that fit together."""
    cells = together(a, b, c, d)
    event_exposed, event_unexposed, other_exposed, other_unexposed = cells
    margins = (
        event_exposed + event_unexposed,
        other_exposed + other_unexposed,
        event_exposed + other_exposed,
        event_unexposed + other_unexposed,
    )
    counted = np.all([each >= 0 for each in cells], axis=0) & np.all([each > 0 for each in margins], axis=0)
    figures, fell_back = _estimate(_Tables(*(each[counted] + 0.5 for each in cells)))
    spread = np.full((len(figures), *counted.shape), np.nan)
    spread[:, counted] = figures
    flags = np.zeros(counted.shape, dtype=bool)
    flags[counted] = fell_back
    ratio, low, high, wald_low, wald_high, p = (spread[place, ...] for place in range(len(spread)))
    return OddsRatios(ratio, low, high, wald_low, wald_high, p, flags)


def _estimate(tables: _Tables) -> tuple[Floats, Flags]:
    """ratio, low, high, Wald's low and high, p: (6, tables); and where the profile was not found (tables,)."""
    log_ratio = np.log(tables.a * tables.d / (tables.b * tables.c))
    half = Z_95 * np.sqrt(1 / tables.a + 1 / tables.b + 1 / tables.c + 1 / tables.d)
    wald = np.stack([log_ratio - half, log_ratio + half])
    ends, found = zip(*(find_crossings(log_ratio, start, tables.fall) for start in wald), strict=True)
    both = found[0] & found[1]
    profile = np.where(both, np.stack(ends), wald)
    fall, _ = tables.fall(np.zeros_like(log_ratio))
    p = special.chdtrc(1, 2 * np.maximum(fall, 0.0))
    return np.concatenate([np.exp(np.vstack([log_ratio, profile, wald])), p[None]]), ~both
