"""Many comparisons at once, worked (method, item 7), and what one could have seen at all (item 11)."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from math import inf, isinf, isnan, sqrt

import numpy as np

from heard.analysis.arrays import Floats
from heard.analysis.intervals import Z_95
from heard.analysis.multiplicity import false_discovery_q
from heard.analysis.power import Z_POWER, detectable_difference
from heard.analysis.worked.method import Given, Key, Kind, Method, Step, Worked, figure, figures
from heard.analysis.worked.saying import say, term
from heard.base.messages import count_of


def work_fdr(given: Given) -> Worked:
    """q of every p of one family."""
    p = given.numbers("p")
    q = false_discovery_q(p)
    return Worked({"q": figures(q)}, tuple(_rank_steps(p, q)))


def _rank_steps(p: Floats, q: Floats) -> Iterator[Step]:
    order = [int(place) for place in np.argsort(p, kind="stable") if not isnan(p[place])]
    members = len(order)
    if not members:
        yield Step("No comparison was made: there is no q")
        return
    whole = count_of(p.size, "comparison")
    made = f"{members} of {whole} were made" if members < p.size else whole
    yield Step(f"{made}: ordered by p, each p is multiplied by {members} and divided by its rank")
    for rank, place in enumerate(order, start=1):
        value = float(p[place])
        scaled = value * members / rank
        says = f"Rank {rank} (number {place + 1} of the list)"
        yield Step(says, f"p × m / rank = {term(value)} × {members} / {rank} = {say(scaled)}")
    yield Step("q is the smallest of these from a rank on to the last, and never above 1")
    for rank, place in enumerate(order, start=1):
        yield Step(f"Rank {rank}", f"q = {say(float(q[place]))}", "q", place)


def work_mdd(given: Given) -> Worked:
    """The least difference for the worse that a test would see four times out of five."""
    n1, share = given.number("base1"), given.number("share2")
    n2 = given.number("base2")
    n2 = inf if isnan(n2) else n2
    polarity = given.number("polarity") if given.has("polarity") else 1.0
    found = figure(detectable_difference(n1, n2, share, polarity))
    if n1 == 0 or n2 == 0:
        return Worked(
            {"mdd": None}, (Step("Nobody answered in one of the two: no difference could be seen"),)
        )
    if found is None:
        says = (
            f"No share between 0 and 1 is so much worse than {say(share)}: no difference could be seen with"
        )
        return Worked({"mdd": None}, (Step(f"{says} {say(n1)} answers"),))
    planned = _Planned(n1, n2, share, share - polarity * found, found)
    return Worked({"mdd": found}, tuple(_power_steps(planned, polarity)))


@dataclass(frozen=True, slots=True)
class _Planned:
    """A comparison that is planned: answers and share of both sides, the first worse by the difference `mdd`."""

    n1: float
    n2: float
    share: float
    worse: float
    mdd: float

    @property
    def both(self) -> float:
        """The share of both sides together; the reference's where it has no base."""
        if isinf(self.n2):
            return self.share
        return (self.n1 * self.worse + self.n2 * self.share) / (self.n1 + self.n2)


def _power_steps(planned: _Planned, polarity: float) -> Iterator[Step]:
    share, worse, mdd = say(planned.share), say(planned.worse), say(planned.mdd)
    sign, way = ("−", "lower") if polarity > 0 else ("+", "higher")
    yield Step(f"Worse is {way} here. The least difference, found by trying ever closer", f"Δ = {mdd}", "mdd")
    yield Step("The share that would be", f"p₁ = p₂ {sign} Δ = {share} {sign} {mdd} = {worse}")
    yield _both_step(planned)
    alike = yield from _alike_steps(planned)
    apart = yield from _apart_steps(planned)
    yield Step(
        f"It is the Δ at which a test at .05 (z = {say(Z_95)}) succeeds four times out of five (z′ = {say(Z_POWER)})",
        f"z′ = (Δ − z s₀) / s₁ = ({mdd} − {say(Z_95)} × {term(alike)}) / {term(apart)} = {say(Z_POWER)}",
    )


def _both_step(planned: _Planned) -> Step:
    n1, n2, both = say(planned.n1), say(planned.n2), say(planned.both)
    if isinf(planned.n2):
        says = "The reference has no base and counts as endless, so both together are the reference"
        return Step(says, f"p̄ = p₂ = {both}")
    sums = f"({n1} × {say(planned.worse)} + {n2} × {say(planned.share)}) / ({n1} + {n2})"
    return Step("Both together", f"p̄ = (n₁ p₁ + n₂ p₂) / (n₁ + n₂) = {sums} = {both}")


def _alike_steps(planned: _Planned) -> Generator[Step, None, float]:
    both, endless = planned.both, isinf(planned.n2)
    error = sqrt(both * (1 - both) * (1 / planned.n1 + 1 / planned.n2))
    parts = f"1 / {say(planned.n1)}" + ("" if endless else f" + 1 / {say(planned.n2)}")
    yield Step(
        "How far chance moves the difference where both are alike",
        f"s₀ = √(p̄ (1 − p̄) (1 / n₁ + 1 / n₂)) = √({say(both)} × (1 − {say(both)}) × ({parts})) = {say(error)}",
    )
    return error


def _apart_steps(planned: _Planned) -> Generator[Step, None, float]:
    share, worse, endless = planned.share, planned.worse, isinf(planned.n2)
    error = sqrt(worse * (1 - worse) / planned.n1 + share * (1 - share) / planned.n2)
    second = "" if endless else f" + {say(share)} × (1 − {say(share)}) / {say(planned.n2)}"
    yield Step(
        "And where they are Δ apart",
        "s₁ = √(p₁ (1 − p₁) / n₁ + p₂ (1 − p₂) / n₂)"
        f" = √({say(worse)} × (1 − {say(worse)}) / {say(planned.n1)}{second}) = {say(error)}",
    )
    return error


FDR = Method(
    name="fdr",
    title="Many comparisons at once",
    ways=(
        (
            Key(
                "p",
                Kind.CHANCES,
                "the p of every comparison, separated by commas; null where one was not made",
            ),
        ),
    ),
    example="p=0.001,0.008,0.039,0.041",
    work=work_fdr,
)
MDD = Method(
    name="mdd",
    title="The least difference that a single test would see",
    ways=(
        (
            Key("base1", Kind.WHOLE, "how many answered"),
            Key(
                "base2",
                Kind.MAYBE,
                "how many in the reference; inf or left out: it has no base",
                needed=False,
            ),
            Key("share2", Kind.SHARE, "the reference's share, 0 to 1"),
            Key(
                "polarity",
                Kind.SIGN,
                "which way is better: 1 where more is (also where it is left out), -1 where less is, as with anxiety",
                needed=False,
            ),
        ),
    ),
    example="base1=74 base2=10000 share2=0.9",
    work=work_mdd,
)
