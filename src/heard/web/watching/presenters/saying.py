"""Sentences that the wave's page and the weekly picture share. Each number in them is a shown one."""

from datetime import date

from heard.base.messages import count_of
from heard.base.policy import RESPONSE_RATE_TARGET
from heard.catalogue import load_catalogue
from heard.web.policy import SMALLEST_GROUP_MOVE, SMALLEST_SHOWN
from heard.web.ui.days import say_day
from heard.web.watching.kinds import Reach, Reason
from heard.web.watching.pace import Pace
from heard.web.waves.presenters import say_rate

TARGET = f"{round(RESPONSE_RATE_TARGET * 100)} %"
FEW = "fewer than five"
NO_COHORT = "Nobody has said how many could answer, so there is no rate and no pace."
TOO_FEW = "too few have come to say how many a week."
TOO_EARLY = "It is too early to say how many come in a week."
NOT_YET = (
    "Too few to tell so far. Figures by group are counted once a fortnight, from ten on, so that nobody can tell "
    "who answered."
)
if (SMALLEST_SHOWN, SMALLEST_GROUP_MOVE) != (5, 10):
    raise ValueError("the words above say five and ten")
REACH = {Reach.NOT_REACHED: "Not reached", Reach.ANOTHER_WAY: "Heard another way"}
REASONS = {
    Reason.AWAY: "Away while the wave was open",
    Reason.UNWELL: "Unwell",
    Reason.NO_ADULT: "No trusted adult had time for it",
    Reason.NO_CONTACT: "Nobody has been able to get in touch",
    Reason.NO_LANGUAGE: "No survey in a language they use",
    Reason.NOT_NOW: "An adult judged that this was not the time",
    Reason.OTHER_CAUSE: "For another reason",
    Reason.ADVOCATE: "They told an advocate",
    Reason.IN_PERSON: "They told somebody else, in person or in a group",
    Reason.MADE_SOMETHING: "They drew or made something",
    Reason.WATCHED: "Somebody who knows them saw how they are",
    Reason.OTHER_WAY: "In another way",
}


def say_answered(answered: int | None, eligible: int | None) -> str:
    """`25 have answered, of 75 who could: 33 %.`"""
    if answered is None:
        return "Fewer than five have answered so far."
    if not eligible:
        return f"{answered:,} have answered so far."
    return f"{answered:,} have answered, of {eligible:,} who could: {say_rate(answered, eligible)}."


def say_pace(pace: Pace | None, last_answer_day: date) -> str:
    """What is needed and what comes."""
    if pace is None:
        return NO_COHORT
    if not pace.needed:
        return f"The target of {TARGET} is reached."
    if not pace.days_left:
        return f"The target of {TARGET} was missed by {pace.needed:,} at most."
    if pace.a_week is None:
        days = count_of(pace.days_left, "day")
        more = count_of(pace.needed, "more answer")
        return f"To reach {TARGET}, {more} {_is(pace.needed)} needed in the {days} left."
    answers = f"{count_of(pace.a_week, 'answer')} a week {_is(pace.a_week)} needed"
    needs = f"To reach {TARGET} by {say_day(last_answer_day)}, {answers}"
    return f"{needs}{_say_come(pace.so_far)}"


def _say_come(a_week: int | None) -> str:
    """Nothing shown may be four in a week: it is not said to be none."""
    if a_week is None:
        return f". {TOO_EARLY}"
    return f"; so far about {a_week} a week have come." if a_week else f"; so far {TOO_FEW}"


def say_level(group: str, level: str) -> str:
    """`boys`, `children in children's homes`."""
    known = load_catalogue().demographics.get(group)
    return known.labels.get(level, level) if known else level


def say_group(group: str) -> str:
    """`Who they live with`."""
    known = load_catalogue().demographics.get(group)
    return known.title if known else group


def say_few(count: int | None) -> str:
    """A count of five or more, or that it is under five, or none."""
    return FEW if count is None else f"{count:,}" if count else "none"


def say_least(count: int | None) -> str:
    """A count that moves by fives, as `hide_few` leaves it."""
    return FEW if count is None else f"at least {count:,}"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
