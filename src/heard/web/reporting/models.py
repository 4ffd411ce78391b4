"""What the council says in its reports, every version of it; and the sets of reports that were made."""

import uuid
from typing import ClassVar

from django.db import models

from heard.web.tenancy.labels import Label, personal, safe

KEPT = "while the council takes part"


class WordsEdit(models.Model):
    """The council's own words in one place of a wave's reports, as somebody saved them. Added, never changed.

    `place`: one of `heard.reports.additions.Place`; or `indicator`: the question whose findings the words answer.
    `number` counts the versions of one place from 1; the last one stands. Nobody saves over what they have not read:
    of two who read the same version the database lets one add the next.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "place": safe(KEPT),
        "indicator": safe(KEPT),
        "number": safe(KEPT),
        "text": personal(KEPT),  # whom to turn to is somebody of the staff
        "by": personal(KEPT),
        "at": personal(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    place = models.CharField(max_length=20, blank=True)
    indicator = models.CharField(max_length=40, blank=True)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council", "wave", "place", "indicator", "number"],
                name="reporting_one_version_a_number",
            )
        ]

    def __str__(self) -> str:
        return f"{self.place or self.indicator} of {self.wave}, version {self.number}"


class Making(models.Model):
    """The last time that a wave's set of reports was asked for, and the job that makes it."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "job": safe(KEPT),
        "asked_by": personal(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    job = models.UUIDField()
    asked_by = models.CharField(max_length=254)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "wave"], name="reporting_one_making_a_wave")
        ]

    def __str__(self) -> str:
        return f"reports of {self.wave} asked for by {self.asked_by}"


class ReportSet(models.Model):
    """The reports of one wave for every reader, as they lie whole on the disk. Made again, it is another set.

    `level`: the highest of its files. `entries`: by level, as which entry of the ledger of releases it is recorded.
    `added`: a digest of the words and quotations it was made from. What it tells: `results.models.Finding`.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "key": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "made_on": safe(KEPT),
        "made_by": personal(KEPT),
        "job": safe(KEPT),
        "level": safe(KEPT),
        "entries": safe(KEPT),
        "added": safe(KEPT),
    }

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    made_on = models.DateField()
    made_by = models.CharField(max_length=254)
    job = models.UUIDField()
    level = models.CharField(max_length=10)
    entries = models.JSONField()
    added = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "wave"], name="reporting_one_set_a_wave")
        ]

    def __str__(self) -> str:
        return f"reports of {self.wave} made on {self.made_on}"


class ReportFile(models.Model):
    """One file of a set. `file`: its path below the folder of sets. `family`, `survey`: empty where it is of all."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "report_set": safe(KEPT),
        "kind": safe(KEPT),
        "format": safe(KEPT),
        "level": safe(KEPT),
        "family": safe(KEPT),
        "survey": safe(KEPT),
        "file": safe(KEPT),
        "digest": safe(KEPT),
        "size": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    report_set = models.ForeignKey(ReportSet, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    format = models.CharField(max_length=20)
    level = models.CharField(max_length=10)
    family = models.CharField(max_length=10, blank=True)
    survey = models.CharField(max_length=10, blank=True)
    file = models.CharField(max_length=250)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return self.file
