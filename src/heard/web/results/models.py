"""The opening of a wave's answers, the reports written from them, and what these found."""

import uuid
from typing import ClassVar

from django.db import models

from heard.web.tenancy.labels import Label, personal, safe

KEPT = "while the council takes part"


class Step(models.TextChoices):
    """How far an opening has come. Each is reached once; a task that starts again goes on from the last."""

    KEY_ASKED = "key_asked"  # nothing was opened yet: the key is asked for, again after every restart
    WRITTEN = "written"  # every answer is in the dataset; the sealed rows may go
    WIPED = "wiped"  # they are gone
    REPORTED = "reported"


class Opening(models.Model):
    """One opening of one council in one wave. `dropped`: how many answers did not belong, by reason."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "council_wave": safe(KEPT),
        "step": safe(KEPT),
        "opened_by": personal(KEPT),
        "responses": safe(KEPT),
        "unreadable": safe(KEPT),
        "dropped": safe(KEPT),
        "job": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    council_wave = models.OneToOneField("waves.CouncilWave", on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=10, choices=Step, default=Step.KEY_ASKED)
    opened_by = models.CharField(max_length=254)
    responses = models.PositiveIntegerField(default=0)
    unreadable = models.PositiveIntegerField(default=0)
    dropped = models.JSONField(default=dict)
    job = models.UUIDField(null=True)

    def __str__(self) -> str:
        return f"opening: {self.step}"


class WrittenReport(models.Model):
    """A report that lies whole on the disk, at one level. `file` is its path below the reports' folder.

    `entry`, `entry_hash`, `rows`: as which entry of the programme's ledger of releases it is recorded, and how many
    rows of facts that holds; none at level working, which is no release.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "key": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "level": safe(KEPT),
        "file": safe(KEPT),
        "digest": safe(KEPT),
        "written_on": safe(KEPT),
        "entry": safe(KEPT),
        "entry_hash": safe(KEPT),
        "rows": safe(KEPT),
    }

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    level = models.CharField(max_length=10)
    file = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    written_on = models.DateField()
    entry = models.PositiveIntegerField(null=True)
    entry_hash = models.CharField(max_length=64, default="", blank=True)
    rows = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "wave", "level"], name="results_one_report_a_level")
        ]

    def __str__(self) -> str:
        return self.file


class Finding(models.Model):
    """What the reports of a wave tell of one question. It is never deleted: answers, actions and what children were
    told hang on it.

    `told`: every single thing told, at each level, as `queries.Told` has it; of what is told no longer (the reports
    were made again and no longer bear it, or may no longer show it) without its sentence.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "indicator": safe(KEPT),
        "told": safe(KEPT),
        "first_told_on": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    indicator = models.CharField(max_length=40)
    told = models.JSONField(default=list)
    first_told_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council", "wave", "indicator"], name="results_one_finding_a_question"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} in {self.wave}"
