"""How many times the odds, worked (method, item 13)."""

from collections.abc import Iterator
from math import log, sqrt

from heard.analysis.associations.odds import OddsRatios, odds_ratios
from heard.analysis.intervals import Z_95
from heard.analysis.worked.differences import TWO_GROUP_COUNTS
from heard.analysis.worked.method import Given, Key, Kind, Method, Result, Step, Worked, figure
from heard.analysis.worked.saying import say, term

NO_MARGIN = Step(
    "Nobody stands in one row or one column of the table: there is nothing to hold against anything"
)
HALVES = "Half is added to each, so that an empty cell is not the end of it"


def work_odds(given: Given) -> Worked:
    """The odds ratio of a table of four, its two intervals and its p."""
    cells = _cells_of(given)
    found = odds_ratios(*cells)
    results = _results(found)
    return Worked(results, (NO_MARGIN,) if results["odds_ratio"] is None else tuple(_steps(cells, found)))


def _cells_of(given: Given) -> tuple[float, float, float, float]:
    """Event exposed, event unexposed, other exposed, other unexposed."""
    if given.has("a"):
        a, b, c, d = (given.number(key) for key in "abcd")
        return a, b, c, d
    x1, n1, x2, n2 = (given.number(key) for key in ("count1", "base1", "count2", "base2"))
    return x1, x2, n1 - x1, n2 - x2


def _results(found: OddsRatios) -> dict[str, Result]:
    ratio = figure(found.ratio)
    return {
        "odds_ratio": ratio,
        "low": figure(found.low),
        "high": figure(found.high),
        "wald_low": figure(found.wald_low),
        "wald_high": figure(found.wald_high),
        "p": figure(found.p),
        "note": "empty_margin" if ratio is None else "wald_interval" if found.fell_back else None,
    }


def _steps(cells: tuple[float, float, float, float], found: OddsRatios) -> Iterator[Step]:
    a, b, c, d = (say(cell + 0.5) for cell in cells)
    ratio = float(found.ratio)
    counted = ", ".join(f"{say(cell)} ({name})" for cell, name in zip(cells, NAMES, strict=True))
    yield Step(f"The four numbers: {counted}. {HALVES}")
    yield Step(
        "The odds ratio",
        f"OR = (a + ½) (d + ½) / ((b + ½) (c + ½)) = {a} × {d} / ({b} × {c}) = {say(ratio)}",
        "odds_ratio",
    )
    error = sqrt(sum(1 / (cell + 0.5) for cell in cells))
    yield Step(
        "How far chance moves its logarithm", f"s = √(1 / {a} + 1 / {b} + 1 / {c} + 1 / {d}) = {say(error)}"
    )
    yield _wald_step("low", "−", ratio, error, float(found.wald_low))
    yield _wald_step("high", "+", ratio, error, float(found.wald_high))
    if found.fell_back:
        yield Step("The better interval was not found, so this one stands in for it")
        return
    yield from _profile_steps(found)


def _wald_step(name: str, sign: str, ratio: float, error: float, end: float) -> Step:
    return Step(
        f"The simple interval's {name} end",
        f"wald {name} = e^(ln OR {sign} z s) = e^({term(log(ratio))} {sign} {say(Z_95)} × {say(error)}) = {say(end)}",
        f"wald_{name}",
    )


def _profile_steps(found: OddsRatios) -> Iterator[Step]:
    half = Z_95 * Z_95 / 2
    says = f"The better interval holds every odds ratio that takes at most {say(half)} off the penalised log-likelihood"
    yield Step(f"{says}; its low end", f"low = {say(float(found.low))}", "low")
    yield Step("Its high end", f"high = {say(float(found.high))}", "high")
    yield Step(
        "The chance of as large a fall at an odds ratio of 1, on 1 degree of freedom",
        f"p = {say(float(found.p))}",
        "p",
    )


NAMES = (
    "low well-being, exposed",
    "low well-being, not exposed",
    "others, exposed",
    "others, not exposed",
)
LETTERS = {
    "a": "how many have low well-being and are exposed: have what is asked about, such as not feeling safe",
    "b": "how many have low well-being and are not exposed",
    "c": "how many of the others are exposed",
    "d": "how many of the others are not exposed",
}
ODDS = Method(
    name="odds",
    title="What goes with an outcome, one thing at a time",
    ways=(
        tuple(Key(letter, Kind.WHOLE, says) for letter, says in LETTERS.items()),
        (
            Key("count1", Kind.WHOLE, "how many of those who are exposed have low well-being"),
            Key(
                "base1",
                Kind.WHOLE,
                "how many are exposed: have what is asked about, such as not feeling safe",
            ),
            Key("count2", Kind.WHOLE, "how many of those who are not exposed have low well-being"),
            Key("base2", Kind.WHOLE, "how many are not exposed"),
        ),
    ),
    example="a=5 b=3 c=10 d=56",
    work=work_odds,
    counts=TWO_GROUP_COUNTS,
)
