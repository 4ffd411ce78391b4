"""A council's part in a wave: its window, the custody of its key, its young people's panel."""

from typing import ClassVar

from django.db import models

from heard.web.policy import LONGEST_LINE
from heard.web.tenancy.labels import Label, personal, safe

KEPT = "while the council takes part"


class CouncilWave(models.Model):
    """One council's window in a wave of the programme. The collection beside it is what children's pages know.

    `grace_days`: between closing and opening. `panel_on`: the day given for the young people's panel; the report is
    held until `panel_held_on` is recorded or that day has passed. The last answer day stands on the collection.
    What the gate of the opening asks for stands here too (see `gate`): who owns the feedback and when it is due, who
    confirmed the data-protection assessment, who signed the plan off. `feedback_owner` is a role, not a person.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "collection": safe(KEPT),
        "grace_days": safe(KEPT),
        "closed_on": safe(KEPT),
        "panel_on": safe(KEPT),
        "panel_held_on": safe(KEPT),
        "panel_recorded_by": personal(KEPT),
        "planned_by": personal(KEPT),
        "opens_on": safe(KEPT),
        "feedback_on": safe(KEPT),
        "feedback_owner": safe(KEPT),
        "assessed_by": personal(KEPT),
        "assessed_on": safe(KEPT),
        "signed_off_by": personal(KEPT),
        "signed_off_on": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    collection = models.OneToOneField("codes.Collection", on_delete=models.PROTECT, related_name="+")
    grace_days = models.PositiveSmallIntegerField()
    closed_on = models.DateField(null=True)
    panel_on = models.DateField()
    panel_held_on = models.DateField(null=True)
    panel_recorded_by = models.CharField(max_length=254, blank=True)
    planned_by = models.CharField(max_length=254, blank=True, default="")
    opens_on = models.DateField(null=True)
    feedback_on = models.DateField(null=True)
    feedback_owner = models.CharField(max_length=LONGEST_LINE, blank=True, default="")
    assessed_by = models.CharField(max_length=254, blank=True, default="")
    assessed_on = models.DateField(null=True)
    signed_off_by = models.CharField(max_length=254, blank=True, default="")
    signed_off_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"wave of {self.council_id}"


class KeyCustody(models.Model):
    """One of the two key files of a wave's key: whether it was tried, and whether it is gone.

    `holder` is `first` or `second`. The file itself is with the person, never here.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "council_wave": safe(KEPT),
        "holder": safe(KEPT),
        "rehearsed_on": safe(KEPT),
        "destroyed_on": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    council_wave = models.ForeignKey(CouncilWave, on_delete=models.CASCADE, related_name="custody")
    holder = models.CharField(max_length=6)
    rehearsed_on = models.DateField(null=True)
    destroyed_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_wave", "holder"], name="waves_one_file_a_holder")
        ]

    def __str__(self) -> str:
        return f"{self.holder} key file"
