"""Who did what: events that can be added and never changed, each chained to the one before in its council."""

from typing import ClassVar

from django.db import models

from heard.web.policy import AUDIT_YEARS
from heard.web.tenancy.labels import Label, personal, safe

KEPT = f"{AUDIT_YEARS} years"


class AuditEvent(models.Model):
    """One thing somebody did. Nothing a child does is ever here.

    `place` counts a council's events from 1; `digest` is over this event and the digest before it.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "place": safe(KEPT),
        "at": personal(KEPT),
        "actor": personal(KEPT),
        "action": personal(KEPT),
        "subject": safe(KEPT),
        "digest": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=254)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "place"], name="audit_one_event_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.council_id} {self.place}: {self.action}"


class AuditMark(models.Model):
    """The digest an event had when the whole log was looked through and nothing was wrong. Added, never changed.

    Between two marks the chain can be followed alone, without all that came before.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "place": safe(KEPT),
        "digest": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "place"], name="audit_one_mark_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.council_id} {self.place}"


class AuditLook(models.Model):
    """The whole log was looked through on a day, up to its last event then. `broken_at`: the first that was wrong."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "looked_on": safe(KEPT),
        "place": safe(KEPT),
        "broken_at": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    looked_on = models.DateField()
    place = models.PositiveIntegerField()
    broken_at = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.council_id} looked through on {self.looked_on}"
