"""The action plan, every version of it; what is written beside it; what staff pledge; what cites findings.

What somebody changes is kept whole in `Version`, a row a change, which nobody overwrites: of two who read the same
version the database lets one add the next. Rows that say what happened are added and never changed.
"""

import uuid
from typing import ClassVar

from django.db import models

from heard.web.tenancy.labels import Label, personal, safe

KEPT = "while the council takes part"
UNTIL_LOOKED_AT = "until it is brought in or put away, at most 30 days"


class Version(models.Model):
    """One version of an action, a theme or a citing, whole. `row`: the number of what it is of, in its own table."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "of": safe(KEPT),
        "row": safe(KEPT),
        "number": safe(KEPT),
        "content": personal(KEPT),  # a role may be known to be one person
        "by": personal(KEPT),
        "at": personal(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    of = models.CharField(max_length=8)  # heard.web.acting.kinds.VersionOf
    row = models.BigIntegerField()
    number = models.PositiveIntegerField()
    content = models.JSONField()
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council", "of", "row", "number"], name="acting_one_version_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.of} {self.row}, version {self.number}"


class Theme(models.Model):
    """A theme of the plan, as it stands: `heard.web.acting.contents.ThemeContent`."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "number": safe(KEPT),
        "version": safe(KEPT),
        "content": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40, blank=True)
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    content = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "wave", "number"], name="acting_one_theme_a_number")
        ]

    def __str__(self) -> str:
        return f"theme {self.number}"


class Action(models.Model):
    """An action, as it stands: `heard.web.acting.contents.ActionContent`. `number`: in the council's plan, from 1.

    `completed_on`: since when its status is done; NULL for every other status.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "number": safe(KEPT),
        "version": safe(KEPT),
        "content": personal(KEPT),
        "made_on": safe(KEPT),
        "completed_on": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    content = models.JSONField()
    made_on = models.DateField()
    completed_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "number"], name="acting_one_action_a_number")
        ]

    def __str__(self) -> str:
        return f"action {self.number}"


class Entry(models.Model):
    """What somebody wrote down beside an action: progress, evidence, or an audit. Added, never changed.

    Of an audit: `sample` were looked at, `met` of them kept to `criterion`; `words` say what came of it.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "action": safe(KEPT),
        "kind": safe(KEPT),
        "words": personal(KEPT),
        "criterion": safe(KEPT),
        "sample": safe(KEPT),
        "met": safe(KEPT),
        "on": safe(KEPT),
        "by": personal(KEPT),
        "at": personal(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    words = models.TextField()
    criterion = models.CharField(max_length=200, blank=True)
    sample = models.PositiveIntegerField(null=True)
    met = models.PositiveIntegerField(null=True)
    on = models.DateField()
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="acting_no_more_met_than_looked_at",
                condition=models.Q(met=None) | models.Q(met__lte=models.F("sample")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of action {self.action_id}"


class Measure(models.Model):
    """What is counted to see whether an action happens: `referrals each month`. It belongs to one action for good."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "action": safe(KEPT),
        "name": safe(KEPT),
        "unit": safe(KEPT),
        "rhythm": safe(KEPT),
        "ended_on": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=40, blank=True)
    rhythm = models.CharField(max_length=12, blank=True)
    ended_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"measure of action {self.action_id}"


class MeasureValue(models.Model):
    """What a measure stood at on a day. Added, never changed: of several of one day the last stands."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "measure": safe(KEPT),
        "on": safe(KEPT),
        "value": safe(KEPT),
        "by": personal(KEPT),
        "at": personal(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    value = models.DecimalField(max_digits=12, decimal_places=2)
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"value of measure {self.measure_id}"


class WaitingTable(models.Model):
    """A table that was read and is looked at before anything of it is in the plan: rows, and what was answered.

    It waits in the database alone; no file lies anywhere. `typed`: by page of rows, from 0, what was sent for it.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "key": safe(UNTIL_LOOKED_AT),
        "council": safe(UNTIL_LOOKED_AT),
        "file": safe(UNTIL_LOOKED_AT),
        "wave": safe(UNTIL_LOOKED_AT),
        "table": personal(UNTIL_LOOKED_AT),
        "typed": personal(UNTIL_LOOKED_AT),
        "by": personal(UNTIL_LOOKED_AT),
        "on": safe(UNTIL_LOOKED_AT),
    }

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    file = models.CharField(max_length=200)
    wave = models.CharField(max_length=40, blank=True)
    table = models.JSONField()
    typed = models.JSONField(default=dict)
    by = models.CharField(max_length=254)
    on = models.DateField()

    def __str__(self) -> str:
        return f"table that waits since {self.on}"


class PlanReminder(models.Model):
    """Who has the week's message on what is late, or may have it: nobody gets two in a week."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "monday": safe(KEPT),
        "told": personal(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    monday = models.DateField()
    told = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "monday"], name="acting_one_reminder_a_week")
        ]

    def __str__(self) -> str:
        return f"reminder of the week of {self.monday}"


class StaffSession(models.Model):
    """Staff who came together over what children said. `count`: how many took part."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "on": safe(KEPT),
        "team": safe(KEPT),
        "count": safe(KEPT),
        "by": personal(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    on = models.DateField()
    team = models.CharField(max_length=120)
    count = models.PositiveIntegerField()
    by = models.CharField(max_length=254)

    def __str__(self) -> str:
        return f"staff session on {self.on}"


class Pledge(models.Model):
    """What somebody, or a team, promises to do. `who`: a role or a team, never a name. `own`: the address of whoever
    made it for themselves, by which they find it again; no page shows it. Empty where it was made in a session."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "session": safe(KEPT),
        "kind": safe(KEPT),
        "who": personal(KEPT),
        "words": personal(KEPT),
        "indicator": safe(KEPT),
        "follow_up_on": safe(KEPT),
        "own": personal(KEPT),
        "on": safe(KEPT),
        "reminded_on": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    session = models.ForeignKey(StaffSession, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10)
    who = models.CharField(max_length=120)
    words = models.CharField(max_length=300)
    indicator = models.CharField(max_length=40, blank=True)
    follow_up_on = models.DateField(null=True)
    own = models.CharField(max_length=254, blank=True)
    on = models.DateField()
    reminded_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"pledge {self.pk}"


class PledgeFollowUp(models.Model):
    """How it went with a pledge, as somebody said on a day. Added, never changed: the last one stands."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "pledge": safe(KEPT),
        "went": safe(KEPT),
        "words": personal(KEPT),
        "on": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="+")
    went = models.CharField(max_length=8)
    words = models.CharField(max_length=300, blank=True)
    on = models.DateField()

    def __str__(self) -> str:
        return f"how it went with pledge {self.pledge_id}"


class Citing(models.Model):
    """Training, a practice standard or a policy that cites findings: `heard.web.acting.contents.CitingContent`."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "version": safe(KEPT),
        "content": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    content = models.JSONField()

    def __str__(self) -> str:
        return f"citing {self.pk}"
