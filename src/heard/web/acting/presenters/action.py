"""The page of one action: what it says, what was written beside it, what is counted, who changed what."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from heard.base.policy import Level
from heard.charts.markup import INK, LEAF, LINE, element, picture
from heard.web.acting.contents import ActionContent, differing
from heard.web.acting.dates import When
from heard.web.acting.kinds import EntryKind
from heard.web.acting.presenters.plan import look_of, marks_of, say_due, say_now
from heard.web.acting.presenters.words import (
    CHANGES,
    ENTRIES,
    FIELDS,
    RHYTHMS,
    STATUSES,
    say_finding,
    say_moment,
    say_when,
)
from heard.web.acting.queries import ActionFacts, EntryFacts, MeasureFacts, ThemeFacts, VersionFacts
from heard.web.results.found import FindingFacts
from heard.web.ui.days import say_day

WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT = 320, 96, 8, 312, 10, 88
NOTHING = "nothing"
SOMEBODY = "the council"


@dataclass(frozen=True, slots=True)
class Answered:
    """A finding that the action answers, with what this person may read of it."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryLine:
    """What was written beside the action."""

    kind: str
    words: str
    said: str
    result: str
    look: str


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure: its line and its table."""

    id: int
    name: str
    how_often: str
    now: str
    line: SafeString
    rows: tuple[tuple[str, str, str], ...]
    is_counted: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """One field, from what to what."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One version: who made it, and what it changed."""

    number: int
    said: str
    changes: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class ActionPage:
    """The page."""

    number: int
    text: str
    status: str
    look: str
    marks: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    answered: tuple[Answered, ...]
    entries: tuple[EntryLine, ...]
    measures: tuple[MeasureView, ...]
    history: tuple[HistoryLine, ...]
    is_open: bool
    has_evidence: bool
    url: str


def present_action(
    council: str,
    action: ActionFacts,
    *,
    themes: Sequence[ThemeFacts],
    entries: Sequence[EntryFacts],
    measures: Sequence[MeasureFacts],
    versions: Sequence[VersionFacts],
    findings: Iterable[tuple[FindingFacts | None, Level | None]],
    today: date,
    is_told_who: bool = True,
) -> ActionPage:
    """`findings`: those it answers, in its order, with the level that this person may read; None where none.
    `is_told_who`: the young people's panel reads what was written, and not the addresses of who wrote it."""
    content = action.content
    return ActionPage(
        number=action.number,
        text=action.text,
        status=STATUSES[action.status],
        look=look_of(action.status),
        marks=marks_of(action, today),
        facts=tuple(_facts(action, themes)),
        answered=tuple(_answered(key, *found) for key, found in zip(content.findings, findings, strict=True)),
        entries=tuple(_entry(each, is_told_who) for each in entries),
        measures=tuple(_measure(each, is_told_who) for each in measures),
        history=tuple(present_history(versions, themes, is_told_who=is_told_who)),
        is_open=action.status.is_open,
        has_evidence=action.has_evidence,
        url=reverse("acting:action", args=[council, action.number]),
    )


def present_history(
    versions: Sequence[VersionFacts], themes: Sequence[ThemeFacts], *, is_told_who: bool = True
) -> Iterator[HistoryLine]:
    """The newest first: each field that a version changed, from what to what."""
    for place, each in enumerate(versions):
        before = versions[place + 1].content if place + 1 < len(versions) else None
        changes = (
            present_changes(before, each.content, themes)
            if isinstance(before, ActionContent) and isinstance(each.content, ActionContent)
            else ()
        )
        yield HistoryLine(
            each.number, f"{say_moment(each.at)}, by {each.by if is_told_who else SOMEBODY}", changes
        )


def present_changes(
    before: ActionContent, after: ActionContent, themes: Sequence[ThemeFacts]
) -> tuple[Changed, ...]:
    """What differs, field by field."""
    return tuple(
        Changed(FIELDS[name], say_field(before, name, themes), say_field(after, name, themes))
        for name in differing(before, after)
    )


def say_field(content: ActionContent, name: str, themes: Sequence[ThemeFacts]) -> str:  # noqa: PLR0911
    """What a field of an action says, in words; `nothing` where it says nothing."""
    value = getattr(content, name)
    if isinstance(value, When):
        return say_when(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "themes":
        titles = {each.id: f"{each.number}. {each.title}" for each in themes}
        return "; ".join(titles.get(each, str(each)) for each in value) or NOTHING
    if name == "findings":
        return "; ".join(map(say_finding, value)) or NOTHING
    if name == "status":
        return STATUSES[value]
    if name == "change":
        return CHANGES[value] if value else NOTHING
    if name == "kept":
        return "; ".join(f"{heading}: {text}" for heading, text in value) or NOTHING
    return "; ".join(value) or NOTHING if isinstance(value, tuple) else str(value) or NOTHING


def _facts(action: ActionFacts, themes: Sequence[ThemeFacts]) -> Iterator[tuple[str, str]]:
    content, (due, _) = action.content, say_due(action)
    yield "By whom", "\n".join(content.roles) or "Nobody yet"
    yield "By when", due[:1].upper() + due[1:]
    if content.due_words.casefold() not in ("", due.casefold()):
        yield "As it was written", content.due_words
    if content.start.on:
        yield "Start", say_when(content.start)
    yield "Themes", _say_themes(content, themes)
    if content.group:
        yield "Outcome group or workstream", content.group
    if content.change:
        yield "What it changes", CHANGES[content.change]
    if content.expected:
        yield "Evidence expected", content.expected
    if content.wave:
        yield "Wave", content.wave
    if action.completed_on:
        yield "Done since", say_day(action.completed_on)
    yield from ((f"From the council’s table: {heading}", text) for heading, text in content.kept)


def _say_themes(content: ActionContent, themes: Sequence[ThemeFacts]) -> str:
    said = "\n".join(f"{each.number}. {each.title}" for each in themes if each.id in content.themes)
    if content.is_overarching:
        return f"Overarching\n{said}" if said else "Overarching"
    return said or "None"


def _answered(key: tuple[str, str], finding: FindingFacts | None, level: Level | None) -> Answered:
    told = finding.at(level) if finding and level else ()
    return Answered(say_finding(key), tuple(dict.fromkeys(each.sentence for each in told)))


def _entry(entry: EntryFacts, is_told_who: bool) -> EntryLine:
    result = ""
    if entry.kind is EntryKind.AUDIT and entry.sample:
        result = f"{entry.met:,} of {entry.sample:,} looked at met it: {entry.criterion}"
    look = "better" if entry.kind is EntryKind.EVIDENCE else ""
    return EntryLine(
        ENTRIES[entry.kind],
        entry.words,
        f"{say_day(entry.on)}, written by {entry.by if is_told_who else SOMEBODY}",
        result,
        look,
    )


def _measure(measure: MeasureFacts, is_told_who: bool) -> MeasureView:
    unit = f", in {measure.unit}" if measure.unit else ""
    often = RHYTHMS[measure.rhythm] if measure.rhythm else "as it comes"
    ended = f", until {say_day(measure.ended_on)}" if measure.ended_on else ""
    return MeasureView(
        measure.id,
        measure.name,
        f"{often[:1].upper()}{often[1:]}{unit}{ended}",
        say_now(measure),
        mark_safe(_draw(measure)),
        tuple(
            (say_day(each.on), f"{each.value.normalize():,f}", each.by if is_told_who else SOMEBODY)
            for each in reversed(measure.values)
        ),
        measure.ended_on is None,
    )


def _draw(measure: MeasureFacts) -> str:
    """A line through the values; empty where there are not two days to draw between."""
    values = measure.values
    if len(values) < 2:
        return ""
    first, last = values[0].on, values[-1].on
    numbers = [float(each.value) for each in values]
    low, high = min(0.0, *numbers), max(0.0, *numbers)
    reach = high - low or 1.0

    def x(on: date) -> float:
        return LEFT + (RIGHT - LEFT) * (on - first).days / (last - first).days

    def y(value: float) -> float:
        return FOOT - (FOOT - TOP) * (value - low) / reach

    points = [(x(each.on), y(float(each.value))) for each in values]
    path = " ".join(f"{'M' if not n else 'L'}{px:.1f} {py:.1f}" for n, (px, py) in enumerate(points))
    parts = [
        element("line", x1=LEFT, x2=RIGHT, y1=f"{y(0):.1f}", y2=f"{y(0):.1f}", stroke=LINE, stroke_width=2),
        element("path", d=path, fill="none", stroke=LEAF, stroke_width=3, stroke_linejoin="round"),
        *(
            element("circle", cx=f"{px:.1f}", cy=f"{py:.1f}", r=4, fill=LEAF, stroke=INK, stroke_width=1)
            for px, py in points
        ),
    ]
    sentence = (
        f"{measure.name}: from {values[0].value.normalize():,f} on {say_day(first)} to "
        f"{values[-1].value.normalize():,f} on {say_day(last)}"
    )
    return picture(sentence, *parts, class_="over-time", viewBox=f"0 0 {WIDTH} {HEIGHT}", width="100%")
