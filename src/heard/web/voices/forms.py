"""What the safeguarding reader writes."""

from django import forms

LONGEST_NOTE = 2_000


class ReadForm(forms.Form):
    """What was done about a child's words."""

    note = forms.CharField(
        label="What I did",
        help_text="It is wiped when the wave closes; keep your own record where your council keeps such things.",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={
            "required": "Write what you did, even if it was nothing: “read, nothing to do”.",
            "max_length": f"The note is longer than {LONGEST_NOTE} letters. Make it shorter.",
        },
    )


class ReadAfterClosingForm(forms.Form):
    """The wave has closed: only that it was read is kept."""
