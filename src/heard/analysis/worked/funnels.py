"""Which councils lie outside what chance explains, worked (method, item 8)."""

from collections.abc import Iterator
from dataclasses import replace
from math import asin, ceil, sqrt

import numpy as np
from scipy import special

from heard.analysis.arrays import Floats
from heard.analysis.nation.funnel import (
    WINSORISED,
    FunnelLimits,
    OverDispersion,
    funnel_limits,
    over_dispersion,
)
from heard.analysis.worked.councils import COUNCILS
from heard.analysis.worked.method import Given, Method, Result, Step, Worked, figure, figures
from heard.analysis.worked.saying import ROUNDING, say, term

LIMITS = ("low_95", "high_95", "low_998", "high_998")
SAME_ANSWER = Step(
    "Everybody gave the same answer, so that nothing varies: every limit is that share, and no council lies outside"
)
NEARLY_WHOLE = 1e-9  # a limit that is a whole number of answers stays one


def work_funnel(given: Given) -> Worked:
    """Limits of the funnel for each council, and how far out it is before and after over-dispersion."""
    count, base = given.numbers("count"), given.numbers("base")
    spread = _settle(over_dispersion(count[None, :], base[None, :]))
    target = float(spread.target[0])
    limits = funnel_limits(base, target)
    results = _results(spread, limits)
    if np.isnan(target):
        return Worked(results, (Step("Nobody answered in any council: no estimate"),))
    return Worked(results, tuple(_steps(count, base, spread, limits)))


def _settle(spread: OverDispersion) -> OverDispersion:
    """0 where only rounding is left of councils that do not differ."""
    z, dispersed, phi = (
        np.where(np.abs(each) < ROUNDING, 0.0, each) for each in (spread.z, spread.z_dispersed, spread.phi)
    )
    return replace(spread, z=z, z_dispersed=dispersed, phi=phi)


def _results(spread: OverDispersion, limits: FunnelLimits) -> dict[str, Result]:
    before, after = spread.outside()
    return {
        "target": figure(spread.target[0]),
        "phi": figure(spread.phi[0]),
        "tau2": figure(spread.tau2[0]),
        "z": figures(spread.z[0]),
        "z_dispersed": figures(spread.z_dispersed[0]),
        **{name: figures(np.clip(getattr(limits, name), 0.0, 1.0)) for name in LIMITS},
        "outside": int(before[0]),
        "outside_dispersed": int(after[0]),
        "note": "one_council" if np.isnan(spread.phi[0]) else None,
    }


def _steps(count: Floats, base: Floats, spread: OverDispersion, limits: FunnelLimits) -> Iterator[Step]:
    target, first = float(spread.target[0]), int(np.flatnonzero(base)[0])
    x, n = say(float(count.sum())), say(float(base.sum()))
    yield Step(
        "The share of all councils together", f"target = Σx / Σn = {x} / {n} = {say(target)}", "target"
    )
    if target in {0, 1}:
        yield SAME_ANSWER
        return
    yield from _limit_steps(float(base[first]), target, first, limits)
    yield from _distance_steps(
        float(count[first]), float(base[first]), target, first, float(spread.z[0, first])
    )
    if np.isnan(spread.phi[0]):
        yield Step("With one council nothing can be said of how much councils differ")
        return
    yield from _spread_steps(base, spread)
    yield from _dispersed_step(count, base, first, spread)
    yield Step("The other councils go the same way")


def _limit_steps(base: float, target: float, place: int, limits: FunnelLimits) -> Iterator[Step]:
    """The 95 % limits of one council: exact, interpolated between two whole numbers of answers."""
    for name, p in (("low_95", 0.025), ("high_95", 0.975)):
        limit = float(getattr(limits, name)[place])
        r = ceil(limit * base - NEARLY_WHOLE)
        reached, before = (float(special.bdtr(k, int(base), target)) if k >= 0 else 0.0 for k in (r, r - 1))
        clipped = float(np.clip(limit, 0, 1))
        yield Step(
            f"Council {place + 1}: of {say(base)} answers chance gives {r} or fewer with probability F({r}) ="
            f" {say(reached)}, the first to reach {say(p)}; F({say(r - 1)}) = {say(before)}",
            f"a = (F(r) − p) / (F(r) − F(r − 1)) = ({say(reached)} − {say(p)}) / ({say(reached)} − {say(before)})"
            f" = {say(r - limit * base)}",
        )
        inside = clipped == limit
        sum_ = f"(r − a) / n = ({r} − {term(r - limit * base)}) / {say(base)} = {say(limit)}"
        yield Step(
            "Between the two whole numbers",
            f"{name} = {sum_}",
            name if inside else "",
            place if inside else None,
        )
        if not inside:
            yield Step("No share lies outside 0 to 1", f"{name} = {say(clipped)}", name, place)


def _distance_steps(count: float, base: float, target: float, place: int, z: float) -> Iterator[Step]:
    """y and s of one council on the arcsine scale, on which every share scatters alike."""
    y, y0 = asin(sqrt((count + 0.375) / (base + 0.75))), asin(sqrt(target))
    s = 1 / (2 * sqrt(base + 0.5))
    x, n = say(count), say(base)
    yield Step(
        f"Council {place + 1} on a scale on which chance moves every share alike",
        f"y = asin(√((x + 3/8) / (n + 3/4))) = asin(√(({x} + 0.375) / ({n} + 0.75))) = {say(y)}",
    )
    yield Step("The target on that scale", f"y₀ = asin(√({say(target)})) = {say(y0)}")
    yield Step("How far chance moves it", f"s = 1 / (2√(n + ½)) = 1 / (2 × √({n} + 0.5)) = {say(s)}")
    yield Step(
        "How far out it is", f"z = (y − y₀) / s = ({say(y)} − {say(y0)}) / {say(s)} = {say(z)}", "z", place
    )


def _spread_steps(base: Floats, spread: OverDispersion) -> Iterator[Step]:
    """phi and tau²: how much more councils scatter than chance makes them."""
    entered = base > 0
    z = spread.z[0, entered]
    squares = np.clip(z, *np.quantile(z, WINSORISED)) ** 2
    phi, tau2, councils = float(spread.phi[0]), float(spread.tau2[0]), z.size
    yield Step(
        "The mean of all z², the outermost tenth on either side counted as its edge; chance alone gives less than 1",
        f"φ = Σz² / I = {say(float(squares.sum()))} / {councils} = {say(phi)}",
        "phi",
    )
    weight = 4 * base[entered] + 2
    total, ratio = float(weight.sum()), float((weight**2).sum() / weight.sum())
    yield Step("The weights w = 1/s² = 4n + 2, added up", f"Σw = {say(total)}")
    beyond = councils * phi - (councils - 1)
    sum_ = f"({councils} × {say(phi)} − {councils - 1}) / ({say(total)} − {say(ratio)})"
    if beyond > 0:
        chain = f"τ² = (I φ − (I − 1)) / (Σw − Σw² / Σw) = {sum_} = {say(tau2)}"
        yield Step("What is between councils beyond chance", chain, "tau2")
    else:
        yield Step("Chance alone explains all of it, so nothing is between councils", "τ² = 0", "tau2")


def _dispersed_step(count: Floats, base: Floats, place: int, spread: OverDispersion) -> Iterator[Step]:
    x, n, target, tau2 = (
        float(count[place]),
        float(base[place]),
        float(spread.target[0]),
        float(spread.tau2[0]),
    )
    y, y0 = asin(sqrt((x + 0.375) / (n + 0.75))), asin(sqrt(target))
    s = 1 / (2 * sqrt(n + 0.5))
    yield Step(
        f"How far out council {place + 1} is of what is usual between councils",
        f"z dispersed = (y − y₀) / √(s² + τ²) = ({say(y)} − {say(y0)}) / √({say(s)}² + {term(tau2)})"
        f" = {say(float(spread.z_dispersed[0, place]))}",
        "z_dispersed",
        place,
    )


FUNNEL = Method(
    name="funnel",
    title="Is a council further from the others than chance takes it?",
    ways=(COUNCILS,),
    example="count=30,7,12,15 base=117,20,40,30",
    work=work_funnel,
    counts=(("count", "base"),),
)
