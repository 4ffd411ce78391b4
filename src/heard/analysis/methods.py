"""Each method on numbers given, for Python: what `heard method` works out, by the same code.

Every function gives a `Worked`: its results by name, unrounded (`worked["low"]`; None where there is none), and the
steps that lead to them, which printing it shows. Shares are 0..1. UserError says everything that is wrong with the
numbers given. The methods themselves: docs/methods.
"""

from collections.abc import Iterable

from heard.analysis.worked import Worked, work
from heard.catalogue import load_catalogue

NONE = "null"  # a number that is not there, in a list

Given = float | str | Iterable[float | None] | None

__all__ = [
    "Worked",
    "bands",
    "difference",
    "fdr",
    "funnel",
    "interval",
    "mdd",
    "odds",
    "one_sample",
    "shrink",
    "two_group",
]


def interval(*, count: int, base: int, cohort: int | None = None) -> Worked:
    """What the whole cohort would have said, where `count` of `base` who answered did: the 95 % interval.

    `cohort`: how many could have answered, None where nobody knows.
    """
    return _work("interval", count=count, base=base, cohort=cohort)


def difference(*, count1: int, base1: int, count2: int, base2: int) -> Worked:
    """How far the share of a first group lies from that of a second one, with its 95 % interval (Newcombe's)."""
    return _work("difference", count1=count1, base1=base1, count2=count2, base2=base2)


def two_group(*, count1: int, base1: int, count2: int, base2: int) -> Worked:
    """Whether two groups answer alike: p, exact (mid-p) where numbers are small."""
    return _work("two_group", count1=count1, base1=base1, count2=count2, base2=base2)


def one_sample(*, count: int, base: int, share: float) -> Worked:
    """The same against a published `share` that comes without a base."""
    return _work("one_sample", count=count, base=base, share=share)


def fdr(*, p: Iterable[float | None]) -> Worked:
    """Many comparisons at once: q of each `p` (Benjamini and Hochberg); None where one was not made."""
    return _work("fdr", p=p)


def mdd(*, base1: int, base2: int | None = None, share2: float, polarity: int = 1) -> Worked:
    """The least difference that a single test would see 80 times in 100.

    `base2`, `share2`: of the reference, `base2` None where it has none. `polarity`: 1 = more is better, -1 = less is.
    """
    return _work("mdd", base1=base1, base2=base2, share2=share2, polarity=polarity)


def shrink(
    *, count: Iterable[int], base: Iterable[int], min_base: int | None = None, min_areas: int | None = None
) -> Worked:
    """How much of the difference between councils is real, and each one's share drawn towards the others'.

    `count` and `base`: a number for each council. `min_base`: answers a council needs to enter (1; tables ask for 10),
    `min_areas`: councils that are needed (8).
    """
    return _work("shrink", count=count, base=base, min_base=min_base, min_areas=min_areas)


def funnel(*, count: Iterable[int], base: Iterable[int]) -> Worked:
    """Whether councils are further from all together than chance takes them; a number of each for each council."""
    return _work("funnel", count=count, base=base)


def odds(
    *,
    a: int | None = None,
    b: int | None = None,
    c: int | None = None,
    d: int | None = None,
    count1: int | None = None,
    base1: int | None = None,
    count2: int | None = None,
    base2: int | None = None,
) -> Worked:
    """What goes with an outcome, one thing at a time: the odds ratio with its interval (Firth).

    Either `a`, `b` of those with the outcome and `c`, `d` of the others are exposed and not exposed; or `count1` of
    `base1` exposed, and `count2` of `base2` others, have the outcome.
    """
    return _work("odds", a=a, b=b, c=c, d=d, count1=count1, base1=base1, count2=count2, base2=base2)


def bands(
    *,
    scores: Iterable[int] | None = None,
    low_scales: int | None = None,
    score: int | None = None,
    scale: str | None = None,
) -> Worked:
    """Well-being in four bands: of `scores` from 0 to 10 together, or of one `score` of one `scale`.

    `low_scales`: another rule for several scores: low where so many of them are low.
    """
    return _work("bands", scores=scores, low_scales=low_scales, score=score, scale=scale)


def _work(name: str, **given: Given) -> Worked:
    words = [f"{key}={_text(value)}" for key, value in given.items() if value is not None]
    return work(name, words, load_catalogue())


def _text(value: float | str | Iterable[float | None]) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return ",".join(NONE if each is None else _text(each) for each in value)
    return str(value) if isinstance(value, int) else repr(float(value))
