"""How many answers a week are needed, and how many come, worked out of shown figures alone."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from heard.base.policy import RESPONSE_RATE_TARGET
from heard.web.policy import DAYS_BEFORE_PACE

WEEK = 7


@dataclass(frozen=True, slots=True)
class Pace:
    """How far it is to the target. `needed`: answers still to come, 0 = the target is reached; `days_left` counts
    today and the last answer day.

    `a_week`: answers needed in each week that is left; None in the last one, where `needed` says it. `so_far`: how
    many came in a week up to now; None in the first days.
    """

    target: int
    needed: int
    days_left: int
    a_week: int | None
    so_far: int | None


def work_out_pace(
    *, answered: int, eligible: int, first_day: date | None, today: date, last_answer_day: date
) -> Pace:
    """`answered` as it is shown, 0 where that is *fewer than five*. `first_day`: the first one that is kept."""
    target = ceil(Fraction(str(RESPONSE_RATE_TARGET)) * eligible)
    needed = max(0, target - answered)
    days_left = max(0, (last_answer_day - today).days + 1)
    a_week = ceil(Fraction(needed * WEEK, days_left)) if days_left > WEEK else None
    return Pace(target, needed, days_left, a_week, _so_far(answered, first_day, today))


def _so_far(answered: int, first_day: date | None, today: date) -> int | None:
    days = (today - first_day).days if first_day else 0
    return (2 * answered * WEEK + days) // (2 * days) if days >= DAYS_BEFORE_PACE else None
