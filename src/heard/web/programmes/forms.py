"""What the programme team and a council's coordinator choose and type on the programme's pages."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from heard.base.messages import wrong_with_line
from heard.base.places import KEY_IN_WORDS, is_key
from heard.web.policy import LARGEST_IMPORT, LONGEST_PURPOSE
from heard.web.programmes.choosing import Choice, Order
from heard.web.programmes.presenters.state import CALLED
from heard.web.waves.presenters import say_ages
from heard.web.waves.trying import TRY_OUT

ORDERS = (
    (Order.CONCERNS.value, "What needs somebody"),
    (Order.COUNCIL.value, "Council"),
    (Order.LAST_DAY.value, "Last day for answers"),
    (Order.RATE.value, "Lowest response rate"),
)


class Day(forms.DateField):
    """A day, as browsers send it."""

    def __init__(self, label: str, help_text: str) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"required": "Choose a day.", "invalid": "Write the day as 2027-03-26."},
        )


class StateForm(forms.Form):
    """Which lines, and in which order."""

    wave = forms.ChoiceField(label="Wave", required=False)
    stands = forms.ChoiceField(
        label="Stands",
        required=False,
        choices=[("", "Anywhere"), *((each.value, called.capitalize()) for each, called in CALLED.items())],
    )
    words = forms.CharField(label="Council", required=False, max_length=120)
    order = forms.ChoiceField(label="First", required=False, choices=ORDERS)

    def __init__(self, *args: Any, waves: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wave"].choices = [("", "All"), *((each, each) for each in waves)]  # type: ignore[attr-defined]

    def read(self, page: str) -> Choice:
        """What was asked for; what is not understood is not asked for."""
        asked = self.cleaned_data if self.is_valid() else {}
        return Choice(
            wave=asked.get("wave", ""),
            stands=asked.get("stands", ""),
            words=asked.get("words", ""),
            order=Order(asked.get("order") or Order.CONCERNS),
            page=int(page) if page.isdecimal() and len(page) < 6 else 1,
        )


class SetUpForm(forms.Form):
    """A wave of the programme."""

    key = forms.CharField(
        label="Name of the wave",
        help_text="Short, such as 2027 or 2027-spring. It stands in addresses and file names and can never be changed.",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Give the wave a name.",
            "max_length": "The key is longer than 40 letters.",
        },
    )
    opens_on = Day("Suggested opening day", "Each council chooses its own days near these.")
    last_answer_day = Day("Suggested last day for answers", "")
    surveys = forms.MultipleChoiceField(
        label="Surveys",
        help_text="With the questionnaire that is here now. The wave keeps its version to its end.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one survey."},
    )
    whom = forms.ChoiceField(
        label="Offer it to",
        widget=forms.RadioSelect,
        choices=(("all", "Every council"), ("some", "Those ticked below")),
        initial="all",
        error_messages={"required": "Say whom it is offered to."},
    )
    councils = forms.MultipleChoiceField(
        label="Councils",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "One of these councils is not there. Choose again."},
    )

    def __init__(
        self, *args: Any, versions: Mapping[str, str], councils: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = councils
        self.fields["surveys"].choices = [  # type: ignore[attr-defined]
            (survey, f"Ages {say_ages(survey)}, version {version}") for survey, version in versions.items()
        ]
        self.fields["surveys"].initial = list(versions)
        self.fields["councils"].choices = councils  # type: ignore[attr-defined]

    def clean_key(self) -> str:
        """As the key of a wave may be."""
        key: str = self.cleaned_data["key"].strip()
        if not is_key(key):
            raise forms.ValidationError(
                f"This cannot name a wave. {KEY_IN_WORDS[0].upper()}{KEY_IN_WORDS[1:]}."
            )
        if key.casefold() == TRY_OUT:
            raise forms.ValidationError("Councils’ try-outs are called this. Give the wave another key.")
        return key

    def clean(self) -> dict[str, Any]:
        """Days in their order, and at least one council."""
        told = super().clean() or {}
        opens, last = told.get("opens_on"), told.get("last_answer_day")
        if opens and last and last < opens:
            self.add_error("last_answer_day", "The last day for answers is before the opening day.")
        if told.get("whom") == "some" and not told.get("councils") and "councils" not in self.errors:
            self.add_error("councils", "Tick at least one council, or offer the wave to every council.")
        return told

    def read_councils(self) -> list[str]:
        """Whom it is offered to."""
        if self.cleaned_data["whom"] == "all":
            return [code for code, _ in self.known]
        chosen: list[str] = self.cleaned_data["councils"]
        return chosen


class CouncilsForm(forms.Form):
    """Councils, ticked."""

    councils = forms.MultipleChoiceField(
        label="Councils",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick at least one council.",
            "invalid_choice": "One of these councils cannot be chosen any more. Nothing was changed; choose again.",
        },
    )

    def __init__(self, *args: Any, councils: Sequence[tuple[str, str]], label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["councils"].choices = councils  # type: ignore[attr-defined]
        self.fields["councils"].label = label


class TakeUpForm(forms.Form):
    """What a council decides for itself when it takes part."""

    last_answer_day = Day("Last day for answers", "After it nobody starts a survey. Eight weeks are usual.")
    panel_on = Day(
        "Day of the young people’s panel",
        "The panel reads the findings before anybody else; the report is held until then.",
    )
    feedback_words = forms.CharField(
        label="When and where children hear what came of it",
        help_text="Children read this at the end of the survey. Such as: In June, at the summer party.",
        max_length=200,
        error_messages={
            "required": "Say when and where children hear what came of it.",
            "max_length": "This is longer than 200 letters. Make it shorter.",
        },
    )


class TogetherForm(forms.Form):
    """From when the programme may open the council's wave."""

    on = Day(
        "From which day",
        "The programme team opens the waves of all councils that agreed, on this day or later, if nothing is missing.",
    )


class BenchmarksForm(forms.Form):
    """A benchmarks file."""

    file = forms.FileField(
        label="benchmarks.csv",
        help_text="One figure a row, as the programme folder has it. At most 100 kB.",
        error_messages=dict.fromkeys(
            ("required", "invalid", "missing", "empty"),
            "Choose a file. It was not there, was empty, or was larger than 100 kB.",
        ),
    )

    def clean_file(self) -> bytes:
        """Its bytes; it was stopped on its way if it is too large."""
        content: bytes = self.cleaned_data["file"].read()
        return content


class ExportForm(forms.Form):
    """What a copy of the programme folder is for."""

    purpose = forms.CharField(
        label="What the copy is for",
        help_text="Every council reads it in its log, with your address. Such as: report for all councils, wave 2027.",
        min_length=10,
        max_length=LONGEST_PURPOSE,
        error_messages={
            "required": "Say what the copy is for.",
            "min_length": "Say it in a few words: every council reads it.",
            "max_length": f"This is longer than {LONGEST_PURPOSE} letters. Make it shorter.",
        },
    )

    def clean_purpose(self) -> str:
        """One line that a log can hold."""
        purpose: str = self.cleaned_data["purpose"]
        if wrong := wrong_with_line(purpose):
            raise forms.ValidationError(wrong)
        return purpose


class ImportForm(forms.Form):
    """A copy of a programme folder. The file comes last: of a form too large, what stood before it comes back."""

    purpose = forms.CharField(
        label="Where it comes from, and why it is brought in",
        help_text="Every council reads it in its log, with your address. Such as: our copy of May, after the fire.",
        min_length=10,
        max_length=LONGEST_PURPOSE,
        error_messages={
            "required": "Say where it comes from, and why.",
            "min_length": "Say it in a few words: every council reads it.",
            "max_length": f"This is longer than {LONGEST_PURPOSE} letters. Make it shorter.",
        },
    )
    file = forms.FileField(
        label="The copy, a zip",
        help_text=f"As it was taken, or a folder packed anew. At most {LARGEST_IMPORT // 1_000_000} MB.",
        error_messages=dict.fromkeys(
            ("required", "invalid", "missing", "empty"),
            f"Choose the zip. It was not there, was empty, or was larger than {LARGEST_IMPORT // 1_000_000} MB.",
        ),
    )

    def clean_purpose(self) -> str:
        """One line that a log can hold."""
        purpose: str = self.cleaned_data["purpose"]
        if wrong := wrong_with_line(purpose):
            raise forms.ValidationError(wrong)
        return purpose
