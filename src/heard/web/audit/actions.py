"""Adding to the audit log. It is the only write there is."""

import hashlib
import json
from datetime import datetime

from django.db import connection, transaction

from heard.web.audit.models import AuditEvent
from heard.web.tenancy import entered_council

START = "0" * 64


def record(*, actor: str, action: str, subject: str, at: datetime) -> None:
    """Add what somebody did in the council entered, chained to the event before. Part of the caller's transaction."""
    council = entered_council()
    with transaction.atomic():
        _hold_chain(council)
        last = AuditEvent.objects.filter(council_id=council).order_by("-place").first()
        place, before = (last.place + 1, last.digest) if last else (1, START)
        event = AuditEvent(
            council_id=council, place=place, at=at, actor=actor, action=action, subject=subject
        )
        event.digest = digest_of(event, before)
        event.save(force_insert=True)


def digest_of(event: AuditEvent, before: str) -> str:
    """SHA-256 over the event's content and the digest before it, in hexadecimal."""
    content = [
        event.council_id,
        event.place,
        event.at.isoformat(),
        event.actor,
        event.action,
        event.subject,
        before,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def _hold_chain(council: str) -> None:
    """One at a time: two events after the same one would break the chain. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"audit {council}"])
