"""The page on which a table is looked at before it is brought in: one form, what is asked of each row in it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from heard.base.messages import shorten
from heard.web.acting.dates import UNKNOWN, When
from heard.web.acting.forms.fields import SEEN, WhenField, choices_of
from heard.web.acting.forms.plan import NO_WAVE, read_answer
from heard.web.acting.importing import Decided
from heard.web.acting.kinds import Status
from heard.web.acting.presenters.words import HOW_TO_SAY, STATUSES, say_when
from heard.web.acting.reading.columns import Field
from heard.web.acting.reading.proposing import Proposal
from heard.web.policy import LARGEST_PLAN, LONGEST_ACTION, LONGEST_ROLE
from heard.web.ui.fields import WordsField

DUE, STEP, START, STATUS, PROVED, OUT, ACCEPT, TEXT, THEME, COLUMN = (
    "due", "step", "start", "status", "proved", "out", "accept", "text", "theme", "column",
)  # fmt: skip
FIELDS: Mapping[Field, str] = {
    Field.ACTION: "What is to be done",
    Field.THEME: "Themes",
    Field.WHO: "By whom",
    Field.DUE: "By when",
    Field.START: "Start",
    Field.PROGRESS: "Progress",
    Field.STATUS: "Status",
    Field.GROUP: "Outcome group or workstream",
    Field.EXPECTED: "Evidence expected",
}
NEEDS_PROOF = (
    "Done needs evidence: tick that the words on progress are the evidence, or choose another status; it can be "
    "completed with evidence once it is in the plan."
)


class UploadForm(forms.Form):
    """A council's own plan."""

    given = forms.FileField(
        label="The table",
        help_text="CSV, Excel (.xlsx), OpenDocument (.ods) or Word (.docx), with headings such as Action, Theme, By "
        "whom, By when, Progress, in any order. Nothing comes into the plan before you have looked at it.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )
    wave = forms.ChoiceField(label="Of which wave", required=False)

    def __init__(self, *args: Any, waves: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wave"].choices = [*((wave, wave) for wave in waves), ("", NO_WAVE)]  # type: ignore[attr-defined]

    def clean_given(self) -> UploadedFile:
        """Not larger than a plan is."""
        given: UploadedFile = self.cleaned_data["given"]
        if (given.size or 0) > LARGEST_PLAN:
            most = LARGEST_PLAN // 1_000_000
            raise ValidationError(
                f"The file is larger than {most} MB. Save the table alone, without pictures."
            )
        return given


@dataclass(frozen=True, slots=True)
class RowFields:
    """The bound fields of one row; None where the row has no such question."""

    due: forms.BoundField
    accept: forms.BoundField | None
    step: forms.BoundField | None
    start: forms.BoundField | None
    status: forms.BoundField
    proved: forms.BoundField | None
    out: forms.BoundField
    text: forms.BoundField | None


class ColumnsForm(forms.Form):
    """What each column of a table is. The boxes are numbered: a heading may hold anything."""

    def __init__(
        self, *args: Any, columns: Mapping[str, Field | None], samples: Mapping[str, str], **kwargs: Any
    ) -> None:
        """`columns`: what each was taken for. `samples`: what stands in the first cell of each that holds anything."""
        super().__init__(*args, **{"auto_id": "%s", **kwargs})
        self._headings = tuple(columns)
        choices = [("", "Keep as a note"), *((which.value, says) for which, says in FIELDS.items())]
        for place, (heading, which) in enumerate(columns.items()):
            self.fields[f"{COLUMN}-{place}"] = forms.ChoiceField(
                label=heading,
                choices=choices,
                required=False,
                initial=which.value if which else "",
                help_text=shorten(samples.get(heading, "")),
            )

    def taken(self) -> dict[str, Field | None]:
        """What each is; the form is valid."""
        said = (self.cleaned_data[f"{COLUMN}-{place}"] for place in range(len(self._headings)))
        return {
            heading: Field(which) if which else None
            for heading, which in zip(self._headings, said, strict=True)
        }


class ReviewForm(forms.Form):
    """What is understood stands in the boxes and can be changed; what is asked is empty until somebody says it.

    Of one page of the rows: `places`, by which every box is numbered through the whole table.
    """

    def __init__(
        self,
        *args: Any,
        proposals: Sequence[Proposal],
        places: range,
        themes: Mapping[str, str],
        there: Mapping[int, int],
        named: Sequence[str],
        **kwargs: Any,
    ) -> None:
        """`themes`: what the table names and the plan has not, with the title it gives them. `there`: rows (from 0)
        that stand in the plan already. `named`: what may name somebody in these rows."""
        super().__init__(*args, **{"auto_id": "%s", **kwargs})
        self._proposals = {place: proposals[place] for place in places}
        self._themes, self.named = themes, tuple(named)
        for key, title in themes.items():
            self.fields[f"{THEME}-{key}"] = forms.CharField(
                label=f"Theme {key}" if key.isdecimal() else key,
                required=False,
                max_length=LONGEST_ROLE,
                initial=title,
            )
        for place, proposal in self._proposals.items():
            self._ask(place, proposal, is_there=place in there)
        if named:
            self.fields[SEEN] = forms.BooleanField(
                required=False, label="I have read it: keep the words as they are"
            )

    def _ask(self, place: int, proposal: Proposal, *, is_there: bool) -> None:
        time = proposal.time
        add = self._adder(place)
        add(DUE, WhenField(label="By when", initial=say_when(time.due)))
        if time.ask:
            self.fields[_name(DUE, place)] = forms.CharField(
                label="By when", required=False, max_length=200, help_text=HOW_TO_SAY
            )
            add(STEP, WhenField(label="A step on the way by, if there is one", is_rhythm=False))
            if time.due != UNKNOWN:
                add(ACCEPT, forms.BooleanField(required=False))
        if proposal.row.says(Field.START):
            start = None if proposal.start.ask or proposal.start.due.rhythm else proposal.start.due
            add(START, WhenField(label="Start", is_rhythm=False, initial=start))
        add(
            STATUS,
            forms.ChoiceField(choices=choices_of(STATUSES), initial=proposal.status.value, label="Status"),
        )
        if proposal.row.says(Field.PROGRESS):
            add(PROVED, forms.BooleanField(required=False, label="The words on progress are the evidence"))
        out = "Leave this row out"
        add(OUT, forms.BooleanField(required=False, label=out, initial=is_there))
        if proposal.is_empty:
            add(TEXT, WordsField(label="What is to be done", required=False, longest=LONGEST_ACTION, rows=2))

    def _adder(self, place: int) -> Callable[[str, forms.Field], None]:
        def add(name: str, field: forms.Field) -> None:
            self.fields[_name(name, place)] = field

        return add

    def clean(self) -> dict[str, Any]:
        """Everything that is asked of a row is answered, unless the row is left out."""
        cleaned = super().clean() or self.cleaned_data
        for place, proposal in self._proposals.items():
            if cleaned.get(_name(OUT, place)):
                self._forgive(place)
            else:
                self._check(place, proposal)
        if self.named and not cleaned.get(SEEN):
            which = ", ".join(self.named)
            self.add_error(
                SEEN,
                f"The table may name somebody: {which}. Tick that you have read it; names can be changed on each "
                "action’s page, or in the table before you send it again.",
            )
        return cleaned

    def _forgive(self, place: int) -> None:
        """What is wrong in a row that does not come in is nobody's matter."""
        for name in [each for each in self.errors if each.endswith(f"-{place}")]:
            del self.errors[name]

    def _check(self, place: int, proposal: Proposal) -> None:
        cleaned, number = self.cleaned_data, proposal.row.number
        if proposal.time.ask and self._answer(place, proposal) is None:
            says = f"Row {number}, by when: say what it means. {HOW_TO_SAY}"
            self.add_error(_name(DUE, place), says)
        if cleaned.get(_name(STATUS, place)) == Status.DONE.value and not cleaned.get(_name(PROVED, place)):
            self.add_error(_name(STATUS, place), f"Row {number}: {NEEDS_PROOF}")
        if proposal.is_empty and not cleaned.get(_name(TEXT, place)):
            says = f"Row {number} says nothing of what is to be done. Type it, or leave the row out."
            self.add_error(_name(TEXT, place), says)

    def _answer(self, place: int, proposal: Proposal) -> When | None:
        cleaned = self.cleaned_data
        typed = str(cleaned.get(_name(DUE, place)) or "")
        if typed.strip():
            return read_answer(typed)
        return proposal.time.due if cleaned.get(_name(ACCEPT, place)) else None

    def decided(self) -> tuple[Decided, ...]:
        """What was decided of each row; the form is valid."""
        return tuple(self._decided(place, each) for place, each in self._proposals.items())

    def _decided(self, place: int, proposal: Proposal) -> Decided:
        said, time = self.cleaned_data, proposal.time
        due, step = said.get(_name(DUE, place)), said.get(_name(STEP, place)) or UNKNOWN
        if time.ask:
            due = self._answer(place, proposal)
            is_taken = said.get(_name(ACCEPT, place)) and due == time.due and step == UNKNOWN
            step = time.step if is_taken else step
        return Decided(
            due=due or UNKNOWN,
            step=step,
            start=said.get(_name(START, place)) or UNKNOWN,
            status=Status(said[_name(STATUS, place)]),
            is_proved=bool(said.get(_name(PROVED, place)))
            and Status(said[_name(STATUS, place)]) is Status.DONE,
            is_left_out=said[_name(OUT, place)],
            text=said.get(_name(TEXT, place)) or "",
        )

    def sent(self) -> dict[str, list[str]]:
        """What stands in the boxes, as it was sent; the form is bound."""
        names = [self.add_prefix(name) for name in self.fields]
        return {name: self.data.getlist(name) for name in names if name in self.data}  # type: ignore[attr-defined]

    def titles(self) -> dict[str, str]:
        """Key → title of the themes that are new."""
        return {key: self.cleaned_data.get(f"{THEME}-{key}", "") for key in self._themes}

    def theme_fields(self) -> Iterator[forms.BoundField]:
        """A box for each new theme."""
        return (self[f"{THEME}-{key}"] for key in self._themes)

    def row_fields(self, place: int) -> RowFields:
        """What is asked of a row."""

        def find(name: str) -> forms.BoundField | None:
            return self[_name(name, place)] if _name(name, place) in self.fields else None

        return RowFields(
            due=self[_name(DUE, place)],
            accept=find(ACCEPT),
            step=find(STEP),
            start=find(START),
            status=self[_name(STATUS, place)],
            proved=find(PROVED),
            out=self[_name(OUT, place)],
            text=find(TEXT),
        )


def _name(name: str, place: int) -> str:
    return f"{name}-{place}"
