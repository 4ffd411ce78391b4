"""The plan by month: a bar from when an action starts to when it is due, and the same as a table."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from heard.base.messages import count_of
from heard.charts.markup import CARD, INK, LEAF, LINE, PALE_LEAF, QUIET, element, picture
from heard.web.acting.kinds import Status
from heard.web.acting.presenters.plan import marks_of, say_due
from heard.web.acting.presenters.words import STATUSES, join_roles, say_when, shorten
from heard.web.acting.queries import ActionFacts

ROW, HEAD, LABEL, WIDTH = 30, 34, 44, 720  # of the drawing's own units
MOST_MONTHS = 48
LETTERS = ("J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D")


@dataclass(frozen=True, slots=True)
class Span:
    """One action with an end. `starts`: since it was made, where nobody said when it starts."""

    action: ActionFacts
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """The same in words."""

    number: int
    url: str
    text: str
    roles: str
    starts: str
    step: str
    due: str
    status: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """`drawn`: empty where no action has a day. `left_out`: what has none and stands in the table alone."""

    drawn: SafeString
    says: str
    left_out: str
    rows: tuple[TimelineRow, ...]


def present_timeline(council: str, actions: Sequence[ActionFacts], today: date) -> TimelinePage:
    """By the day on which they are due; those without one last."""
    spans = sorted(_spans(actions), key=lambda span: (span.ends, span.action.number))
    without = [each for each in actions if each.due_on is None]
    ordered = [*(span.action for span in spans), *without]
    return TimelinePage(
        drawn=mark_safe(_draw(spans, today)) if spans else SafeString(""),
        says="A bar reaches from the start of an action to the day it is due. Full bars are done, hollow ones open; "
        "the upright line is today. The number is the action's.",
        left_out=_say_left_out(len(without)),
        rows=tuple(_row(council, each, today) for each in ordered),
    )


def _spans(actions: Sequence[ActionFacts]) -> Iterator[Span]:
    for each in actions:
        if each.due_on:
            yield Span(each, min(_start(each), each.due_on), each.due_on)


def _start(action: ActionFacts) -> date:
    """The first day of a month that is said; else the day on which it was made."""
    start = action.content.start
    if start.on is None:
        return action.made_on
    return start.on.replace(day=1) if start.kind.value == "month" else start.on


def _draw(spans: Sequence[Span], today: date) -> str:
    first = min(span.starts for span in spans).replace(day=1)
    last = max(today, *(span.ends for span in spans))
    months = list(_months(first, last))
    if len(months) > MOST_MONTHS:  # what is late or to come matters
        months = months[-MOST_MONTHS:]
        first = months[0]
    end = _after(months[-1])
    whole = (end - first).days
    height = HEAD + ROW * len(spans) + 8

    def x(day: date) -> float:
        return LABEL + (WIDTH - LABEL - 8) * max(0, min(whole, (day - first).days)) / whole

    parts = [
        part
        for each in months
        for part in _month(each, x(each), height, is_named=len(months) <= 18, is_first=each == first)
    ]
    if first <= today < end:
        parts.append(
            element("line", x1=x(today), x2=x(today), y1=HEAD - 6, y2=height, stroke=INK, stroke_width=3)
        )
    for place, span in enumerate(spans):
        parts += _bar(span, x(span.starts), x(span.ends), HEAD + ROW * place, x)
    sentence = f"{count_of(len(spans), 'action')} with a day, from {first:%B %Y} to {last:%B %Y}; the table says each"
    return picture(sentence, *parts, class_="plan-timeline", viewBox=f"0 0 {WIDTH} {height}", width="100%")


def _month(month: date, at: float, height: float, *, is_named: bool, is_first: bool) -> Iterator[str]:
    is_january = month.month == 1
    yield element(
        "line", x1=at, x2=at, y1=HEAD - 8, y2=height, stroke=LINE, stroke_width=2 if is_january else 1
    )
    if is_named or is_january or is_first:
        words = str(month.year) if is_january or is_first else LETTERS[month.month - 1]
        yield element("text", words, x=at + 3, y=HEAD - 14, fill=QUIET, font_size=14)


def _bar(span: Span, start: float, end: float, top: float, x: Callable[[date], float]) -> Iterator[str]:
    is_done = span.action.status is Status.DONE
    width = max(18.0, end - start)
    left = end - width + (9 if end - start < 18 else 0)
    yield element("text", str(span.action.number), x=4, y=top + 19, fill=INK, font_size=15)
    yield element(
        "rect", x=f"{left:.1f}", y=top + 5, width=f"{width:.1f}", height=18, rx=9,
        fill=LEAF if is_done else PALE_LEAF if span.action.status is Status.UNDER_WAY else CARD,
        stroke=INK, stroke_width=2, **({"stroke_dasharray": "4 4"} if span.action.status is Status.STOPPED else {}),
    )  # fmt: skip
    step = span.action.content.step.on
    if step:
        yield element("circle", cx=f"{x(step):.1f}", cy=top + 14, r=6, fill=CARD, stroke=INK, stroke_width=2)


def _months(first: date, last: date) -> Iterator[date]:
    month = first
    while month <= last:
        yield month
        month = _after(month)


def _after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _row(council: str, action: ActionFacts, today: date) -> TimelineRow:
    content = action.content
    return TimelineRow(
        action.number,
        reverse("acting:action", args=[council, action.number]),
        shorten(action.text),
        join_roles(action.roles),
        say_when(content.start) if content.start.on else "",
        say_when(content.step) if content.step.on else "",
        say_due(action)[0],
        STATUSES[action.status],
        marks_of(action, today),
    )


def _say_left_out(number: int) -> str:
    if not number:
        return ""
    if number == 1:
        return "One action has no day to be drawn by: it has a rhythm, or none is known yet. It stands in the table."
    return f"{number:,} actions have no day to be drawn by: a rhythm, or none is known yet. They stand in the table."
