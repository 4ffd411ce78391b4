"""What people make of findings: sessions, remarks in every version, votes, evidence, deep dives, what comes first.

A finding is named by wave and question, never by the number of its row: reports that are made again take nothing along.
"""

import uuid
from typing import ClassVar

from django.db import models

from heard.web.policy import LONGEST_LABEL, LONGEST_LINE
from heard.web.tenancy.labels import Label, personal, safe, sensitive

KEPT = "while the council takes part"
EMAIL = 254


class OfWave(models.Model):
    """What belongs to one wave of one council."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)

    class Meta:
        abstract = True


class Session(OfWave):
    """People who go through findings together. `host`: a role. `vote`: how far choosing is. `number`: of the day."""

    LABELS: ClassVar[dict[str, Label]] = {
        "key": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "who": safe(KEPT),
        "who_words": safe(KEPT),
        "host": personal(KEPT),
        "held_on": safe(KEPT),
        "number": safe(KEPT),
        "took_part": safe(KEPT),
        "is_ended": safe(KEPT),
        "vote": safe(KEPT),
        "begun_by": personal(KEPT),
    }

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    who = models.CharField(max_length=20)
    who_words = models.CharField(max_length=LONGEST_LABEL, blank=True)
    host = models.CharField(max_length=LONGEST_LABEL)
    held_on = models.DateField()
    number = models.PositiveIntegerField(default=1)
    took_part = models.PositiveIntegerField(null=True)
    is_ended = models.BooleanField(default=False)
    vote = models.CharField(max_length=10, default="none")
    begun_by = models.CharField(max_length=EMAIL)

    def __str__(self) -> str:
        return f"session of {self.who} on {self.held_on}"


class SessionDay(models.Model):
    """A version of the day of a session: added, never changed. `at`: None of a first one that nobody noted."""

    LABELS: ClassVar[dict[str, Label]] = {
        **dict.fromkeys(("id", "council", "session", "number", "held_on"), safe(KEPT)),
        **dict.fromkeys(("by", "at"), personal(KEPT)),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="days")
    number = models.PositiveIntegerField()
    held_on = models.DateField()
    by = models.CharField(max_length=EMAIL)
    at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "number"], name="interpreting_one_day_a_number")
        ]

    def __str__(self) -> str:
        return f"version {self.number} of a session's day"


class GoneThrough(models.Model):
    """A finding was before the people of a session."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "session": safe(KEPT),
        "indicator": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="gone_through")
    indicator = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "indicator"], name="interpreting_gone_through_once")
        ]

    def __str__(self) -> str:
        return self.indicator


class ChoiceCard(models.Model):
    """A card of a session, known only by the keyed hash of its code. Nothing ties it to what was chosen or said.

    `ideas`: how many ideas came with it, so that one telephone cannot bury a session.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "digest": sensitive(KEPT),
        "council": safe(KEPT),
        "session": safe(KEPT),
        "is_spent": sensitive(KEPT),
        "ideas": sensitive(KEPT),
    }

    digest = models.CharField(primary_key=True, max_length=64)
    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="cards")
    is_spent = models.BooleanField(default=False)
    ideas = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return "card"


class VoteCount(models.Model):
    """How many cards chose a finding in a session. Made at 0 for every finding when choosing opens; counts up only."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "session": safe(KEPT),
        "indicator": safe(KEPT),
        "votes": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="counts")
    indicator = models.CharField(max_length=40)
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "indicator"], name="interpreting_one_count_a_finding")
        ]

    def __str__(self) -> str:
        return self.indicator


class RemarkTable(OfWave):
    """A table of remarks as a council kept it, every cell of it. Remarks come of it once somebody said what each row is
    about. `tables`: see `tables.ReadTable`. `digest`: of the content, so that the same table is noticed."""

    LABELS: ClassVar[dict[str, Label]] = {
        "key": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "name": safe(KEPT),
        "tables": sensitive(KEPT),
        "digest": safe(KEPT),
        "brought_by": personal(KEPT),
        "brought_at": personal(KEPT),
        "standing": safe(KEPT),
    }

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=LONGEST_LINE)
    tables = models.JSONField()
    digest = models.CharField(max_length=64)
    brought_by = models.CharField(max_length=EMAIL)
    brought_at = models.DateTimeField()
    standing = models.CharField(max_length=10, default="waiting")

    def __str__(self) -> str:
        return f"table of {self.wave}"


class Remark(OfWave):
    """Something said of findings. What it says is in its versions: see RemarkEdit.

    `theme`: as a table named it, where it came from one; `row`: its row there, from 1.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "key": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "session": safe(KEPT),
        "way": safe(KEPT),
        "table": safe(KEPT),
        "row": safe(KEPT),
        "theme": safe(KEPT),
        "number": safe(KEPT),
    }

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    session = models.ForeignKey(Session, null=True, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=10)
    table = models.ForeignKey(RemarkTable, null=True, on_delete=models.PROTECT, related_name="+")
    row = models.PositiveIntegerField(null=True)
    theme = models.CharField(max_length=LONGEST_LINE, blank=True)
    number = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return "remark"


class RemarkEdit(models.Model):
    """A version of a remark. Added, never changed, but where its words named somebody and are wiped.

    `at` and `by` are empty where it came from a telephone: no time of it is kept. `may_name`: places in the words by
    which somebody might be known.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "remark": safe(KEPT),
        "number": safe(KEPT),
        "indicators": safe(KEPT),
        "kind": safe(KEPT),
        "by_whom": safe(KEPT),
        "text": sensitive(KEPT),
        "may_name": sensitive(KEPT),
        "standing": safe(KEPT),
        "is_wiped": safe(KEPT),
        "by": personal(KEPT),
        "at": personal(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    remark = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="edits")
    number = models.PositiveIntegerField()
    indicators = models.JSONField()
    kind = models.CharField(max_length=10)
    by_whom = models.CharField(max_length=15)
    text = models.TextField(blank=True)
    may_name = models.JSONField(default=list)
    standing = models.CharField(max_length=10)
    is_wiped = models.BooleanField(default=False)
    by = models.CharField(max_length=EMAIL, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["remark", "number"], name="interpreting_one_version_a_number")
        ]

    def __str__(self) -> str:
        return f"version {self.number} of a remark"


class EvidenceEdit(OfWave):
    """A version of something that is known from elsewhere and stands beside a finding. Added, never changed.

    `key`: the same for all versions of one piece.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "key": safe(KEPT),
        "number": safe(KEPT),
        "indicator": safe(KEPT),
        "source": safe(KEPT),
        "source_words": personal(KEPT),
        "dated_on": safe(KEPT),
        "says": sensitive(KEPT),
        "link": safe(KEPT),
        "is_withdrawn": safe(KEPT),
        "by": personal(KEPT),
        "at": personal(KEPT),
    }

    key = models.UUIDField(default=uuid.uuid4)
    number = models.PositiveIntegerField()
    indicator = models.CharField(max_length=40)
    source = models.CharField(max_length=15)
    source_words = models.CharField(max_length=LONGEST_LINE)
    dated_on = models.DateField()
    says = models.TextField()
    link = models.CharField(max_length=500, blank=True)
    is_withdrawn = models.BooleanField(default=False)
    by = models.CharField(max_length=EMAIL)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "number"], name="interpreting_one_evidence_a_number")
        ]

    def __str__(self) -> str:
        return f"evidence beside {self.indicator}, version {self.number}"


class DiveEdit(OfWave):
    """A version of a deep dive: a finding opened as a question of its own. Added, never changed.

    `key`: the same for all versions. `lead`: a role. `closed_on`: empty while it goes on.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "key": safe(KEPT),
        "number": safe(KEPT),
        "indicator": safe(KEPT),
        "question": safe(KEPT),
        "lead": personal(KEPT),
        "begun_on": safe(KEPT),
        "outcome": sensitive(KEPT),
        "closed_on": safe(KEPT),
        "by": personal(KEPT),
        "at": personal(KEPT),
    }

    key = models.UUIDField(default=uuid.uuid4)
    number = models.PositiveIntegerField()
    indicator = models.CharField(max_length=40)
    question = models.TextField()
    lead = models.CharField(max_length=LONGEST_LABEL)
    begun_on = models.DateField()
    outcome = models.TextField(blank=True)
    closed_on = models.DateField(null=True)
    by = models.CharField(max_length=EMAIL)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "number"], name="interpreting_one_dive_a_number")
        ]

    def __str__(self) -> str:
        return f"deep dive into {self.indicator}, version {self.number}"


class DiveNote(models.Model):
    """What came out on one day of a deep dive. Added, never changed. `dive`: the key of its versions."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "dive": safe(KEPT),
        "noted_on": safe(KEPT),
        "text": sensitive(KEPT),
        "by": personal(KEPT),
        "at": personal(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    dive = models.UUIDField()
    noted_on = models.DateField()
    text = models.TextField()
    by = models.CharField(max_length=EMAIL)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"note of {self.noted_on}"


class PriorityEdit(OfWave):
    """A version of when a finding is answered, and why. Added, never changed; the database takes each number once."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "indicator": safe(KEPT),
        "number": safe(KEPT),
        "choice": safe(KEPT),
        "reasons": safe(KEPT),
        "by": personal(KEPT),
        "at": personal(KEPT),
    }

    indicator = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    choice = models.CharField(max_length=10)
    reasons = models.TextField()
    by = models.CharField(max_length=EMAIL)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council", "wave", "indicator", "number"], name="interpreting_one_decision_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} of {self.wave}: {self.choice}, version {self.number}"
