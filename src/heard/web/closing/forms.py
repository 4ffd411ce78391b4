"""What a coordinator writes on how a wave went. Each question says what it is for."""

from django import forms

from heard.web.closing.queries import Answers
from heard.web.policy import LONGEST_REVIEW_ANSWER

QUESTIONS = {
    "told": (
        "How were children and young people told of the survey?",
        "Who told them, when, with what; what they were told about who sees their answers and when they hear back.",
    ),
    "adapted": (
        "What was adapted, and for whom?",
        "Paper, large print, reading together, an interpreter, a visit: what was done for groups, never for one child.",
    ),
    "missed": (
        "Who was hard to reach, and what was tried?",
        "Placed far away, in residential or secure homes, disabled, in another language, not in touch.",
    ),
    "went_well": ("What went well?", "What you would do the same way again."),
    "to_change": ("What should be different next time?", "The next wave's planning starts from this."),
}
TOO_LONG = f"This is longer than {LONGEST_REVIEW_ANSWER:,} letters. Make it shorter; nothing was saved yet."


class ReviewForm(forms.Form):
    """Five questions, none of which must be answered to save."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, (label, help_text) in QUESTIONS.items():
            self.fields[name] = forms.CharField(
                label=label,
                help_text=help_text,
                required=False,
                max_length=LONGEST_REVIEW_ANSWER,
                widget=forms.Textarea,
                error_messages={"max_length": TOO_LONG},
            )

    def answers(self) -> Answers:
        """What was typed."""
        return Answers(**{name: self.cleaned_data[name] for name in QUESTIONS})
