"""Which things one council's model holds together (method, item 13): the first in declared order that it can bear."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from heard.analysis.arrays import Flags, Floats, Whole
from heard.analysis.associations.coding import Small
from heard.analysis.associations.collinearity import Why, choose_columns
from heard.base.policy import (
    EVENTS_PER_PREDICTOR,
    MAX_PREDICTORS,
    MIN_EVENTS_MULTIVARIABLE,
    MIN_PREDICTOR_MARGIN,
)


class Reason(StrEnum):
    """Why there is no figure."""

    TOO_FEW_EVENTS = "too_few_events"
    TOO_FEW_EXPOSED = "too_few_exposed"
    NO_ANSWERS = "no_answers"
    CONSTANT = Why.CONSTANT.value
    SAME_AS = Why.SAME_AS.value
    NEARLY_SAME_AS = Why.NEARLY_SAME_AS.value
    TOO_FEW_COUNCILS = "too_few_councils"
    NO_FIT = "no_fit"


@dataclass(frozen=True, slots=True)
class Joint:
    """One council's model of one outcome, in counts.

    `chosen`: the places of k predictors. Bit i of a pattern is set for those exposed to the i-th of them; `events`
    and `trials` (2**k,) are how many of a pattern had the outcome, and how many there were. `skipped`: the places
    of predictors that came up before there were enough, and why they are not in it.
    """

    area: int
    outcome: int
    chosen: tuple[int, ...]
    events: Whole
    trials: Whole
    skipped: tuple[tuple[int, Reason], ...]


def choose_joint(area: int, outcome: int, exposed: Small, event: Flags) -> Joint | None:
    """`exposed` (predictors, rows): 1, 0, or below 0 where not known; `event` (rows,): who had the outcome.

    None where fewer than MIN_EVENTS_MULTIVARIABLE had it, or had it not, or nothing can be chosen. A predictor is
    taken where those who answered it and all taken before are still enough for one more.
    """
    limit = min(_predictors_borne(event), MAX_PREDICTORS)
    chosen: list[int] = []
    skipped: list[tuple[int, Reason]] = []
    rows = np.arange(event.size)
    for place in range(exposed.shape[0]):
        if len(chosen) >= limit:
            break
        complete = rows[exposed[place, rows] >= 0]
        reason = _why_not(exposed[[*chosen, place]][:, complete], event[complete])
        if reason is None:
            rows = complete
            chosen.append(place)
        else:
            skipped.append((place, reason))
    if not chosen:
        return None
    pattern = pattern_of(exposed[chosen][:, rows])
    size = 1 << len(chosen)
    events = np.bincount(pattern[event[rows]], minlength=size)
    return Joint(area, outcome, tuple(chosen), events, np.bincount(pattern, minlength=size), tuple(skipped))


def pattern_of(exposed: Small) -> Whole:
    """The pattern of each row: (predictors, rows) of 1 and 0 as bits of one number."""
    bits = np.int64(1) << np.arange(exposed.shape[0], dtype=np.int64)
    return np.asarray(bits @ exposed.astype(np.int64))


def pattern_design(predictors: int) -> Floats:
    """Every pattern's columns, without an intercept: (2**predictors, predictors)."""
    patterns = np.arange(1 << predictors)
    return (patterns[:, None] >> np.arange(predictors) & 1).astype(np.float64)


def _predictors_borne(event: Flags) -> int:
    """So many predictors as the rarer of having the outcome and not having it bears; 0 below the least."""
    had = int(np.count_nonzero(event))
    rarer = min(had, event.size - had)
    return rarer // EVENTS_PER_PREDICTOR if rarer >= MIN_EVENTS_MULTIVARIABLE else 0


def _why_not(exposed: Small, event: Flags) -> Reason | None:
    """Why these rows cannot bear the predictors, the last of which is new; None where they can."""
    if event.size == 0:
        return Reason.NO_ANSWERS
    if _predictors_borne(event) < exposed.shape[0]:
        return Reason.TOO_FEW_EVENTS
    had = exposed.sum(axis=1, dtype=np.int64)
    margin = int(np.minimum(had, event.size - had).min())
    if margin < MIN_PREDICTOR_MARGIN:
        return Reason.TOO_FEW_EXPOSED if margin else Reason.CONSTANT
    if exposed.shape[0] == 1:
        return None
    trials = np.bincount(pattern_of(exposed), minlength=1 << exposed.shape[0])
    names = [str(place) for place in range(exposed.shape[0])]
    dropped = choose_columns(pattern_design(exposed.shape[0]), names, trials).dropped
    return Reason(dropped[0].why.value) if dropped else None
