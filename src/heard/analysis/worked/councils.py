"""What councils' shares say once chance is allowed for, worked: shrinkage towards the mean (method, item 8)."""

from collections.abc import Iterator

import numpy as np

from heard.analysis.arrays import Floats
from heard.analysis.shrinkage import (
    Fits,
    alike,
    between_sd,
    fit_beta_binomial,
    posterior_interval,
    posterior_mean,
    probability_above_mean,
    real_share,
)
from heard.analysis.worked.method import Given, Key, Kind, Method, Result, Step, Worked, figure, figures
from heard.analysis.worked.saying import say
from heard.base.messages import count_of
from heard.base.policy import MIN_AREAS_TO_FIT, MIN_BASE_TO_FIT

COUNCILS_WORKED = 3  # the rest go the same way
COUNCILS = (
    Key(
        "count",
        Kind.WHOLES,
        "how many gave the answer that is counted: one number for each council, separated by commas",
    ),
    Key("base", Kind.WHOLES, "how many answered: one number for each council, separated by commas"),
)


def work_shrink(given: Given) -> Worked:
    """The spread between councils, and each council's share once chance is allowed for."""
    count, base = given.numbers("count")[None, :], given.numbers("base")[None, :]
    min_base = _whole(given, "min_base", 1)  # who gives a number wants it used
    min_areas = _whole(given, "min_areas", MIN_AREAS_TO_FIT)
    fits = fit_beta_binomial(count, base, min_base=min_base, min_areas=max(min_areas, 1))
    each = _of_each(count, base, fits)
    entered = count_of(int(fits.areas[0]), "council")
    answers = count_of(max(min_base, 1), "answer")
    has, enter = ("has", "enters") if fits.areas[0] == 1 else ("have", "enter")
    steps = [Step(f"{entered} {has} {answers} or more, and {enter}")]
    if np.isnan(fits.mean[0]):
        steps.append(Step(f"Under {min_areas} nothing can be said of how much councils differ: no estimate"))
    else:
        steps += [*_fit_steps(fits), *_council_steps(count[0], base[0], fits, each)]
    results = _of_all(base, fits, min_base) | {name: figures(values) for name, values in each.items()}
    return Worked(results | {"note": _note(fits)}, tuple(steps))


def _whole(given: Given, key: str, otherwise: int) -> int:
    return int(given.number(key)) if given.has(key) else otherwise


def _of_each(count: Floats, base: Floats, fits: Fits) -> dict[str, Floats]:
    """What is said of each council, (councils,)."""
    low, high = posterior_interval(count, base, fits)
    mean, above = posterior_mean(count, base, fits), probability_above_mean(count, base, fits)
    return {"mean": mean[0], "low": low[0], "high": high[0], "above": above[0]}


def _note(fits: Fits) -> str | None:
    if np.isnan(fits.mean[0]):
        return "too_few_councils"
    return "no_variation" if alike(fits)[0] else None


def _of_all(base: Floats, fits: Fits, min_base: int) -> dict[str, Result]:
    """What is said of all councils."""
    mu, size = float(fits.mean[0]), float(fits.size[0])
    return {
        "mu": figure(mu),
        "M": figure(size),
        "alpha": figure(mu * size),
        "beta": figure((1 - mu) * size),
        "nll": figure(fits.loss[0]),
        "between_sd": figure(between_sd(fits)[0]),
        "real_share": figure(real_share(base, fits, min_base=min_base)[0]),
        "councils": int(fits.areas[0]),
    }


def _fit_steps(fits: Fits) -> Iterator[Step]:
    mu, size = float(fits.mean[0]), float(fits.size[0])
    yield Step(
        "True shares of councils are taken to lie about a mean μ, the closer the larger M is. The two under which"
        " these answers are likeliest: first the mean",
        f"μ = {say(mu)}",
        "mu",
    )
    none = " (its upper bound: no difference beyond chance was found)" if alike(fits)[0] else ""
    yield Step(f"And the closeness{none}", f"M = {say(size)}", "M")
    yield Step(
        "In other words, the mean weighs as much as M answers, so many of them yes",
        _product("α", mu, size),
        "alpha",
    )
    yield Step(
        "And so many no", f"β = (1 − μ) M = (1 − {say(mu)}) × {say(size)} = {say((1 - mu) * size)}", "beta"
    )
    if not alike(fits)[0]:
        yield Step(
            "How far true shares typically lie from the mean",
            f"between = √(μ (1 − μ) / (M + 1)) = √({say(mu)} × (1 − {say(mu)}) / ({say(size)} + 1))"
            f" = {say(float(between_sd(fits)[0]))}",
            "between_sd",
        )


def _product(name: str, mu: float, size: float) -> str:
    return f"{name} = μ M = {say(mu)} × {say(size)} = {say(mu * size)}"


def _council_steps(count: Floats, base: Floats, fits: Fits, each: dict[str, Floats]) -> Iterator[Step]:
    mu, size = float(fits.mean[0]), float(fits.size[0])
    for place in range(min(count.size, COUNCILS_WORKED)):
        x, n = float(count[place]), float(base[place])
        own = f"own share {say(x / n)}" if n else "no answers"
        yield Step(
            f"Council {place + 1} ({own}): its answers and the mean's together",
            f"mean = (x + α) / (n + M) = ({say(x)} + {say(mu * size)}) / ({say(n)} + {say(size)})"
            f" = {say((x + mu * size) / (n + size))}",
            "mean",
            place,
        )
        for name, says in (
            ("low", _interval_words(fits)),
            ("high", "And"),
            ("above", "The probability that it lies above the mean"),
        ):
            yield Step(says, f"{name} = {say(float(each[name][place]))}", name, place)
    if count.size > COUNCILS_WORKED:
        yield Step("The other councils go the same way")


def _interval_words(fits: Fits) -> str:
    if alike(fits)[0]:
        return (
            "M stands at its bound, and with M taken as known at that size every council is held to be like the"
            " mean, so that this interval says nothing of how far the council may lie from it. Its low end"
        )
    return (
        "With μ and M taken as known, though both are estimates, its true share lies with a probability of .95"
        " between"
    )


SHRINK = Method(
    name="shrink",
    title="How much of the difference between councils is real",
    ways=(
        (
            *COUNCILS,
            Key(
                "min_base",
                Kind.WHOLE,
                f"answers a council needs to enter (1; heard analyse asks for {MIN_BASE_TO_FIT})",
                needed=False,
            ),
            Key("min_areas", Kind.WHOLE, f"councils that are needed ({MIN_AREAS_TO_FIT})", needed=False),
        ),
    ),
    example="count=30,7,12,15,14,19,5,14 base=117,20,40,30,39,65,18,37",
    work=work_shrink,
    counts=(("count", "base"),),
)
