"""What people type and choose on the pages of findings. Each field says what it is for, and what is wrong."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from heard.base.messages import wrong_with_line
from heard.web.interpreting.actions.beside import Asking, Piece
from heard.web.interpreting.actions.remarks import Said
from heard.web.interpreting.actions.sessions import Begun
from heard.web.interpreting.presenters.words import BY, CHOICES, KINDS, SOURCES, WHO
from heard.web.interpreting.terms import By, Choice, Kind, Source, Who
from heard.web.policy import (
    LARGEST_REMARK_TABLE,
    LONGEST_LABEL,
    LONGEST_LINE,
    LONGEST_REMARK,
    LONGEST_TEXT,
    MOST_CHOICE_CARDS,
    MOST_TOOK_PART,
)
from heard.web.ui.fields import VersionNumber, WordsField

ONE_LINE = "{label}: write one line that does not begin with = + - or @."


class Line(forms.CharField):
    """One line."""

    def __init__(self, label: str, *, most: int = LONGEST_LABEL, required: str = "", **more: Any) -> None:
        errors = {"required": required, "max_length": f"{label}: {most} letters are enough."}
        super().__init__(
            label=label,
            max_length=most,
            required=bool(required),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            error_messages=errors,
            **more,
        )

    def validate(self, value: str) -> None:
        """One line, and no formula of a spreadsheet."""
        super().validate(value)
        if value and wrong_with_line(value):
            raise ValidationError(ONE_LINE.format(label=self.label))


class Words(WordsField):
    """Words of some lines; `required`: what is said where there are none, empty where there may be none."""

    def __init__(self, label: str, *, most: int, rows: int = 3, required: str = "", **more: Any) -> None:
        super().__init__(
            label=label,
            longest=most,
            rows=rows,
            required=bool(required),
            error_messages={"required": required},
            **more,
        )


class Day(forms.DateField):
    """A day."""

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(
            label=label,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={
                "required": f"{label}: say on which day.",
                "invalid": f"{label}: write the day as 2026-03-31.",
            },
            **more,
        )


def one_of(names: dict[Any, str], label: str, required: str, **more: Any) -> forms.ChoiceField:
    """One of a closed list, all of it to be seen."""
    return forms.ChoiceField(
        label=label,
        choices=[(key.value, name) for key, name in names.items()],
        widget=forms.RadioSelect,
        error_messages={"required": required, "invalid_choice": required},
        **more,
    )


class BeginForm(forms.Form):
    """Who comes together."""

    who = one_of(dict(WHO), "Who comes together", "Say who comes together.")
    who_words = Line("If others: who", help_text="A group, never a name.")
    host = Line(
        "Who hosts it",
        required="Say in which role somebody hosts it.",
        help_text="A role, such as participation worker. No name is needed.",
    )
    held_on = Day("On which day")

    def clean(self) -> dict[str, Any]:
        """Others have a name."""
        cleaned = super().clean() or {}
        if cleaned.get("who") == Who.OTHER and not cleaned.get("who_words"):
            self.add_error("who_words", "Say who the others are, as a group.")
        return cleaned

    def begun(self) -> Begun:
        """What was said; the form is valid."""
        said = self.cleaned_data
        return Begun(Who(said["who"]), said["who_words"], said["host"], said["held_on"])


class DayForm(forms.Form):
    """On which day a session was. `read`: the version that stood there."""

    held_on = Day("On which day")
    read = VersionNumber()


class TookPartForm(forms.Form):
    """How many took part."""

    took_part = forms.IntegerField(
        label="How many took part",
        help_text="A count, without the host. No list of names is kept.",
        min_value=0,
        max_value=MOST_TOOK_PART,
        error_messages={
            "required": "Write how many took part.",
            "invalid": "Write how many took part as a number.",
            "min_value": "Write how many took part as a number.",
            "max_value": f"{MOST_TOOK_PART} at most.",
        },
    )


class CardsForm(forms.Form):
    """How many cards."""

    number = forms.IntegerField(
        label="How many cards",
        help_text="One for everybody who takes part, and some to spare.",
        min_value=1,
        max_value=MOST_CHOICE_CARDS,
        initial=12,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            f"Write a number from 1 to {MOST_CHOICE_CARDS}.",
        ),
    )


class BoxesForm(forms.Form):
    """A box for each kind of remark. Each line of a box is a remark of its own."""

    means = Words(KINDS[Kind.MEANS], most=LONGEST_TEXT)
    why = Words(KINDS[Kind.WHY], most=LONGEST_TEXT)
    should = Words(KINDS[Kind.SHOULD], most=LONGEST_TEXT)
    comment = Words(KINDS[Kind.COMMENT], most=LONGEST_TEXT, rows=2)
    by_whom = one_of(dict(BY), "Said by", "Say by whom this was said; not known is an answer.")

    def clean(self) -> dict[str, Any]:
        """A remark is no essay."""
        cleaned = super().clean() or {}
        for kind in Kind:
            for line in _lines(cleaned.get(kind.value, "")):
                if len(line) > LONGEST_REMARK:
                    says = f"{KINDS[kind]}: one line has {len(line):,} letters. Make several lines of it."
                    self.add_error(kind.value, says)
        return cleaned

    def said(self, indicator: str) -> tuple[Said, ...]:
        """A remark for each line; the form is valid."""
        by = By(self.cleaned_data["by_whom"])
        return tuple(
            Said((indicator,), kind, by, line)
            for kind in Kind
            for line in _lines(self.cleaned_data[kind.value])
        )


class RemarkForm(forms.Form):
    """One remark, changed."""

    text = Words(
        "The remark", most=LONGEST_REMARK, rows=4, required="Write the remark, or withdraw it below."
    )
    kind = one_of(dict(KINDS), "What it is", "Say what it is.")
    by_whom = one_of(dict(BY), "Said by", "Say by whom this was said; not known is an answer.")
    about = forms.MultipleChoiceField(
        label="About which findings",
        help_text="None: it stands under the theme it came with, or by itself.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    read = VersionNumber()

    def __init__(self, titles: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["about"].choices = list(titles)  # type: ignore[attr-defined]

    def said(self, theme: str) -> Said:
        """What it says now; the form is valid."""
        now = self.cleaned_data
        return Said(tuple(now["about"]), Kind(now["kind"]), By(now["by_whom"]), now["text"], theme)


class EvidenceForm(forms.Form):
    """Evidence from elsewhere."""

    source = one_of(dict(SOURCES), "Where it comes from", "Say where it comes from.")
    source_words = Line(
        "Its name",
        most=LONGEST_LINE,
        required="Name it.",
        help_text="As “Visit of the inspectorate, March 2026”.",
    )
    dated_on = Day("Its day")
    says = Words("What it says", most=LONGEST_TEXT, rows=5, required="Write what it says.")
    link = forms.URLField(
        label="Where it can be read",
        help_text="An address that begins with https, if there is one.",
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={
            "invalid": "Write the whole address, with https.",
            "max_length": "This address is too long.",
        },
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    read = VersionNumber()

    def clean_link(self) -> str:
        """Only the web's own."""
        link = str(self.cleaned_data["link"])
        if link and not link.startswith(("https://", "http://")):
            raise ValidationError("Write the whole address, with https.")
        return link

    def piece(self) -> Piece:
        """What was written; the form is valid."""
        said = self.cleaned_data
        return Piece(
            Source(said["source"]), said["source_words"], said["dated_on"], said["says"], said["link"]
        )


class DiveForm(forms.Form):
    """A finding opened as a question of its own."""

    question = Words("The question", most=LONGEST_REMARK, required="Write the question.")
    lead = Line("Who leads", required="Say in which role somebody leads it.", help_text="A role, not a name.")
    begun_on = Day("Begun on")
    read = VersionNumber()

    def asking(self) -> Asking:
        """What was written; the form is valid."""
        said = self.cleaned_data
        return Asking(said["question"], said["lead"], said["begun_on"])


class NoteForm(forms.Form):
    """What came out on a day."""

    noted_on = Day("On which day")
    text = Words("What came out", most=LONGEST_TEXT, rows=4, required="Write what came out.")


class CloseForm(forms.Form):
    """What came of a deep dive."""

    outcome = Words("What came of it", most=LONGEST_TEXT, rows=4, required="Write what came of it.")
    closed_on = Day("Closed on")
    read = VersionNumber()


class DecideForm(forms.Form):
    """When a finding is answered."""

    choice = one_of(dict(CHOICES), "When it is answered", "Say when it is answered.")
    reasons = Words("Why", most=LONGEST_REMARK, required="Say why, in a sentence.")
    read = VersionNumber()

    def choice_made(self) -> Choice:
        """The form is valid."""
        return Choice(self.cleaned_data["choice"])


class TableForm(forms.Form):
    """A table of remarks."""

    table = forms.FileField(
        label="The table",
        help_text="CSV, Excel or Word, with the headings Theme, Survey Finding and Comments, or such as mean the same.",
        error_messages=dict.fromkeys(
            ("required", "invalid", "missing", "empty"),
            f"Choose a file. It was not there, was empty, or was larger than {LARGEST_REMARK_TABLE // 1_000} kB.",
        ),
    )

    def given(self) -> tuple[str, bytes]:
        """Its name and what is in it; the form is valid."""
        file = self.cleaned_data["table"]
        return file.name or "", file.read()


class IdeaForm(forms.Form):
    """An idea from a telephone."""

    kind = one_of(dict(KINDS), "What do you want to say?", "Choose what it is.")
    text = Words("Your words", most=LONGEST_REMARK, rows=4, required="Write something first.")


def lines_of(text: str) -> tuple[str, ...]:
    """Each line that says anything."""
    return _lines(text)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for each in text.split("\n") if (line := " ".join(each.split())))


def first_day(today: date) -> dict[str, date]:
    """What stands in a box for a day."""
    return {"held_on": today, "begun_on": today, "noted_on": today, "closed_on": today}
