"""What the child's side keeps: cards, seats, and sealed rows that nobody here can open.

No row has a time. A sealed row has a random key, its collection and its council: nothing else.
"""

import uuid
from typing import ClassVar

from django.db import models

from heard.base.surveys import Survey
from heard.web.policy import LONGEST_LABEL
from heard.web.tenancy.labels import Label, safe, sensitive

WAVE = "with the wave"
TILL_OPENED = "until the wave is opened"
SURVEYS = [(survey.value, survey.value) for survey in Survey]


class State(models.TextChoices):
    """Where a collection stands. Each may only become the next."""

    PREPARING = "preparing"
    OPEN = "open"
    CLOSED = "closed"  # no card starts a survey; one under way may still be sent
    OPENING = "opening"  # nothing comes in any more
    OPENED = "opened"


class BatchKind(models.TextChoices):
    """Who hands a batch out, or how it comes to the children."""

    TEAM = "team"
    HOME = "home"
    SCHOOL = "school"
    POST = "post"


class CouncilRow(models.Model):
    """A row that belongs to a council."""

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Collection(CouncilRow):
    """The ballot box of one council in one wave: what the child's side must know, and no more.

    `versions`: questionnaire version by survey; its keys are the surveys offered. Public keys are 65-byte points;
    the private ones never come near the database. `feedback_words`: when and where children will hear what came of it.
    `last_answer_day`: until when a child who pauses is told to come back; None = not said.
    `groups_moved_on`: when the figures by group last moved, or the first count.
    `is_made_up`: a try-out of staff. It is never opened, and wiped whole.
    `tally`: what the slips counted so far add up to, sealed to the counting key; empty before the first count.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(WAVE),
        "council": safe(WAVE),
        "wave": safe(WAVE),
        "state": safe(WAVE),
        "versions": safe(WAVE),
        "wave_key": safe(WAVE),
        "counting_key": safe(WAVE),
        "reading_key": safe(WAVE),
        "feedback_words": safe(WAVE),
        "last_answer_day": safe(WAVE),
        "tally": sensitive(TILL_OPENED),
        "groups_moved_on": safe(WAVE),
        "is_made_up": safe(WAVE),
    }

    wave = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State, default=State.PREPARING)
    versions = models.JSONField(default=dict)
    wave_key = models.BinaryField(default=b"")
    counting_key = models.BinaryField(default=b"")
    reading_key = models.BinaryField(default=b"")
    feedback_words = models.TextField(blank=True)
    last_answer_day = models.DateField(null=True)
    tally = models.BinaryField(default=b"")
    groups_moved_on = models.DateField(null=True)
    is_made_up = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "wave"], name="codes_one_collection_a_wave"),
            # Whatever a line of code forgets: no answer of a try-out gets as far as being opened.
            models.CheckConstraint(
                condition=models.Q(is_made_up=False) | ~models.Q(state__in=[State.OPENING, State.OPENED]),
                name="codes_nothing_made_up_is_opened",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council_id} {self.wave}"


class Batch(CouncilRow):
    """Cards handed out together: a team, a home, a school, the post. Ten or more, of one survey.

    `finished_shown` is the count people see; it moves by five or more, once a day, and stays when a batch is made
    void.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(WAVE),
        "council": safe(WAVE),
        "collection": safe(WAVE),
        "survey": safe(WAVE),
        "label": safe(WAVE),
        "size": safe(WAVE),
        "finished_shown": safe(WAVE),
        "kind": safe(WAVE),
        "is_void": safe(WAVE),
    }

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="batches")
    survey = models.CharField(max_length=8, choices=SURVEYS)
    label = models.CharField(max_length=LONGEST_LABEL)
    size = models.PositiveIntegerField()
    finished_shown = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=6, choices=BatchKind, default=BatchKind.TEAM)
    is_void = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.label


class Seat(CouncilRow):
    """A place for one answer in a batch. A lost card's code and the one that replaces it share a seat.

    `is_void`: no code opens it any more. It is kept apart from `is_finished`, which it neither tells nor changes.
    `has_words`: its comments came in, which a browser sends apart from its ticks.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "key": safe(TILL_OPENED),
        "council": safe(TILL_OPENED),
        "batch": safe(TILL_OPENED),
        "is_finished": sensitive(TILL_OPENED),
        "has_words": sensitive(TILL_OPENED),
        "is_void": safe(TILL_OPENED),
    }

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="seats")
    is_finished = models.BooleanField(default=False)
    has_words = models.BooleanField(default=False)
    is_void = models.BooleanField(default=False)

    def __str__(self) -> str:
        return "seat"


class Code(CouncilRow):
    """A code, known only by its keyed hash. `is_replaced`: a lost card, another was made for its seat."""

    LABELS: ClassVar[dict[str, Label]] = {
        "digest": sensitive(TILL_OPENED),
        "council": safe(TILL_OPENED),
        "seat": sensitive(TILL_OPENED),
        "is_replaced": safe(TILL_OPENED),
    }

    digest = models.CharField(primary_key=True, max_length=64)
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="codes")
    is_replaced = models.BooleanField(default=False)

    def __str__(self) -> str:
        return "code"


class SealedRow(CouncilRow):
    """Something sealed, of the same length whatever it holds."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sealed = models.BinaryField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return "sealed"


class SealedAnswers(SealedRow):
    """One child's ticks, sealed to the wave's key."""

    LABELS: ClassVar[dict[str, Label]] = {
        "key": safe(TILL_OPENED),
        "council": safe(TILL_OPENED),
        "collection": safe(TILL_OPENED),
        "sealed": sensitive(TILL_OPENED),
    }

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="+")


class SealedSlip(SealedRow):
    """That somebody finished or said no, and the shared demographics, sealed to the counting key."""

    LABELS: ClassVar[dict[str, Label]] = {
        "key": safe("until the next count"),
        "council": safe("until the next count"),
        "collection": safe("until the next count"),
        "survey": safe("until the next count"),
        "sealed": sensitive("until the next count"),
    }

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="+")
    survey = models.CharField(max_length=8, choices=SURVEYS)


class SealedComment(SealedRow):
    """What a child wrote to one open question, or nothing, sealed to the council's reading key."""

    LABELS: ClassVar[dict[str, Label]] = {
        "key": safe("until the next reading"),
        "council": safe("until the next reading"),
        "collection": safe("until the next reading"),
        "sealed": sensitive("until the next reading"),
    }

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="+")


class PausedDraft(CouncilRow):
    """A survey a child paused, under a key from the code, three pictures and the server's secret.

    `waits_until`: after five wrong tries, the first day on which it may be tried again.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "lookup": sensitive(TILL_OPENED),
        "council": safe(TILL_OPENED),
        "collection": safe(TILL_OPENED),
        "salt": safe(TILL_OPENED),
        "sealed": sensitive(TILL_OPENED),
        "wrong_tries": sensitive(TILL_OPENED),
        "waits_until": sensitive(TILL_OPENED),
    }

    lookup = models.CharField(primary_key=True, max_length=64)
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="+")
    salt = models.BinaryField(max_length=16)
    sealed = models.BinaryField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    waits_until = models.DateField(null=True)

    def __str__(self) -> str:
        return "paused draft"


class Counter(CouncilRow):
    """How many, by survey and by one shared demographic at a time; everybody is group `all`, level `all`.

    `kind` is `finished` or `declined`. `shown` is what people see; it moves by five or more. What the slips really add
    up to stands in the collection's sealed tally, so that a copy of the database tells no finer step (decision 0009).
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(WAVE),
        "council": safe(WAVE),
        "collection": safe(WAVE),
        "kind": safe(WAVE),
        "survey": safe(WAVE),
        "group": safe(WAVE),
        "level": safe(WAVE),
        "shown": safe(WAVE),
    }

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="counters")
    kind = models.CharField(max_length=10)
    survey = models.CharField(max_length=8, choices=SURVEYS)
    group = models.CharField(max_length=40)
    level = models.CharField(max_length=40)
    shown = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["collection", "kind", "survey", "group", "level"], name="codes_one_counter_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.survey} {self.group}={self.level}"
