"""What the safeguarding reader sees."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django import forms

from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.web.policy import READING_HOURS
from heard.web.ui.days import say_day
from heard.web.voices.forms import ReadAfterClosingForm, ReadForm
from heard.web.voices.queries import CommentFacts

Refused = tuple[UUID, forms.Form]  # a form that came back, with what was typed in it


@dataclass(frozen=True, slots=True)
class Shown:
    """One child's words, the question they answer, and the form for what was done."""

    key: UUID
    over: str
    question: str
    text: str = field(repr=False)
    note: str = field(repr=False)
    read_by: str
    form: forms.Form


def present_comments(comments: Sequence[CommentFacts], refused: Refused | None = None) -> tuple[Shown, ...]:
    """The comments for the page."""
    return tuple(_show(each, refused) for each in comments)


def say_hours() -> str:
    """`9:00 and 14:00`."""
    return " and ".join(f"{hour}:00" for hour in READING_HOURS)


def form_for(comment: CommentFacts, data: object = None) -> forms.Form:
    """The form under a comment; without a note once the wave has closed."""
    kind = ReadForm if comment.arrived_on else ReadAfterClosingForm
    return kind(data, auto_id=f"id_%s_{comment.key.hex}")  # type: ignore[arg-type]


def _show(comment: CommentFacts, refused: Refused | None) -> Shown:
    day = f"read in on {say_day(comment.arrived_on)}" if comment.arrived_on else "the wave has closed"
    over = f"{comment.wave} · ages {comment.survey.replace('-', ' to ')} · {day}"
    form = refused[1] if refused and refused[0] == comment.key else form_for(comment)
    return Shown(comment.key, over, _question(comment), comment.text, comment.note, comment.read_by, form)


def _question(comment: CommentFacts) -> str:
    """The question's text; its key where the catalogue has it no longer."""
    asked = load_catalogue().questionnaires[Survey(comment.survey)].open_questions()
    return next((item.text for item in asked if item.key == comment.question), comment.question)
