"""Who asked to be called back, and whom a council tells. No row here knows a card, a survey or a wave."""

import uuid
from typing import ClassVar

from django.db import models

from heard.web.policy import CALLBACK_DAYS
from heard.web.tenancy.labels import Label, personal, safe, sensitive

UNTIL_OPENED = "until the next opening, at most a week end"
KEPT = f"until {CALLBACK_DAYS} days after it is marked as done"
WHILE_SET = "while the council keeps the address"


class SealedCallback(models.Model):
    """What a child sent: who they are and what they ask for, sealed to the council's reading key. Nothing else."""

    LABELS: ClassVar[dict[str, Label]] = {
        "key": safe(UNTIL_OPENED),
        "council": safe(UNTIL_OPENED),
        "sealed": sensitive(UNTIL_OPENED),
    }

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "sealed request"


class Callback(models.Model):
    """A request that was opened. `arrived_on` is the day of the opening; `is_told`: the duty inbox was told.

    Once it is done: who did it, on which day, and their note. All of it is wiped some days after.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "key": safe(KEPT),
        "council": safe(KEPT),
        "which": sensitive(KEPT),
        "name": sensitive(KEPT),
        "how": sensitive(KEPT),
        "words": sensitive(KEPT),
        "arrived_on": sensitive(KEPT),
        "is_told": safe(KEPT),
        "done_on": sensitive(KEPT),
        "done_by": personal(KEPT),
        "note": sensitive(KEPT),
    }

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    which = models.CharField(max_length=10)
    name = models.TextField()
    how = models.TextField()
    words = models.TextField(blank=True)
    arrived_on = models.DateField()
    is_told = models.BooleanField(default=False)
    done_on = models.DateField(null=True)
    done_by = models.CharField(max_length=254, blank=True)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return "request"


class DutyAddress(models.Model):
    """An address that is told when a child has asked. It counts once somebody typed the number sent to it."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(WHILE_SET),
        "council": safe(WHILE_SET),
        "email": personal(WHILE_SET),
        "number": safe(WHILE_SET),
        "is_confirmed": safe(WHILE_SET),
    }

    council = models.ForeignKey("people.Council", on_delete=models.CASCADE, related_name="+")
    email = models.EmailField()
    number = models.CharField(max_length=6)
    is_confirmed = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "email"], name="callbacks_one_address_once")
        ]

    def __str__(self) -> str:
        return "address of a duty inbox"


class OpenInbox(models.Model):
    """That a council takes requests, and the key they are sealed to. Every child's page may read it.

    Only the worker, which holds the private half, makes sure that it is still the right one.
    """

    LABELS: ClassVar[dict[str, Label]] = {"council": safe(WHILE_SET), "reading_key": safe(WHILE_SET)}

    council = models.OneToOneField(
        "people.Council", on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    reading_key = models.BinaryField()

    def __str__(self) -> str:
        return f"open in {self.council_id}"
