"""The statistics that every engine gets alike once it has counted: in NumPy, as plainly as they can be had.

Wilson's interval of every cell. The "N-1" chi-squared test of each level against the rest of its group, of each
council against all others and against its wave before. Benjamini and Hochberg's q by council and comparator. A flag
where q is at most .05 and the difference five points. No exact test of small counts, no pools, no shrinkage.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from scipy import special

from peers.plan import Cells, Plan, SurveyPlan, Whole

Floats = npt.NDArray[np.float64]
Z = 1.959963984540054
CLEAR_Q, RELEVANT = 0.05, 0.05


def describe(plan: Plan, cells: dict[tuple[str, str], Cells]) -> dict[str, int]:
    """How many intervals, tests and flags came of it; every figure is worked out, and let go."""
    told = {"intervals": 0, "tests": 0, "flags": 0}
    for each in cells.values():
        low, _ = wilson(each.count, each.base)
        told["intervals"] += int(np.isfinite(low).sum())
    for wave in plan.waves:
        rest, others, previous = _tests(plan, cells, wave)
        for family in (rest, others, previous):
            if not family:
                continue
            difference, p = (np.concatenate(part, axis=1) for part in zip(*family, strict=True))
            q = false_discovery_q(p)
            told["tests"] += int(np.isfinite(p).sum())
            told["flags"] += int(((q <= CLEAR_Q) & (np.abs(difference) >= RELEVANT)).sum())
    return told


Family = list[tuple[Floats, Floats]]


def _tests(plan: Plan, cells: dict[tuple[str, str], Cells], wave: str) -> tuple[Family, Family, Family]:
    """One wave's differences and p, (areas, tests): against the rest, the other councils, the wave before."""
    rest: Family = []
    others: Family = []
    previous: Family = []
    place = plan.waves.index(wave)
    for key, survey in plan.surveys.items():
        here = cells.get((wave, key))
        if here is None:
            continue
        rest += _against_rest(here, survey, plan.least_level_base)
        count, base = here.count[:, 0], here.base[:, 0]
        others.append(
            _tested(count, base, count.sum(axis=0) - count, base.sum(axis=0) - base, plan.least_base)
        )
        before = cells.get((plan.waves[place - 1], key)) if place else None
        if before is not None:
            previous.append(_tested(count, base, before.count[:, 0], before.base[:, 0], plan.least_base))
    return rest, others, previous


def _against_rest(here: Cells, survey: SurveyPlan, least: int) -> Iterator[tuple[Floats, Floats]]:
    for group, levels in survey.places():
        if group.compared:
            count, base = here.count[:, levels], here.base[:, levels]
            rest = count.sum(axis=1, keepdims=True) - count, base.sum(axis=1, keepdims=True) - base
            difference, p = _tested(count, base, *rest, least)
            yield difference.reshape(len(count), -1), p.reshape(len(count), -1)


def _tested(count: Whole, base: Whole, other: Whole, other_base: Whole, least: int) -> tuple[Floats, Floats]:
    with np.errstate(divide="ignore", invalid="ignore"):
        difference = count / base - other / other_base
    return difference, np.where(
        (base >= least) & (other_base >= least), n_minus_1(count, base, other, other_base), np.nan
    )


def wilson(count: Whole, base: Whole) -> tuple[Floats, Floats]:
    """Wilson's 95 % interval; NaN where nobody answered."""
    with np.errstate(divide="ignore", invalid="ignore"):
        p, inverse = count / base, 1.0 / base
        scale = 1.0 / (1.0 + Z * Z * inverse)
        centre = (p + Z * Z * inverse / 2) * scale
        half = Z * scale * np.sqrt(p * (1 - p) * inverse + (Z * inverse / 2) ** 2)
    return centre - half, centre + half


def n_minus_1(count: Whole, base: Whole, other: Whole, other_base: Whole) -> Floats:
    """p of the "N-1" chi-squared test of two shares; 1 where all answers are alike."""
    x1, n1, x2, n2 = (each.astype(np.float64) for each in (count, base, other, other_base))
    yes, total = x1 + x2, n1 + n2
    cross = x1 * (n2 - x2) - x2 * (n1 - x1)
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = cross * cross / (n1 * n2) / (yes * (total - yes)) * (total - 1)
    p: Floats = special.erfc(np.sqrt(statistic / 2))
    return np.where((yes == 0) | (yes == total), 1.0, p)


def false_discovery_q(p: Floats) -> Floats:
    """Benjamini and Hochberg's q along the last axis; NaN is no test."""
    order = np.argsort(p, axis=-1)
    ranked = np.take_along_axis(p, order, axis=-1)
    tests = np.isfinite(p).sum(axis=-1, keepdims=True)
    scaled = ranked * tests / np.arange(1, p.shape[-1] + 1)
    running = np.fmin.accumulate(scaled[..., ::-1], axis=-1)[..., ::-1]
    q = np.empty_like(p)
    np.put_along_axis(q, order, np.minimum(running, 1.0), axis=-1)
    return np.where(np.isnan(p), np.nan, q)
