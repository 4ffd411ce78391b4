"""What the council answers to each finding, and the panel's word on it. Both are added, never changed."""

from typing import ClassVar

from django.db import models

from heard.web.responding.kinds import Kind
from heard.web.tenancy.labels import Label, personal, safe

KEPT = "while the council takes part"


class Answer(models.Model):
    """One version of what the council answers to a finding: what kind of answer, and who stands behind it.

    Its words are `reporting.WordsEdit` of the same question, so that reports and site say the same; `words` is the
    number of the version that was written with it. `number` counts the answers of one finding from 1.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "indicator": safe(KEPT),
        "number": safe(KEPT),
        "kind": safe(KEPT),
        "who": personal(KEPT),
        "words": safe(KEPT),
        "by": personal(KEPT),
        "at": personal(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    indicator = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.called) for kind in Kind])
    who = models.CharField(max_length=120)
    words = models.PositiveIntegerField()
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council", "wave", "indicator", "number"], name="responding_one_answer_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"answer {self.number} to {self.indicator} in {self.wave}"


class SentBack(models.Model):
    """The young people's panel sends one version of an answer back. The next version is a new answer."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "wave": safe(KEPT),
        "indicator": safe(KEPT),
        "answer": safe(KEPT),
        "why": safe(KEPT),
        "by": personal(KEPT),
        "at": personal(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    indicator = models.CharField(max_length=40)
    answer = models.PositiveIntegerField()
    why = models.TextField()
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council", "wave", "indicator", "answer"], name="responding_sent_back_once"
            )
        ]

    def __str__(self) -> str:
        return f"answer {self.answer} to {self.indicator} sent back"
