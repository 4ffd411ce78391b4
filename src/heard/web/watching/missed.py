"""Who is being missed: the levels of one shared demographic among those who answered, against the cohort.

A level's figure moves once a fortnight and by ten (decision 0009), and shows up to five fewer where it would betray
another level, so what is shown may lag up to fourteen behind what was counted. A level is said to be missed only where
that holds whatever the unseen fourteen are (or as many as the survey's total leaves, where that is fewer), and only
where chance would seldom bring it about; everything else is *too few to tell*. The standard library does it: pages
load nothing that counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, comb

from heard.base.policy import UNDER_REPRESENTED_P, UNDER_REPRESENTED_RATIO
from heard.web.policy import SMALLEST_GROUP_MOVE, SMALLEST_MOVE

UNSEEN = SMALLEST_GROUP_MOVE - 1 + SMALLEST_MOVE


class Verdict(StrEnum):
    """What the figures bear."""

    MISSED = "missed"
    HEARD = "heard"  # at least four fifths of its share, whatever is unseen
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class LevelStanding:
    """One level. `shown` is 0 where fewer than fifteen are known of; `of_cohort` and `at_most` are whole per cents, of
    those who could answer and of those who answered; `at_most` is rounded up and allows for all who are unseen."""

    level: str
    eligible: int
    shown: int
    of_cohort: int
    at_most: int
    verdict: Verdict


def judge_levels(
    eligible: Mapping[str, int], shown: Mapping[str, int], answered: int | None = None
) -> tuple[LevelStanding, ...]:
    """The levels of one demographic in one survey, as the cohort lists them. Levels that say nothing of the group
    (*prefer not to say*) are in no cohort, and on neither side. `answered`: the survey's shown total, where known."""
    rest = sum(eligible.values()) if answered is None else max(0, answered - sum(shown.values()))
    return tuple(
        _judge(level, eligible, shown, rest)
        for level, children in eligible.items()
        if 0 < children < sum(eligible.values())
    )


def _judge(level: str, eligible: Mapping[str, int], shown: Mapping[str, int], rest: int) -> LevelStanding:
    """`rest`: the most that can be unseen of all levels together."""
    own, everybody = eligible[level], sum(eligible.values())
    seen, others = shown.get(level, 0), [each for each in eligible if each != level]
    others_seen = sum(shown.get(each, 0) for each in others)
    others_most = min(
        others_seen + rest, sum(min(eligible[each], shown.get(each, 0) + UNSEEN) for each in others)
    )
    most = max(seen, min(own, seen + min(UNSEEN, rest)))
    of_cohort = Fraction(own, everybody)
    least = Fraction(str(UNDER_REPRESENTED_RATIO)) * of_cohort
    highest, lowest = _share(most, others_seen), _share(seen, others_most)
    verdict = Verdict.CANNOT_TELL
    if (
        highest < least
        and chance_of_so_few(most, own, others_seen, everybody - own) < UNDER_REPRESENTED_P / 2
    ):
        verdict = Verdict.MISSED
    elif seen and lowest >= least:
        verdict = Verdict.HEARD
    return LevelStanding(
        level, own, seen, int(of_cohort * 100 + Fraction(1, 2)), ceil(highest * 100), verdict
    )


def _share(part: int, rest: int) -> Fraction:
    return Fraction(part, part + rest) if part + rest else Fraction(1)


def chance_of_so_few(answered: int, eligible: int, others_answered: int, others_eligible: int) -> float:
    """How likely so few of a level, or fewer, are among as many answers, were all alike: Fisher's exact test, one side.

    1 where the figures cannot be: more answers than children.
    """
    if answered > eligible or others_answered > others_eligible:
        return 1.0
    every, drawn = eligible + others_eligible, answered + others_answered
    ways = sum(
        comb(eligible, few) * comb(others_eligible, drawn - few)
        for few in range(max(0, drawn - others_eligible), answered + 1)
    )
    return float(Fraction(ways, comb(every, drawn)))
