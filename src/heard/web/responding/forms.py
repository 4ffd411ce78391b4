"""What is written on the page of an answer."""

from typing import Any

from django import forms

from heard.web.policy import LONGEST_WHO, LONGEST_WHY, LONGEST_WORDS
from heard.web.responding.actions import Given
from heard.web.responding.kinds import Kind
from heard.web.responding.queries import AnswerFacts
from heard.web.ui.fields import VersionNumber, WordsField

WHO_HINT = "A role, such as “Head of the virtual school”; no name. Young people ask who it was that answered."
WORDS_HINT = (
    "To adults and in the reports. What children and young people are told is written apart, in words for each age. "
    "Write no child’s name."
)


class AnswerForm(forms.Form):
    """Which of the four answers, who stands behind it, its words, and the numbers of what was read."""

    kind = forms.ChoiceField(
        label="What the council answers",
        choices=[(kind.value, kind.called) for kind in Kind],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which of the four answers it is."},
    )
    who = forms.CharField(
        label="Who answers",
        help_text=WHO_HINT,
        max_length=LONGEST_WHO,
        error_messages={"required": "Say who answers: a role is enough."},
    )
    text = WordsField(
        label="The answer",
        help_text=WORDS_HINT,
        longest=LONGEST_WORDS,
        rows=5,
        error_messages={"required": "Write the answer. “We cannot” needs its reason, too."},
    )
    answer = VersionNumber()
    words = VersionNumber()

    def __init__(self, standing: AnswerFacts, **kwargs: Any) -> None:
        now = {
            "kind": standing.kind,
            "who": standing.who,
            "text": standing.words,
            "answer": standing.number,
            "words": standing.read,
        }
        super().__init__(initial=now, **kwargs)

    def given(self) -> Given:
        """The answer. The form is valid."""
        sent = self.cleaned_data
        return Given(Kind(sent["kind"]), sent["who"].strip(), sent["text"], sent["answer"], sent["words"])

    def after(self, now: AnswerFacts) -> "AnswerForm":
        """What was typed, as if whoever typed it had read what stands now."""
        read = {"answer": str(now.number), "words": str(now.read)}
        return AnswerForm(now, data={**dict(self.data.items()), **read})


class SendBackForm(forms.Form):
    """Why the panel sends an answer back."""

    why = WordsField(
        label="What is missing?",
        help_text="In the panel’s own words. Whoever answers reads this. Write no name.",
        longest=LONGEST_WHY,
        error_messages={"required": "Say what is missing, so that the next answer can be better."},
    )
    answer = VersionNumber()
