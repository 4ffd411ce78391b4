"""Listing every table of many tests at once: which runs to take together, whose each entry is, and ln k!."""

from functools import lru_cache

import numpy as np
from scipy import special

from heard.analysis.arrays import Floats, Whole

TABLED_TO = 1 << 20  # log-factorials are looked up to here, and worked out beyond


def chunks(sizes: Whole, limit: int) -> list[tuple[int, int]]:
    """Begin and end of consecutive runs whose sizes add up to about `limit`; at least one position each."""
    if sizes.size == 0:
        return []
    number = (np.cumsum(sizes) - sizes) // limit
    starts = np.flatnonzero(np.diff(number, prepend=-1))
    return [(int(begin), int(end)) for begin, end in zip(starts, [*starts[1:], sizes.size], strict=True)]


def expand(widths: Whole) -> tuple[Whole, Whole]:
    """For 0 … widths[i]-1 of every i in turn: which i, and which of its numbers."""
    owner = np.repeat(np.arange(widths.size), widths)
    return owner, np.arange(owner.size) - (np.cumsum(widths) - widths)[owner]


class LogFactorials:
    """ln k! of whole numbers, looked up where they are small."""

    def __init__(self, table: Floats) -> None:
        self._table = table

    def __call__(self, k: Whole) -> Floats:
        if self._table.size:
            return self._table[k]
        result: Floats = special.gammaln(k + 1.0)
        return result


def log_factorials(largest: float) -> LogFactorials:
    """ln k! for 0 <= k <= largest."""
    if largest >= TABLED_TO:
        return LogFactorials(np.empty(0))
    return _tabled(1 << int(largest).bit_length())


@lru_cache(maxsize=4)
def _tabled(size: int) -> LogFactorials:
    return LogFactorials(special.gammaln(np.arange(size) + 1.0))
