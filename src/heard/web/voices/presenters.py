"""What the safeguarding reader sees."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django import forms
from django.http import QueryDict

from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.comments.concerns.kinds import LEARNT, Concern
from heard.web.policy import READING_HOURS
from heard.web.ui.days import say_day
from heard.web.voices.forms import Outcome, ReadAfterClosingForm, ReadForm
from heard.web.voices.looking import Signs
from heard.web.voices.queries import CommentFacts

CONCERNS = {
    Concern.HARM: "Somebody may be hurting them",
    Concern.SELF_HARM: "They may be hurting themselves, or not want to live",
    Concern.UNSAFE: "They may not be safe where they are",
    Concern.HELP: "They ask for help, or complain of something serious",
}
NEGATED = ", though it seems to say that it is not so"
NEAR = ": “{near}” is on the list, and said here or nearly."
LIKE = ": comments with such a sign have words like these."
OUTCOMES = [(each.name.lower(), each.value) for each in Outcome]
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
    outcome: str
    signs: tuple[str, ...]
    is_urgent: bool
    is_late: bool
    form: forms.Form


def present_comments(
    comments: Sequence[CommentFacts], *, today: date, refused: Refused | None = None
) -> tuple[Shown, ...]:
    """The comments for the page."""
    return tuple(_show(each, today, refused) for each in comments)


def say_hours() -> str:
    """`9:00 and 14:00`."""
    return " and ".join(f"{hour}:00" for hour in READING_HOURS)


def form_for(comment: CommentFacts, data: object = None) -> forms.Form:
    """The form under a comment; without a note once the wave has closed."""
    kind = ReadForm if comment.arrived_on else ReadAfterClosingForm
    if isinstance(data, QueryDict) and "nothing" in data:
        data = ReadForm.saying_nothing()
    return kind(data, auto_id=f"id_%s_{comment.key.hex}")  # type: ignore[arg-type]


def _show(comment: CommentFacts, today: date, refused: Refused | None) -> Shown:
    day = f"read in on {say_day(comment.arrived_on)}" if comment.arrived_on else "the wave has closed"
    over = f"{comment.wave} · ages {comment.survey.replace('-', ' to ')} · {day}"
    form = refused[1] if refused and refused[0] == comment.key else form_for(comment)
    return Shown(
        key=comment.key,
        over=over,
        question=_question(comment),
        text=comment.text,
        note=comment.note,
        read_by=comment.read_by,
        outcome=dict(OUTCOMES).get(comment.outcome, ""),
        signs=_say_signs(comment.signs),
        is_urgent=comment.signs is not None and comment.signs.flag.is_urgent,
        is_late=comment.arrived_on is not None and comment.arrived_on < today,
        form=form,
    )


def _say_signs(signs: Signs | None) -> tuple[str, ...]:
    """Why it stands where it stands, a sentence each."""
    if signs is None:
        return ("The site has not looked at it yet.",)
    if not signs.flag.is_listed:
        return ("It may be in a language the site has no list for. Find somebody who reads it today.",)
    said = (
        f"{CONCERNS[sign.concern]}{NEGATED if sign.is_negated else ''}"
        + (LIKE if sign.reason == LEARNT else NEAR.format(near=sign.near))
        for sign in signs.flag.signs
    )
    return tuple(dict.fromkeys(said))


def _question(comment: CommentFacts) -> str:
    """The question's text; its key where the catalogue has it no longer."""
    asked = load_catalogue().questionnaires[Survey(comment.survey)].open_questions()
    return next((item.text for item in asked if item.key == comment.question), comment.question)
