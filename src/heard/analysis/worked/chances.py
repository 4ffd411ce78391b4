"""How easily chance alone would do it, worked: two groups (method, item 4) and a fixed share (item 6c)."""

from collections.abc import Iterator

import numpy as np
from scipy import special

from heard.analysis.arrays import Floats
from heard.analysis.one_sample import difference_from_share, one_sample_p
from heard.analysis.two_groups import SAME_PROBABILITY, SMALLEST_EXPECTED, two_group_p
from heard.analysis.worked.differences import NOBODY, TWO_GROUP_COUNTS, TWO_GROUPS, four_of, wilson_end_steps
from heard.analysis.worked.method import Given, Key, Kind, Method, Step, Worked, figure
from heard.analysis.worked.saying import say, settle, term
from heard.analysis.worked.wilson import minus, share_step

TABLES_SHOWN = 8  # so many probabilities are written out one by one


def work_two_group(given: Given) -> Worked:
    """p that two groups answer alike, and which test it comes from."""
    four = four_of(given)
    p = figure(two_group_p(*four))
    name, steps = _choose(*four)
    return Worked({"p": p, "method": name}, tuple(steps))


def _choose(x1: float, n1: float, x2: float, n2: float) -> tuple[str, Iterator[Step]]:
    yes, total = x1 + x2, n1 + n2
    if n1 == 0 or n2 == 0:
        return "nobody", iter([NOBODY])
    if yes in {0, total}:
        says = "Everybody in both groups gave the same answer: there is no variation to test"
        return "no_variation", iter([Step(says, "p = 1", "p")])
    smallest = min(yes, total - yes) * min(n1, n2) / total
    if smallest >= SMALLEST_EXPECTED:
        return "n_minus_1", _chi_squared_steps(x1, n1, x2, n2)
    return "mid_p", _mid_p_steps(x1, n1, x2, n2)


def _smallest_step(x1: float, n1: float, x2: float, n2: float, then: str) -> Step:
    """The smallest of the four expected counts decides which test it is."""
    yes, total = x1 + x2, n1 + n2
    rarer, fewer = min(yes, total - yes), min(n1, n2)
    return Step(
        f"If both groups were alike, the smallest of the four numbers would be expected to be so large; {then}",
        f"expected = {say(rarer)} × {say(fewer)} / {say(total)} = {say(rarer * fewer / total)}",
    )


def _chi_squared_steps(x1: float, n1: float, x2: float, n2: float) -> Iterator[Step]:
    a, b, c, d = x1, n1 - x1, x2, n2 - x2
    total = n1 + n2
    yield Step(
        f"The four numbers: {say(a)} yes and {say(b)} no in the first group, {say(c)} and {say(d)} in the second,"
        f" {say(total)} in all"
    )
    yield _smallest_step(x1, n1, x2, n2, "it is 5 or more, so the chi-squared test serves")
    cross = a * d - b * c
    yield Step("The cross difference", f"ad − bc = {say(a)} × {say(d)} − {say(b)} × {say(c)} = {say(cross)}")
    statistic = cross * cross * (total - 1) / (n1 * n2) / ((a + c) * (b + d))
    yield Step(
        "The statistic",
        f"X² = (ad − bc)² (M − 1) / ((a + b) (c + d) (a + c) (b + d)) = {term(cross)}² × {say(total - 1)}"
        f" / ({say(n1)} × {say(n2)} × {say(a + c)} × {say(b + d)}) = {say(statistic)}",
    )
    p = float(two_group_p(x1, n1, x2, n2))
    yield Step("The chance of so much or more on 1 degree of freedom", f"p = {say(p)}", "p")


def _mid_p_steps(x1: float, n1: float, x2: float, n2: float) -> Iterator[Step]:
    yield _smallest_step(x1, n1, x2, n2, "it is under 5, so all tables with these totals are listed")
    yes = x1 + x2
    first = max(0.0, yes - n2)
    chances = list_chances(n1, n2, yes)
    seen = float(chances[int(x1 - first)])
    yield Step(
        f"Of {say(yes)} yes in all, the first group can have from {say(first)} to {say(first + chances.size - 1)};"
        f" that it has {say(x1)}, as seen, has the probability",
        f"P(seen) = {say(seen)}",
    )
    unlikely = np.sort(chances[chances <= seen * SAME_PROBABILITY])
    yield _unlikely_step(unlikely)
    p = say(float(two_group_p(x1, n1, x2, n2)))
    sum_ = f"p = S − ½ P(seen) = {term(float(unlikely.sum()))} − ½ × {term(seen)} = {p}"
    yield Step("The one seen counts half", sum_, "p")


def _unlikely_step(unlikely: Floats) -> Step:
    """All tables that are no likelier than the one seen, added up; one by one where they are few."""
    together = say(float(unlikely.sum()))
    if unlikely.size == 1:
        return Step("No other table is as unlikely, so that it stands alone", f"S = {together}")
    parts = " + ".join(term(float(each)) for each in unlikely)
    says = f"{unlikely.size} tables are no likelier, the one seen among them; together"
    return Step(says, f"S = {parts} = {together}" if unlikely.size <= TABLES_SHOWN else f"S = {together}")


def list_chances(n1: float, n2: float, yes: float) -> Floats:
    """The probability of every number of yes in the first group, from the smallest possible on."""
    first, last = max(0.0, yes - n2), min(n1, yes)
    k = np.arange(first, last + 1)
    log = special.gammaln
    ways = -(log(k + 1) + log(n1 - k + 1) + log(yes - k + 1) + log(n2 - yes + k + 1))
    weight = np.exp(ways - ways.max())
    chances: Floats = weight / weight.sum()
    return chances


def work_one_sample(given: Given) -> Worked:
    """p that answers come from a published share, and how far they lie from it."""
    count, base, share = (given.number(key) for key in ("count", "base", "share"))
    ends = difference_from_share(count, base, share)
    difference, low, high = (figure(settle(float(end))) for end in ends)
    results = {
        "p": figure(one_sample_p(count, base, share)),
        "difference": difference,
        "low": low,
        "high": high,
    }
    if base == 0:
        return Worked(results, (Step("Nobody answered: no estimate"),))
    return Worked(results, (*_tail_steps(count, base, share), *_distance_steps(count, base, share)))


def _tail_steps(count: float, base: float, share: float) -> Iterator[Step]:
    if share in {0, 1}:
        yield Step("A published share of exactly 0 or 1 is not tested: one answer would settle it")
        return
    p = float(one_sample_p(count, base, share))
    fewer = float(special.bdtr(count - 1, int(base), share)) if count else 0.0
    more = float(special.bdtrc(count, int(base), share))
    seen = _chance(count, base, share)
    yield Step(
        f"If each of {say(base)} answers were such with probability {say(share)}, exactly {say(count)} of them",
        f"P(x) = {say(seen)}",
    )
    lower, upper = fewer + seen / 2, more + seen / 2
    yield Step("So few", f"lower = P(fewer) + ½ P(x) = {term(fewer)} + ½ × {term(seen)} = {say(lower)}")
    yield Step("So many", f"upper = P(more) + ½ P(x) = {term(more)} + ½ × {term(seen)} = {say(upper)}")
    smaller = min(lower, upper)
    most = "; never above 1" if 2 * smaller > 1 else ""
    yield Step(
        f"Twice the smaller{most}", f"p = 2 × {term(smaller)} = {say(p)}" if not most else "p = 1", "p"
    )


def _chance(count: float, base: float, share: float) -> float:
    """P(exactly count) of Bin(base, share)."""
    log = special.gammaln
    ways = log(base + 1) - log(count + 1) - log(base - count + 1)
    return float(np.exp(ways + special.xlogy(count, share) + special.xlog1py(base - count, -share)))


def _distance_steps(count: float, base: float, share: float) -> Iterator[Step]:
    p = count / base
    difference, low, high = (float(each) for each in difference_from_share(count, base, share))
    yield share_step(count, base)
    yield Step("The difference", minus("d = p − share", p, share, difference), "difference")
    yield from wilson_end_steps(p, base, "")
    yield Step(
        "The published share is taken off both ends", minus("low = l − share", low + share, share, low), "low"
    )
    yield Step("And", minus("high = u − share", high + share, share, high), "high")


TWO_GROUP = Method(
    name="two_group",
    title="Do two groups answer alike?",
    ways=(TWO_GROUPS,),
    example="count1=15 base1=18 count2=18 base2=20",
    work=work_two_group,
    counts=TWO_GROUP_COUNTS,
)
ONE_SAMPLE = Method(
    name="one_sample",
    title="Against a published share without a base",
    ways=(
        (
            Key("count", Kind.WHOLE, "how many gave the answer that is counted"),
            Key("base", Kind.WHOLE, "how many answered the question"),
            Key("share", Kind.SHARE, "the published share, 0 to 1"),
        ),
    ),
    example="count=11 base=119 share=0.03",
    work=work_one_sample,
    counts=(("count", "base"),),
)
