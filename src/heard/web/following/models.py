"""What was learnt of a finding once the next wave was told, and how far each council's findings have come."""

from typing import ClassVar

from django.db import models

from heard.web.tenancy.labels import Label, personal, safe

KEPT = "while the council takes part"


class Choice(models.TextChoices):
    """What becomes of a finding after the next wave."""

    CARRY = "carry", "Carry it forward: there is more to do"
    CLOSE = "close", "Close it"


class Learning(models.Model):
    """What the council learnt of a finding, and whether it goes on. Added, never changed; the last version stands."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "indicator": safe(KEPT),
        "number": safe(KEPT),
        "choice": safe(KEPT),
        "words": safe(KEPT),
        "by": personal(KEPT),
        "at": personal(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    indicator = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    choice = models.CharField(max_length=10, choices=Choice)
    words = models.TextField()
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council", "wave", "indicator", "number"], name="following_one_learning_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"what was learnt of {self.indicator} in {self.wave}, version {self.number}"


class LoopCount(models.Model):
    """How far the findings of one wave have come, counted every morning: all that the programme team sees of them."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "counted_on": safe(KEPT),
        "found": safe(KEPT),
        "interpreted": safe(KEPT),
        "answered": safe(KEPT),
        "acting": safe(KEPT),
        "told": safe(KEPT),
        "judged": safe(KEPT),
        "changed": safe(KEPT),
        "oldest_unanswered_on": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    counted_on = models.DateField()
    found = models.PositiveIntegerField()
    interpreted = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()
    acting = models.PositiveIntegerField()
    told = models.PositiveIntegerField()
    judged = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    oldest_unanswered_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "wave"], name="following_one_count_a_wave")
        ]

    def __str__(self) -> str:
        return f"{self.wave}: {self.answered} of {self.found} answered"
