"""What the safeguarding reader writes."""

from enum import StrEnum

from django import forms

from heard.web.policy import LONGEST_CONTACTS

LONGEST_NOTE = 2_000


class Outcome(StrEnum):
    """What came of reading it."""

    NOTHING = "nothing to do"
    WATCHED = "looked into what it says of a place or a service"
    TOLD = "told a manager or the designated lead"
    PARTNERS = "told the police or safeguarding partners"
    OTHER = "something else"


class ReadForm(forms.Form):
    """What was done about a child's words. There is a button of its own for nothing, which is what most of them ask."""

    outcome = forms.ChoiceField(
        label="What came of it",
        choices=[("", "Choose"), *((each.name.lower(), each.value) for each in Outcome)],
        error_messages={"required": "Choose what came of it, or press “Read: nothing to do”."},
    )
    note = forms.CharField(
        label="What I did",
        help_text="It is wiped when the wave closes; keep your own record where your council keeps such things.",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={
            "required": "Write what you did, or press “Read: nothing to do”.",
            "max_length": f"The note is longer than {LONGEST_NOTE} letters. Make it shorter.",
        },
    )

    @classmethod
    def saying_nothing(cls) -> dict[str, str]:
        """What the button for nothing sends."""
        return {"outcome": Outcome.NOTHING.name.lower(), "note": Outcome.NOTHING.value.capitalize()}


class ReadAfterClosingForm(forms.Form):
    """The wave has closed: only that it was read is kept."""


class ContactsForm(forms.Form):
    """Whom to call."""

    words = forms.CharField(
        label="Whom the safeguarding reader calls",
        help_text="Roles and telephone numbers, a line each: the designated lead, the duty desk in and out of hours, "
        "the police.",
        required=False,
        max_length=LONGEST_CONTACTS,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        error_messages={"max_length": f"It is longer than {LONGEST_CONTACTS:,} letters. Make it shorter."},
    )
