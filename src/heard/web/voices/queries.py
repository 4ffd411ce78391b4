"""Reading what children of the council entered wrote."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from heard.web.tenancy import entered_council
from heard.web.voices.models import Comment


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentFacts:
    """One child's words. `arrived_on` is empty once the wave has closed."""

    key: UUID
    wave: str
    survey: str
    question: str
    text: str = field(repr=False)
    arrived_on: date | None
    read_by: str
    note: str = field(repr=False)


def list_unread() -> tuple[CommentFacts, ...]:
    """What nobody has read yet, day by day, in an order within the day that says nothing."""
    return _facts(is_read=False)


def list_read() -> tuple[CommentFacts, ...]:
    """What was read while its wave is open, with what the reader did."""
    return _facts(is_read=True, arrived_on__isnull=False)


def list_handed_over() -> tuple[CommentFacts, ...]:
    """What the moderators may have: of waves that have closed, and read by the safeguarding reader."""
    return _facts(is_read=True, arrived_on__isnull=True)


def count_unread_of_closed() -> int:
    """How many comments of closed waves the safeguarding reader has not read yet."""
    return Comment.objects.filter(
        council_id=entered_council(), is_read=False, arrived_on__isnull=True
    ).count()


def find_comment(key: UUID) -> CommentFacts | None:
    """A comment of this council; None where there is none, or another council's."""
    return next(iter(_facts(pk=key)), None)


def _facts(**which: object) -> tuple[CommentFacts, ...]:
    rows = Comment.objects.filter(council_id=entered_council(), **which).order_by("wave", "arrived_on", "key")
    return tuple(
        CommentFacts(
            key=row.pk,
            wave=row.wave,
            survey=row.survey,
            question=row.question,
            text=row.text,
            arrived_on=row.arrived_on,
            read_by=row.read_by,
            note=row.note,
        )
        for row in rows
    )
