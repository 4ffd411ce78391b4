"""Reading the audit log of the council entered."""

from heard.web.audit.actions import START, digest_of
from heard.web.audit.models import AuditEvent
from heard.web.tenancy import entered_council


def find_break() -> int | None:
    """The place of the first event that does not follow from the one before; None where the chain is whole.

    That events were cut off at the end cannot be seen from the chain alone.
    """
    before = START
    events = AuditEvent.objects.filter(council_id=entered_council()).order_by("place")
    for expected, event in enumerate(events.iterator(), start=1):
        if event.place != expected or event.digest != digest_of(event, before):
            return expected
        before = event.digest
    return None
