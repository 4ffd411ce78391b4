"""The tables of a group's test: how many there are with its margins, and the probability of those as far out."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from heard.analysis.arrays import Flags, Floats, Whole
from heard.analysis.listing import chunks, expand, log_factorials
from heard.analysis.pearson import AS_FAR_OUT

COUNTED_AT_ONCE = 1 << 16  # numbers held at once while tables are counted (half a megabyte an array)

ALIKE_TABLED_TO = 1 << 21  # beyond, what is alike is found by sorting (16 MB a table)


def beginning_counts(base: Floats, yes: Floats) -> Floats:
    """How many tables with these margins there are, told apart by all but their two largest levels.

    As floats, for they can be astronomically many. `base` is (tests, levels), `yes` the answers to share out.
    """
    sizes = np.sort(base, axis=1)
    few = np.minimum(yes, sizes.sum(axis=1) - yes)  # the other answers are shared out in as many ways
    width = (np.minimum(few, sizes[:, :-2].sum(axis=1)) + 1).astype(np.int64)
    order = np.argsort(width, kind="stable")  # an array is as wide as its widest test
    counts = np.empty(yes.size)
    for begin, end in chunks(width[order], COUNTED_AT_ONCE):
        part = order[begin:end]
        counts[part] = _beginning_counts(sizes[part], few[part], int(width[part].max()))
    return counts


def _beginning_counts(sizes: Floats, yes: Floats, width: int) -> Floats:
    """The same of sorted sizes, where the levels but the two largest hold fewer than `width` answers."""
    ways = np.zeros((len(yes), width))
    ways[:, :1] = 1.0  # of sharing out 0, 1, 2 … answers over the levels so far
    answers = np.arange(width)
    for size in sizes.T[:-2]:
        running = np.cumsum(ways, axis=1)
        too_many = answers - size[:, None].astype(np.int64) - 1
        ways = running - np.where(
            too_many >= 0, np.take_along_axis(running, np.maximum(too_many, 0), axis=1), 0.0
        )
    left = yes[:, None] - answers
    result: Floats = np.where(
        (left >= 0) & (left <= sizes[:, -2:].sum(axis=1, keepdims=True)), ways, 0.0
    ).sum(axis=1)
    return result


@dataclass(frozen=True, slots=True)
class _Begun:
    """Tables filled as far as some level: which test, the answers left to share out, Σ x²/n, and ln P so far without
    what all tables of a test share."""

    test: Whole
    left: Whole
    squares: Floats
    logs: Floats

    def where(self, kept: Flags) -> "_Begun":
        at = np.flatnonzero(kept)
        return _Begun(self.test[at], self.left[at], self.squares[at], self.logs[at])


class Listing:
    """Lists the tables of several tests side by side, level by level, the smallest level first.

    With the margins fixed the statistic grows with Σ x²/n. A beginning whose tables are all as far out as the
    observed one, or none, is settled and not filled further. The levels after the `listed` smallest are not filled.
    Are they two, the first of them is hypergeometric given the beginning, and the tables as far out are its two tails:
    p is exact. Are they more, Pearson's statistic serves for them, times (n-1)/n, its variance with margins fixed:
    they are to be large ones. Is it one, all is settled.
    """

    def __init__(self, count: Floats, base: Floats, listed: int) -> None:
        self._listed = listed
        order = np.argsort(base, axis=1, kind="stable")
        count, base = np.take_along_axis(count, order, axis=1), np.take_along_axis(base, order, axis=1)
        self._base, x = base.astype(np.int64), count.astype(np.int64)
        self._yes, self._total = x.sum(axis=1), self._base.sum(axis=1)
        share = self._yes / self._total
        squares = np.divide(count * count, base, out=np.zeros_like(count), where=base > 0).sum(axis=1)
        # The statistic is (Σ x²/n - X²/N) / (P(1-P)), so this is AS_FAR_OUT of it.
        self._threshold = squares - AS_FAR_OUT * share * (1 - share)
        self._factorial = log_factorials(float(self._total.max(initial=0)))
        self._shared = -self._choose(
            self._total, self._yes
        )  # of every beginning: grows with the levels filled
        self._observed = np.exp(self._choose(self._base, x).sum(axis=1) + self._shared)
        self._p = np.zeros(len(count))

    def p(self) -> Floats:
        """p of every test."""
        nothing = np.zeros(self._p.size)
        begun = _Begun(np.arange(self._p.size), self._yes, nothing, nothing)
        room = self._total  # answers in the levels not yet filled
        for level, size in enumerate(self._base.T[: self._listed]):
            room, self._shared = room - size, self._shared + self._factorial(size)
            begun = self._settle(self._fill(begun, size, room), self._base[:, level + 1], room)
        if self._base.shape[1] - self._listed == 2:
            self._finish(begun)
        else:
            self._approximate(begun, room)
        # Sums are exact to about 1e-11; the observed table alone keeps a smaller p from being lost in them.
        return np.clip(self._p, self._observed, 1.0)

    def _fill(self, begun: _Begun, size: Whole, room: Whole) -> _Begun:
        """Every number of yes answers the level can hold, for every beginning."""
        least = np.maximum(0, begun.left - room[begun.test])
        parent, offset = expand(np.minimum(size[begun.test], begun.left) - least + 1)
        test = begun.test[parent]
        n, x = size[test], least[parent] + offset
        ways = self._factorial(x) + self._factorial(n - x)
        return _Begun(
            test,
            begun.left[parent] - x,
            begun.squares[parent] + x * x / np.maximum(n, 1),
            begun.logs[parent] - ways,
        )

    def _settle(self, begun: _Begun, following: Whole, room: Whole) -> _Begun:
        """Add what is far out however it goes on, drop what never is, keep the rest. `following` is the next size."""
        left, space, threshold = begun.left, room[begun.test], self._threshold[begun.test]
        least = begun.squares + left * left / space  # Cauchy: shared out evenly over the levels left
        most = begun.squares + left * np.minimum(1.0, left / np.maximum(following[begun.test], 1))
        out = least >= threshold
        if out.any():
            self._add(begun.where(out), self._choose(space[out], left[out]))
        return begun.where(~out & (most >= threshold))

    def _finish(self, begun: _Begun) -> None:
        """The tails of the last but one level, given the beginning."""
        a, b = self._base[begun.test, -2], self._base[begun.test, -1]
        centre = begun.left * a / (a + b)
        beyond = self._threshold[begun.test] - begun.squares - begun.left**2 / (a + b)
        reach = np.sqrt(np.maximum(beyond, 0.0) / (1 / a + 1 / b))
        below = np.floor(centre - reach)
        above = np.maximum(np.ceil(centre + reach), below + 1)
        first, same = _find_alike(begun.test, begun.left)
        a_first, b_first, left = a[first], b[first], begun.left[first]
        least = np.maximum(0, left - b_first)
        width = np.minimum(a_first, left) - least + 1
        parent, offset = expand(width)
        x = least[parent] + offset
        ways = np.exp(
            self._choose(a_first[parent], x)
            + self._choose(b_first[parent], left[parent] - x)
            - self._choose(a_first + b_first, left)[parent]
        )
        up_to = np.concatenate([[0.0], np.cumsum(ways)])
        start = (np.cumsum(width) - width)[same]
        end = start + width[same]
        low_end = np.clip(start + below - least[same] + 1, start, end).astype(np.int64)
        high_start = np.clip(start + above - least[same], start, end).astype(np.int64)
        tails = up_to[low_end] - up_to[start] + up_to[end] - up_to[high_start]
        self._add(begun, self._choose(a + b, begun.left), tails)

    def _approximate(self, begun: _Begun, room: Whole) -> None:
        """Chi-squared of the levels not listed, given the beginning."""
        rest = room[begun.test]
        share = begun.left / rest
        beyond = self._threshold[begun.test] - begun.squares - begun.left * share
        freedom = float(self._base.shape[1] - self._listed - 1)
        with np.errstate(divide="ignore"):
            statistic = beyond / (share * (1 - share)) * (rest - 1) / rest
        tails = special.chdtrc(freedom, statistic) if freedom else np.zeros_like(statistic)
        self._add(begun, self._choose(rest, begun.left), tails)

    def _add(self, begun: _Begun, log_ways: Floats, part: Floats | float = 1.0) -> None:
        """Add the probability of these beginnings and of `part` of the ways they go on. Logs of large numbers are
        added before they are powers: either alone may be beyond what a float holds."""
        weights = np.exp(begun.logs + self._shared[begun.test] + log_ways) * part
        self._p += np.bincount(begun.test, weights=weights, minlength=self._p.size)

    def _choose(self, n: Whole, k: Whole) -> Floats:
        f = self._factorial
        return f(n) - f(k) - f(n - k)


def _find_alike(test: Whole, left: Whole) -> tuple[Whole, Whole]:
    """Of the pairs of test and answers left that there are, where one stands of each; and for every place, which."""
    keys = test * (int(left.max(initial=0)) + 1) + left
    if keys.max(initial=0) >= ALIKE_TABLED_TO:
        _, first, same = np.unique(keys, return_index=True, return_inverse=True)
        return first, same
    place = np.zeros(int(keys.max(initial=0)) + 1, dtype=np.int64)
    place[keys] = np.arange(1, keys.size + 1)
    there = np.flatnonzero(place)
    first = place[there] - 1
    place[there] = np.arange(there.size)
    return first, place[keys]
