"""What is said of a finding once the next wave was told."""

from typing import Any

from django import forms

from heard.web.following.queries import Choice, LearningFacts
from heard.web.policy import LONGEST_WORDS
from heard.web.ui.fields import VersionNumber, WordsField


class LearningForm(forms.Form):
    """What was learnt, whether it goes on, and which version was read."""

    choice = forms.ChoiceField(
        label="What becomes of it",
        choices=Choice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it goes on."},
    )
    words = WordsField(
        label="What we learnt",
        help_text="What helped, what did not, what young people say it was. The next plan begins here.",
        longest=LONGEST_WORDS,
        rows=4,
        error_messages={"required": "Write what was learnt, even if it is that nobody knows yet."},
    )
    read = VersionNumber()

    def __init__(self, standing: LearningFacts, **kwargs: Any) -> None:
        now = {"choice": standing.choice, "words": standing.words, "read": standing.number}
        super().__init__(initial=now, **kwargs)
