"""How far apart two shares are, worked (method, item 5)."""

from collections.abc import Iterator
from math import hypot

from heard.analysis.intervals import wilson
from heard.analysis.two_groups import difference_interval
from heard.analysis.worked.method import Given, Key, Kind, Method, Step, Worked, figure
from heard.analysis.worked.saying import say, settle, term
from heard.analysis.worked.wilson import minus, share_step, work_wilson

NOBODY = Step("Nobody answered in one of the two: there is nothing to hold against anything")
TWO_GROUPS = (
    Key("count1", Kind.WHOLE, "how many of the first gave the answer that is counted"),
    Key("base1", Kind.WHOLE, "how many of the first answered"),
    Key("count2", Kind.WHOLE, "how many of the second gave it"),
    Key("base2", Kind.WHOLE, "how many of the second answered"),
)
TWO_GROUP_COUNTS = (("count1", "base1"), ("count2", "base2"))


def four_of(given: Given) -> tuple[float, float, float, float]:
    """count1, base1, count2, base2."""
    x1, n1, x2, n2 = (given.number(key.name) for key in TWO_GROUPS)
    return x1, n1, x2, n2


def work_difference(given: Given) -> Worked:
    """The difference of two shares and Newcombe's interval of it."""
    four = four_of(given)
    names = ("difference", "low", "high")
    ends = (figure(settle(float(end))) for end in difference_interval(*four))
    results = dict(zip(names, ends, strict=True))
    return Worked(results, tuple(_steps(*four)) if four[1] and four[3] else (NOBODY,))


def _steps(x1: float, n1: float, x2: float, n2: float) -> Iterator[Step]:
    p1, p2 = x1 / n1, x2 / n2
    yield share_step(x1, n1, of="₁")
    yield share_step(x2, n2, of="₂")
    yield Step("The difference", minus("d = p₁ − p₂", p1, p2, p1 - p2), "difference")
    yield from wilson_end_steps(p1, n1, "₁")
    yield from wilson_end_steps(p2, n2, "₂")
    (low1, high1), (low2, high2) = _ends(p1, n1), _ends(p2, n2)
    yield _end_step("low", p1 - p2, (p1, low1, "p₁ − l₁"), (high2, p2, "u₂ − p₂"))
    yield _end_step("high", p1 - p2, (high1, p1, "u₁ − p₁"), (p2, low2, "p₂ − l₂"))


def wilson_end_steps(share: float, base: float, of: str) -> Iterator[Step]:
    """Wilson's interval of one share, l to u, without the correction for the cohort."""
    ends = work_wilson(share, base, of=of)
    low, high = _ends(share, base)
    yield from ends.steps
    yield Step("Its low end", minus(f"l{of} = middle{of} − half{of}", ends.middle, ends.half, low))
    sum_ = f"u{of} = middle{of} + half{of} = {say(ends.middle)} + {say(ends.half)} = {say(high)}"
    yield Step("Its high end", sum_)


def _ends(share: float, base: float) -> tuple[float, float]:
    low, high = wilson(share, base)
    return float(low), float(high)


def _end_step(
    name: str, difference: float, first: tuple[float, float, str], second: tuple[float, float, str]
) -> Step:
    sign, towards = ("−", -1) if name == "low" else ("+", 1)
    end = difference + towards * hypot(first[0] - first[1], second[0] - second[1])
    squares = " + ".join(f"({say(settle(a))} − {say(settle(b))})²" for a, b, _ in (first, second))
    symbols = " + ".join(f"({symbol})²" for _, _, symbol in (first, second))
    return Step(
        f"The {name} end of the difference",
        f"{name} = d {sign} √({symbols}) = {term(difference)} {sign} √({squares}) = {say(settle(end))}",
        name,
    )


DIFFERENCE = Method(
    name="difference",
    title="How far apart, and how surely",
    ways=(TWO_GROUPS,),
    example="count1=56 base1=70 count2=48 base2=80",
    work=work_difference,
    counts=TWO_GROUP_COUNTS,
)
