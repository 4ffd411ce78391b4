"""One group of answers held against a published share without a base (method, item 6c)."""

import numpy as np
import numpy.typing as npt
from scipy import special

from heard.analysis.arrays import Floats, together
from heard.analysis.intervals import Z_95, wilson


def one_sample_p(count: npt.ArrayLike, base: npt.ArrayLike, share: npt.ArrayLike) -> Floats:
    """Binomial mid-P, twice the smaller tail; NaN where there are no answers or `share` is not inside 0..1.

    A share of exactly 0 or 1 without a base cannot be tested: one answer would settle it.
    """
    x, n, expected = together(count, base, share)
    open_share = (n > 0) & (expected > 0) & (expected < 1)
    p = np.where(open_share, expected, 0.5)
    below, at_least = _tails(x, n, p)
    up_to, above = _tails(x + 1, n, p)
    two_sided = np.minimum(below + up_to, at_least + above)  # twice a tail with half of P(x) in it
    return np.where(open_share, np.minimum(1.0, two_sided), np.nan)


def _tails(x: Floats, n: Floats, p: Floats) -> tuple[Floats, Floats]:
    """P(X < x) and P(X >= x) of Bin(n, p), as incomplete beta functions: both exact where they are small."""
    none, beyond = x <= 0, x > n
    a, b = np.where(none, 1.0, x), np.where(beyond, 1.0, n - x + 1)
    below = np.where(none, 0.0, np.where(beyond, 1.0, special.betaincc(a, b, p)))
    at_least = np.where(none, 1.0, np.where(beyond, 0.0, special.betainc(a, b, p)))
    return below, at_least


def difference_from_share(
    count: npt.ArrayLike, base: npt.ArrayLike, share: npt.ArrayLike, z: float = Z_95
) -> tuple[Floats, Floats, Floats]:
    """The difference from a fixed share, and Wilson's interval moved by it; NaN where n = 0."""
    x, n, expected = together(count, base, share)
    p = np.divide(x, n, out=np.full(x.shape, np.nan), where=n > 0)
    low, high = wilson(p, n, z)
    return p - expected, low - expected, high - expected
