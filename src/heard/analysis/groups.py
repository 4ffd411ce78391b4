"""Whether the levels of a group answer alike, all levels at once (method, item 6e; decision 0004).

Two levels: the two-group test. More: Pearson's chi-squared, or, where an expected count is under 5, the exact
conditional distribution of the same statistic: every table with these margins is listed, and the probabilities of
those at least as far out are added up. Where these are too many, only what the small levels hold is listed, and where
that is too much, it is added up on a grid. The method draws 10,000 such tables instead; that is left for the few groups
with too many small levels and none or one that is large.
"""

import hashlib
from collections.abc import Callable

import numpy as np

from heard.analysis.arrays import Flags, Floats, Whole
from heard.analysis.group_grid import gridded_p
from heard.analysis.group_tables import Listing, beginning_counts
from heard.analysis.listing import chunks
from heard.analysis.pearson import AS_FAR_OUT, pearson_p
from heard.analysis.two_groups import SMALLEST_EXPECTED, two_group_p
from heard.base.policy import EXACT_TABLES_LIMIT, PERMUTATIONS

TABLES_AT_ONCE = 4_000_000  # listed side by side, at most; nearly all are settled before they are held

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
    p[large] = pearson_p(count[large], base[large])
    small = np.flatnonzero(varied & (levels > 2) & (smallest < SMALLEST_EXPECTED))
    few = _are_few(base[small], yes[small])
    p[small[few]] = exact_p(count[small[few]], base[small[few]])
    many = small[~few]
    p[many] = small_levels_p(count[many], base[many])
    for row in many[np.isnan(p[many])]:
        is_large = _are_large(base[row], yes[row])
        if is_large.sum() >= 2:
            p[row] = gridded_p(count[row], base[row], is_large)
        else:
            p[row] = drawn_p(count[row], base[row], seed_words(int(row)))
    return p


def exact_p(count: Floats, base: Floats) -> Floats:
    """The exact p of the chi-squared statistic with both margins fixed, for tests of three levels or more."""
    p = np.empty(len(count))
    for begin, end in chunks(_sizes(base, count.sum(axis=1)), TABLES_AT_ONCE):
        part = slice(begin, end)
        p[part] = Listing(count[part], base[part], base.shape[1] - 2).p()
    return p


def small_levels_p(count: Floats, base: Floats) -> Floats:
    """p of tests with small levels beside large ones: exact in the small, chi-squared in the others given those.

    NaN where the small levels can be filled in more than EXACT_TABLES_LIMIT ways, or no level is large.
    """
    yes, total = count.sum(axis=1), base.sum(axis=1)
    is_large = _are_large(base, yes[:, None])
    large = is_large.sum(axis=1)
    fillings = _count_fillings(np.where(is_large, 0.0, base), np.minimum(yes, total - yes))
    p = np.full(len(count), np.nan)
    for number in np.unique(large[large > 0]):
        tests = np.flatnonzero((large == number) & (fillings <= EXACT_TABLES_LIMIT))
        for begin, end in chunks(fillings[tests].astype(np.int64), TABLES_AT_ONCE):
            part = tests[begin:end]
            p[part] = Listing(count[part], base[part], base.shape[1] - int(number)).p()
    return p


def _are_few(base: Floats, yes: Floats) -> Flags:
    """Whether each test has at most EXACT_TABLES_LIMIT beginnings; they are counted where a bound does not tell."""
    few = _count_beginnings(base, yes) <= EXACT_TABLES_LIMIT
    unsure = np.flatnonzero(~few)
    few[unsure] = beginning_counts(base[unsure], yes[unsure]) <= EXACT_TABLES_LIMIT
    return few


def _sizes(base: Floats, yes: Floats) -> Whole:
    """At most so many numbers are held while a test is listed: its beginnings, and the two tails after each sum."""
    sizes = np.sort(base, axis=1)
    few = np.minimum(yes, sizes.sum(axis=1) - yes)
    tails = (np.minimum(sizes[:, :-2].sum(axis=1), few) + 1) * (np.minimum(sizes[:, -2], few) + 1)
    held: Whole = np.minimum(_count_beginnings(base, yes) + tails, TABLES_AT_ONCE).astype(np.int64)
    return held


def _count_beginnings(base: Floats, yes: Floats) -> Floats:
    """At most so many tables each test has, told apart by all but their two largest levels."""
    return _count_fillings(np.sort(base, axis=1)[:, :-2], np.minimum(yes, base.sum(axis=1) - yes))


def _are_large(base: Floats, yes: Floats) -> Flags:
    """The levels with enough expected of either answer."""
    total = base.sum(axis=-1, keepdims=True)
    found: Flags = base * np.minimum(yes, total - yes) >= SMALLEST_EXPECTED * total
    return found


def _count_fillings(small: Floats, few: Floats) -> Floats:
    """At most so many ways the small levels of each test can be filled."""
    ways: Floats = (np.minimum(small, few[:, None]) + 1).prod(axis=1)
    return ways


def drawn_p(count: Floats, base: Floats, words: str) -> float:
    """The method's seeded permutation test of one group: 10,000 tables drawn with both margins fixed."""
    used = base > 0
    x, n = count[used].astype(np.int64), base[used].astype(np.int64)
    seed = int.from_bytes(hashlib.sha256(words.encode()).digest()[:8], "big")
    generator = np.random.Generator(np.random.PCG64(seed))
    draws = generator.multivariate_hypergeometric(n, int(x.sum()), size=PERMUTATIONS)
    # The statistic is (Σ x²/n - X²/N) / (P(1-P)): with margins fixed Σ x²/n says as much.
    share = x.sum() / n.sum()
    as_far = (draws * draws) @ (1 / n) >= (x * x) @ (1 / n) - AS_FAR_OUT * share * (1 - share)
    return float((1 + as_far.sum()) / (PERMUTATIONS + 1))


def _of_two(count: Floats, base: Floats) -> Floats:
    order = np.argsort(base == 0, axis=1, kind="stable")[:, :2]  # the two levels that are there
    x, n = np.take_along_axis(count, order, axis=1), np.take_along_axis(base, order, axis=1)
    return two_group_p(x[:, 0], n[:, 0], x[:, 1], n[:, 1])
