"""Funnel plots: how far chance alone carries a council's share from everybody's (method, item 8).

Small councils stray far by chance and large ones little, so the limits narrow with the number of answers like a
funnel. Where councils truly differ, more of them stand outside than chance explains (over-dispersion): the limits
are then widened until they hold what is usual between councils. Spiegelhalter 2005; the widening is the one NHS
and CQC indicators use.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from heard.analysis.arrays import Flags, Floats, Whole, ratio, together
from heard.analysis.intervals import Z_95

Z_998 = 3.090232306167813  # the .999 quantile of the normal distribution
WINSORISED = (
    0.1,
    0.9,
)  # quantiles of z beyond which it counts as they do: a few extremes do not widen the rest


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """The shares between which chance alone keeps 95 % and 99.8 % of councils with so many answers.

    Arrays of one shape; NaN where nobody answered. Straight from the formula, an end may lie outside 0..1.
    """

    low_95: Floats
    high_95: Floats
    low_998: Floats
    high_998: Floats

    def clipped(self, base: npt.ArrayLike) -> "FunnelLimits":
        """The same for drawing, inside 0..1. A high end above all answers but one is 1: where chance brings every
        answer to yes as often as the limit allows, a council where all said yes is not outside."""
        n = np.asarray(base, dtype=np.float64)

        def whole(high: Floats) -> Floats:
            return np.where(high * n > n - 1, 1.0, np.clip(high, 0.0, 1.0))

        return FunnelLimits(
            np.clip(self.low_95, 0.0, 1.0),
            whole(self.high_95),
            np.clip(self.low_998, 0.0, 1.0),
            whole(self.high_998),
        )


@dataclass(frozen=True, slots=True)
class OverDispersion:
    """How far councils stand from everybody's share, before and after what is usual between them is allowed for.

    `target` (Σx/Σn), `phi` (under 1 where there is chance alone), `tau2` (variance between councils on the arcsine
    scale) and `councils` are (indicators,); `z` and `z_dispersed` are (indicators, councils), NaN where a council did
    not enter. phi is NaN with fewer than two councils; where all said the same, phi, tau2 and z are 0.
    """

    target: Floats
    phi: Floats
    tau2: Floats
    councils: Whole
    z: Floats
    z_dispersed: Floats

    def outside(self) -> tuple[Whole, Whole]:
        """How many councils stand outside the 95 % limits, before and after: (indicators,) each."""
        before, after = (np.abs(np.nan_to_num(each)) > Z_95 for each in (self.z, self.z_dispersed))
        return before.sum(axis=1), after.sum(axis=1)


def funnel_limits(base: npt.ArrayLike, target: npt.ArrayLike) -> FunnelLimits:
    """Exact binomial limits for `base` answers where the share is `target`, interpolated between whole answers.

    (r - a)/n with r the smallest count that F(r) >= p, and a = (F(r) - p)/(F(r) - F(r-1)), F of Bin(n, target).
    As r is rounded the same way at both ends, a high end stands up to one answer lower than the mirror of a low one:
    limits are for drawing, and `z_dispersed` judges.
    """
    n, given = together(base, target)
    known = (n > 0) & (given >= 0) & (given <= 1)
    varied = known & (given > 0) & (given < 1)  # where nobody differs every limit is the share itself
    n, share = np.where(varied, n, 1.0), np.where(varied, given, 0.5)

    def limit(p: float) -> Floats:
        return np.where(varied, _quantile(n, share, p) / n, np.where(known, given, np.nan))

    return FunnelLimits(limit(0.025), limit(0.975), limit(0.001), limit(0.999))


def dispersed_limits(base: npt.ArrayLike, target: npt.ArrayLike, tau2: npt.ArrayLike) -> FunnelLimits:
    """The limits that `z_dispersed` is judged by, as shares: a council is outside just where |z_dispersed| is
    beyond 1.96, or 3.09. They hold for any base, for drawing; inside 0..1."""
    n, share, between = together(base, target, tau2)
    n = np.where(n > 0, n, np.nan)
    centre, spread = np.arcsin(np.sqrt(share)), np.sqrt(0.25 / (n + 0.5) + between)

    def limit(z: float) -> Floats:
        angle = np.clip(centre + z * spread, 0.0, np.pi / 2)
        return np.clip((np.sin(angle) ** 2 * (n + 0.75) - 0.375) / n, 0.0, 1.0)

    return FunnelLimits(limit(-Z_95), limit(Z_95), limit(-Z_998), limit(Z_998))


def over_dispersion(count: npt.ArrayLike, base: npt.ArrayLike, *, min_base: int = 1) -> OverDispersion:
    """z of each council on the arcsine scale, and how much wider than chance they scatter.

    `count` and `base` are (indicators, councils); councils with fewer than `min_base` answers do not enter.
    """
    x, n = together(count, base)
    entered = n >= max(min_base, 1)
    x, n = np.where(entered, x, 0.0), np.where(entered, n, 0.0)
    councils = entered.sum(axis=1)
    target = ratio(x.sum(axis=1), n.sum(axis=1))
    variance = 0.25 / (n + 0.5)
    apart = np.arcsin(np.sqrt((x + 0.375) / (n + 0.75))) - np.arcsin(np.sqrt(target))[:, None]
    apart = np.where(
        ((target == 0) | (target == 1))[:, None], 0.0, apart
    )  # all are alike; the 3/8 would part them
    z = apart / np.sqrt(variance)
    phi = _phi(z, entered)
    tau2 = _tau2(phi, entered, variance)
    return OverDispersion(
        target=target,
        phi=phi,
        tau2=tau2,
        councils=councils,
        z=np.where(entered, z, np.nan),
        z_dispersed=np.where(entered, apart / np.sqrt(variance + tau2[:, None]), np.nan),
    )


def _phi(z: Floats, entered: Flags) -> Floats:
    """The mean of z², winsorised; NaN with fewer than two councils."""
    phi = np.full(len(z), np.nan)
    for row in np.flatnonzero(entered.sum(axis=1) >= 2):
        own = z[row, entered[row]]
        phi[row] = np.mean(np.clip(own, *np.quantile(own, WINSORISED)) ** 2)
    return phi


def _tau2(phi: Floats, entered: Flags, variance: Floats) -> Floats:
    """Variance between councils by the method of moments; 0 where chance explains all of phi."""
    councils = entered.sum(axis=1)
    weight = np.where(entered, 1 / variance, 0.0)
    total = weight.sum(axis=1)
    room = total - ratio((weight**2).sum(axis=1), total)
    return np.maximum(np.nan_to_num(ratio(councils * phi - (councils - 1), room)), 0.0)


def _quantile(n: Floats, share: Floats, p: float) -> Floats:
    """The interpolated quantile r - a of Bin(n, share)."""
    r = _first(n, lambda count: _up_to(count, n, share) >= p)
    reached, before = _up_to(r, n, share), _up_to(r - 1, n, share)
    result: Floats = r - (reached - p) / (reached - before)
    return result


def _first(n: Floats, holds: Callable[[Floats], Flags]) -> Floats:
    """The smallest whole number from 0 to n for which a condition holds that goes on holding; by halving."""
    low, high = np.full(n.shape, -1.0), n.copy()
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2)
        held = holds(middle)
        low, high = np.where(held, low, middle), np.where(held, middle, high)
    return high


def _up_to(count: Floats, n: Floats, share: Floats) -> Floats:
    """F(count) of Bin(n, share), by the incomplete beta function."""
    inside = (count >= 0) & (count < n)
    k = np.where(inside, count, 0.0)
    found = special.betaincc(k + 1, np.where(inside, n - k, 1.0), share)
    return np.where(inside, found, np.where(count < 0, 0.0, 1.0))
