"""What a coordinator types while watching a wave."""

from collections.abc import Mapping, Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from heard.base.messages import make_visible, name_some, quote
from heard.web.policy import LONGEST_HEADING, LONGEST_LETTER, MOST_ADDRESSES, MOST_REACH
from heard.web.watching.kinds import Reach, Reason
from heard.web.watching.letters import PLACEHOLDERS, find_wrong_braces
from heard.web.watching.presenters.saying import REASONS

LONGEST_ADDRESS = 254
NAMED = 5
ALLOWED = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)


class ReachForm(forms.Form):
    """How many of one survey were not reached, or heard another way: a number for each reason."""

    def __init__(self, *args: object, counts: Mapping[Reason, int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for reason in Reason:
            self.fields[reason.value] = forms.IntegerField(
                label=REASONS[reason],
                min_value=0,
                max_value=MOST_REACH,
                initial=counts.get(reason, 0),
                error_messages={
                    "required": f"{REASONS[reason]}: write a number; 0 where it was nobody.",
                    "invalid": f"{REASONS[reason]}: write the number in digits, and nothing else.",
                    "min_value": f"{REASONS[reason]}: the least is 0.",
                    "max_value": f"{REASONS[reason]}: more than {MOST_REACH:,} is more than there are.",
                },
            )

    def fields_of(self, reach: str) -> list[forms.BoundField]:
        """The fields of one of the two kinds."""
        return [self[reason.value] for reason in Reason if reason.of is Reach(reach)]

    @property
    def not_reached(self) -> list[forms.BoundField]:
        """Why the survey could not be offered."""
        return self.fields_of(Reach.NOT_REACHED)

    @property
    def another_way(self) -> list[forms.BoundField]:
        """How somebody was heard instead."""
        return self.fields_of(Reach.ANOTHER_WAY)

    def read(self) -> dict[Reason, int]:
        """The counts, once they are valid."""
        return {reason: self.cleaned_data[reason.value] for reason in Reason}


class AddressesForm(forms.Form):
    """Adults who hand out cards: one address a line."""

    emails = forms.CharField(
        label="E-mail addresses",
        help_text="One on each line. Adults only: letters never go to children or young people.",
        max_length=MOST_ADDRESSES * (LONGEST_ADDRESS + 2),
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Write at least one address.",
            "max_length": f"This is more than {MOST_ADDRESSES} addresses. Make several lists of it.",
        },
    )
    team = forms.ChoiceField(
        label="Which cards they hand out",
        help_text="Their letters then say how many have answered with these cards, as the page shows it.",
        required=False,
        error_messages={"invalid_choice": "There are no such cards any more. Choose again."},
    )

    def __init__(self, *args: object, teams: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["team"].choices = teams  # type: ignore[attr-defined]

    def clean_emails(self) -> list[str]:
        """Every line an address; those that are none are named, and nothing is kept."""
        lines = [line.strip() for line in self.cleaned_data["emails"].splitlines() if line.strip()]
        wrong = [quote(make_visible(line)) for line in lines if not _is_address(line)]
        if wrong:
            raise ValidationError(
                f"Not an e-mail address: {name_some(wrong, NAMED)}. None of the list was kept; put it right here."
            )
        return lines


class LetterForm(forms.Form):
    """A letter to adults, before it is sent."""

    heading = forms.CharField(
        label="Subject",
        max_length=LONGEST_HEADING,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Give the letter a subject.",
            "max_length": f"The subject is longer than {LONGEST_HEADING} letters. Make it shorter.",
        },
    )
    words = forms.CharField(
        label="The letter",
        help_text="Never write a child’s name, or anything by which one could be known.",
        max_length=LONGEST_LETTER,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={
            "required": "Write the letter.",
            "max_length": f"The letter is longer than {LONGEST_LETTER:,} letters. Make it shorter.",
        },
    )

    def clean_heading(self) -> str:
        """One line: what is after a line break would be another part of the message's head."""
        heading: str = self.cleaned_data["heading"]
        if make_visible(heading) != heading:
            raise ValidationError(
                "The subject holds a line break, or a letter that cannot be seen. Write it anew."
            )
        if "{answered}" in heading or "{team}" in heading:
            raise ValidationError(
                "{answered} and {team} may be several lines, so they stand in the letter only."
            )
        return _check_braces(heading)

    def clean_words(self) -> str:
        """Braces hold what is on the list, or nothing is sent."""
        return _check_braces(self.cleaned_data["words"])


def _check_braces(text: str) -> str:
    wrong = find_wrong_braces(text)
    if wrong:
        raise ValidationError(
            f"Heard does not know what to put for {name_some(wrong, NAMED)}. In braces may stand: {ALLOWED}."
        )
    return text


def _is_address(line: str) -> bool:
    try:
        validate_email(line)
    except ValidationError:
        return False
    return len(line) <= LONGEST_ADDRESS
