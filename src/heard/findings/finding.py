"""What a finding is: one thing the figures bear, in words, with the numbers it rests on."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict


class Kind(StrEnum):
    """What a finding says, in the order in which findings are listed."""

    DEVELOPMENT = "development"
    DECLINED = "declined"
    STRENGTH = "strength"
    IMPROVED = "improved"
    GAP = "gap"
    ASSOCIATION = "association"
    ASK = "ask"  # worth asking children about; counted as no flag


class Evidence(StrEnum):
    """How well the figures bear it, firmest first."""

    CLEAR = "clear"
    LEVEL = "level"  # the share itself, whatever it is compared with
    POSSIBLE = "possible"
    TOO_FEW = "too_few"


class Basis(TypedDict):
    """The estimate or comparison a finding rests on; shares 0..1, None where the protected tables give none.

    `flag` is the comparison's or, where `against` is empty, what else the finding rests on (`levels.Case`).
    Of an association, `against` is the outcome, `exposure` whether those told of gave the headline answer, `count` of
    `base` how many of them had the outcome, `reference_count` of `reference_base` how many of the others; `low` and
    `high` are the ends of `odds_ratio`, which the other findings have none of.
    Of a trend (`against` is `trend`), `count` of `base` are the last wave's, the reference is the first of its
    `waves`, which the other findings have none of, and `difference` is the change of the straight line between the
    two, not the difference of their shares; `reason` is `not_a_straight_line` where the shares depart from it.
    """

    cut_point: str
    group: str
    level: str
    against: str
    reference: str
    flag: str
    reason: str
    direction: str
    exposure: str
    count: int | None
    base: int | None
    eligible: int | None
    share: float | None
    low: float | None
    high: float | None
    reference_count: int | None
    reference_base: int | None
    reference_share: float | None
    difference: float | None
    difference_low: float | None
    difference_high: float | None
    p: float | None
    q: float | None
    mdd: float | None
    odds_ratio: float | None
    waves: int | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding about one council.

    `key` = wave/area/survey/indicator/cut_point/group=level/kind/against, permanent; a finding that rests on
    the share alone has `level` in the last place, and an empty `against`; one of what goes with an outcome has
    the outcome there. `reason` says in a few words why a
    finding of kind `ask` is worth asking about, and is empty for the others.
    """

    key: str
    wave: str
    area: str
    survey: str
    indicator: str
    cut_point: str
    group: str
    level: str
    against: str
    domain: str
    kind: Kind
    evidence: Evidence
    reason: str
    sentence: str
    basis: Basis
