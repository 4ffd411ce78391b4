"""What is said about a wave's days: faults that cannot stand, advice with its reason."""

from collections.abc import Sequence
from datetime import date

from heard.base.messages import count_of
from heard.web.planning.actions import SAYS
from heard.web.planning.days import Advice, Days, Taken, Worry, find_advice, find_faults
from heard.web.planning.queries import PlanFacts
from heard.web.policy import SUGGESTED_MONTHS_BETWEEN, SUGGESTED_WEEKS
from heard.web.ui.days import say_day

if (SUGGESTED_WEEKS, SUGGESTED_MONTHS_BETWEEN) != (8, 18):
    raise ValueError("the words below say eight weeks and eighteen months")


def present_faults(plan: PlanFacts, today: date) -> tuple[str, ...]:
    """What cannot stand, of a plan that is not open yet."""
    if plan.days is None or plan.is_frozen:
        return ()
    return tuple(SAYS[fault] for fault in find_faults(plan.days, today))


def present_advice(days: Days | None, others: Sequence[Taken], taken: Sequence[Taken]) -> tuple[str, ...]:
    """None of it is refused: the council may know better."""
    if days is None:
        return ()
    found = find_advice(days, others=others, taken=taken)
    return tuple(_say(each) for each in found) + (() if taken else (NO_CALENDAR,))


NO_CALENDAR = (
    "The council's school terms are not in its calendar, so nothing is said here about holidays and exams. Put them in "
    "to be told."
)


def _say(advice: Advice) -> str:
    match advice.worry:
        case Worry.LONG:
            return (
                f"The window is {advice.figure} weeks long. Eight or fewer are suggested: in a long one everybody puts "
                "it off, and life changes between the first answer and the last."
            )
        case Worry.RECENT:
            when = say_day(advice.day) if advice.day else ""
            return (
                f"Wave {advice.name} ended less than eighteen months before this one begins. Until then little can "
                "have changed, and children are asked again before they were answered. Eighteen months are over on "
                f"{when}."
            )
        case Worry.CLASH:
            return (
                f"Wave {advice.name} is open on {count_of(advice.figure, 'day')} of this window. Children would hold "
                "two cards, and the same adults would hand out both."
            )
        case Worry.HOLIDAY:
            return (
                f"{advice.name} takes {count_of(advice.figure, 'day')} of the window. Teachers and school nurses, who "
                "reach many children, are away, and children may be elsewhere too."
            )
        case Worry.EXAMS:
            return (
                f"{advice.name} takes {count_of(advice.figure, 'day')} of the window. Young people of fifteen and "
                "older have other things in their heads, and their answers about school will show it."
            )
        case Worry.OTHER:
            return f"{advice.name} takes {count_of(advice.figure, 'day')} of the window."
