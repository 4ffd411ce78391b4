"""What moderators tick and type."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from heard.base.errors import UserError
from heard.comments.codebook import Codebook
from heard.comments.identities import Kind, Span
from heard.web.moderating.actions import Decided
from heard.web.moderating.marking import find_typed, put_together
from heard.web.policy import LONGEST_COMMENT, LONGEST_KNOWN, MOST_KNOWN_WORDS

LONGEST_TYPED = 2_000
KNOWN_KINDS = {
    Kind.NAME: "people: staff, carers, councillors; no child",
    Kind.SCHOOL: "schools and colleges",
    Kind.PLACE: "places: estates, streets, villages, parks",
    Kind.GROUP: "clubs, children's homes, agencies, places of worship",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """The spans a form offers to take out, and their names beside the boxes."""

    text: str
    spans: tuple[Span, ...]
    labels: tuple[str, ...]


class TakingOutForm(forms.Form):
    """Which suggestions are taken out, and what else."""

    taken = forms.MultipleChoiceField(
        label="Take out", required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    typed = forms.CharField(
        label="Take out too",
        help_text="One a line, as the child wrote it, and what it is: “kofi = name”. Or mark "
        "it in the text and press a key.",
        required=False,
        max_length=LONGEST_TYPED,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "max_length": f"That is longer than {LONGEST_TYPED:,} letters. Take out less at once."
        },
    )

    def __init__(self, offered: Offered, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offered = offered
        self.fields["taken"].choices = [*enumerate(offered.labels)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """With `spans`: all that is to be taken out."""
        cleaned = super().clean() or {}
        kept = [self._offered.spans[int(place)] for place in cleaned.get("taken", ())]
        try:
            found = find_typed(self._offered.text, cleaned.get("typed", ""))
        except UserError as error:
            self.add_error("typed", str(error))
            return cleaned
        return {**cleaned, "spans": put_together(found, kept)}


class ModerateForm(TakingOutForm):
    """All that a first moderator decides of one comment."""

    themes = forms.MultipleChoiceField(
        label="What it is about", required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    is_idea = forms.BooleanField(
        label="It says what should change: an idea, for a second person to look at", required=False
    )
    is_wanted = forms.BooleanField(label="Worth quoting: let a second person look", required=False)
    english = forms.CharField(
        label="In English, where it is in another language",
        help_text="Translated by a person, with names already left out: “[name]”. It stands beside the "
        "child's own words.",
        required=False,
        max_length=2 * LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        error_messages={"max_length": f"The translation is longer than {2 * LONGEST_COMMENT:,} letters."},
    )

    def __init__(self, offered: Offered, codebook: Codebook, *args: Any, **kwargs: Any) -> None:
        super().__init__(offered, *args, **kwargs)
        self.fields["themes"].choices = [(code.key, code.name) for code in codebook.codes]  # type: ignore[attr-defined]

    @property
    def decided(self) -> Decided:
        """What is to be kept; only of a form that is valid. An idea is read by others too, so somebody looks again."""
        said = self.cleaned_data
        return Decided(
            taken=said["spans"],
            themes=tuple(said["themes"]),
            is_idea=said["is_idea"],
            is_wanted=said["is_wanted"] or said["is_idea"],
            english=said["english"].strip(),
        )


class CheckForm(TakingOutForm):
    """What a second person takes out besides, and their word."""

    verdict = forms.ChoiceField(
        choices=[("clear", "clear"), ("keep_back", "keep back")],
        widget=forms.HiddenInput,
        error_messages={"required": "Press one of the two buttons below: may it be quoted, or not?"},
    )


class KnownForm(forms.Form):
    """Names for one of the council's lists."""

    kind = forms.ChoiceField(
        label="These are", choices=[(kind.value, words) for kind, words in KNOWN_KINDS.items()]
    )
    words = forms.CharField(
        label="Names",
        help_text="One a line. A list of staff from the council's directory can be pasted here. Never "
        "the names of children: the site must not know who is in care.",
        max_length=MOST_KNOWN_WORDS * LONGEST_KNOWN,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Type one name at least."},
    )

    def clean_words(self) -> Sequence[str]:
        """Each once, without the spaces around it."""
        lines = dict.fromkeys(" ".join(line.split()) for line in self.cleaned_data["words"].splitlines())
        names = [line for line in lines if line]
        if long := [line for line in names if len(line) > LONGEST_KNOWN]:
            raise forms.ValidationError(
                f"Longer than {LONGEST_KNOWN} letters: “{long[0][:30]}…”. One name a line; nothing was added."
            )
        return names


class QuoteForm(forms.Form):
    """Which words stand beside which question's findings."""

    indicator = forms.ChoiceField(label="Beside what was found about", choices=())
    words = forms.CharField(
        label="These words",
        help_text="All of the comment, or a part of it in one piece, as it stands.",
        max_length=2 * LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        error_messages={"required": "Leave at least some of the words."},
    )

    def __init__(
        self, choices: Sequence[tuple[str, list[tuple[str, str]]]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = choices  # type: ignore[attr-defined]


class SecondCodingForm(forms.Form):
    """What a second person says that a comment is about."""

    themes = forms.MultipleChoiceField(
        label="What it is about", required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(self, codebook: Codebook, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].choices = [(code.key, code.name) for code in codebook.codes]  # type: ignore[attr-defined]


class SearchForm(forms.Form):
    """What somebody looks for in children's words."""

    q = forms.CharField(label="Find", required=False, max_length=80)
