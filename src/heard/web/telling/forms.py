"""What is written on the pages for staff."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from heard.base.figures import find_figures
from heard.base.messages import wrong_with_line
from heard.web.policy import LONGEST_LABEL, LONGEST_LINE, LONGEST_TOLD, SMALLEST_BATCH
from heard.web.telling.actions import Written
from heard.web.telling.queries import WordsFacts
from heard.web.telling.readers import AUDIENCE_NAMES, NAMES, Audience, Reader
from heard.web.ui.fields import VersionNumber, WordsField

FIELDS = ("said", "answer", "did")
READ = "read"
MOST_VERSIONS, MOST_TOLD = 1_000_000, 100_000
KINDS = (
    ("film", "A film"),
    ("song", "A song"),
    ("podcast", "A podcast"),
    ("sculpture", "A sculpture"),
    ("other", "Something else"),
)
FIGURES = "Figures come from the findings, which are checked; nobody could check these."
HOWS = "At the summer party, with the film; in a letter; in each team’s meeting"


class WordsForm(forms.Form):
    """The words on every finding for one reader in one language, each with the version that was read."""

    knows = forms.BooleanField(required=False, label="I have read this. Nobody can be known by these words.")

    def __init__(
        self,
        titles: Mapping[str, str],
        standing: Mapping[str, WordsFacts],
        *,
        texts: Mapping[str, Written] | None = None,
        **kwargs: Any,
    ) -> None:
        """`texts`: what stands in the boxes, where that is not what was saved last."""
        super().__init__(auto_id="%s", **kwargs)
        self._indicators = tuple(titles)
        for indicator, title in titles.items():
            now = standing.get(indicator, WordsFacts())
            typed = (texts or {}).get(indicator)
            for each in FIELDS:
                initial = getattr(typed or now, each)
                self.fields[f"{indicator}-{each}"] = WordsField(
                    label=title, initial=initial, required=False, longest=LONGEST_TOLD
                )
            self.fields[f"{indicator}-{READ}"] = VersionNumber(initial=now.number)

    def written(self) -> dict[str, Written]:
        """What was sent, by finding; nothing of a place that the page sent did not have. The form is valid."""
        return {
            indicator: Written(
                said=self.cleaned_data[f"{indicator}-said"],
                answer=self.cleaned_data[f"{indicator}-answer"],
                did=self.cleaned_data[f"{indicator}-did"],
                read=self.cleaned_data[f"{indicator}-{READ}"] or 0,
            )
            for indicator in self._indicators
            if f"{indicator}-answer" in self.data
        }


class LineField(forms.CharField):
    """One line that tables and reports may hold."""

    def validate(self, value: str) -> None:
        """Says what is wrong with it."""
        super().validate(value)
        if value and (wrong := wrong_with_line(value)):
            raise ValidationError(f"{self.label}: {wrong}")


class MadeForm(forms.Form):
    """A film, a song, anything else that was made."""

    kind = forms.ChoiceField(label="What is it?", choices=KINDS, widget=forms.RadioSelect)
    title = LineField(label="Its title", max_length=LONGEST_LABEL * 2)
    words = WordsField(
        required=False,
        longest=LONGEST_TOLD,
        label="What it is and where it can be seen",
        help_text="In words a child of eight reads.",
    )
    link = forms.URLField(
        label="Link",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Where it can be seen or heard, with https. Children’s browsers leave this site when they follow it.",
    )
    indicators = forms.MultipleChoiceField(
        label="Which findings does it answer?", required=False, widget=forms.CheckboxSelectMultiple
    )
    knows = forms.BooleanField(required=False, label="I have read this. Nobody can be known by these words.")

    def __init__(self, titles: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["indicators"].choices = tuple(titles.items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Figures come from the findings."""
        found = super().clean() or {}
        for name in ("title", "words"):
            if figures := find_figures(str(found.get(name, ""))):
                self.add_error(name, f"{self.fields[name].label}: say it without {figures[0]}. {FIGURES}")
        return found

    def clean_link(self) -> str:
        """A page that anybody on the way may change is not linked for children."""
        link = str(self.cleaned_data["link"])
        if link and not link.startswith("https://"):
            raise ValidationError("The link must begin with https://.")
        return link


class EventForm(forms.Form):
    """An audience was told."""

    audience = forms.ChoiceField(label="Who was told?", widget=forms.RadioSelect)
    told_on = forms.DateField(
        label="On which day?", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    told_by = LineField(
        label="Who told them?", max_length=120, help_text="A role, not a name: the participation officer."
    )
    how = LineField(label="How?", max_length=LONGEST_LINE, help_text=HOWS)
    how_many = forms.IntegerField(
        label="How many were told, about?", required=False, min_value=0, max_value=MOST_TOLD
    )
    indicators = forms.MultipleChoiceField(
        label="Of which findings? None ticked: of all that are answered",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    said_back = WordsField(
        required=False,
        longest=LONGEST_TOLD,
        label="What did they say back?",
        help_text="No names, and nothing by which a child could be known.",
    )
    knows = forms.BooleanField(required=False, label="I have read this. Nobody can be known by these words.")

    def __init__(
        self, audiences: Iterable[Audience], titles: Mapping[str, str], today: date, **kwargs: Any
    ) -> None:
        super().__init__(initial={"told_on": today}, **kwargs)
        self.fields["audience"].choices = [(each.value, AUDIENCE_NAMES[each]) for each in audiences]  # type: ignore[attr-defined]
        self.fields["indicators"].choices = tuple(titles.items())  # type: ignore[attr-defined]


class CardsForm(forms.Form):
    """A batch of cards for verdicts."""

    reader = forms.ChoiceField(label="For whom?", widget=forms.RadioSelect)
    label = LineField(
        label="A name for this batch", max_length=LONGEST_LABEL, help_text="A team, a home, a party."
    )
    size = forms.IntegerField(label="How many cards?", help_text=f"{SMALLEST_BATCH} or more.")

    def __init__(self, readers: Sequence[Reader], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["reader"].choices = [(each.value, NAMES[each]) for each in readers]  # type: ignore[attr-defined]


class SignerForm(forms.Form):
    """Who signs a letter."""

    signer = LineField(
        label="Who signs the letter?", max_length=120, help_text="A role: Director of children’s services."
    )
