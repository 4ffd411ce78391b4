"""What is written into a plan. A step may be kept half done: only what cannot be read is refused."""

from collections.abc import Iterator, Mapping
from datetime import date

from django import forms

from heard.base.places import KEY_IN_WORDS
from heard.base.surveys import Family, Survey
from heard.web.planning.calendar import Unreadable, read_calendar, write_calendar
from heard.web.planning.days import Taken
from heard.web.planning.steps import Content, Field, Kind, Step, Written, field_of, fields_of
from heard.web.planning.words import FieldWords, load_words
from heard.web.policy import LONGEST_GRACE_DAYS, LONGEST_LINE, LONGEST_TEXT

FAMILIES = {Family.CARE: "Children in care", Family.LEAVERS: "Care leavers"}
SURVEYS = [
    (survey.value, f"{FAMILIES[survey.family]}, {survey.ages[0]} to {survey.ages[1]}") for survey in Survey
]
TOO_LONG = "This is longer than {} letters. All of it is still here; make it shorter."


class BeginForm(forms.Form):
    """The key of a new wave."""

    wave = forms.CharField(
        label="Name of the wave",
        help_text="Short, often the year: 2027. It stands in addresses and file names and can never be changed.",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Give the wave a name, such as the year.",
            "max_length": f"The name is too long. Allowed: {KEY_IN_WORDS}.",
        },
    )


class StepForm(forms.Form):
    """One step, made of its fields. Nothing in it is compulsory: it can be left half done."""

    def __init__(self, step: Step, content: Content, **kwargs: object) -> None:
        super().__init__(initial=dict(content), **kwargs)  # type: ignore[arg-type]
        self.step = step
        for field in fields_of(step):
            self.fields[field.key] = _field(field, _words_of(step, field))

    def content(self) -> dict[str, Written]:
        """What was written, as it is kept. Raises nothing: the form is valid."""
        return {key: _written(value) for key, value in self.cleaned_data.items()}

    def own(self) -> list[forms.BoundField]:
        """The fields that are of no group."""
        return [self[field.key] for field in self.step.fields]

    def groups(self) -> Iterator[tuple[str, str, list[forms.BoundField]]]:
        """Each group's name, its hint and its fields."""
        words = load_words()
        for group in self.step.groups:
            bound = [self[field_of(group, part)] for part in words.group_fields]
            yield words.groups[group], words.group_hints[group], bound


class CalendarForm(forms.Form):
    """Times that are taken, a line each, typed or pasted from a spreadsheet."""

    lines = forms.CharField(
        label="Times that are taken",
        help_text="One a line: what it is (holiday, exams or other), its name, its first day, its last day. Days as "
        "2027-03-29 or 29/03/2027. Commas, semicolons or a spreadsheet's columns between them.",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"max_length": TOO_LONG.format(f"{LONGEST_TEXT:,}")},
    )

    def __init__(self, taken: tuple[Taken, ...], **kwargs: object) -> None:
        super().__init__(initial={"lines": write_calendar(taken)}, **kwargs)  # type: ignore[arg-type]

    def clean_lines(self) -> tuple[Taken, ...]:
        """Every line read, or every line that cannot be named."""
        try:
            return read_calendar(self.cleaned_data["lines"])
        except Unreadable as error:
            raise forms.ValidationError(list(error.lines)) from None


def _words_of(step: Step, field: Field) -> FieldWords:
    """A group's field is called the same in every group; its group stands above it."""
    words = load_words()
    own: Mapping[str, FieldWords] = words.steps[step.key].fields
    return own[field.key] if field.key in own else words.group_fields[field.key.rpartition("_")[2]]


def _field(field: Field, words: FieldWords) -> forms.Field:
    told = {"label": words.label, "help_text": words.hint, "required": False}
    match field.kind:
        case Kind.LINE | Kind.TEXT:
            return _text(field.kind, told)
        case Kind.DAY:
            day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            wrong = "This is no day. Write it as 2027-03-29."
            return forms.DateField(widget=day, error_messages={"invalid": wrong}, **told)  # type: ignore[arg-type]
        case Kind.NUMBER:
            return _number(told)
        case Kind.SURVEYS:
            boxes = forms.CheckboxSelectMultiple
            wrong = "There is no such survey."
            return forms.MultipleChoiceField(
                widget=boxes,
                choices=SURVEYS,
                error_messages={"invalid_choice": wrong},
                **told,  # type: ignore[arg-type]
            )
        case Kind.TICK:
            return forms.BooleanField(**told)  # type: ignore[arg-type]


def _text(kind: Kind, told: dict[str, object]) -> forms.CharField:
    longest = LONGEST_LINE if kind is Kind.LINE else LONGEST_TEXT
    widget = forms.TextInput() if kind is Kind.LINE else forms.Textarea(attrs={"rows": 3})
    widget.attrs["autocomplete"] = "off"
    wrong = {"max_length": TOO_LONG.format(f"{longest:,}")}
    return forms.CharField(max_length=longest, widget=widget, error_messages=wrong, **told)  # type: ignore[arg-type]


def _number(told: dict[str, object]) -> forms.IntegerField:
    wrong = {
        "invalid": "Write the number of days in digits.",
        "min_value": "Write 0 or more days.",
        "max_value": f"Write {LONGEST_GRACE_DAYS} days or fewer.",
    }
    return forms.IntegerField(min_value=0, max_value=LONGEST_GRACE_DAYS, error_messages=wrong, **told)  # type: ignore[arg-type]


def _written(value: object) -> Written:
    if isinstance(value, date):
        return value.isoformat()
    if value is None:
        return ""
    return value if isinstance(value, bool | int | list) else str(value).strip().replace("\r\n", "\n")
