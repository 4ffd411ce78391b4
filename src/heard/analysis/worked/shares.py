"""What the whole cohort would have said, worked (method, item 2)."""

from collections.abc import Iterator

from heard.analysis.arrays import Floats
from heard.analysis.intervals import NOTE_WORDS, CohortIntervals, Note, cohort_intervals
from heard.analysis.worked.method import Given, Key, Kind, Method, Result, Step, Worked, figure
from heard.analysis.worked.saying import say, settle
from heard.analysis.worked.wilson import Ends, share_step, work_wilson

NOBODY = Step("Nobody answered: no estimate")
EVERYONE = Step("Everyone of the cohort answered: the interval is the share, and nothing is left to guess")
SLACK = 1e-9  # an end this close to a bound lies on it


def work_interval(given: Given) -> Worked:
    """The interval of one share, as formula and as whole children."""
    count, base, cohort = (given.number(key) for key in ("count", "base", "cohort"))
    found = cohort_intervals(count, base, cohort)
    results = _results(count, base, cohort, found)
    if base == 0:
        return Worked(results, (NOBODY,))
    return Worked(results, tuple(_steps(count, base, cohort, found)))


def _results(count: float, base: float, cohort: float, found: CohortIntervals) -> dict[str, Result]:
    ends = {"whole_low": found.low_outward, "whole_high": found.high_outward}
    note = NOTE_WORDS[int(found.notes)]
    return {
        "share": count / base if base else None,
        "low": figure(found.low),
        "high": figure(found.high),
        **{name: figure(end) for name, end in ends.items()},
        "children_low": _children(found.low_outward, cohort, base),
        "children_high": _children(found.high_outward, cohort, base),
        "size": figure(found.size) if base else None,
        "note": note or None,
    }


def _children(end: Floats, cohort: float, base: float) -> float | None:
    return round(float(end) * cohort) if cohort >= base > 0 else None


def _steps(count: float, base: float, cohort: float, found: CohortIntervals) -> Iterator[Step]:
    yield share_step(count, base, gives="share")
    if found.notes == Note.EVERYONE_ANSWERED:
        yield EVERYONE
        return
    yield _size_step(base, cohort, found)
    ends = work_wilson(count / base, float(found.size), size_name="n*")
    yield from ends.steps
    yield from _low_steps(count, cohort, ends, found)
    yield from _high_steps(count, base, cohort, ends, found)
    if cohort > base:
        yield from _whole_steps(cohort, found)


def _size_step(base: float, cohort: float, found: CohortIntervals) -> Step:
    plain = f"n* = n = {say(base)}"
    if found.notes == Note.COHORT_UNKNOWN:
        return Step("Nobody knows the size of the cohort, so it is treated as endless", plain, "size")
    if found.notes == Note.COHORT_TOO_SMALL:
        says = f"A cohort of {say(cohort)} cannot be right where {say(base)} answered, and is left out"
        return Step(says, plain, "size")
    return Step(
        "The more of the cohort has answered, the less is left to guess: as much as so many answers out of an"
        " endless cohort would tell",
        f"n* = n (N − 1) / (N − n) = {say(base)} × {say(cohort - 1)} / ({say(cohort)} − {say(base)})"
        f" = {say(float(found.size))}",
        "size",
    )


def _low_steps(count: float, cohort: float, ends: Ends, found: CohortIntervals) -> Iterator[Step]:
    formula, low = settle(max(ends.middle - ends.half, 0.0)), float(found.low)
    moved = low > formula + SLACK
    sum_ = f"low = middle − half = {say(ends.middle)} − {say(ends.half)} = {say(formula)}"
    yield Step("The low end", sum_, "" if moved else "low")
    if moved:
        says = f"The {say(count)} who said so are part of the cohort, so the low end is at least"
        yield Step(says, f"low = x / N = {say(count)} / {say(cohort)} = {say(low)}", "low")


def _high_steps(
    count: float, base: float, cohort: float, ends: Ends, found: CohortIntervals
) -> Iterator[Step]:
    formula, high = min(ends.middle + ends.half, 1.0), float(found.high)
    moved = high < formula - SLACK
    sum_ = f"high = middle + half = {say(ends.middle)} + {say(ends.half)} = {say(formula)}"
    yield Step("The high end", sum_, "" if moved else "high")
    if moved:
        says = (
            f"The {say(base - count)} who did not say so are part of the cohort, so the high end is at most"
        )
        x, n, whole = say(count), say(base), say(cohort)
        yield Step(says, f"high = (N − n + x) / N = ({whole} − {n} + {x}) / {whole} = {say(high)}", "high")


def _whole_steps(cohort: float, found: CohortIntervals) -> Iterator[Step]:
    """A cohort is made of children: both ends move outward to the next whole one."""
    for way, name, end, whole in (
        ("down", "low", found.low, found.low_outward),
        ("up", "high", found.high, found.high_outward),
    ):
        children = round(float(whole) * cohort)
        product = f"{say(cohort)} × {say(float(end))} = {say(cohort * float(end))}"
        yield Step(f"The {name} end in children", product)
        says = f"A cohort is made of children, so {way} to {children} of them"
        yield Step(says, f"whole {name} = {children} / {say(cohort)} = {say(float(whole))}", f"whole_{name}")


INTERVAL = Method(
    name="interval",
    title="What the whole cohort would have said",
    ways=(
        (
            Key("count", Kind.WHOLE, "how many gave the answer that is counted"),
            Key("base", Kind.WHOLE, "how many answered the question"),
            Key("cohort", Kind.MAYBE, "how many children there are to ask, or unknown", needed=False),
        ),
    ),
    example="count=8 base=74 cohort=230",
    work=work_interval,
    counts=(("count", "base"),),
)
