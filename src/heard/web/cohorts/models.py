"""How many could answer a council's wave, as somebody took it over. The rows themselves are in cohort.csv."""

from typing import ClassVar

from django.db import models

from heard.web.tenancy.labels import Label, personal, safe

KEPT = "while the council takes part"


class Source(models.TextChoices):
    """Where the counts came from."""

    FILES = "files"
    TYPED = "typed"


class TakenCohort(models.Model):
    """The counts that a council's wave goes by. Sums of surveys only; what could be small by group is in the file.

    `eligible`: survey → children. `excluded`: reason → children. `rows`: the fingerprint of the rows written, by which
    it shows whether the file was changed elsewhere since.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "council_wave": safe(KEPT),
        "counted_on": safe(KEPT),
        "source": safe(KEPT),
        "eligible": safe(KEPT),
        "excluded": safe(KEPT),
        "rows": safe(KEPT),
        "taken_on": safe(KEPT),
        "taken_by": personal(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    council_wave = models.OneToOneField("waves.CouncilWave", on_delete=models.PROTECT, related_name="+")
    counted_on = models.DateField()
    source = models.CharField(max_length=5, choices=Source.choices)
    eligible = models.JSONField()
    excluded = models.JSONField()
    rows = models.CharField(max_length=64)
    taken_on = models.DateField()
    taken_by = models.CharField(max_length=254)

    def __str__(self) -> str:
        return f"cohort of {self.council_id}"
