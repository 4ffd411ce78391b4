"""How the cards of a batch are to be printed. The codes travel in the form: nothing else has them."""

from collections.abc import Mapping, Sequence

from django import forms

from heard.web.codes.cards import MistypedCode, read_code, written
from heard.web.policy import CODES_IN_A_PDF, LARGEST_BATCH
from heard.web.printing.sheets import Layout
from heard.web.waves.presenters import say_ages

BROKEN = (
    "The codes did not come through whole. Nothing was printed. "
    "Go back to the page with the cards and print that page."
)
OPENS, TYPES = "opens", "types"


class CodesField(forms.CharField):
    """Codes with spaces between them, out of sight."""

    def __init__(self) -> None:
        messages = dict.fromkeys(("required", "max_length"), BROKEN)
        super().__init__(max_length=LARGEST_BATCH * 20, widget=forms.HiddenInput(), error_messages=messages)

    def clean(self, value: object) -> tuple[str, ...]:
        """The codes as they are printed, each once, in the order they came."""
        typed = str(super().clean(value)).split()
        try:
            codes = [read_code(each) for each in typed]
        except MistypedCode:
            raise forms.ValidationError(BROKEN) from None
        if len(set(codes)) != len(codes) or len(codes) > LARGEST_BATCH:
            raise forms.ValidationError(BROKEN)
        return tuple(written(code) for code in codes)


class PrintForm(forms.Form):
    """Cards or letters, in which language, and what the square does."""

    codes = CodesField()
    survey = forms.ChoiceField(
        label="Survey",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which survey the card opens."},
    )
    layout = forms.ChoiceField(
        label="On paper as",
        widget=forms.RadioSelect,
        choices=[
            (Layout.CARDS.value, "cards to cut and fold, six on a page"),
            (Layout.LETTERS.value, "letters, one a page, with no name on any"),
        ],
        error_messages={"required": "Choose cards or letters."},
    )
    part = forms.TypedChoiceField(
        label="Which of them",
        help_text="A large batch is made into several files, one after the other.",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which of them."},
    )
    language = forms.ChoiceField(
        label="Language",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the language.",
            "invalid_choice": "Words in this language have not been reviewed. Choose one of those offered.",
        },
    )
    square = forms.ChoiceField(
        label="What the square does when it is scanned",
        help_text="A telephone keeps a list of the pages that were opened, and some keep a list of what was scanned. "
        "If the square types the code, the code is in those lists, and whoever has the telephone could use it before "
        "the child does. Choose that where typing would keep children out.",
        widget=forms.RadioSelect,
        choices=[
            (OPENS, "opens the first page; the child types the code"),
            (TYPES, "opens the first page and types the code"),
        ],
        error_messages={"required": "Choose what the square does."},
    )

    def __init__(
        self,
        *args: object,
        surveys: Sequence[str],
        languages: Mapping[str, str],
        known_survey: bool,
        count: int,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["survey"].choices = [(survey, f"Ages {say_ages(survey)}") for survey in surveys]  # type: ignore[attr-defined]
        self.fields["language"].choices = list(languages.items())  # type: ignore[attr-defined]
        if known_survey:
            self.fields["survey"].widget = forms.HiddenInput()
        self.fields["part"].choices = list_parts(count)  # type: ignore[attr-defined]
        if count <= CODES_IN_A_PDF:
            self.fields["part"].widget = forms.HiddenInput()
        if len(languages) == 1:
            self.fields["language"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, object]:
        """With those codes alone that go into this file."""
        cleaned: dict[str, object] = super().clean() or self.cleaned_data
        codes, part = cleaned.get("codes"), cleaned.get("part")
        if isinstance(codes, tuple) and isinstance(part, int):
            cleaned["codes"] = codes[(part - 1) * CODES_IN_A_PDF : part * CODES_IN_A_PDF]
        return cleaned


def list_parts(count: int) -> list[tuple[int, str]]:
    """The files that so many codes are made into, in words."""
    starts = range(0, max(count, 1), CODES_IN_A_PDF)
    return [
        (number, f"{start + 1} to {min(start + CODES_IN_A_PDF, count)} of {count}")
        for number, start in enumerate(starts, start=1)
    ]
