"""What watching a wave keeps: shown totals by day, counts that adults made, letters to adults, pictures of the week.

Nothing here is of one child, and nothing is finer than a page that was shown (decision 0022).
"""

from typing import ClassVar

from django.db import models

from heard.web.tenancy.labels import Label, personal, safe, sensitive
from heard.web.watching.kinds import Letter, Post, Reason

WAVE = "with the wave"
TILL_OPENED = "until the wave is opened"


class WaveRow(models.Model):
    """A row of one council's wave."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    council_wave = models.ForeignKey("waves.CouncilWave", on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class ShownTotal(WaveRow):
    """What the wave's page showed for one survey from this day on. A row only where a shown figure moved; the first
    is of the day on which the wave was first seen open. 0 stands for *fewer than five*, as on the page."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(WAVE),
        "council": safe(WAVE),
        "council_wave": safe(WAVE),
        "survey": safe(WAVE),
        "day": safe(WAVE),
        "finished": safe(WAVE),
        "declined": safe(WAVE),
    }

    survey = models.CharField(max_length=8)
    day = models.DateField()
    finished = models.PositiveIntegerField()
    declined = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_wave", "survey", "day"], name="watching_one_total_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.survey} from {self.day}"


class ReachCount(WaveRow):
    """How many children of a survey were not reached, or heard another way, by reason, as adults count them.

    By survey and not by team: two children not reached for one reason are two whom everybody in a team can name.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(WAVE),
        "council": safe(WAVE),
        "council_wave": safe(WAVE),
        "survey": safe(WAVE),
        "reason": safe(WAVE),
        "count": sensitive(WAVE),
    }

    survey = models.CharField(max_length=8)
    reason = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Reason])
    count = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council_wave", "survey", "reason"], name="watching_one_count_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.reason}"


class AdultAddress(WaveRow):
    """An adult who hands out cards, for the wave's letters. `team` is the name of a batch, or empty."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(TILL_OPENED),
        "council": safe(TILL_OPENED),
        "council_wave": safe(TILL_OPENED),
        "email": personal(TILL_OPENED),
        "team": personal(TILL_OPENED),
    }

    email = models.EmailField()
    team = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_wave", "email"], name="watching_one_address_once")
        ]

    def __str__(self) -> str:
        return "address"


class Nudge(WaveRow):
    """A letter as it was sent to everybody on the list. `words` still has its placeholders: each adult's differ."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(TILL_OPENED),
        "council": safe(TILL_OPENED),
        "council_wave": safe(TILL_OPENED),
        "letter": safe(TILL_OPENED),
        "heading": personal(TILL_OPENED),
        "words": personal(TILL_OPENED),
        "sent_by": personal(TILL_OPENED),
        "sent_on": safe(TILL_OPENED),
        "job": safe(TILL_OPENED),
    }

    letter = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Letter])
    heading = models.CharField(max_length=120)
    words = models.TextField()
    sent_by = models.CharField(max_length=254)
    sent_on = models.DateField()
    job = models.UUIDField(null=True)

    def __str__(self) -> str:
        return f"{self.letter} of {self.sent_on}"


class NudgePost(models.Model):
    """One letter's way to one address."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(TILL_OPENED),
        "council": safe(TILL_OPENED),
        "nudge": safe(TILL_OPENED),
        "email": personal(TILL_OPENED),
        "team": personal(TILL_OPENED),
        "post": personal(TILL_OPENED),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    nudge = models.ForeignKey(Nudge, on_delete=models.CASCADE, related_name="posts")
    email = models.EmailField()
    team = models.CharField(max_length=60, blank=True)
    post = models.CharField(
        max_length=7, choices=[(each.value, each.value) for each in Post], default=Post.WAITING.value
    )

    def __str__(self) -> str:
        return self.post


class WeekPicture(WaveRow):
    """How the wave stood on one Monday, as the working group gets it on one page.

    `figures`: shown totals, pace, which groups were being missed (their names, no figures), adults' counts from five
    on. `told_on`: the day on which the coordinators were told of it by e-mail; None = not yet.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(WAVE),
        "council": safe(WAVE),
        "council_wave": safe(WAVE),
        "monday": safe(WAVE),
        "figures": safe(WAVE),
        "told_on": safe(WAVE),
    }

    monday = models.DateField()
    figures = models.JSONField()
    told_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council_wave", "monday"], name="watching_one_picture_a_week")
        ]

    def __str__(self) -> str:
        return f"week of {self.monday}"
