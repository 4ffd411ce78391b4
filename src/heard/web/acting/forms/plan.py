"""Forms of actions and themes, and of what is written beside an action."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from heard.web.acting.actions import Written
from heard.web.acting.contents import ActionContent, Finding, ThemeContent
from heard.web.acting.dates import When, read_exactly
from heard.web.acting.forms.fields import MindfulForm, RolesField, WhenField, choices_of
from heard.web.acting.kinds import Change, EntryKind, Rhythm, Status
from heard.web.acting.presenters.words import CHANGES, HOW_TO_SAY, RHYTHMS, STATUSES, say_finding
from heard.web.acting.queries import ThemeFacts
from heard.web.policy import LONGEST_ACTION, LONGEST_ROLE
from heard.web.ui.fields import VersionNumber, WordsField

ROLES = "A role a line: head of practice improvement. No names of people; those change, and the plan is read by many."
NO_WAVE = "No one wave"
BETWEEN = "/"  # of a finding's wave and question; neither holds it


def read_field() -> forms.IntegerField:
    """The hidden number of the version that was read."""
    return VersionNumber()


class ActionForm(MindfulForm):
    """Everything an action says."""

    checked = ("text", "roles", "expected", "evidence")

    text = WordsField(longest=LONGEST_ACTION, label="What is to be done", rows=3)
    is_overarching = forms.BooleanField(
        required=False, label="Overarching: it serves several themes as a whole"
    )
    roles = RolesField(label="By whom", required=False, help_text=ROLES, rows=2)
    due = WhenField(label="By when", help_text=HOW_TO_SAY)
    status = forms.ChoiceField(label="Status", choices=choices_of(STATUSES))
    evidence = WordsField(
        longest=LONGEST_ACTION,
        label="What shows that it is done",
        required=False,
        rows=2,
        help_text="Needed where the status is Done and no evidence was written before.",
    )
    themes = forms.MultipleChoiceField(label="Themes", required=False, widget=forms.CheckboxSelectMultiple)
    findings = forms.MultipleChoiceField(
        label="Findings it answers", required=False, widget=forms.CheckboxSelectMultiple
    )
    group = forms.CharField(label="Outcome group or workstream", required=False, max_length=LONGEST_ROLE)
    change = forms.ChoiceField(
        label="What it changes", required=False, choices=choices_of(CHANGES, "Not said yet")
    )
    expected = WordsField(
        longest=LONGEST_ACTION,
        label="Evidence expected",
        required=False,
        rows=2,
        help_text="What will show that it happened, and that it helps.",
    )
    start = WhenField(label="Start", is_rhythm=False, help_text="A day or a month, or nothing.")
    step = WhenField(
        label="A step on the way by",
        is_rhythm=False,
        help_text="An earlier day or month, where there is one.",
    )
    wave = forms.ChoiceField(label="Wave", required=False)
    read = read_field()

    def __init__(
        self,
        *args: Any,
        themes: Sequence[ThemeFacts],
        findings: Sequence[Finding],
        waves: Sequence[str],
        before: ActionContent | None = None,
        **kwargs: Any,
    ) -> None:
        """`before`: what stood in the version that was read; its words for a time stay while its meaning does."""
        super().__init__(*args, **kwargs)
        self._before = before
        self._choose("themes", [(str(each.id), f"{each.number}. {each.title}") for each in themes])
        self._choose("findings", [(BETWEEN.join(each), say_finding(each)) for each in findings])
        self._choose("wave", [("", NO_WAVE), *((wave, wave) for wave in waves)])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        field.choices = choices  # type: ignore[attr-defined]

    def content(self) -> ActionContent:
        """What was written; the form is valid."""
        said, before = self.cleaned_data, self._before
        return ActionContent(
            text=said["text"],
            is_overarching=said["is_overarching"],
            wave=said["wave"],
            themes=tuple(map(int, said["themes"])),
            findings=tuple(map(_finding, said["findings"])),
            group=said["group"].strip(),
            roles=said["roles"],
            start=said["start"],
            due=said["due"],
            due_words=self._due_words(said["due"]),
            step=said["step"],
            change=Change(said["change"]) if said["change"] else None,
            expected=said["expected"],
            status=Status(said["status"]),
            kept=before.kept if before else (),
        )

    def _due_words(self, due: When) -> str:
        before = self._before
        if before and before.due == due:
            return before.due_words
        return str(self.data.get("due", "")).strip()


def initial_of(content: ActionContent) -> dict[str, Any]:
    """What stands in the form of an action."""
    return {
        "text": content.text,
        "is_overarching": content.is_overarching,
        "wave": content.wave,
        "themes": [str(each) for each in content.themes],
        "findings": [BETWEEN.join(each) for each in content.findings],
        "group": content.group,
        "roles": content.roles,
        "start": content.start,
        "due": content.due,
        "step": content.step,
        "change": content.change.value if content.change else "",
        "expected": content.expected,
        "status": content.status.value,
    }


class ThemeForm(forms.Form):
    """A theme: its number and title, and the questions it gathers."""

    number = forms.IntegerField(label="Number", min_value=1, max_value=99)
    title = forms.CharField(label="Title", max_length=LONGEST_ROLE)
    wave = forms.ChoiceField(label="Wave", required=False)
    indicators = forms.MultipleChoiceField(
        label="Questions it gathers", required=False, widget=forms.CheckboxSelectMultiple
    )
    read = read_field()

    def __init__(
        self, *args: Any, waves: Sequence[str], indicators: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wave"].choices = [("", NO_WAVE), *((wave, wave) for wave in waves)]  # type: ignore[attr-defined]
        self.fields["indicators"].choices = list(indicators)  # type: ignore[attr-defined]

    def content(self) -> ThemeContent:
        """What was written; the form is valid."""
        said = self.cleaned_data
        return ThemeContent(
            number=said["number"],
            title=said["title"].strip(),
            wave=said["wave"],
            indicators=tuple(said["indicators"]),
        )


class EntryForm(MindfulForm):
    """Progress or evidence."""

    checked = ("words",)

    words = WordsField(longest=LONGEST_ACTION, label="What happened", rows=3)
    on = forms.DateField(
        label="On which day", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, kind: EntryKind, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{kind.value}_%s", **kwargs})
        self._kind = kind
        if kind is EntryKind.EVIDENCE:
            self.fields["words"].label = "What shows it"

    def written(self) -> Written:
        """What was written; the form is valid."""
        said = self.cleaned_data
        return Written(kind=self._kind, words=said["words"], on=said["on"])


class AuditForm(MindfulForm):
    """A dip sample: how many were looked at, for what, and how many met it."""

    checked = ("words", "criterion")

    criterion = forms.CharField(
        label="What was looked for",
        max_length=200,
        help_text="The file shows that the child was told who comes next.",
    )
    sample = forms.IntegerField(label="How many were looked at", min_value=1, max_value=100_000)
    met = forms.IntegerField(label="How many met it", min_value=0, max_value=100_000)
    words = WordsField(longest=LONGEST_ACTION, label="What came of it", rows=3)
    on = forms.DateField(
        label="On which day", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "audit_%s", **kwargs})

    def clean_met(self) -> int:
        """No more than were looked at."""
        met, sample = int(self.cleaned_data["met"]), self.cleaned_data.get("sample")
        if sample is not None and met > sample:
            raise ValidationError("How many met it: this is more than were looked at.")
        return met

    def written(self) -> Written:
        """What was written; the form is valid."""
        said = self.cleaned_data
        return Written(
            kind=EntryKind.AUDIT,
            words=said["words"],
            on=said["on"],
            criterion=said["criterion"],
            sample=said["sample"],
            met=said["met"],
        )


class MeasureForm(forms.Form):
    """Something that is counted."""

    name = forms.CharField(label="What is counted", max_length=120, help_text="Referrals to advocacy")
    unit = forms.CharField(label="In what", max_length=40, required=False, help_text="referrals, per cent")
    rhythm = forms.ChoiceField(label="How often", required=False, choices=choices_of(RHYTHMS, "As it comes"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "measure_%s", **kwargs})

    def how_often(self) -> Rhythm | None:
        """The form is valid."""
        return Rhythm(self.cleaned_data["rhythm"]) if self.cleaned_data["rhythm"] else None


class ValueForm(forms.Form):
    """One number, entered in one tap; the day is today unless somebody says otherwise."""

    value = forms.CharField(
        label="The number now", max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    on = forms.DateField(
        label="Day", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def clean_value(self) -> Decimal:
        """`1,250`, `37.5`, `80%`."""
        text = self.cleaned_data["value"].replace(",", "").replace("%", "").strip()
        try:
            value = Decimal(text)
            if not value.is_finite() or abs(value) >= 10**9 or value != round(value, 2):
                raise InvalidOperation
        except (InvalidOperation, ValueError):
            raise ValidationError(
                "The number: type figures, such as 37 or 37.5. Nothing was saved."
            ) from None
        return value


def _finding(joined: str) -> Finding:
    wave, _, indicator = joined.partition(BETWEEN)
    return wave, indicator


def read_answer(words: str) -> When | None:
    """What somebody typed as an answer on the page that asks; None where it is no one time. Nothing typed is none."""
    return read_exactly(words) if words.strip() else None
