"""Where a likelihood has fallen as far as a 95 % interval allows: many ends at once, by safeguarded Newton's steps.

The signed root of twice the fall is almost straight, so that a few steps find its 1.96; each step is kept between
the last point inside and the last outside, or goes at most twice as far out while none was outside.
"""

from collections.abc import Callable

import numpy as np

from heard.analysis.arrays import Flags, Floats
from heard.analysis.intervals import Z_95

STEPS = 60
CLOSE = 1e-8  # of the root of twice the fall
NARROW = 1e-10  # of the bracket: where rounding leaves no nearer point, a root as close as this will do
CLOSE_ENOUGH = 1e-5

Seen = tuple[Floats, Floats]


def find_crossings(top: Floats, start: Floats, look: Callable[[Floats], Seen]) -> tuple[Floats, Flags]:
    """The crossing on `start`'s side of each `top` (ends,), and whether it was found.

    `look` gives, at one point of each end, how far the log-likelihood is below its top and its slope there; NaN
    counts as too far out. `start` must not be `top`.
    """
    inner, outer = top.copy(), np.where(start > top, np.inf, -np.inf)
    point, found = start.copy(), np.zeros(top.shape, dtype=bool)
    for _ in range(STEPS):
        fall, slope = look(point)
        root = np.sqrt(np.maximum(2 * fall, 0.0))
        inside = root < Z_95
        inner, outer = np.where(inside, point, inner), np.where(inside, outer, point)
        narrow = np.abs(outer - inner) <= NARROW * (1 + np.abs(inner))
        close = np.abs(root - Z_95) <= np.where(narrow, CLOSE_ENOUGH, CLOSE)
        wished = _newton(point, root, slope)
        last = np.where(close & np.isfinite(wished), wished, point)  # one more step, which makes it exact
        point = np.where(found | close, np.where(found, point, last), _next(top, point, inner, outer, wished))
        found |= close
        if found.all():
            break
    return point, found


def _newton(point: Floats, root: Floats, slope: Floats) -> Floats:
    """Where the root's tangent meets 1.96; NaN where it is level."""
    step: Floats = np.full(point.shape, np.nan)
    np.divide((root - Z_95) * root, slope, out=step, where=slope != 0)
    return np.asarray(point + step)


def _next(top: Floats, point: Floats, inner: Floats, outer: Floats, wished: Floats) -> Floats:
    """The point wished for where it lies between the two, else the middle; twice as far where nothing is outside."""
    bounded = np.isfinite(outer)
    farthest = np.where(bounded, outer, top + 2 * (point - top))
    low, high = np.minimum(inner, farthest), np.maximum(inner, farthest)
    middle = np.where(bounded, (inner + np.where(bounded, outer, inner)) / 2, farthest)
    return np.where((wished > low) & (wished < high), wished, middle)
