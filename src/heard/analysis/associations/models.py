"""One thing and one outcome over all councils, allowing for who the children are (method, item 13, the nation)."""

from dataclasses import dataclass

import numpy as np

from heard.analysis.arrays import Flags, Floats, Whole
from heard.analysis.associations.choosing import Reason
from heard.analysis.associations.clusters import fit_clustered
from heard.base.policy import (
    EVENTS_PER_PREDICTOR,
    MIN_ADJUSTER_KNOWN,
    MIN_ADJUSTER_LEVEL,
    MIN_CLUSTERS,
    MIN_EVENTS_MULTIVARIABLE,
    MIN_PREDICTOR_MARGIN,
)

EXPOSED = 1  # the column after the intercept
NO_VARIANCE = 1e-6  # an interval so narrow comes of scores that cancel in every council, not of knowledge


@dataclass(frozen=True, slots=True)
class Who:
    """The adjusters by which answers are counted: each one's levels, and which level each pattern has.

    `levels` (adjusters, patterns): a place in the adjuster's `codes`, their number where it is not known.
    """

    keys: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]
    levels: Whole


@dataclass(frozen=True, slots=True)
class Pool:
    """What of the counts a model holds: the adjusters' places, (patterns,) those kept, and the levels left out."""

    adjusters: tuple[int, ...]
    kept: Flags
    left_out: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Ratio:
    """An adjusted odds ratio, its 95 % interval and p, standard errors by council; NaN where there is none."""

    ratio: float
    low: float
    high: float
    p: float
    penalised: bool = False


NO_RATIO = Ratio(np.nan, np.nan, np.nan, np.nan)


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A thing's adjusted odds ratio, or the `reason` why there is none, and who it is about.

    `events`, `bases` (2,): of those unexposed and those exposed in the model. `councils` answered it;
    `largest_share` of them were of one. `left_out`: how many are not in it though they answered both.
    `levels_left_out`: (adjuster's key, code) of too few children.
    """

    ratio: Ratio
    reason: Reason | None
    events: Whole
    bases: Whole
    councils: int
    largest_share: float
    left_out: int
    adjusted_for: tuple[str, ...]
    levels_left_out: tuple[tuple[str, str], ...]


def fit_adjusted(events: Whole, trials: Whole, who: Who) -> Adjusted:
    """`events`, `trials` (2, areas, patterns): how many had the outcome, of those unexposed and those exposed."""
    pool = choose_pool(events.sum(axis=(0, 1)), trials.sum(axis=(0, 1)), who)
    events_in, trials_in = events[..., pool.kept], trials[..., pool.kept]
    reason = _why_not(events_in.sum(axis=(1, 2)), trials_in)
    found = _fit(events_in, trials_in, design_of(pool, who)) if reason is None else NO_RATIO
    made = bool(found.low < found.high * (1 - NO_VARIANCE) and np.isfinite(found.high))
    by_council = trials_in.sum(axis=(0, 2))
    base = int(by_council.sum())
    return Adjusted(
        ratio=found if made else NO_RATIO,
        reason=reason if made or reason else Reason.NO_FIT,
        events=events_in.sum(axis=(1, 2)),
        bases=trials_in.sum(axis=(1, 2)),
        councils=int(np.count_nonzero(by_council)),
        largest_share=float(by_council.max(initial=0) / base) if base else np.nan,
        left_out=int(trials.sum()) - base,
        adjusted_for=tuple(who.keys[place] for place in pool.adjusters),
        levels_left_out=tuple((who.keys[place], who.codes[place][level]) for place, level in pool.left_out),
    )


def choose_pool(events: Whole, trials: Whole, who: Who) -> Pool:
    """Of all councils (patterns,) → the adjusters the events bear, and who is left.

    An adjuster that fewer than MIN_ADJUSTER_KNOWN of them answered is not used. Of the others the last is given up
    first, until the rarer of having the outcome and not having it is EVENTS_PER_PREDICTOR for each column.
    """
    usable = [place for place in range(len(who.keys)) if _is_known(trials, who, place)]
    for number in range(len(usable), -1, -1):
        pool = _without_rare_levels(trials, who, tuple(usable[:number]))
        rarer = min(events[pool.kept].sum(), (trials - events)[pool.kept].sum())
        if number == 0 or rarer >= EVENTS_PER_PREDICTOR * (1 + _columns(pool, who).shape[1]):
            break
    return pool


def design_of(pool: Pool, who: Who) -> Floats:
    """Intercept, exposure, then each adjuster's levels but the first: (2 × patterns kept, columns), unexposed first."""
    adjusters = _columns(pool, who)
    rows = adjusters.shape[0]
    return np.column_stack([np.ones(2 * rows), np.repeat([0.0, 1.0], rows), np.tile(adjusters, (2, 1))])


def _is_known(trials: Whole, who: Who, place: int) -> bool:
    known = who.levels[place] < len(who.codes[place])
    return bool(trials[known].sum() >= MIN_ADJUSTER_KNOWN * trials.sum())


def _without_rare_levels(trials: Whole, who: Who, adjusters: tuple[int, ...]) -> Pool:
    """Leave out who is of a level of fewer than MIN_ADJUSTER_LEVEL, or of none, until no level is so small."""
    kept = trials > 0
    for place in adjusters:
        kept &= who.levels[place] < len(who.codes[place])
    left_out: list[tuple[int, int]] = []
    while rare := _rare_levels(trials, who, adjusters, kept):
        left_out += rare
        for place, level in rare:
            kept &= who.levels[place] != level
    varying = tuple(place for place in adjusters if np.unique(who.levels[place][kept]).size > 1)
    return Pool(varying, kept, tuple(sorted(left_out)))


def _rare_levels(trials: Whole, who: Who, adjusters: tuple[int, ...], kept: Flags) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for place in adjusters:
        here = np.bincount(who.levels[place][kept], weights=trials[kept])
        found += [(place, int(level)) for level in np.flatnonzero((here > 0) & (here < MIN_ADJUSTER_LEVEL))]
    return found


def _columns(pool: Pool, who: Who) -> Floats:
    """(patterns kept, columns): a column for each level of each adjuster that somebody has, but its first."""
    levels = who.levels[:, pool.kept]
    columns = [levels[place] == level for place in pool.adjusters for level in np.unique(levels[place])[1:]]
    return np.array(columns, dtype=np.float64).reshape(len(columns), levels.shape[1]).T


def _why_not(events: Whole, trials: Whole) -> Reason | None:
    """`events` (2,) of those unexposed and exposed; `trials` (2, areas, patterns)."""
    bases = trials.sum(axis=(1, 2))
    margin = int(bases.min())
    if not bases.sum():
        return Reason.NO_ANSWERS
    if min(events.sum(), (bases - events).sum()) < MIN_EVENTS_MULTIVARIABLE:
        return Reason.TOO_FEW_EVENTS
    if margin < MIN_PREDICTOR_MARGIN:
        return Reason.TOO_FEW_EXPOSED if margin else Reason.CONSTANT
    # An interval by council is too narrow where only a few councils have the thing, or only a few lack it.
    if np.count_nonzero(trials.sum(axis=2), axis=1).min() < MIN_CLUSTERS:
        return Reason.TOO_FEW_COUNCILS
    return None


def _fit(events: Whole, trials: Whole, design: Floats) -> Ratio:
    """The rows of the design are the patterns of those unexposed, then of those exposed."""
    with np.errstate(invalid="ignore", divide="ignore"):  # councils alike to the child have no variance
        found = fit_clustered(design, *(np.concatenate(list(each), axis=-1) for each in (events, trials)))
    ends = (found.fit.coefficients[EXPOSED], found.low[EXPOSED], found.high[EXPOSED])
    ratio, low, high = (float(np.exp(end)) for end in ends)
    return Ratio(ratio, low, high, float(found.p[EXPOSED]), found.fit.penalised)
