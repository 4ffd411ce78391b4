"""The tables of a group's test: how many there are with its margins, and the probability of those as far out."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from heard.analysis.arrays import Flags, Floats, Whole
from heard.analysis.listing import chunks, expand, log_factorials
from heard.analysis.pearson import AS_FAR_OUT

COUNTED_AT_ONCE = 1 << 16  # numbers held at once while tables are counted (half a megabyte an array)


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
    """Tables filled as far as some level: which test, the answers left to share out, Σ x²/n and ln P so far."""

    test: Whole
    left: Floats
    squares: Floats
    logs: Floats

    def where(self, kept: Flags) -> "_Begun":
        return _Begun(self.test[kept], self.left[kept], self.squares[kept], self.logs[kept])


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
        count, self._base = np.take_along_axis(count, order, axis=1), np.take_along_axis(base, order, axis=1)
        self._yes, self._total = count.sum(axis=1), base.sum(axis=1)
        share = self._yes / self._total
        squares = np.divide(count * count, self._base, out=np.zeros_like(count), where=self._base > 0).sum(
            axis=1
        )
        # The statistic is (Σ x²/n - X²/N) / (P(1-P)), so this is AS_FAR_OUT of it.
        self._threshold = squares - AS_FAR_OUT * share * (1 - share)
        self._factorial = log_factorials(float(self._total.max(initial=0)))
        logs = self._choose(self._base, count).sum(axis=1) - self._choose(self._total, self._yes)
        self._observed = np.exp(logs)
        self._p = np.zeros(len(count))

    def p(self) -> Floats:
        """p of every test."""
        nothing = np.zeros_like(self._yes)
        begun = _Begun(np.arange(self._p.size), self._yes, nothing, -self._choose(self._total, self._yes))
        room = self._total  # answers in the levels not yet filled
        for level, size in enumerate(self._base.T[: self._listed]):
            room = room - size
            begun = self._settle(self._fill(begun, size, room), self._base[:, level + 1], room)
        if self._base.shape[1] - self._listed == 2:
            self._finish(begun)
        else:
            self._approximate(begun, room)
        # Sums are exact to about 1e-11; the observed table alone keeps a smaller p from being lost in them.
        return np.clip(self._p, self._observed, 1.0)

    def _fill(self, begun: _Begun, size: Floats, room: Floats) -> _Begun:
        """Every number of yes answers the level can hold, for every beginning."""
        least = np.maximum(0.0, begun.left - room[begun.test])
        parent, offset = expand((np.minimum(size[begun.test], begun.left) - least + 1).astype(np.int64))
        test = begun.test[parent]
        n, x = size[test], least[parent] + offset.astype(np.float64)
        added = np.divide(x * x, n, out=np.zeros_like(x), where=n > 0)
        return _Begun(
            test,
            begun.left[parent] - x,
            begun.squares[parent] + added,
            begun.logs[parent] + self._choose(n, x),
        )

    def _settle(self, begun: _Begun, following: Floats, room: Floats) -> _Begun:
        """Add what is far out however it goes on, drop what never is, keep the rest. `following` is the next size."""
        left, space, threshold = begun.left, room[begun.test], self._threshold[begun.test]
        least = begun.squares + left * left / space  # Cauchy: shared out evenly over the levels left
        most = begun.squares + left * np.minimum(1.0, left / np.maximum(following[begun.test], 1.0))
        out = least >= threshold
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
        keys = begun.test * (int(self._yes.max(initial=0)) + 1) + begun.left.astype(np.int64)
        _, first, same = np.unique(keys, return_index=True, return_inverse=True)
        least = np.maximum(0.0, begun.left - b)[first]
        width = (np.minimum(a, begun.left)[first] - least + 1).astype(np.int64)
        parent, offset = expand(width)
        x = least[parent] + offset
        ways = np.exp(
            self._choose(a[first][parent], x)
            + self._choose(b[first][parent], begun.left[first][parent] - x)
            - self._choose((a + b)[first][parent], begun.left[first][parent])
        )
        up_to = np.concatenate([[0.0], np.cumsum(ways)])
        start = (np.cumsum(width) - width)[same]
        end = start + width[same]
        low_end = np.clip(start + below - least[same] + 1, start, end).astype(np.int64)
        high_start = np.clip(start + above - least[same], start, end).astype(np.int64)
        tails = up_to[low_end] - up_to[start] + up_to[end] - up_to[high_start]
        self._add(begun, self._choose(a + b, begun.left), tails)

    def _approximate(self, begun: _Begun, room: Floats) -> None:
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
        weights = np.exp(begun.logs + log_ways) * part
        self._p += np.bincount(begun.test, weights=weights, minlength=self._p.size)

    def _choose(self, n: Floats, k: Floats) -> Floats:
        whole_n, whole_k = n.astype(np.int64), k.astype(np.int64)
        f = self._factorial
        return f(whole_n) - f(whole_k) - f(whole_n - whole_k)
