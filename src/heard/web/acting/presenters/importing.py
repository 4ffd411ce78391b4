"""A table that waits: what was understood of it, what is asked, what stands in the plan already."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import BoundField
from django.urls import reverse

from heard.base.messages import count_of
from heard.base.problems import Problem
from heard.web.acting.forms.importing import ReviewForm, RowFields
from heard.web.acting.forms.reviewing import Review
from heard.web.acting.presenters.words import ASKS, HOW_TO_SAY, say_step
from heard.web.acting.queries import WaitingFacts
from heard.web.acting.reading.columns import Field
from heard.web.acting.reading.proposing import Proposal, ThemeWords
from heard.web.ui.days import say_day


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
class PageLine:
    """A page of the rows, in the list of them."""

    text: str
    url: str
    is_here: bool
    is_kept: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The page. `pages`: empty where all rows stand on one; `stands`: which they are, and whether they were looked at.
    `address`: where its form is sent."""

    file: str
    said: str
    address: str
    pages: tuple[PageLine, ...]
    stands: str
    has_before: bool
    has_after: bool
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


def present_review(council: str, look: Review, page: int, form: ReviewForm) -> ReviewPage:
    """`page`: from 0."""
    address = reverse("acting:review", args=[council, look.waiting.key])
    places = look.places(page)
    rows = tuple(_row(council, each, look.proposals[each], look.there.get(each), form) for each in places)
    asking = _list_asking(look, address, page)
    waiting = look.waiting
    return ReviewPage(
        file=waiting.file,
        said=f"{count_of(len(look.proposals), 'row')}, read on {say_day(waiting.on)} by {waiting.by}",
        address=f"{address}?page={page + 1}",
        pages=_list_pages(look, address, page) if look.pages > 1 else (),
        stands=_say_page(look, page),
        has_before=page > 0,
        has_after=page + 1 < look.pages,
        notes=look.table.notes,
        asked=len(asking),
        asks=_say_asks(len(asking)),
        asking=asking,
        rows=rows,
        themes=tuple(form.theme_fields()),
        named=form.named,
        seen=form["seen"] if form.named else None,
        how=f"When something is due can be said as {HOW_TO_SAY[:1].lower()}{HOW_TO_SAY[1:]}",
    )


def _list_asking(look: Review, address: str, page: int) -> tuple[tuple[str, str], ...]:
    """Every row that has to be asked about, on whatever page, and where it is."""
    return tuple(
        (f"Row {each.row.number}", f"{'' if at == page else f'{address}?page={at + 1}'}#row-{place}")
        for at in range(look.pages)
        for place in look.places(at)
        if (each := look.proposals[place]).time.ask and place not in look.there
    )


def _list_pages(look: Review, address: str, page: int) -> tuple[PageLine, ...]:
    return tuple(
        PageLine(
            _say_rows(look.places(each)),
            f"{address}?page={each + 1}",
            each == page,
            each in look.waiting.typed,
        )
        for each in range(look.pages)
    )


def _say_rows(places: range) -> str:
    return f"{places.start + 1} to {places.stop}"


def _say_page(look: Review, page: int) -> str:
    if look.pages == 1:
        return ""
    left = look.pages - len({page, *look.waiting.typed})
    waits = f" {count_of(left, 'other page')} nobody has looked at yet." if left else ""
    rows = f"Rows {_say_rows(look.places(page))} of {len(look.proposals)} stand on this page."
    return (
        f"{rows}{waits} What you say is kept as you go on; nothing comes into the plan before the last page."
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
