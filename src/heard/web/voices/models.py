"""What children wrote, apart from every tick."""

import uuid
from typing import ClassVar

from django.db import models

from heard.web.policy import FREE_TEXT_YEARS
from heard.web.tenancy.labels import Label, personal, safe, sensitive

KEPT = f"{FREE_TEXT_YEARS} years"
WHILE_SET = "while the council keeps it"


class Comment(models.Model):
    """One child's words to one question. `arrived_on` is the day it was read in; empty once the wave has closed.

    `is_read`, `read_by`, `outcome`, `note`: that a safeguarding reader saw it, who, and what they did. Who and what are
    wiped when the wave closes; that it was read is kept, so that words of the last days still reach the reader. Who
    wrote it is unknowable by design.

    `signs`: what lists and a local model took for a sign of concern, until it is read; `rank` orders the queue by
    them, the most urgent first. Both are empty until they have looked. They decide nothing: everything is read.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "key": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "survey": safe(KEPT),
        "question": safe(KEPT),
        "text": sensitive(KEPT),
        "arrived_on": sensitive("until the wave closes"),
        "is_read": safe(KEPT),
        "read_by": personal("until the wave closes"),
        "outcome": sensitive("until the wave closes"),
        "note": sensitive("until the wave closes"),
        "signs": sensitive("until it is read"),
        "rank": sensitive("until it is read"),
    }

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    survey = models.CharField(max_length=8)
    question = models.CharField(max_length=40)
    text = models.TextField()
    arrived_on = models.DateField(null=True)
    is_read = models.BooleanField(default=False)
    read_by = models.CharField(max_length=254, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)
    signs = models.JSONField(default=list)
    rank = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        return "comment"


class EscalationContacts(models.Model):
    """Whom the safeguarding reader calls: roles and telephone numbers of the council, as it wrote them."""

    LABELS: ClassVar[dict[str, Label]] = {"council": safe(WHILE_SET), "words": personal(WHILE_SET)}

    council = models.OneToOneField(
        "people.Council", on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    words = models.TextField(blank=True)

    def __str__(self) -> str:
        return "whom to call"
