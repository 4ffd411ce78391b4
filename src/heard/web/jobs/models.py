"""Background work as people see it, and the lease by which a worker holds it."""

import uuid
from typing import ClassVar

from django.db import models

from heard.web.policy import AUDIT_YEARS
from heard.web.tenancy.labels import Label, safe

KEPT = f"{AUDIT_YEARS} years"
LONGEST_SENTENCE = 1_000  # characters


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting"
    WORKING = "working"
    NEEDS_INPUT = "needs_input"  # a person must do something, such as hand a key in again
    DONE = "done"
    FAILED = "failed"


class Job(models.Model):
    """One piece of background work. A worker that stays silent past `leased_until` has lost it to the next attempt.

    `subject` names what it is about for its handler (a wave's key, say), never a secret and never a child.
    `says` is one sentence for people; `done` of `total` steps, 0 of 0 where nobody can tell.
    `attempt` counts every start: what an earlier one still writes is refused. `lost` counts the attempts in a row
    that broke off before they got further than `furthest`, the most steps done so far.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        name: safe(KEPT)
        for name in (
            "key", "council", "kind", "subject", "state", "attempt", "lost", "furthest", "says", "done", "total",
            "leased_until", "created_at", "ended_at",
        )
    }  # fmt: skip

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=100)
    state = models.CharField(max_length=12, choices=JobState, default=JobState.WAITING)
    attempt = models.PositiveSmallIntegerField(default=1)
    lost = models.PositiveSmallIntegerField(default=0)
    furthest = models.PositiveIntegerField(default=0)
    says = models.CharField(max_length=LONGEST_SENTENCE, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind}: {self.state}"


class Round(models.Model):
    """The last time some regular work was started, so that a restarted clock does not start it again.

    `name` is the work's, and the council's where it is done for each.
    """

    LABELS: ClassVar[dict[str, Label]] = {"name": safe("always"), "last": safe("always")}

    name = models.CharField(max_length=100, primary_key=True)
    last = models.CharField(max_length=40)  # the day, or the day and the hour, it was for

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"
