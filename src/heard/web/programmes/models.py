"""Waves of the programme, their offer to each council, and copies of the programme folder, taken or brought in."""

import uuid
from typing import ClassVar

from django.db import models

from heard.web.policy import LONGEST_PURPOSE
from heard.web.tenancy.labels import Label, personal, safe

KEPT = "while the programme runs"
LONGEST_SAYING = 1_000  # characters


class ProgrammeWave(models.Model):
    """A round of the programme, of no one council. Its days are suggested; each council's own window lies in them.

    `versions`: questionnaire version by survey; `fingerprints`: what each of them asked when the wave was set up.
    Nothing of it changes afterwards: a version used in a wave is never edited again.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "key": safe(KEPT),
        "opens_on": safe(KEPT),
        "last_answer_day": safe(KEPT),
        "versions": safe(KEPT),
        "fingerprints": safe(KEPT),
        "made_by": personal(KEPT),
    }

    key = models.CharField(max_length=40, primary_key=True)
    opens_on = models.DateField()
    last_answer_day = models.DateField()
    versions = models.JSONField()
    fingerprints = models.JSONField()
    made_by = models.CharField(max_length=254)

    def __str__(self) -> str:
        return self.key


class Offer(models.Model):
    """One council's invitation to a wave of the programme, and what it said to it.

    `last_answer_day`, `panel_on`, `feedback_words`: what the council chose when it took the offer up.
    `together_on`: the day from which it lets the programme team open its wave with the others; None = it does not.
    `job`: the last work for this offer; `said`: how that ended, for people, where it did not end well.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "last_answer_day": safe(KEPT),
        "panel_on": safe(KEPT),
        "feedback_words": safe(KEPT),
        "taken_up_by": personal(KEPT),
        "together_on": safe(KEPT),
        "agreed_by": personal(KEPT),
        "job": safe(KEPT),
        "asked_by": personal(KEPT),
        "said": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.ForeignKey(ProgrammeWave, on_delete=models.PROTECT, related_name="+")
    last_answer_day = models.DateField(null=True)
    panel_on = models.DateField(null=True)
    feedback_words = models.TextField(blank=True)
    taken_up_by = models.CharField(max_length=254, blank=True)
    together_on = models.DateField(null=True)
    agreed_by = models.CharField(max_length=254, blank=True)
    job = models.UUIDField(null=True)
    asked_by = models.CharField(max_length=254, blank=True)
    said = models.CharField(max_length=LONGEST_SAYING, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "wave"], name="programmes_one_offer_a_council")
        ]

    def __str__(self) -> str:
        return f"{self.wave_id} offered to {self.council_id}"


class Export(models.Model):
    """A copy of the programme folder that somebody of the programme team asked for. The file itself lies in the home.

    `file`: its name there, which nobody can guess. `made_at`: when it was whole; None until then.
    `job` is kept with the jobs of one council, `job_council`, because every job is some council's.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "key": safe(KEPT),
        "purpose": safe(KEPT),
        "asked_by": personal(KEPT),
        "asked_at": safe(KEPT),
        "file": safe(KEPT),
        "made_at": safe(KEPT),
        "job": safe(KEPT),
        "job_council": safe(KEPT),
    }

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    purpose = models.CharField(max_length=LONGEST_PURPOSE)
    asked_by = models.CharField(max_length=254)
    asked_at = models.DateTimeField()
    file = models.CharField(max_length=60)
    made_at = models.DateTimeField(null=True)
    job = models.UUIDField(null=True)
    job_council = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"a copy of the folder asked for by {self.asked_by}"


class Import(models.Model):
    """A copy of a programme folder that somebody of the programme team brought. The file itself lies in the home.

    `file`: its name there, which nobody can guess; `digest`: of its bytes. `told`: what it would bring and what is
    wrong with it, as compared at `compared_at`. `confirmed_by`: who let it be brought in; `done_at`: when it was.
    `job` is kept with the jobs of one council, `job_council`, because every job is some council's.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "key": safe(KEPT),
        "purpose": safe(KEPT),
        "brought_by": personal(KEPT),
        "brought_at": safe(KEPT),
        "file": safe(KEPT),
        "digest": safe(KEPT),
        "told": safe(KEPT),
        "compared_at": safe(KEPT),
        "confirmed_by": personal(KEPT),
        "done_at": safe(KEPT),
        "job": safe(KEPT),
        "job_council": safe(KEPT),
    }

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    purpose = models.CharField(max_length=LONGEST_PURPOSE)
    brought_by = models.CharField(max_length=254)
    brought_at = models.DateTimeField()
    file = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    told = models.JSONField(default=dict)
    compared_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=254, blank=True)
    done_at = models.DateTimeField(null=True)
    job = models.UUIDField(null=True)
    job_council = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"a copy of a folder brought by {self.brought_by}"
