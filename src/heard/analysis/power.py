"""The smallest difference a comparison could have seen (method, item 11)."""

import numpy as np
import numpy.typing as npt

from heard.analysis.arrays import Floats, together
from heard.analysis.intervals import Z_95

Z_POWER = 0.8416212335729143  # the quantile of the power, policy.POWER = .80
PRECISION = 1e-10
CLOSE = 1e-6  # after so small a step of Newton's the next would be under the precision
STEPS = 60  # bisection alone would need 34 steps to the precision


def detectable_difference(
    base: npt.ArrayLike,
    reference_base: npt.ArrayLike,
    reference_share: npt.ArrayLike,
    polarity: npt.ArrayLike,
) -> Floats:
    """Smallest change for the worse seen with power .80 at two-sided .05; NaN where none could be.

    `reference_base` may be infinite (a published share without a base). `polarity` 1: worse is lower, -1: worse
    is higher; 0 has no worse direction and gives NaN.

    Solves g(d) = d - z·s0(d) - z_power·s1(d) = 0. Both standard errors are square roots of concave quadratics,
    so g is convex, is at most 0 at d = 0 and has at most one root above: bisection holds it, Newton finds it.
    """
    n1, n2, p2, sign = together(base, reference_base, reference_share, polarity)
    room = np.where(sign > 0, p2, 1 - p2)  # as far as the share can get worse
    untestable = np.isinf(n2) & ((p2 <= 0) | (p2 >= 1))  # 0 or 1 without a base: one answer would settle it
    usable = (n1 > 0) & (n2 > 0) & (sign != 0) & (room > 0) & ~untestable
    terms = _terms(n1[usable], n2[usable], p2[usable], -np.sign(sign[usable]))
    result = np.full(n1.shape, np.nan)
    result[usable] = _root(terms, room[usable])
    return result


def _terms(n1: Floats, n2: Floats, p2: Floats, towards: Floats) -> Floats:
    """What g is made of, (terms, comparisons): each variance is a + b·d + c·d²."""
    fixed = np.isinf(n2)
    inverse1, inverse2 = 1 / n1, np.where(fixed, 0.0, 1 / n2)
    weight = np.where(fixed, 0.0, n1 / np.where(fixed, 1.0, n1 + n2))  # of p1 in the pooled share
    both, spread, slope = inverse1 + inverse2, p2 * (1 - p2), towards * (1 - 2 * p2)
    pooled = (spread * both, weight * slope * both, -weight * weight * both)
    apart = (spread * both, slope * inverse1, -inverse1)
    return np.array([*pooled, *apart])


def _g(terms: Floats, d: Floats) -> tuple[Floats, Floats]:
    """g(d) and its slope."""
    a0, b0, c0, a1, b1, c1 = terms
    s0 = np.sqrt(np.maximum(a0 + d * (b0 + d * c0), 0.0))
    s1 = np.sqrt(np.maximum(a1 + d * (b1 + d * c1), 0.0))
    slope0, slope1 = _over(b0 / 2 + d * c0, s0), _over(b1 / 2 + d * c1, s1)
    return d - Z_95 * s0 - Z_POWER * s1, 1 - Z_95 * slope0 - Z_POWER * slope1


def _root(terms: Floats, room: Floats) -> Floats:
    """The root inside (0, room) of each g; NaN where there is none. Those found are left out of the next step."""
    result = np.full(room.shape, np.nan)
    open_still = np.flatnonzero(_g(terms, room)[0] > 0)
    terms, low, high = terms[:, open_still], np.zeros(open_still.size), room[open_still]
    d = np.minimum(
        (Z_95 + Z_POWER) * np.sqrt(terms[0]), high / 2
    )  # the root were there no slope in either error
    for _ in range(STEPS):
        value, slope = _g(terms, d)
        low, high = np.where(value > 0, low, d), np.where(value > 0, d, high)
        newton = d - _over(value, slope)
        # Where the upper end is the root already, Newton points beyond it by a rounding.
        inside = (newton > low) & (newton < high + PRECISION)
        following = np.where(inside, np.minimum(newton, high), (low + high) / 2)
        result[open_still] = following
        moving = np.abs(following - d) >= np.where(inside, CLOSE, PRECISION)
        if not moving.any():
            break
        open_still, terms = open_still[moving], terms[:, moving]
        low, high, d = low[moving], high[moving], following[moving]
    return result


def _over(top: Floats, bottom: Floats) -> Floats:
    return np.divide(top, bottom, out=np.zeros_like(top), where=bottom != 0)
