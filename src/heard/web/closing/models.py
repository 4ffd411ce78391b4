"""Closing a wave down: what was brought in, and how the wave went, in the council's own words."""

from typing import ClassVar

from django.db import models

from heard.web.policy import LONGEST_LABEL
from heard.web.tenancy.labels import Label, personal, safe

KEPT = "while the council takes part"


class Kind(models.TextChoices):
    """What may still lie somewhere when a wave has closed."""

    DEVICES = (
        "devices"  # answers that were finished without a signal wait on the device until it is opened again
    )
    PAPER = "paper"


class BroughtIn(models.Model):
    """Somebody says that nothing more is out. A fact about devices or about paper, never about a child.

    `survey` and `label` name a batch's devices; both are empty for the paper, which is one for the whole wave.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "council_wave": safe(KEPT),
        "kind": safe(KEPT),
        "survey": safe(KEPT),
        "label": safe(KEPT),
        "said_on": safe(KEPT),
        "said_by": personal(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    council_wave = models.ForeignKey("waves.CouncilWave", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    survey = models.CharField(max_length=8, blank=True)
    label = models.CharField(max_length=LONGEST_LABEL, blank=True)
    said_on = models.DateField()
    said_by = models.CharField(max_length=254)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council_wave", "kind", "survey", "label"], name="closing_said_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} brought in"


class WaveReview(models.Model):
    """How a wave went. `version` counts its changes: two who write at once find out.

    `figures` are taken down when it is signed, as they could be shown to anybody; nothing changes afterwards. What is
    wiped at the opening is not in it, so it stays.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "council_wave": safe(KEPT),
        "told": safe(KEPT),
        "adapted": safe(KEPT),
        "missed": safe(KEPT),
        "went_well": safe(KEPT),
        "to_change": safe(KEPT),
        "version": safe(KEPT),
        "figures": safe(KEPT),
        "written_by": personal(KEPT),
        "written_on": safe(KEPT),
        "signed_by": personal(KEPT),
        "signed_on": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    council_wave = models.OneToOneField("waves.CouncilWave", on_delete=models.PROTECT, related_name="+")
    told = models.TextField(blank=True)
    adapted = models.TextField(blank=True)
    missed = models.TextField(blank=True)
    went_well = models.TextField(blank=True)
    to_change = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    figures = models.JSONField(null=True)
    written_by = models.CharField(max_length=254)
    written_on = models.DateField()
    signed_by = models.CharField(max_length=254, blank=True)
    signed_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"how a wave of {self.council_id} went"
