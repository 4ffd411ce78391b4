"""What the whole cohort would have said: Wilson intervals with the finite population correction (method, item 2).

Wilson's score interval stays inside 0..1 and has a width at 0 of n; the correction enters through the size
n* = n(N-1)/(N-n), the score variance of the hypergeometric distribution. Cross-checked against R's values in
tests/spec and against the mid-P interval of the hypergeometric in tests/unit/analysis/test_intervals.py.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from heard.analysis.arrays import Floats, Whole, ratio, together

Z_95 = 1.959963984540054  # the .975 quantile of the normal distribution
Z_90 = 1.6448536269514722  # the .95 quantile


class Note(IntEnum):
    """What must be said beside an interval. NOTE_WORDS holds the words the tables use."""

    PLAIN = 0
    EVERYONE_ANSWERED = 1
    COHORT_UNKNOWN = 2
    COHORT_TOO_SMALL = 3
    NOBODY = 4


NOTE_WORDS = ("", "everyone_answered", "cohort_unknown", "cohort_too_small", "nobody")


@dataclass(frozen=True, slots=True)
class CohortIntervals:
    """95 % intervals of shares, all arrays of one shape, NaN where nobody answered.

    `low`, `high` are the formula's; `low_outward`, `high_outward` the same moved outward to whole children, which
    is what tables hold. `size` is n*, `notes` are Note values.
    """

    low: Floats
    high: Floats
    low_outward: Floats
    high_outward: Floats
    size: Floats
    notes: Whole


def wilson(share: npt.ArrayLike, size: npt.ArrayLike, z: float = Z_95) -> tuple[Floats, Floats]:
    """Wilson's score interval of a share of `size` answers; NaN where `size` is 0."""
    p, n = together(share, size)
    inverse = ratio(1.0, n)
    scale = 1.0 / (1.0 + z * z * inverse)
    centre = (p + z * z * inverse / 2) * scale
    half = z * scale * np.sqrt(np.maximum(p * (1 - p), 0.0) * inverse + (z * inverse / 2) ** 2)
    # The interval holds its share; rounding alone would leave 0.00…01 under a share of 0.
    return np.clip(centre - half, 0.0, p), np.clip(centre + half, p, 1.0)


def eligible_for(
    eligible: npt.ArrayLike, respondents: npt.ArrayLike, asked: npt.ArrayLike, base: npt.ArrayLike
) -> Floats:
    """N_j: how many of the cohort the question was for; NaN where the cohort is unknown.

    The cohort N, where every respondent was asked; else N·A/R rounded half up, and never fewer than answered.
    Skipping a question does not shrink the cohort.
    """
    cohort, everyone, routed, answered = together(eligible, respondents, asked, base)
    scaled = np.floor(ratio(2 * cohort * routed + everyone, 2 * everyone))
    return np.where(routed == everyone, cohort, np.maximum(answered, scaled))


def cohort_intervals(count: npt.ArrayLike, base: npt.ArrayLike, eligible: npt.ArrayLike) -> CohortIntervals:
    """95 % intervals of count/base for a cohort of `eligible` (N_j; NaN = unknown).

    Plain Wilson where the cohort is unknown or smaller than the base; the share itself where everybody answered.
    """
    x, n, cohort = together(count, base, eligible)
    known = cohort > n
    everyone = (cohort == n) & (n > 0)
    size = np.where(known, ratio(n * (cohort - 1), np.where(known, cohort - n, 1.0)), n)
    share = ratio(x, n)
    low, high = wilson(share, size)
    least, most = ratio(x, cohort), ratio(cohort - n + x, cohort)  # the rest all said no, or all said yes
    low = np.where(known, np.maximum(low, least), np.where(everyone, share, low))
    high = np.where(known, np.minimum(high, most), np.where(everyone, share, high))
    return CohortIntervals(
        low=low,
        high=high,
        low_outward=np.where(known, _outward(low, cohort, least, np.floor, 1e-9), low),
        high_outward=np.where(known, _outward(high, cohort, most, np.ceil, -1e-9), high),
        size=size,
        notes=_notes(n, cohort),
    )


def _outward(end: Floats, cohort: Floats, bound: Floats, rounded: np.ufunc, slack: float) -> Floats:
    """The end on a whole child. The slack keeps 2/3 of 3 children at 2, which floating point puts below it."""
    moved = ratio(rounded(end * cohort + slack), cohort)
    return np.maximum(moved, bound) if slack > 0 else np.minimum(moved, bound)


def _notes(base: Floats, cohort: Floats) -> Whole:
    notes = np.select(
        [base == 0, np.isnan(cohort), cohort < base, cohort == base],
        [Note.NOBODY, Note.COHORT_UNKNOWN, Note.COHORT_TOO_SMALL, Note.EVERYONE_ANSWERED],
        default=Note.PLAIN,
    )
    return notes.astype(np.int64)
