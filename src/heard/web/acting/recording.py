"""That somebody took the plan away, in the audit log."""

from datetime import datetime

from django.db import transaction

from heard.web.audit.actions import record


def record_taken(*, what: str, by: str, at: datetime) -> None:
    """Somebody took the plan as a table."""
    with transaction.atomic():
        record(actor=by, action="took the action plan", subject=what, at=at)
