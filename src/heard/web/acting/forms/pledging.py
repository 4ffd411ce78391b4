"""Forms of pledges, sessions of staff, and what cites findings."""

from collections.abc import Sequence
from typing import Any

from django import forms

from heard.web.acting.contents import CitingContent, Finding
from heard.web.acting.forms.fields import MindfulForm, choices_of
from heard.web.acting.forms.plan import BETWEEN, read_field
from heard.web.acting.kinds import CitingKind, PledgeKind, Went
from heard.web.acting.presenters.words import CITINGS, PLEDGES, WENT, name_question, say_finding
from heard.web.policy import LONGEST_PLEDGE, LONGEST_ROLE
from heard.web.ui.fields import WordsField

NOBODY = "None in particular"


class SessionForm(forms.Form):
    """Staff came together."""

    on = forms.DateField(label="Day", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    team = forms.CharField(label="Which team", max_length=LONGEST_ROLE)
    count = forms.IntegerField(label="How many took part", min_value=1, max_value=5_000)


class PledgeForm(MindfulForm):
    """A pledge, of one person or a team."""

    checked = ("who", "words")

    words = WordsField(label="What I, or we, will do", rows=2, longest=LONGEST_PLEDGE)
    who = forms.CharField(
        label="Whose it is",
        max_length=LONGEST_ROLE,
        help_text="A role or a team, never a name: social worker.",
    )
    kind = forms.ChoiceField(
        label="Whose promise", choices=choices_of(PLEDGES), initial=PledgeKind.INDIVIDUAL
    )
    indicator = forms.ChoiceField(label="Which finding it answers", required=False)
    session = forms.ChoiceField(label="Made in which session", required=False)
    follow_up_on = forms.DateField(
        label="Ask how it went on",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(
        self,
        *args: Any,
        indicators: Sequence[str],
        sessions: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        named = [(each, name_question(each)) for each in indicators]
        self.fields["indicator"].choices = [("", NOBODY), *named]  # type: ignore[attr-defined]
        own = [("", "In none: it is my own"), *((str(number), said) for number, said in sessions)]
        if sessions:
            self.fields["session"].choices = own  # type: ignore[attr-defined]
        else:
            del self.fields["session"]

    def session_number(self) -> int | None:
        """The form is valid."""
        said = self.cleaned_data.get("session")
        return int(said) if said else None


class FollowUpForm(MindfulForm):
    """How it went."""

    checked = ("words",)

    went = forms.ChoiceField(label="How did it go", choices=choices_of(WENT), widget=forms.RadioSelect)
    words = WordsField(label="In a few words", required=False, rows=2, longest=LONGEST_PLEDGE)

    def how(self) -> Went:
        """The form is valid."""
        return Went(self.cleaned_data["went"])


class CitingForm(forms.Form):
    """Training, a practice standard or a policy that cites findings."""

    kind = forms.ChoiceField(label="Kind", choices=choices_of(CITINGS))
    title = forms.CharField(label="Title", max_length=200)
    where = forms.CharField(
        label="Where it stands",
        required=False,
        max_length=300,
        help_text="The course, the chapter, or the address of a page.",
    )
    on = forms.DateField(
        label="Since, or on",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    findings = forms.MultipleChoiceField(
        label="Findings it cites", required=False, widget=forms.CheckboxSelectMultiple
    )
    is_ended = forms.BooleanField(label="It is used no longer", required=False)
    read = read_field()

    def __init__(self, *args: Any, findings: Sequence[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["findings"].choices = [(BETWEEN.join(each), say_finding(each)) for each in findings]  # type: ignore[attr-defined]

    def content(self) -> CitingContent:
        """What was written; the form is valid."""
        said = self.cleaned_data
        findings = tuple(tuple(each.split(BETWEEN, 1)) for each in said["findings"])
        return CitingContent(
            kind=CitingKind(said["kind"]),
            title=said["title"].strip(),
            where=said["where"].strip(),
            on=said["on"],
            findings=findings,
            is_ended=said["is_ended"],
        )
