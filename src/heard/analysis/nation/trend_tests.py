"""Whether shares rise or fall over three waves or more, how fast, and whether along a straight line.

The Cochran-Armitage test with the years between the waves as scores. Its variance is that of fixed margins, as the
"N-1" chi-squared's of two groups (method, item 4): over two waves the two tests are the same, and p is the one that
other software gives for a linear-by-linear association. Where an expected count is under 5 the same statistic is
tested exactly. Several councils are strata: each is held against itself only, so that neither the differences
between them nor who took part when can look like a trend (Mantel's extension of the test).
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import special

from heard.analysis.arrays import Flags, Floats, Whole, ratio
from heard.analysis.intervals import Z_90, Z_95
from heard.analysis.listing import chunks, expand, log_factorials
from heard.analysis.pearson import AS_FAR_OUT
from heard.analysis.two_groups import SMALLEST_EXPECTED
from heard.base.policy import PERMUTATIONS, TREND_TABLES_LIMIT

AT_ONCE = 200_000  # beginnings of tables held at once (1.6 MB an array, which stays near the processor)
LEAST_LIKELY = -32.0  # ln of the probability under which a beginning is let go: together they are below 1e-9

SeedWords = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Trends:
    """One trend a test, arrays (tests,), shares 0..1.

    `slope` is the change of the share in a year with its 95 % interval, `change` the same from the first to the last
    wave with its 90 % interval, `p` of no trend, `departure_p` of a straight line. NaN: slope, where no stratum
    answered twice; p, also where several strata have an expected count under 5; departure_p, also where there is no
    variation or fewer than three waves.
    """

    slope: Floats
    slope_low: Floats
    slope_high: Floats
    change: Floats
    change_low: Floats
    change_high: Floats
    p: Floats
    departure_p: Floats


def find_trends(count: Floats, base: Floats, years: Floats, seed_words: SeedWords) -> Trends:
    """The trends of `count` of `base` (tests, strata, waves) over `years` (waves,), oldest first.

    A wave with base 0 is left out. `seed_words(row)` names a test, "wave|area|survey|indicator|cut_point|trend",
    for its drawn tables.
    """
    sums = _sums(count, base, years)
    slope = ratio(sums.moved, sums.leverage)
    low, high = _slope_interval(sums, slope, Z_95)
    low_90, high_90 = _slope_interval(sums, slope, Z_90)
    length = _length(base.sum(axis=1) > 0, years)
    return Trends(
        slope=slope,
        slope_low=low,
        slope_high=high,
        change=np.clip(slope * length, -1.0, 1.0),
        change_low=np.clip(low_90 * length, -1.0, 1.0),
        change_high=np.clip(high_90 * length, -1.0, 1.0),
        p=_p(count, base, years, sums, seed_words),
        departure_p=_departure_p(base, sums),
    )


@dataclass(frozen=True, slots=True)
class _Sums:
    """What every figure is made of. (tests, strata): `share` over all waves, `answers`, `own` = Σ n(t - mean t)².

    (tests, waves): `apart` = Σ over strata of x - n·share. (tests,): `moved` = Σ t·apart, `leverage` = Σ own, and
    `variance` of `moved` where nothing changes.
    """

    share: Floats
    answers: Floats
    own: Floats
    apart: Floats
    moved: Floats
    leverage: Floats
    variance: Floats


def _sums(count: Floats, base: Floats, years: Floats) -> _Sums:
    answers = base.sum(axis=2)
    share = np.nan_to_num(ratio(count.sum(axis=2), answers))
    apart = (count - base * share[:, :, None]).sum(axis=1)
    middle = np.nan_to_num(ratio(base @ years, answers))
    own = (base * (years - middle[:, :, None]) ** 2).sum(axis=2)
    variance = (_answer_variance(share, answers) * own).sum(axis=1)
    return _Sums(share, answers, own, apart, apart @ years, own.sum(axis=1), variance)


def _answer_variance(share: Floats, answers: Floats) -> Floats:
    """The variance of one answer with fixed margins, p(1-p)N/(N-1), (tests, strata)."""
    return share * (1 - share) * np.nan_to_num(ratio(answers, answers - 1))


def _slope_interval(sums: _Sums, slope: Floats, z: float) -> tuple[Floats, Floats]:
    """slope ± z·SE. z² answers are added, half of them yes, as in the middle of Wilson's interval: shares of 0 or 1
    in every wave would otherwise be known for certain."""
    added = z * z * ratio(1.0, sums.answers.sum(axis=1))[:, None]
    share = (sums.share + added / 2) / (1 + added)
    variance = (_answer_variance(share, sums.answers) * sums.own).sum(axis=1)
    half = z * ratio(np.sqrt(variance), sums.leverage)
    return slope - half, slope + half


def _length(answered: Flags, years: Floats) -> Floats:
    """Years from the first wave with answers to the last, (tests,); 0 where nobody answered."""
    first, last = answered.argmax(axis=1), years.size - 1 - answered[:, ::-1].argmax(axis=1)
    return np.where(answered.any(axis=1), years[last] - years[first], 0.0)


def _p(count: Floats, base: Floats, years: Floats, sums: _Sums, seed_words: SeedWords) -> Floats:
    tested, varied = sums.leverage > 0, sums.variance > 0
    p = np.where(tested, 1.0, np.nan)
    statistic = np.sqrt(np.maximum(ratio(sums.moved**2, 2 * sums.variance), 0.0))
    p[varied] = special.erfc(statistic[varied])
    expected = (base * np.minimum(sums.share, 1 - sums.share)[:, :, None]).sum(axis=1)
    smallest = np.where(base.sum(axis=1) > 0, expected, np.inf).min(axis=1, initial=np.inf)
    small = varied & (
        smallest < SMALLEST_EXPECTED - 1e-9
    )  # five of 15 in 42 is 5, whatever the last bit says
    if base.shape[1] == 1:
        rows = np.flatnonzero(small)
        p[rows] = _small_p(count[rows, 0], base[rows, 0], years, lambda row: seed_words(int(rows[row])))
    else:
        p[small] = np.nan
    return p


def _departure_p(base: Floats, sums: _Sums) -> Floats:
    """p of the part of the chi-squared of all waves that a straight line leaves, on waves - 2 degrees of freedom."""
    freedom = (base.sum(axis=1) > 0).sum(axis=1) - 2.0
    one = _answer_variance(sums.share, sums.answers)
    diagonal = np.einsum("ts,tsw->tw", one, base)
    shared = np.einsum("ts,tsv,tsw->tvw", np.nan_to_num(ratio(one, sums.answers)), base, base, optimize=True)
    covariance = diagonal[:, :, None] * np.eye(base.shape[2]) - shared
    inverse = np.linalg.pinv(covariance, rcond=1e-10, hermitian=True)
    whole = np.einsum("tv,tvw,tw->t", sums.apart, inverse, sums.apart)
    left = np.maximum(whole - ratio(sums.moved**2, sums.variance), 0.0)
    known = (freedom >= 1) & (sums.variance > 0)
    p = np.full(freedom.shape, np.nan)
    p[known] = special.chdtrc(freedom[known], left[known])
    return p


def _small_p(count: Floats, base: Floats, years: Floats, seed_words: SeedWords) -> Floats:
    """p with both margins fixed, (tests, waves): every table listed, or where they are too many, tables drawn."""
    fewer = 2 * count.sum(axis=1) <= base.sum(axis=1)
    # The rarer answer is listed: the test is the same, the tables are fewer.
    x = np.where(fewer[:, None], count, base - count)
    listed = _beginnings(x, base) <= TREND_TABLES_LIMIT
    p = np.empty(len(count))
    p[listed] = exact_trend_p(x[listed], base[listed], years)
    for row in np.flatnonzero(~listed):
        p[row] = drawn_trend_p(x[row], base[row], years, seed_words(int(row)))
    return p


def exact_trend_p(count: Floats, base: Floats, years: Floats) -> Floats:
    """The exact mid-P of each test of (tests, waves): the probabilities of all tables with these margins whose
    Σ t·x is further from its mean than the one seen, and half of those that are as far."""
    p = np.empty(len(count))
    for begin, end in chunks(_beginnings(count, base).astype(np.int64), AT_ONCE):
        part = slice(begin, end)
        p[part] = _Listing(count[part], base[part], years).p()
    return p


def _beginnings(count: Floats, base: Floats) -> Floats:
    """How many tables there are at most, told apart by all but their two largest waves."""
    others = np.maximum((base > 0).sum(axis=1) - 2.0, 0.0)
    tables: Floats = special.binom(count.sum(axis=1) + others, others)
    return tables


class _Listing:
    """Lists the tables of several tests side by side, wave by wave, the smallest wave first.

    The two largest waves are not listed: given the others, the first of them is hypergeometric, Σ t·x moves one way
    with it, and the tables as far out are its two tails.
    """

    def __init__(self, count: Floats, base: Floats, years: Floats) -> None:
        self._yes, self._total = count.sum(axis=1), base.sum(axis=1)
        centred = years - (base @ years / self._total)[:, None]
        self._seen = np.abs((count * centred).sum(axis=1))
        self._slack = AS_FAR_OUT * float(np.ptp(years))
        order = np.argsort(base, axis=1, kind="stable")
        self._base, self._when = (np.take_along_axis(each, order, axis=1) for each in (base, centred))
        self._factorial = log_factorials(float(self._total.max(initial=0)))
        self._all = self._choose(self._total, self._yes)
        self._observed = np.exp(self._choose(base, count).sum(axis=1) - self._all)

    def p(self) -> Floats:
        """p of every test."""
        test: Whole = np.arange(self._yes.size)
        left, room, moved = self._yes, self._total, np.zeros(self._yes.size)
        logs = -self._all
        for size, when in zip(self._base.T[:-2], self._when.T[:-2], strict=True):
            room = room - size
            least = np.maximum(0.0, left - room[test])
            parent, offset = expand((np.minimum(size[test], left) - least + 1).astype(np.int64))
            x, test = least[parent] + offset, test[parent]
            left, moved = left[parent] - x, moved[parent] + x * when[test]
            logs = logs[parent] + self._choose(size[test], x)
            likely = logs + self._choose(room[test], left) > LEAST_LIKELY
            test, left = test[likely], left[likely]
            moved, logs = moved[likely], logs[likely]
        weights = np.exp(logs + self._choose(room[test], left)) * self._tails(test, left, moved)
        p = np.bincount(test, weights=weights, minlength=self._yes.size).astype(np.float64)
        # Sums are exact to 1e-9; half of the observed table alone keeps a smaller p from being lost in them.
        return np.clip(p, self._observed / 2, 1.0)

    def _tails(self, test: Whole, left: Floats, moved: Floats) -> Floats:
        """Given each beginning, the probability of what is further out, and half of that of what is as far."""
        keys = test * (int(self._yes.max(initial=0)) + 1) + left.astype(np.int64)
        _, first, same = np.unique(keys, return_index=True, return_inverse=True)
        a, b = self._base[test[first], -2], self._base[test[first], -1]
        least = np.maximum(0.0, left[first] - b)
        width = (np.minimum(a, left[first]) - least + 1).astype(np.int64)
        of, offset = expand(width)
        x, rest = least[of] + offset, left[first][of]
        ways = np.exp(
            self._choose(a[of], x) + self._choose(b[of], rest - x) - self._choose((a + b)[of], rest)
        )
        up_to = np.concatenate([[0.0], np.cumsum(ways)])
        start = (np.cumsum(width) - width)[same]
        end = start + width[same]
        step = self._when[test, -2] - self._when[test, -1]
        centre = -(moved + left * self._when[test, -1]) / step  # where Σ t·x is at its mean
        begins = start - least[same]

        def beyond(far: Floats) -> Floats:
            """The two tails where Σ t·x is so far from its mean or further."""
            reach = far / np.abs(step)
            below = np.floor(centre - reach)
            above = np.maximum(np.ceil(centre + reach), below + 1)
            low_end = np.clip(begins + below + 1, start, end).astype(np.int64)
            high_start = np.clip(begins + above, start, end).astype(np.int64)
            tails: Floats = up_to[low_end] - up_to[start] + up_to[end] - up_to[high_start]
            return tails

        seen = self._seen[test]
        return (beyond(seen - self._slack) + beyond(seen + self._slack)) / 2

    def _choose(self, n: Floats, k: Floats) -> Floats:
        whole_n, whole_k = n.astype(np.int64), k.astype(np.int64)
        f = self._factorial
        return f(whole_n) - f(whole_k) - f(whole_n - whole_k)


def drawn_trend_p(count: Floats, base: Floats, years: Floats, words: str) -> float:
    """The seeded permutation p of one test, (waves,): 10,000 tables drawn with both margins fixed."""
    seed = int.from_bytes(hashlib.sha256(words.encode()).digest()[:8], "big")
    generator = np.random.Generator(np.random.PCG64(seed))
    centred = years - base @ years / base.sum()
    n: Whole = base.astype(np.int64)
    drawn = generator.multivariate_hypergeometric(n, int(count.sum()), size=PERMUTATIONS) @ centred
    as_far = np.abs(drawn) >= abs(float(count @ centred)) - AS_FAR_OUT * np.ptp(years)
    return float((1 + as_far.sum()) / (PERMUTATIONS + 1))
