"""What is written for each age and published, who was told, and what children say to it."""

import uuid
from typing import ClassVar

from django.db import models

from heard.web.tenancy.labels import Label, personal, safe

KEPT = "while the council takes part"


class ToldWords(models.Model):
    """Words on one finding for one reader in one language, as somebody saved them. Added, never changed.

    `said`: what children said, where it is not said in the words that are offered. `answer`: what the council says to
    it. `did`: what was done by now. `number` counts the versions from 1; the last one stands.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "indicator": safe(KEPT),
        "reader": safe(KEPT),
        "language": safe(KEPT),
        "number": safe(KEPT),
        "said": personal(KEPT),
        "answer": personal(KEPT),
        "did": personal(KEPT),
        "by": personal(KEPT),
        "at": personal(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    indicator = models.CharField(max_length=40)
    reader = models.CharField(max_length=8)
    language = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    said = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    did = models.TextField(blank=True)
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council", "wave", "indicator", "reader", "language", "number"],
                name="telling_one_version_a_number",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} of {self.wave} for {self.reader}, version {self.number}"


class Publication(models.Model):
    """A page as it was published: never changed, but that it was taken back. `content`: `content.Content` as JSON."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "number": safe(KEPT),
        "content": safe(KEPT),
        "published_by": personal(KEPT),
        "published_on": safe(KEPT),
        "taken_back_by": personal(KEPT),
        "taken_back_on": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    published_by = models.CharField(max_length=254)
    published_on = models.DateField()
    taken_back_by = models.CharField(max_length=254, blank=True)
    taken_back_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council", "wave", "number"], name="telling_one_publication_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"what came of {self.wave}, version {self.number}"


class Artefact(models.Model):
    """A film, a song, a sculpture … that tells what came of findings, described and linked."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "kind": safe(KEPT),
        "title": safe(KEPT),
        "words": personal(KEPT),
        "link": safe(KEPT),
        "indicators": safe(KEPT),
        "added_by": personal(KEPT),
        "added_on": safe(KEPT),
        "is_withdrawn": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    words = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True)
    indicators = models.JSONField(default=list)
    added_by = models.CharField(max_length=254)
    added_on = models.DateField()
    is_withdrawn = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.title


class TellingEvent(models.Model):
    """An audience was told of findings that have an answer. `told_by`: a role. `how_many` is 0 where nobody counted.

    Added, never changed; what was entered by mistake is withdrawn, with who did so.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "audience": safe(KEPT),
        "told_by": safe(KEPT),
        "how": safe(KEPT),
        "how_many": safe(KEPT),
        "told_on": safe(KEPT),
        "indicators": safe(KEPT),
        "said_back": personal(KEPT),
        "recorded_by": personal(KEPT),
        "recorded_on": safe(KEPT),
        "withdrawn_by": personal(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    audience = models.CharField(max_length=20)
    told_by = models.CharField(max_length=120)
    how = models.CharField(max_length=200)
    how_many = models.PositiveIntegerField(default=0)
    told_on = models.DateField()
    indicators = models.JSONField()
    said_back = models.TextField(blank=True)
    recorded_by = models.CharField(max_length=254)
    recorded_on = models.DateField()
    withdrawn_by = models.CharField(max_length=254, blank=True)

    def __str__(self) -> str:
        return f"{self.audience} told of {self.wave} on {self.told_on}"


class Reminder(models.Model):
    """That the editors were reminded that the day of the feedback plan has come: once a wave."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "sent_on": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    sent_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "wave"], name="telling_one_reminder_a_wave")
        ]

    def __str__(self) -> str:
        return f"reminder of {self.wave}"


class VerdictBatch(models.Model):
    """Cards made together, with which children say what they think of the answers."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "reader": safe(KEPT),
        "label": safe(KEPT),
        "size": safe(KEPT),
        "made_by": personal(KEPT),
        "made_on": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    reader = models.CharField(max_length=8)
    label = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    made_by = models.CharField(max_length=254)
    made_on = models.DateField()

    def __str__(self) -> str:
        return self.label


class VerdictCode(models.Model):
    """One card. `digest`: a keyed hash, all that is known of its code. No time, and nothing of what was chosen."""

    LABELS: ClassVar[dict[str, Label]] = {
        "key": safe(KEPT),
        "council": safe(KEPT),
        "batch": safe(KEPT),
        "digest": safe(KEPT),
        "is_used": safe(KEPT),
    }

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(VerdictBatch, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    is_used = models.BooleanField(default=False)

    def __str__(self) -> str:
        return "card for a verdict"


class VerdictCount(models.Model):
    """How many said what of one answer. Nobody is shown these: see `VerdictShown`."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "indicator": safe(KEPT),
        "helps": safe(KEPT),
        "not_enough": safe(KEPT),
        "did_not_happen": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    indicator = models.CharField(max_length=40)
    helps = models.PositiveIntegerField(default=0)
    not_enough = models.PositiveIntegerField(default=0)
    did_not_happen = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council", "wave", "indicator"], name="telling_one_count_an_answer"
            )
        ]

    def __str__(self) -> str:
        return f"verdicts on {self.indicator}"


class VerdictShown(models.Model):
    """What is shown of the counts: taken over once a day, and only where enough came since."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "indicator": safe(KEPT),
        "helps": safe(KEPT),
        "not_enough": safe(KEPT),
        "did_not_happen": safe(KEPT),
        "shown_on": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    indicator = models.CharField(max_length=40)
    helps = models.PositiveIntegerField()
    not_enough = models.PositiveIntegerField()
    did_not_happen = models.PositiveIntegerField()
    shown_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council", "wave", "indicator"], name="telling_one_shown_count_an_answer"
            )
        ]

    def __str__(self) -> str:
        return f"shown verdicts on {self.indicator}"
