"""What a coordinator chooses to count who could answer, or types."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.core.files.uploadedfile import UploadedFile

from heard.cohort.columns import MOST
from heard.cohort.explaining import EXCLUDED
from heard.cohort.returns.given import GivenFile
from heard.web.policy import LARGEST_RETURN
from heard.web.waves.presenters import say_ages

CHOOSE = (
    f"Choose the files. There were none, or together they were larger than {LARGEST_RETURN // 1_000_000} MB: then "
    "count them with `heard cohort` on a machine of your own."
)
EMPTY = "One of the files is empty, so none was read. Choose them again without it."
DAY = {"required": "Say for which day.", "invalid": "Write the day as 2026-03-31."}


class ManyFiles(forms.ClearableFileInput):
    """A box for several files at once."""

    allow_multiple_selected = True


class GivenFiles(forms.FileField):
    """Several files, read in memory."""

    def __init__(self, label: str, help_text: str) -> None:
        words = dict.fromkeys(("required", "invalid", "missing"), CHOOSE) | {"empty": EMPTY}
        super().__init__(
            label=label,
            help_text=help_text,
            error_messages=words,
            widget=ManyFiles(attrs={"accept": ".csv,.tsv,.txt,.xml,.xlsx,.xlsm,.ods"}),
        )

    def clean(self, data: object, initial: object = None) -> list[GivenFile]:
        """Names and contents. No copy but this is made."""
        given = data if isinstance(data, list | tuple) else [data]
        files: list[UploadedFile] = [super(GivenFiles, self).clean(each, initial) for each in given or [None]]
        return [GivenFile(file.name or "", file.read()) for file in files]


class DayField(forms.DateField):
    """A day."""

    def __init__(self, label: str, help_text: str = "") -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=label, help_text=help_text, widget=widget, error_messages=DAY)


class ReturnForm(forms.Form):
    """A council's own files. The files come last: of a form that is too large, what stood before them comes back."""

    on = DayField(
        "First day of the survey", "Who was in care on this day could answer, and who was a care leaver."
    )
    exclude = forms.MultipleChoiceField(
        label="Whom to leave out besides short breaks",
        help_text="Short breaks are always left out. Each reason is named with how many it concerned.",
        choices=[(key, words.capitalize()) for key, words in EXCLUDED.items() if key != "short_breaks"],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    elevens = forms.ChoiceField(
        label="Which survey 11-year-olds are given",
        choices=[
            ("school_year", "By school year: from Year 7 on the survey for 11 to 17"),
            ("8-11", "All of them the survey for 8 to 11"),
            ("11-17", "All of them the survey for 11 to 17"),
        ],
        initial="school_year",
        widget=forms.RadioSelect,
    )
    given = GivenFiles(
        "The council's files",
        "SSDA903 as CSV (header and episodes; OC3, UASC and placed for adoption where you have them) or as XML; Annex "
        "A as a workbook; or a plain list. Several at once, with any names. They are read in memory and forgotten.",
    )


class SureForm(forms.Form):
    """That a large change is right."""

    is_sure = forms.BooleanField(
        label="I have looked into it: these counts are right",
        error_messages={
            "required": "Tick that these counts are right, or leave everything as it was. Nothing was changed."
        },
    )


class TotalsForm(forms.Form):
    """Sums by survey, for a council that has counted by itself."""

    on = DayField("The day they hold for")

    def __init__(self, *args: object, surveys: Sequence[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.names = {f"ages_{survey.replace('-', '_')}": survey for survey in surveys}
        for name, survey in self.names.items():
            self.fields[name] = forms.IntegerField(
                label=f"Ages {say_ages(survey)}",
                help_text="Leave it empty where nobody knows." if name == next(iter(self.names)) else "",
                required=False,
                min_value=0,
                max_value=MOST,
                error_messages={
                    "invalid": "Write how many children in digits.",
                    "min_value": "There cannot be fewer than none.",
                    "max_value": f"More than {MOST:,} children is a slip of the hand. Write how many there are.",
                },
            )

    def clean(self) -> dict[str, object]:
        """At least one sum."""
        cleaned: dict[str, object] = super().clean() or {}
        if not self.errors and not self.totals():
            raise forms.ValidationError("Type at least one sum. Nothing was changed.")
        return cleaned

    def totals(self) -> dict[str, int]:
        """Survey → children, of those that were typed."""
        found = {survey: self.cleaned_data.get(name) for name, survey in self.names.items()}
        return {survey: total for survey, total in found.items() if total is not None}

    def day(self) -> date:
        """The day they hold for."""
        return date.fromisoformat(str(self.cleaned_data["on"]))
