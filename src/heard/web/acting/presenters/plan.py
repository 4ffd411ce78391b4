"""The plan as a list, a board, and what is on whom's table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from heard.base.messages import count_of
from heard.web.acting.dates import read_exactly
from heard.web.acting.kinds import Status
from heard.web.acting.presenters.parts import Part
from heard.web.acting.presenters.words import STATUSES, join_roles, say_when, shorten
from heard.web.acting.queries import ActionFacts, EntryFacts, MeasureFacts, ThemeFacts
from heard.web.policy import PLAN_LINES
from heard.web.ui.days import say_day

OVERDUE, DRIFTING = "overdue", "drifting"
STANDS_OUT = {OVERDUE: "Overdue", DRIFTING: "Drifting"}
LONGEST_OPTION = 60


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the plan is shown; empty parts leave nothing out. `state`: a status, or overdue, or drifting."""

    theme: str = ""
    group: str = ""
    role: str = ""
    state: str = ""
    wave: str = ""

    def query(self, **otherwise: str) -> str:
        """As part of an address."""
        said = {name: getattr(self, name) for name in ("theme", "group", "role", "state", "wave")} | otherwise
        found = {name: value for name, value in said.items() if value}
        return f"?{urlencode(found)}" if found else ""

    @property
    def is_any(self) -> bool:
        """Whether something is left out."""
        return bool(self.query())


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter with its choices."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An action in a list. `marks`: overdue, drifting; `look`: a class of the style sheet for its status."""

    number: int
    url: str
    text: str
    short: str
    is_overarching: bool
    themes: str
    roles: str
    due: str
    words: str
    status: str
    look: str
    marks: tuple[str, ...]
    last: str
    measures: tuple["Tap", ...] = ()


@dataclass(frozen=True, slots=True)
class Tap:
    """A measure to be entered in one tap."""

    id: int
    name: str
    unit: str
    now: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the board. `more`: how many it has beside those that are shown, which the list has."""

    key: str
    title: str
    count: str
    lines: tuple[Line, ...]
    more: str
    more_url: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of the list."""

    text: str
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The plan. `summary`: how it stands, in one sentence. `pages`: of the list, empty where it has one."""

    summary: str
    is_empty: bool
    lines: tuple[Line, ...]
    columns: tuple[Column, ...]
    pages: tuple[PageLink, ...]
    choices: tuple[Choice, ...]
    shown: str
    filters: Filters
    board_url: str
    list_url: str
    timeline_url: str
    mine: str


def read_filters(given: Mapping[str, str]) -> Filters:
    """Out of an address; whatever is no filter is none."""
    return Filters(
        theme=given.get("theme", "")[:20],
        group=given.get("group", "")[:200],
        role=given.get("role", "")[:200],
        state=given.get("state", "")[:20],
        wave=given.get("wave", "")[:40],
    )


def choose(actions: Iterable[ActionFacts], filters: Filters, today: date) -> tuple[ActionFacts, ...]:
    """Those that the filters leave."""
    return tuple(each for each in actions if _is_chosen(each, filters, today))


def present_plan(
    council: str,
    actions: Sequence[ActionFacts],
    themes: Sequence[ThemeFacts],
    *,
    chosen: Sequence[ActionFacts],
    part: Part,
    last_words: Mapping[int, EntryFacts],
    filters: Filters,
    today: date,
    measures: Sequence[MeasureFacts] = (),
) -> PlanPage:
    """The list and the board are of the same lines. `chosen`: those the filters leave; of them `part` is shown."""
    lines = tuple(
        _line(
            council,
            each,
            themes=themes,
            last=last_words.get(each.id),
            today=today,
            measures=measures,
        )
        for each in part.actions
    )
    list_url = reverse("acting:show", args=[council])
    return PlanPage(
        summary=say_summary(actions, today),
        is_empty=not actions,
        lines=lines,
        columns=tuple(_columns(chosen, part, lines, list_url, filters)),
        pages=_list_pages(part, len(chosen), list_url, filters) if part.pages > 1 else (),
        choices=_choices(actions, themes, filters),
        shown=f"{len(chosen):,} of {count_of(len(actions), 'action')}" if filters.is_any else "",
        filters=filters,
        board_url=reverse("acting:board", args=[council]) + filters.query(),
        list_url=list_url + filters.query(),
        timeline_url=reverse("acting:timeline", args=[council]) + filters.query(),
        mine=filters.role,
    )


def _columns(
    chosen: Sequence[ActionFacts], part: Part, lines: Sequence[Line], list_url: str, filters: Filters
) -> Iterator[Column]:
    for status in Status:
        own = tuple(line for line, each in zip(lines, part.actions, strict=True) if each.status is status)
        count = sum(each.status is status for each in chosen)
        more = count - len(own)
        yield Column(
            status.value,
            STATUSES[status],
            count_of(count, "action"),
            own,
            f"{more:,} more in the list" if more else "",
            list_url + (filters.query() if filters.state else filters.query(state=status.value)),
        )


def _list_pages(part: Part, number: int, list_url: str, filters: Filters) -> tuple[PageLink, ...]:
    starts = range(1, number + 1, PLAN_LINES)
    return tuple(
        PageLink(
            f"{start} to {min(start + PLAN_LINES - 1, number)}",
            list_url + filters.query(page=str(page) if page > 1 else ""),
            page == part.page,
        )
        for page, start in enumerate(starts, start=1)
    )


def say_summary(actions: Sequence[ActionFacts], today: date) -> str:
    """`20 actions: 2 done, 12 under way. 3 are overdue and 1 is drifting.`"""
    if not actions:
        return ""
    counted = {status: sum(each.status is status for each in actions) for status in Status}
    said = ", ".join(
        f"{counted[status]:,} {STATUSES[status].lower()}"
        for status in (Status.DONE, Status.UNDER_WAY, Status.NOT_STARTED, Status.STOPPED)
        if counted[status]
    )
    late = sum(each.is_overdue(today) for each in actions)
    drifting = sum(each.is_drifting(today) for each in actions)
    stands_out = [f"{late:,} {'is' if late == 1 else 'are'} overdue"] if late else []
    stands_out += [f"{drifting:,} {'is' if drifting == 1 else 'are'} drifting"] if drifting else []
    more = f" {' and '.join(stands_out)}." if stands_out else " None is overdue or drifting."
    return f"{count_of(len(actions), 'action')}: {said}.{more}"


def marks_of(action: ActionFacts, today: date) -> tuple[str, ...]:
    """What stands out of an action."""
    found = (OVERDUE if action.is_overdue(today) else "", DRIFTING if action.is_drifting(today) else "")
    return tuple(STANDS_OUT[each] for each in found if each)


def say_due(action: ActionFacts) -> tuple[str, str]:
    """When it is due as it is understood, and as it was written where that says more."""
    said, words = say_when(action.due), " ".join(action.due_words.split())
    if action.content.step.on:
        said = f"{said}; a step by {say_when(action.content.step)}"
    return said, "" if read_exactly(words) == action.due else words


def name_themes(themes: Sequence[ThemeFacts], ids: Iterable[int]) -> str:
    """`1, 2, 5`: their numbers, as a plan's table has them."""
    numbers = {each.id: each.number for each in themes}
    return ", ".join(map(str, sorted(numbers[each] for each in ids if each in numbers)))


def look_of(status: Status) -> str:
    """The class of a status; words say it too."""
    return {Status.DONE: "better", Status.STOPPED: "cannot_tell"}.get(status, "")


def present_taps(measures: Sequence[MeasureFacts], action: int) -> tuple[Tap, ...]:
    """The measures of an action that are still counted."""
    return tuple(
        Tap(each.id, each.name, each.unit, say_now(each))
        for each in measures
        if each.action == action and each.ended_on is None
    )


def say_now(measure: MeasureFacts) -> str:
    """`37 referrals on 3 March 2026`; that nothing was entered."""
    if not measure.values:
        return "Nothing entered yet"
    last = measure.values[-1]
    unit = f" {measure.unit}" if measure.unit else ""
    return f"{last.value.normalize():,f}{unit} on {say_day(last.on)}"


def _line(
    council: str,
    action: ActionFacts,
    *,
    themes: Sequence[ThemeFacts],
    last: EntryFacts | None,
    today: date,
    measures: Sequence[MeasureFacts],
) -> Line:
    due, words = say_due(action)
    return Line(
        number=action.number,
        url=reverse("acting:action", args=[council, action.number]),
        text=action.text,
        short=shorten(action.text),
        is_overarching=action.content.is_overarching,
        themes=name_themes(themes, action.themes),
        roles=join_roles(action.roles),
        due=due,
        words=words,
        status=STATUSES[action.status],
        look=look_of(action.status),
        marks=marks_of(action, today),
        last=f"{shorten(last.words, 160)} ({say_day(last.on)})" if last else "",
        measures=present_taps(measures, action.id),
    )


def _is_chosen(action: ActionFacts, filters: Filters, today: date) -> bool:
    return (
        (not filters.theme or filters.theme in map(str, action.themes))
        and (not filters.group or action.content.group == filters.group)
        and (not filters.role or filters.role in action.roles)
        and (not filters.state or filters.state in _states(action, today))
        and (
            not filters.wave or filters.wave in {action.content.wave, *(each[0] for each in action.findings)}
        )
    )


def _states(action: ActionFacts, today: date) -> set[str]:
    found = {action.status.value}
    found |= {OVERDUE} if action.is_overdue(today) else set()
    return found | ({DRIFTING} if action.is_drifting(today) else set())


def _choices(
    actions: Sequence[ActionFacts], themes: Sequence[ThemeFacts], filters: Filters
) -> tuple[Choice, ...]:
    roles = sorted({role for each in actions for role in each.roles}, key=str.casefold)
    groups = sorted({each.content.group for each in actions if each.content.group}, key=str.casefold)
    states = {status.value: title for status, title in STATUSES.items()} | STANDS_OUT
    given = (
        ("theme", "Theme", {str(each.id): f"{each.number}. {each.title}" for each in themes}, filters.theme),
        ("role", "By whom", {role: role for role in roles}, filters.role),
        ("group", "Outcome group", {group: group for group in groups}, filters.group),
        ("state", "Status", states, filters.state),
    )
    return tuple(
        Choice(name, label, tuple(_option(value, text, chosen) for value, text in options.items()))
        for name, label, options, chosen in given
        if options
    )


def _option(value: str, text: str, chosen: str) -> Option:
    return Option(value, shorten(text, LONGEST_OPTION), value == chosen)
