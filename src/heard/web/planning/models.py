"""A wave as it is planned, step by step, and the times in which a council's children are hard to reach."""

from typing import ClassVar

from django.db import models

from heard.web.policy import LONGEST_LINE
from heard.web.tenancy.labels import Label, personal, safe

KEPT = "while the council takes part"


class TakenKind(models.TextChoices):
    """What a time is taken up by."""

    HOLIDAY = "holiday"
    EXAMS = "exams"
    OTHER = "other"


class Plan(models.Model):
    """A council's plan of a wave, by the wave's key. It may be there before the wave is set up, and stays beside it."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "begun_by": personal(KEPT),
        "begun_on": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    begun_by = models.CharField(max_length=254)
    begun_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "wave"], name="planning_one_plan_a_wave")
        ]

    def __str__(self) -> str:
        return f"plan of {self.wave}"


class PlanStep(models.Model):
    """What one step says, by the names of its fields in `steps`; whoever wrote it last, and when.

    Roles stand in it, not people: its hints ask for them.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "plan": safe(KEPT),
        "step": safe(KEPT),
        "content": personal(KEPT),
        "by": personal(KEPT),
        "on": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=20)
    content = models.JSONField(default=dict)
    by = models.CharField(max_length=254)
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "step"], name="planning_one_row_a_step")
        ]

    def __str__(self) -> str:
        return self.step


class TakenTime(models.Model):
    """School holidays, exam weeks and the like, as the council gave them."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "kind": safe(KEPT),
        "name": safe(KEPT),
        "starts_on": safe(KEPT),
        "ends_on": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=TakenKind)
    name = models.CharField(max_length=LONGEST_LINE)
    starts_on = models.DateField()
    ends_on = models.DateField()

    def __str__(self) -> str:
        return self.name
