"""Reading the audit log of the council entered."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from heard.web.audit.models import AuditEvent
from heard.web.policy import AUDIT_PAGE
from heard.web.tenancy import entered_council


@dataclass(frozen=True, slots=True)
class Event:
    """One entry."""

    place: int
    at: datetime
    actor: str
    action: str
    subject: str


def list_events(
    *, since: date | None = None, until: date | None = None, actor: str = "", action: str = ""
) -> tuple[list[Event], int]:
    """The newest events first, as many as fit a page, and how many there are; days are those of the country."""
    rows = _events()
    if since:
        rows = rows.filter(at__gte=_midnight(since))
    if until:
        rows = rows.filter(at__lt=_midnight(until + timedelta(days=1)))
    if actor:
        rows = rows.filter(actor=actor)
    if action:
        rows = rows.filter(action=action)
    newest = rows.order_by("-place")[:AUDIT_PAGE]
    return [
        Event(each.place, each.at, each.actor, each.action, each.subject) for each in newest
    ], rows.count()


def list_actors() -> list[str]:
    """Everybody who did something."""
    return list(_events().order_by("actor").values_list("actor", flat=True).distinct())


def list_actions() -> list[str]:
    """Everything that was done."""
    return list(_events().order_by("action").values_list("action", flat=True).distinct())


def count_events() -> int:
    """How many there are."""
    return _events().count()


def _events() -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(council_id=entered_council())


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
