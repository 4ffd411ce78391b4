"""Weights that make those who answered as the whole cohort is, margin by margin (method, item 9).

Iterative proportional fitting of one-way margins. All of it works on the distinct patterns of the margins' levels
and on how many gave each: a thousand respondents cost what ten of the same patterns do. Cross-checked against R's
survey::rake in tests/unit/analysis/nonresponse.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from heard.analysis.arrays import Flags, Floats, Whole
from heard.base.policy import (
    MAX_DESIGN_EFFECT,
    MIN_LEVEL_TO_RAKE,
    MIN_RESPONDENTS_TO_RAKE,
    RAKING_BOUNDS,
    RAKING_CLIPS,
    RAKING_MARGIN_OFF,
    RAKING_PASSES,
    RAKING_TOLERANCE,
)

UNKNOWN = -1  # the level of a respondent who gave none, or one that the cohort does not list
STANDING_STILL = 1e-9  # weights that cutting back moves by less: every further round would be the same


class Refusal(StrEnum):
    """Why there are no weights."""

    TOO_FEW_RESPONDENTS = "too_few_respondents"
    COHORT_TOO_SMALL = "cohort_too_small"  # smaller than those who answered, so that it must be wrong
    NO_MARGINS = "no_margins"  # none whose size is known and that two levels are left of
    OUT_OF_BOUNDS = "out_of_bounds"
    NOT_CONVERGED = "not_converged"
    UNEVEN = "uneven"


@dataclass(frozen=True, slots=True)
class Margin:
    """One margin to be met. `level` is (patterns,), a place in `shares` or, of unknown levels, just after them;
    `shares` are the cohort's, adding up to 1."""

    level: Whole
    shares: Floats

    def sums(self, carried: Floats) -> Floats:
        """What the levels carry; the unknown come last."""
        return np.bincount(self.level, weights=carried, minlength=self.shares.size + 1).astype(np.float64)

    def targets(self, sums: Floats) -> Floats:
        """What the levels should carry: their shares of all but the unknown."""
        targets: Floats = self.shares * sums[:-1].sum()
        return targets


@dataclass(frozen=True, slots=True)
class Raked:
    """Weights of the patterns, or why there are none.

    `weights` (patterns,) is how many children of the cohort one respondent stands for, `factors` the same over its
    mean; NaN where there is a `reason` (a Refusal, else empty). `passes` counts those of all rounds. `deff` is
    Kish's n·Σw²/(Σw)² over the respondents, `effective` their number over it; NaN where nothing was fitted.
    `together` holds, for each margin, the sets of levels that were put together.
    """

    weights: Floats
    factors: Floats
    passes: int
    deff: float
    effective: float
    together: tuple[tuple[tuple[int, ...], ...], ...]
    reason: str


def rake(levels: Whole, counts: Whole, targets: Sequence[Floats], *, cohort: float) -> Raked:
    """Weights that give every margin its shares of the cohort.

    `levels` is (patterns, margins) with UNKNOWN where a level is; `counts` (patterns,) how many gave each pattern.
    `targets` holds, for each margin, the cohort's count of every level. Only their shares are used, so a margin
    that does not add up to the `cohort` (children, NaN where unknown) is met in its own proportions; a level the
    cohort has none of is as unknown. A respondent of an unknown level keeps the weight in that margin's step.
    """
    respondents = float(counts.sum())
    grouped = [put_together(_answered(levels[:, m], counts, t.size), t) for m, t in enumerate(targets)]
    together = tuple(_sets_of(groups) for groups in grouped)
    margins = [
        _margin(levels[:, m], groups, targets[m])
        for m, groups in enumerate(grouped)
        if groups.max(initial=0) > 0
    ]
    if respondents < MIN_RESPONDENTS_TO_RAKE:
        return _refused(Refusal.TOO_FEW_RESPONDENTS, counts.size, together)
    if cohort < respondents:
        return _refused(Refusal.COHORT_TOO_SMALL, counts.size, together)
    if not margins or np.isnan(cohort):
        return _refused(Refusal.NO_MARGINS, counts.size, together)
    mean = cohort / respondents
    weights, passes = _fit_within_bounds(margins, counts, mean)
    return _judged(weights, counts, margins, mean=mean, passes=passes, together=together)


def put_together(answered: Floats, target: Floats) -> Whole:
    """The number of each level's group, UNKNOWN where the cohort has none of the level.

    The level with the fewest respondents, if under MIN_LEVEL_TO_RAKE, joins the next smallest, until none is; of
    equals the one whose code comes first goes first. Groups are numbered in the order of their first codes.
    """
    sets = [[int(level)] for level in np.flatnonzero(target > 0)]
    while len(sets) > 1:
        sets.sort(key=lambda each: (answered[each].sum(), each[0]))
        if answered[sets[0]].sum() >= MIN_LEVEL_TO_RAKE:
            break
        sets[:2] = [sorted(sets[0] + sets[1])]
    groups = np.full(target.size, UNKNOWN, dtype=np.int64)
    for number, each in enumerate(sorted(sets)):
        groups[each] = number
    return groups


def fit_margins(
    weights: Floats,
    counts: Whole,
    margins: Sequence[Margin],
    *,
    passes: int = RAKING_PASSES,
    tolerance: float = RAKING_TOLERANCE,
) -> tuple[Floats, int]:
    """The weights after passing over the margins until each is met, or so many times; and how many it took.

    Weights that meet the margins already are left as they are, to the last digit.
    """
    for done in range(passes):
        if _furthest_off(weights, counts, margins) < tolerance:
            return weights, done
        for margin in margins:
            sums = margin.sums(weights * counts)
            factor = np.append(margin.targets(sums) / sums[:-1], 1.0)
            weights = weights * factor[margin.level]
    return weights, passes


def effective_number(weights: Floats, counts: Whole) -> float:
    """How many equally weighted respondents would tell as much: (Σw)²/Σw² (Kish 1965)."""
    return float((weights @ counts) ** 2 / (weights**2 @ counts))


def _answered(level: Whole, counts: Whole, size: int) -> Floats:
    """How many respondents gave each level."""
    return np.bincount(level + 1, weights=counts, minlength=size + 1)[1:].astype(np.float64)


def _margin(level: Whole, groups: Whole, target: Floats) -> Margin:
    known = groups >= 0
    sizes = np.bincount(groups[known], weights=target[known])
    place = np.append(np.where(known, groups, sizes.size), sizes.size)  # UNKNOWN, -1, reads the last of it
    return Margin(place[level], sizes / sizes.sum())


def _sets_of(groups: Whole) -> tuple[tuple[int, ...], ...]:
    """The groups that hold more than one level."""
    each = (tuple(np.flatnonzero(groups == number).tolist()) for number in range(groups.max(initial=-1) + 1))
    return tuple(levels for levels in each if len(levels) > 1)


def _fit_within_bounds(margins: Sequence[Margin], counts: Whole, mean: float) -> tuple[Floats, int]:
    """Weights fitted, cut back to their bounds and fitted again, at most RAKING_CLIPS times, and not cut again.

    Rounds come closer to the bounds and seldom onto them: see `_judged` for what is left then.
    """
    weights, passes = fit_margins(np.full(counts.size, mean), counts, margins)
    for _ in range(RAKING_CLIPS):
        if _within_bounds(weights, mean).all():
            break
        cut = _cut(weights, mean)
        again, more = fit_margins(cut * (mean * counts.sum() / (cut @ counts)), counts, margins)
        passes += more
        still = np.abs(again - weights).max() < STANDING_STILL * mean
        weights = again
        if still:
            break
    return weights, passes


def _cut(weights: Floats, mean: float) -> Floats:
    low, high = RAKING_BOUNDS
    return np.clip(weights, low * mean, high * mean)


def _within_bounds(weights: Floats, mean: float) -> Flags:
    """Which weights are inside, as far as the fit is exact."""
    low, high = RAKING_BOUNDS
    inside: Flags = (weights >= low * mean * (1 - RAKING_TOLERANCE)) & (
        weights <= high * mean * (1 + RAKING_TOLERANCE)
    )
    return inside


def _furthest_off(weights: Floats, counts: Whole, margins: Sequence[Margin]) -> float:
    """The largest error of any level of any margin, as a part of what it should carry."""
    off = 0.0
    for margin in margins:
        sums = margin.sums(weights * counts)
        off = max(off, float(np.abs(sums[:-1] / margin.targets(sums) - 1).max()))
    return off


def _judged(
    weights: Floats,
    counts: Whole,
    margins: Sequence[Margin],
    *,
    mean: float,
    passes: int,
    together: tuple[tuple[tuple[int, ...], ...], ...],
) -> Raked:
    """The weights, unless they are out of bounds, miss a margin or are too uneven.

    Weights still outside are cut a last time and serve if no margin is off by more than RAKING_MARGIN_OFF then: of
    made-up cases whose first weights were outside, twice as many end well as if 3.0004 times the mean were refused.
    """
    inside = _within_bounds(weights, mean).all()
    weights = _cut(weights, mean)
    factors = weights / mean
    effective = effective_number(factors, counts)
    deff = float(counts.sum()) / effective
    reason = ""
    if _furthest_off(weights, counts, margins) > RAKING_MARGIN_OFF:
        reason = Refusal.NOT_CONVERGED if inside else Refusal.OUT_OF_BOUNDS
    elif deff > MAX_DESIGN_EFFECT:
        reason = Refusal.UNEVEN
    if reason:
        weights = factors = np.full(counts.size, np.nan)
    return Raked(weights, factors, passes, deff, effective, together, str(reason))


def _refused(reason: Refusal, patterns: int, together: tuple[tuple[tuple[int, ...], ...], ...]) -> Raked:
    nothing = np.full(patterns, np.nan)
    return Raked(nothing, nothing, 0, np.nan, np.nan, together, str(reason))
