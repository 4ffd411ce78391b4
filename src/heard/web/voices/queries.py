"""Reading what children of the council entered wrote."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Value
from django.db.models.functions import Coalesce

from heard.web.tenancy import entered_council
from heard.web.voices.looking import NOT_LOOKED, Signs
from heard.web.voices.models import Comment, EscalationContacts


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
    outcome: str
    note: str = field(repr=False)
    signs: Signs | None = field(repr=False)


def list_unread() -> tuple[CommentFacts, ...]:
    """What nobody has read yet: signs of concern first, then what nothing has looked at, then day by day; in an order
    within these that says nothing."""
    return _facts(is_read=False)


def list_unlooked() -> tuple[tuple[UUID, str], ...]:
    """Key and words of what nobody has read and nothing has looked at for signs of concern."""
    rows = Comment.objects.filter(council_id=entered_council(), is_read=False, rank__isnull=True)
    return tuple(rows.order_by("pk").values_list("pk", "text"))


def has_late(today: date) -> bool:
    """Whether something has waited since a working day before today."""
    rows = Comment.objects.filter(council_id=entered_council(), is_read=False, arrived_on__lt=today)
    return rows.exists()


def get_contacts() -> str:
    """Whom the safeguarding reader calls; empty where the council has not said so."""
    row = EscalationContacts.objects.filter(council_id=entered_council()).first()
    return row.words if row else ""


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


def list_waves_unread() -> frozenset[str]:
    """The waves that have closed and of which the safeguarding reader has something left to read."""
    rows = Comment.objects.filter(council_id=entered_council(), is_read=False, arrived_on__isnull=True)
    return frozenset(rows.values_list("wave", flat=True))


def find_comment(key: UUID) -> CommentFacts | None:
    """A comment of this council; None where there is none, or another council's."""
    return next(iter(_facts(pk=key)), None)


def _facts(**which: object) -> tuple[CommentFacts, ...]:
    urgency = Coalesce("rank", Value(NOT_LOOKED))
    rows = Comment.objects.filter(council_id=entered_council(), **which)
    return tuple(
        CommentFacts(
            key=row.pk,
            wave=row.wave,
            survey=row.survey,
            question=row.question,
            text=row.text,
            arrived_on=row.arrived_on,
            read_by=row.read_by,
            outcome=row.outcome,
            note=row.note,
            signs=None if row.rank is None else Signs.read(row.signs, row.rank),
        )
        for row in rows.order_by(urgency, "wave", "arrived_on", "key")
    )
