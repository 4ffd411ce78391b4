"""A wave's days: what cannot be, and what is worth a second thought. Pure: today and the other days are given."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from heard.web.policy import SUGGESTED_MONTHS_BETWEEN, SUGGESTED_WEEKS

MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """As they are planned. The panel meets once the grace is over; `feedback_on` is None until it was said."""

    opens_on: date
    last_answer_day: date
    grace_days: int
    panel_on: date
    feedback_on: date | None = None

    @property
    def key_from(self) -> date:
        """The wave closes by itself the day after the last answer day; the grace begins then."""
        return self.last_answer_day + timedelta(days=1 + self.grace_days)


class Fault(StrEnum):
    """What cannot be."""

    PAST = "past"
    ORDER = "order"
    PANEL = "panel"  # before the answers can be open
    FEEDBACK = "feedback"  # children are told before the panel has read


class Worry(StrEnum):
    """What is allowed, and worth a second thought."""

    LONG = "long"
    RECENT = "recent"
    CLASH = "clash"
    HOLIDAY = "holiday"
    EXAMS = "exams"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Taken:
    """A time that something else takes up; `worry` says what."""

    worry: Worry
    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Advice:
    """A worry, what it is about, and the figure: weeks for LONG, else days of the window that are taken."""

    worry: Worry
    name: str = ""
    day: date | None = None
    figure: int = 0


def find_faults(days: Days, today: date) -> tuple[Fault, ...]:
    """Everything that cannot be, at once."""
    found = {
        Fault.PAST: days.opens_on < today,
        Fault.ORDER: days.last_answer_day < days.opens_on,
        Fault.PANEL: days.panel_on < days.key_from,
        Fault.FEEDBACK: days.feedback_on is not None and days.feedback_on <= days.panel_on,
    }
    return tuple(fault for fault, is_found in found.items() if is_found)


def find_advice(days: Days, *, others: Sequence[Taken], taken: Sequence[Taken]) -> tuple[Advice, ...]:
    """What to think about. `others`: the council's other waves, `taken`: its calendar."""
    return (*_long(days), *_recent(days, others), *_overlaps(days, (*others, *taken)))


def _long(days: Days) -> tuple[Advice, ...]:
    length = (days.last_answer_day - days.opens_on).days + 1
    if length <= SUGGESTED_WEEKS * 7:
        return ()
    return (Advice(Worry.LONG, figure=-(-length // 7)),)


def _recent(days: Days, others: Sequence[Taken]) -> tuple[Advice, ...]:
    """Only the latest wave before this one."""
    before = [each for each in others if each.ends_on < days.opens_on]
    if not before:
        return ()
    last = max(before, key=lambda each: each.ends_on)
    earliest = add_months(last.ends_on, SUGGESTED_MONTHS_BETWEEN)
    return (Advice(Worry.RECENT, last.name, earliest),) if days.opens_on < earliest else ()


def _overlaps(days: Days, taken: Sequence[Taken]) -> tuple[Advice, ...]:
    found = []
    for each in taken:
        starts, ends = max(each.starts_on, days.opens_on), min(each.ends_on, days.last_answer_day)
        if starts <= ends:
            found.append(Advice(each.worry, each.name, starts, (ends - starts).days + 1))
    return tuple(found)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it is shorter."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
