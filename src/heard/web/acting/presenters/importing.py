"""A table that waits: what was understood of it, what is asked, what stands in the plan already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.forms import BoundField
from django.urls import reverse

from heard.base.messages import count_of
from heard.base.problems import Problem
from heard.web.acting.forms.importing import ReviewForm, RowFields
from heard.web.acting.presenters.words import ASKS, HOW_TO_SAY, say_step
from heard.web.acting.queries import WaitingFacts
from heard.web.acting.reading.columns import Field
from heard.web.acting.reading.proposing import Proposal, ThemeWords
from heard.web.acting.reading.table import PlanTable
from heard.web.ui.days import say_day

FIELDS = {
    Field.ACTION: "what is to be done",
    Field.THEME: "themes",
    Field.WHO: "by whom",
    Field.DUE: "by when",
    Field.START: "start",
    Field.PROGRESS: "progress",
    Field.STATUS: "status",
    Field.GROUP: "outcome group or workstream",
    Field.EXPECTED: "evidence expected",
}
KEPT = "kept beside the action, under its own heading"


@dataclass(frozen=True, slots=True)
class RowView:
    """A row. `asks`: why it has to be asked for its time; `proposal`: what could be kept of it."""

    title: str
    anchor: str
    text: str
    themes: str
    roles: tuple[str, ...]
    due_words: str
    asks: str
    proposal: str
    progress: str
    kept: tuple[tuple[str, str], ...]
    there: str
    there_url: str
    is_overarching: bool
    fields: RowFields


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The page."""

    file: str
    said: str
    columns: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    asked: int
    asks: str
    asking: tuple[tuple[str, str], ...]
    rows: tuple[RowView, ...]
    themes: tuple[BoundField, ...]
    named: tuple[str, ...]
    seen: BoundField | None
    how: str


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A table that waits, in the list."""

    text: str
    url: str


def present_review(
    council: str,
    waiting: WaitingFacts,
    table: PlanTable,
    *,
    proposals: Sequence[Proposal],
    there: Mapping[int, int],
    named: Sequence[str],
    form: ReviewForm,
) -> ReviewPage:
    """`there`: the rows (from 0) that the plan has already, with the number of the action."""
    rows = tuple(_row(council, place, each, there.get(place), form) for place, each in enumerate(proposals))
    asking = tuple((each.title, each.anchor) for each in rows if each.asks and not each.there)
    return ReviewPage(
        file=waiting.file,
        said=f"{count_of(len(rows), 'row')}, read on {say_day(waiting.on)} by {waiting.by}",
        columns=tuple((heading, FIELDS[which] if which else KEPT) for heading, which in table.columns),
        notes=table.notes,
        asked=len(asking),
        asks=_say_asks(len(asking)),
        asking=asking,
        rows=rows,
        themes=tuple(form.theme_fields()),
        named=tuple(named),
        seen=form["seen"] if named else None,
        how=f"When something is due can be said as {HOW_TO_SAY[:1].lower()}{HOW_TO_SAY[1:]}",
    )


def list_problems(problems: Sequence[Problem]) -> tuple[str, ...]:
    """What is wrong with a file, a line each."""
    return tuple(each.sentence() for each in problems)


def present_waiting(council: str, waiting: Sequence[WaitingFacts]) -> tuple[WaitingLine, ...]:
    """Tables that were read and wait."""
    return tuple(
        WaitingLine(
            f"{each.file}, read on {say_day(each.on)} by {each.by}",
            reverse("acting:review", args=[council, each.key]),
        )
        for each in waiting
    )


def _row(council: str, place: int, proposal: Proposal, there: int | None, form: ReviewForm) -> RowView:
    row, time = proposal.row, proposal.time
    return RowView(
        title=f"Row {row.number}",
        anchor=f"row-{place}",
        text=proposal.text,
        themes=_say_themes(proposal.themes, row.says(Field.THEME)),
        roles=proposal.roles,
        due_words=row.says(Field.DUE),
        asks=ASKS[time.ask] if time.ask else "",
        proposal=say_step(time),
        progress=row.says(Field.PROGRESS),
        kept=row.kept,
        there=f"Alike with action {there} of the plan" if there else "",
        there_url=reverse("acting:action", args=[council, there]) if there else "",
        is_overarching=proposal.is_overarching,
        fields=form.row_fields(place),
    )


def _say_themes(words: ThemeWords, written: str) -> str:
    if words.is_all:
        return "All themes of the table"
    if words.is_unclear:
        return f"Not understood, kept as it is written: {written}"
    titles = dict(words.titled)
    numbered = [
        f"{number}. {titles[number]}" if number in titles else str(number) for number in words.numbers
    ]
    return ", ".join((*numbered, *words.titles)) or "None"


def _say_asks(number: int) -> str:
    if not number:
        return "Nothing has to be asked: look whether it is right, and bring it in."
    return (
        f"{count_of(number, 'row')} {'has' if number == 1 else 'have'} to be asked about: "
        "what stands there for when could mean more than one thing."
    )
