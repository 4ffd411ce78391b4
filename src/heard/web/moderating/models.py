"""What moderators decide about children's words, and the names a council knows."""

from typing import ClassVar

from django.db import models

from heard.web.policy import FREE_TEXT_YEARS
from heard.web.tenancy.labels import Label, personal, safe, sensitive

KEPT = f"{FREE_TEXT_YEARS} years, with the comment"
KEPT_COUNTS = "as long as the wave's findings"
WHILE_SET = "while the council keeps it"


class Moderation(models.Model):
    """One comment on its way from a child's words to words that others may read.

    `suggested`, `suggested_themes`: what rules and a local model found, kept beside what people decided. `taken`: what
    is taken out. All three hold places in the text, no words. `text`: what is left. `english`: a person's translation.
    `is_wanted`: the moderator thinks it worth quoting; a second person then decides `is_cleared`.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "comment": safe(KEPT),
        "council": safe(KEPT),
        "suggested": sensitive(KEPT),
        "suggested_themes": sensitive(KEPT),
        "rare": sensitive(KEPT),
        "taken": sensitive(KEPT),
        "text": sensitive(KEPT),
        "english": sensitive(KEPT),
        "themes": sensitive(KEPT),
        "is_idea": sensitive(KEPT),
        "is_wanted": safe(KEPT),
        "moderated_by": personal(KEPT),
        "moderated_on": safe(KEPT),
        "is_cleared": safe(KEPT),
        "checked_by": personal(KEPT),
        "checked_on": safe(KEPT),
    }

    comment = models.OneToOneField(
        "voices.Comment", on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    suggested = models.JSONField(default=list)
    suggested_themes = models.JSONField(default=list)
    rare = models.JSONField(default=list)
    taken = models.JSONField(default=list)
    text = models.TextField(blank=True)
    english = models.TextField(blank=True)
    themes = models.JSONField(default=list)
    is_idea = models.BooleanField(default=False)
    is_wanted = models.BooleanField(default=False)
    moderated_by = models.CharField(max_length=254, blank=True)
    moderated_on = models.DateField(null=True)
    is_cleared = models.BooleanField(null=True)
    checked_by = models.CharField(max_length=254, blank=True)
    checked_on = models.DateField(null=True)

    def __str__(self) -> str:
        return "moderation of a comment"


class Quotation(models.Model):
    """Words of a cleared comment that stand beside a finding: of which question, and which part of what is left."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT),
        "council": safe(KEPT),
        "moderation": safe(KEPT),
        "indicator": safe(KEPT),
        "words": sensitive(KEPT),
        "chosen_by": personal(KEPT),
        "chosen_on": safe(KEPT),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    moderation = models.ForeignKey(Moderation, on_delete=models.CASCADE, related_name="+")
    indicator = models.CharField(max_length=40)
    words = models.TextField()
    chosen_by = models.CharField(max_length=254)
    chosen_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["moderation", "indicator"], name="moderating_quoted_once")
        ]

    def __str__(self) -> str:
        return f"quotation beside {self.indicator}"


class SecondCoding(models.Model):
    """What a second person, who did not see what the first decided, says that a comment is about."""

    LABELS: ClassVar[dict[str, Label]] = {
        "moderation": safe(KEPT),
        "council": safe(KEPT),
        "themes": sensitive(KEPT),
        "coded_by": personal(KEPT),
        "coded_on": safe(KEPT),
    }

    moderation = models.OneToOneField(
        Moderation, on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    themes = models.JSONField(default=list)
    coded_by = models.CharField(max_length=254)
    coded_on = models.DateField()

    def __str__(self) -> str:
        return "second coding of a comment"


class ThemeCount(models.Model):
    """How many comments of a closed wave speak of what, as readers of a level may know it. Never changed: counted
    again, there is a newer one, held against all before.

    `rows`: survey, question, code, symbol, count, base, and the ends of a band. `decisions`: a digest of what they were
    counted from.
    """

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(KEPT_COUNTS),
        "council": safe(KEPT_COUNTS),
        "wave": safe(KEPT_COUNTS),
        "level": safe(KEPT_COUNTS),
        "codebook": safe(KEPT_COUNTS),
        "rows": safe(KEPT_COUNTS),
        "decisions": safe(KEPT_COUNTS),
        "counted_on": safe(KEPT_COUNTS),
    }

    council = models.ForeignKey("people.Council", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=40)
    level = models.CharField(max_length=10)
    codebook = models.CharField(max_length=20)
    rows = models.JSONField()
    decisions = models.CharField(max_length=64)
    counted_on = models.DateField()

    def __str__(self) -> str:
        return f"themes of {self.wave}"


class KnownWords(models.Model):
    """A name the council adds to the lists: of staff, a school, a home, an estate. Never of a child."""

    LABELS: ClassVar[dict[str, Label]] = {
        "id": safe(WHILE_SET),
        "council": safe(WHILE_SET),
        "kind": safe(WHILE_SET),
        "words": personal(WHILE_SET),
    }

    council = models.ForeignKey("people.Council", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    words = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "kind", "words"], name="moderating_known_once")
        ]

    def __str__(self) -> str:
        return "a name the council knows"
