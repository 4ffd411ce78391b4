"""Two groups of answers held against each other (method, items 3 to 5).

Tests use the binomial variance without the finite population correction: a comparison asks about what produces
the answers, not about the children who happened to be there.
"""

import numpy as np
import numpy.typing as npt
from scipy import special

from heard.analysis.arrays import Floats, Whole, ratio, together
from heard.analysis.intervals import Z_95, wilson
from heard.analysis.listing import chunks, expand, log_factorials

SMALLEST_EXPECTED = 5.0  # item 4: below it the exact test
SAME_PROBABILITY = 1 + 1e-7  # item 4: a table so little likelier than the one seen is as likely
LISTED_AT_ONCE = 2_000_000  # numbers held at once while exact probabilities are listed (16 MB an array)


def difference_interval(
    count: npt.ArrayLike,
    base: npt.ArrayLike,
    reference_count: npt.ArrayLike,
    reference_base: npt.ArrayLike,
    z: float = Z_95,
) -> tuple[Floats, Floats, Floats]:
    """The difference of two shares and Newcombe's hybrid score interval of it (his method 10); NaN where n = 0."""
    x1, n1, x2, n2 = together(count, base, reference_count, reference_base)
    p1, p2 = ratio(x1, n1), ratio(x2, n2)
    (low1, high1), (low2, high2) = wilson(p1, n1, z), wilson(p2, n2, z)
    difference = p1 - p2
    low = difference - np.hypot(p1 - low1, high2 - p2)
    high = difference + np.hypot(high1 - p1, p2 - low2)
    return difference, np.maximum(low, -1.0), np.minimum(high, 1.0)


def two_group_p(
    count: npt.ArrayLike, base: npt.ArrayLike, reference_count: npt.ArrayLike, reference_base: npt.ArrayLike
) -> Floats:
    """Two-sided p that two groups answer alike; NaN where either has no answers.

    "N-1" chi-squared where every expected count is at least 5, mid-P of the exact conditional test below;
    1 where every answer is the same ("no variation").
    """
    x1, n1, x2, n2 = together(count, base, reference_count, reference_base)
    shape = x1.shape
    x1, n1, x2, n2 = (each.ravel() for each in (x1, n1, x2, n2))
    total, yes = n1 + n2, x1 + x2
    answered = (n1 > 0) & (n2 > 0)
    varied = answered & (yes > 0) & (yes < total)
    smallest = ratio(np.minimum(yes, total - yes) * np.minimum(n1, n2), total)
    p = np.where(answered, 1.0, np.nan)
    large = varied & (smallest >= SMALLEST_EXPECTED)
    p[large] = _n_minus_1(x1[large], n1[large], x2[large], n2[large])
    small = varied & ~large
    p[small] = _mid_p(x1[small], n1[small], yes[small], n2[small])
    return p.reshape(shape)


def _n_minus_1(x1: Floats, n1: Floats, x2: Floats, n2: Floats) -> Floats:
    """The "N-1" chi-squared test (Campbell 2007) on 1 degree of freedom."""
    total, yes = n1 + n2, x1 + x2
    cross = x1 * (n2 - x2) - x2 * (n1 - x1)
    statistic = cross * cross / (n1 * n2) / (yes * (total - yes)) * (total - 1)
    p: Floats = special.erfc(np.sqrt(statistic / 2))
    return p


def _mid_p(x: Floats, n1: Floats, yes: Floats, n2: Floats) -> Floats:
    """Mid-P with both margins fixed: every table no likelier than the observed one, half of the observed one."""
    width = (np.minimum(n1, yes) - np.maximum(0.0, yes - n2) + 1).astype(np.int64)
    p = np.empty(x.shape)
    for begin, end in chunks(width, LISTED_AT_ONCE):
        part = slice(begin, end)
        p[part] = _listed_mid_p(x[part], n1[part], yes[part], n2[part], width[part])
    return p


def _listed_mid_p(x: Floats, n1: Floats, yes: Floats, n2: Floats, width: Whole) -> Floats:
    """The same, all tables of all tests listed at once; `width` is how many each test has."""
    test, offset = expand(width)
    begins = np.cumsum(width) - width
    first = np.maximum(0.0, yes - n2).astype(np.int64)
    k = offset + first[test]
    factorial = log_factorials(float((n1 + n2).max(initial=0)))
    r1, rest, c = n1.astype(np.int64)[test], (n2 - yes).astype(np.int64)[test], yes.astype(np.int64)[test]
    logs = -(factorial(k) + factorial(r1 - k) + factorial(c - k) + factorial(rest + k))
    likeliest = np.maximum.reduceat(logs, begins)
    observed = logs[begins + x.astype(np.int64) - first]
    weight = np.exp(logs - likeliest[test])  # probabilities in units of the likeliest table's
    tail = np.add.reduceat(np.where(logs <= observed[test] + np.log(SAME_PROBABILITY), weight, 0.0), begins)
    p: Floats = (tail - np.exp(observed - likeliest) / 2) / np.add.reduceat(weight, begins)
    return np.minimum(1.0, p)
