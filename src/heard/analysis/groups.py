"""Whether the levels of a group answer alike, all levels at once (method, item 6e; decision 0004).

Two levels: the two-group test. More: Pearson's chi-squared, or, where an expected count is under 5, the exact
conditional distribution of the same statistic: every table with these margins is listed, and the probabilities of
those at least as far out are added up. The method draws 10,000 such tables instead; that is left for the few
groups whose tables are too many to list.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import special

from heard.analysis.arrays import Flags, Floats, Whole
from heard.analysis.listing import chunks, expand, log_factorials
from heard.analysis.two_groups import LISTED_AT_ONCE, SMALLEST_EXPECTED, two_group_p
from heard.base.policy import EXACT_TABLES_LIMIT, PERMUTATIONS

COUNTED_AT_ONCE = 1 << 16  # numbers held at once while tables are counted (half a megabyte an array)
AS_FAR_OUT = 1e-9  # a table whose statistic is this little below the observed one is as far out

SeedWords = Callable[[int], str]


def group_p(count: Floats, base: Floats, seed_words: SeedWords) -> Floats:
    """p that all levels answer alike, one test a row of (tests, levels).

    A level with base 0 is left out; NaN where fewer than two are left; 1 where every answer is the same.
    `seed_words(row)` names a test, "wave|area|survey|indicator|cut_point|group", for its drawn tables.
    """
    levels = (base > 0).sum(axis=1)
    yes, total = count.sum(axis=1), base.sum(axis=1)
    varied = (levels >= 2) & (yes > 0) & (yes < total)
    p = np.where(levels >= 2, 1.0, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.minimum(yes, total - yes) / total
        smallest = np.where(base > 0, base, np.inf).min(axis=1, initial=np.inf) * part
    two = varied & (levels == 2)
    p[two] = _of_two(count[two], base[two])
    large = varied & (levels > 2) & (smallest >= SMALLEST_EXPECTED)
    p[large] = _pearson(count[large], base[large])
    small = np.flatnonzero(varied & (levels > 2) & (smallest < SMALLEST_EXPECTED))
    few = beginning_counts(base[small], yes[small]) <= EXACT_TABLES_LIMIT
    p[small[few]] = exact_p(count[small[few]], base[small[few]])
    for row in small[~few]:
        if _small_levels(count[row], base[row]).sum() == 1:
            p[row] = one_small_level_p(count[row], base[row])
        else:
            p[row] = drawn_p(count[row], base[row], seed_words(int(row)))
    return p


def _small_levels(count: Floats, base: Floats) -> Flags:
    """Which levels that are there have an expected count under 5."""
    share = count.sum() / base.sum()
    small: Flags = (base > 0) & (base * min(share, 1 - share) < SMALLEST_EXPECTED)
    return small


def one_small_level_p(count: Floats, base: Floats) -> float:
    """p of one group with a single small level: exact in that level, chi-squared in the others.

    Given x in the small level, the others have fixed margins of their own and expected counts of 5 and more, so
    Pearson's statistic serves for them (times (n-1)/n, its variance with margins fixed); x is hypergeometric.
    """
    small = _small_levels(count, base)
    total, yes, size = base.sum(), count.sum(), base[small][0]
    rest, freedom = total - size, float((base > 0).sum() - 2)
    x = np.arange(max(0.0, yes - rest), min(size, yes) + 1)
    share, left = yes / total, (yes - x) / rest
    apart = statistic(count, base) * share * (1 - share)
    open_part = apart - (x - size * share) ** 2 / size - rest * (left - share) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        beyond = np.where(open_part > AS_FAR_OUT, open_part / (left * (1 - left)) * (rest - 1) / rest, 0.0)
    log = log_factorials(float(total))

    def choose(n: float, k: Floats) -> Floats:
        whole_n, whole_k = np.full(k.size, int(n)), k.astype(np.int64)
        return log(whole_n) - log(whole_k) - log(whole_n - whole_k)

    ways = np.exp(choose(size, x) + choose(rest, yes - x) - choose(total, np.full(x.size, yes)))
    return float(min(1.0, (ways * special.chdtrc(freedom, beyond)).sum()))


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


def exact_p(count: Floats, base: Floats) -> Floats:
    """The exact p of the chi-squared statistic with both margins fixed, for tests of three levels or more."""
    p = np.empty(len(count))
    for begin, end in chunks(beginning_counts(base, count.sum(axis=1)).astype(np.int64), LISTED_AT_ONCE):
        part = slice(begin, end)
        p[part] = _Listing(count[part], base[part]).p()
    return p


@dataclass(frozen=True, slots=True)
class _Begun:
    """Tables filled as far as some level: which test, the answers left to share out, Σ x²/n and ln P so far."""

    test: Whole
    left: Floats
    squares: Floats
    logs: Floats

    def where(self, kept: Flags) -> "_Begun":
        return _Begun(self.test[kept], self.left[kept], self.squares[kept], self.logs[kept])


class _Listing:
    """Lists the tables of several tests side by side, level by level, the smallest level first.

    With the margins fixed the statistic grows with Σ x²/n. A beginning whose tables are all as far out as the
    observed one, or none, is settled and not filled further. The two largest levels are not listed: given the
    beginning, the first of them is hypergeometric and the tables as far out are its two tails.
    """

    def __init__(self, count: Floats, base: Floats) -> None:
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
        for level, size in enumerate(self._base.T[:-2]):
            room = room - size
            begun = self._settle(self._fill(begun, size, room), self._base[:, level + 1], room)
        self._finish(begun)
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

    def _add(self, begun: _Begun, log_ways: Floats, part: Floats | float = 1.0) -> None:
        """Add the probability of these beginnings and of `part` of the ways they go on. Logs of large numbers are
        added before they are powers: either alone may be beyond what a float holds."""
        weights = np.exp(begun.logs + log_ways) * part
        self._p += np.bincount(begun.test, weights=weights, minlength=self._p.size)

    def _choose(self, n: Floats, k: Floats) -> Floats:
        whole_n, whole_k = n.astype(np.int64), k.astype(np.int64)
        f = self._factorial
        return f(whole_n) - f(whole_k) - f(whole_n - whole_k)


def drawn_p(count: Floats, base: Floats, words: str) -> float:
    """The method's seeded permutation test of one group: 10,000 tables drawn with both margins fixed."""
    used = base > 0
    x, n = count[used].astype(np.int64), base[used].astype(np.int64)
    seed = int.from_bytes(hashlib.sha256(words.encode()).digest()[:8], "big")
    generator = np.random.Generator(np.random.PCG64(seed))
    draws = generator.multivariate_hypergeometric(n, int(x.sum()), size=PERMUTATIONS)
    as_far = statistic(draws.astype(np.float64), n.astype(np.float64)) >= (
        statistic(x.astype(np.float64), n.astype(np.float64)) - AS_FAR_OUT
    )
    return float((1 + as_far.sum()) / (PERMUTATIONS + 1))


def statistic(count: Floats, base: Floats) -> Floats:
    """Pearson's chi-squared without correction, over the last axis; levels with base 0 add nothing."""
    share = count.sum(axis=-1, keepdims=True) / base.sum(axis=-1, keepdims=True)
    apart = count - base * share
    each = np.divide(apart * apart, base * share * (1 - share), out=np.zeros_like(apart), where=base > 0)
    total: Floats = each.sum(axis=-1)
    return total


def _of_two(count: Floats, base: Floats) -> Floats:
    order = np.argsort(base == 0, axis=1, kind="stable")[:, :2]  # the two levels that are there
    x, n = np.take_along_axis(count, order, axis=1), np.take_along_axis(base, order, axis=1)
    return two_group_p(x[:, 0], n[:, 0], x[:, 1], n[:, 1])


def _pearson(count: Floats, base: Floats) -> Floats:
    freedom = (base > 0).sum(axis=1) - 1.0
    p: Floats = special.chdtrc(freedom, statistic(count, base))
    return p
