"""The tables of a group's test: how many there are with its margins, and the probability of those as far out."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from heard.analysis.arrays import Floats, Whole
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
    """Tables filled as far as some level.

    `key`: which test, and how many answers its levels so far hold; `squares`: Σ x²/n of those; `weight`: the
    probability of their numbers, each binomial with the test's share.
    """

    key: Whole
    squares: Floats
    weight: Floats

    def at(self, places: Whole) -> "_Begun":
        return _Begun(self.key[places], self.squares[places], self.weight[places])


class Listing:
    """Lists the tables of several tests side by side, level by level, the smallest level first.

    With the margins fixed the statistic grows with Σ x²/n. A beginning whose tables are all as far out as the
    observed one, or none, is settled and not filled further. The levels after the `listed` smallest are not filled.
    Are they two, the first of them is hypergeometric given the beginning, and the tables as far out are its two tails:
    p is exact. Are they more, Pearson's statistic serves for them, times (n-1)/n, its variance with margins fixed:
    they are to be large ones. Is it one, all is settled.

    A table's probability is that of binomial levels with the share of all, given their sum: no factor is above 1,
    so that none runs over, and each is looked up. Yes and no are exchanged where most say yes: the statistic is
    the same, and there is less to list.
    """

    def __init__(self, count: Floats, base: Floats, listed: int) -> None:
        self._listed = listed
        order = np.argsort(base, axis=1, kind="stable")
        count, base = np.take_along_axis(count, order, axis=1), np.take_along_axis(base, order, axis=1)
        most_say_yes = 2 * count.sum(axis=1, keepdims=True) > base.sum(axis=1, keepdims=True)
        count = np.where(most_say_yes, base - count, count)
        self._base, x = base.astype(np.int64), count.astype(np.int64)
        self._yes, self._total = x.sum(axis=1), self._base.sum(axis=1)
        self._share = self._yes / self._total
        squares = np.divide(count * count, base, out=np.zeros_like(count), where=base > 0).sum(axis=1)
        # The statistic is (Σ x²/n - X²/N) / (P(1-P)), so this is AS_FAR_OUT of it.
        self._threshold = squares - AS_FAR_OUT * self._share * (1 - self._share)
        self._factorial = log_factorials(float(self._total.max(initial=0)))
        shared = -self._choose(self._total, self._yes)
        self._observed = np.exp(self._choose(self._base, x).sum(axis=1) + shared)
        self._log_odds = np.log(self._share), np.log1p(-self._share)
        tests = np.arange(self._yes.size)
        self._whole = self._binomial(tests, self._total, self._yes)
        width = np.minimum(self._yes, self._base[:, :listed].sum(axis=1)) + 1
        self._begin = np.cumsum(width) - width  # the key of each test's tables that hold no answer yet
        self._test, self._given = expand(width)
        self._left = self._yes[self._test] - self._given
        self._p = np.zeros(len(count))

    def p(self) -> Floats:
        """p of every test."""
        nothing = np.zeros(self._p.size)
        begun = _Begun(self._begin, nothing, nothing + 1)
        room = self._total  # answers in the levels not yet filled
        for level, size in enumerate(self._base.T[: self._listed]):
            room = room - size
            begun = self._settle(self._fill(begun, size, room), self._base[:, level + 1], room)
        if begun.key.size and self._base.shape[1] - self._listed == 2:
            self._finish(begun)
        elif begun.key.size:
            self._approximate(begun, room)
        # Sums are exact to about 1e-11; the observed table alone keeps a smaller p from being lost in them.
        return np.clip(self._p / self._whole, self._observed, 1.0)

    def _fill(self, begun: _Begun, size: Whole, room: Whole) -> _Begun:
        """Every number of yes answers the level can hold, for every beginning."""
        tabled = np.minimum(size, self._yes) + 1
        owner, x = expand(tabled)
        n = size[owner]
        squares, weight = x * x / np.maximum(n, 1), self._binomial(owner, n, x)
        test, left = self._test[begun.key], self._left[begun.key]
        least = np.maximum(0, left - room[test])
        width = np.minimum(size[test], left) - least + 1
        place = np.arange(width.sum())
        first = least - (np.cumsum(width) - width)
        at = np.repeat((np.cumsum(tabled) - tabled)[test] + first, width) + place
        return _Begun(
            np.repeat(begun.key + first, width) + place,
            np.repeat(begun.squares, width) + squares[at],
            np.repeat(begun.weight, width) * weight[at],
        )

    def _settle(self, begun: _Begun, following: Whole, room: Whole) -> _Begun:
        """Add what is far out however it goes on, drop what never is, keep the rest. `following` is the next size."""
        left, threshold = self._left, self._threshold[self._test]
        least = threshold - left * left / room[self._test]  # Cauchy: shared out evenly over the levels left
        most = threshold - left * np.minimum(1.0, left / np.maximum(following[self._test], 1))
        out = begun.squares >= least[begun.key]
        settled = np.flatnonzero(out)
        if settled.size:
            self._add(begun.key[settled], begun.weight[settled], room)
        return begun.at(np.flatnonzero(~out & (begun.squares >= most[begun.key])))

    def _finish(self, begun: _Begun) -> None:
        """The tails of the last but one level, given the beginning."""
        keys, same = _find_alike(begun.key, self._test.size)
        test, left = self._test[keys], self._left[keys]
        a, b = self._base[test, -2], self._base[test, -1]
        least = np.maximum(0, left - b)
        width = np.minimum(a, left) - least + 1
        up_to = np.concatenate([[0.0], np.cumsum(self._ways_of_two(test, left, least, width))])
        centre = left * a / (a + b)
        squeezed = a * b / (a + b)
        reach_at = self._threshold[test] - left * left / (a + b)
        reach = np.sqrt(np.maximum(reach_at[same] - begun.squares, 0.0) * squeezed[same])
        below = np.floor(centre[same] - reach)
        above = np.maximum(np.ceil(centre[same] + reach), below + 1)
        start = np.cumsum(width) - width
        end, zero = (start + width)[same], (start - least)[same]
        start = start[same]
        low_end = np.clip(zero + below + 1, start, end).astype(np.int64)
        high_start = np.clip(zero + above, start, end).astype(np.int64)
        tails = up_to[low_end] - up_to[start] + up_to[end] - up_to[high_start]
        self._p += np.bincount(test[same], weights=begun.weight * tails, minlength=self._p.size)

    def _ways_of_two(self, test: Whole, left: Whole, least: Whole, width: Whole) -> Floats:
        """The probability of each way the two largest levels share what is left, one beginning after another."""
        tables = []
        for size in self._base.T[-2:]:
            tabled = np.minimum(size, self._yes) + 1
            owner, x = expand(tabled)
            tables.append((np.cumsum(tabled) - tabled, self._binomial(owner, size[owner], x)))
        (first_begin, first), (second_begin, second) = tables
        place = np.arange(width.sum())
        from_least = least - (np.cumsum(width) - width)
        at = np.repeat(first_begin[test] + from_least, width) + place
        beside = np.repeat(second_begin[test] + left - from_least, width) - place
        ways: Floats = first[at] * second[beside]
        return ways

    def _approximate(self, begun: _Begun, room: Whole) -> None:
        """Chi-squared of the levels not listed, given the beginning."""
        left, rest = self._left[begun.key], room[self._test[begun.key]]
        share = left / rest
        beyond = self._threshold[self._test[begun.key]] - begun.squares - left * share
        freedom = float(self._base.shape[1] - self._listed - 1)
        with np.errstate(divide="ignore"):
            statistic = beyond / (share * (1 - share)) * (rest - 1) / rest
        tails = special.chdtrc(freedom, statistic) if freedom else np.zeros_like(statistic)
        self._add(begun.key, begun.weight * tails, room)

    def _add(self, keys: Whole, weight: Floats, room: Whole) -> None:
        """Add the probability of these beginnings, and of all the ways the levels left share what is left."""
        sums = np.bincount(keys, weights=weight)
        there = np.flatnonzero(sums)
        test = self._test[there]
        weights = sums[there] * self._binomial(test, room[test], self._left[there])
        self._p += np.bincount(test, weights=weights, minlength=self._p.size)

    def _binomial(self, test: Whole, n: Whole, k: Whole) -> Floats:
        """The probability of `k` yes answers of `n`, each yes with the share of the test."""
        yes, no = self._log_odds
        chance: Floats = np.exp(self._choose(n, k) + k * yes[test] + (n - k) * no[test])
        return chance

    def _choose(self, n: Whole, k: Whole) -> Floats:
        f = self._factorial
        return f(n) - f(k) - f(n - k)


def _find_alike(keys: Whole, known: int) -> tuple[Whole, Whole]:
    """The keys that there are, of `known` possible ones, each once; and for every place, which of them it has."""
    is_there = np.zeros(known, dtype=bool)
    is_there[keys] = True
    return np.flatnonzero(is_there), (np.cumsum(is_there) - 1)[keys]
