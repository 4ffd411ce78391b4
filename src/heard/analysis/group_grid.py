"""p of a group's test whose small levels can be filled in too many ways to be listed (method, item 6e; decision 0004).

As where they are listed: exact in the small levels, chi-squared in the large ones given what the small ones hold. But
tables that hold as many answers in the small levels, and are about as far out, are taken together: how far out stands
on a grid, and a table between two of its steps is shared between both so that their mean is its own.
"""

import numpy as np
from scipy import special

from heard.analysis.arrays import Flags, Floats, Whole
from heard.analysis.pearson import AS_FAR_OUT, statistic

STEPS = 160  # of the grid, from nothing to what was observed
NEGLIGIBLE = 1e-16  # what is less likely is left out


def gridded_p(count: Floats, base: Floats, is_large: Flags) -> float:
    """p of one test, (levels,), of which at least two are large. Within .0001 of the sum over every table."""
    total, yes = base.sum(), min(count.sum(), (base - count).sum())
    share = yes / total
    observed = float(statistic(count, base)) - AS_FAR_OUT
    if observed <= 0:
        return 1.0
    small = np.sort(base[~is_large & (base > 0)])
    held = _fill(small, share, observed)[: int(yes) + 1]
    given = np.arange(len(held))
    nearer = (held * _nearer(held, yes - given, base[is_large], share, observed)).sum(axis=1)
    weights = nearer * _binomial(base[is_large].sum(), yes - given, share)
    # Sums are exact to about 1e-13; the observed table alone keeps a smaller p from being lost in them.
    least = np.exp(_log_ways(base, count).sum() - _log_ways(total, yes))
    return float(np.clip(1 - weights.sum() / _binomial(total, yes, share), least, 1.0))


def _fill(sizes: Floats, share: float, observed: float) -> Floats:
    """(answers, steps): how likely the small levels hold so many answers and are so far out; what is further out than
    what was observed is left out."""
    held = np.zeros((1, STEPS))
    held[0, 0] = 1.0
    for size in sizes:
        x = np.arange(size + 1)
        chance = _binomial(size, x, share)
        steps = (x - size * share) ** 2 / (size * share * (1 - share)) / observed * STEPS
        there = np.flatnonzero((chance > NEGLIGIBLE) & (steps < STEPS))
        following = np.zeros((len(held) + int(there.max(initial=0)), STEPS))
        for each in there:
            _move(held * chance[each], following[each : each + len(held)], steps[each])
        last = np.flatnonzero(following.sum(axis=1) > NEGLIGIBLE).max(initial=0)
        held = following[: last + 1]
    return held


def _move(chances: Floats, following: Floats, steps: float) -> None:
    """Add the chances so many steps further out, shared between the steps before and after."""
    whole = int(steps)
    part = steps - whole
    following[:, whole:] += chances[:, : STEPS - whole] * (1 - part)
    following[:, whole + 1 :] += chances[:, : STEPS - whole - 1] * part


def _nearer(held: Floats, left: Floats, large: Floats, share: float, observed: float) -> Floats:
    """How likely tables are nearer than the observed one, given what the small levels hold; 0 where nothing is held."""
    room, spread = large.sum(), share * (1 - share)
    own = left / room
    beyond = observed - (left - room * share) ** 2 / (room * spread)
    beyond = beyond[:, None] - np.arange(STEPS) * (observed / STEPS)
    with np.errstate(divide="ignore"):
        scale = spread / (own * (1 - own)) * (room - 1) / room
    at = np.nonzero((beyond > 0) & (held > NEGLIGIBLE))
    nearer = np.zeros_like(held)
    nearer[at] = special.chdtr(large.size - 1.0, beyond[at] * scale[at[0]])
    return nearer


def _binomial(size: float, yes: Floats | Whole | float, share: float) -> Floats:
    """The probability of so many yes answers of `size`."""
    chance: Floats = np.exp(_log_ways(size, yes) + yes * np.log(share) + (size - yes) * np.log1p(-share))
    return chance


def _log_ways(size: Floats | float, yes: Floats | Whole | float) -> Floats:
    ways: Floats = (
        special.gammaln(size + 1.0) - special.gammaln(yes + 1.0) - special.gammaln(size - yes + 1.0)
    )
    return ways
