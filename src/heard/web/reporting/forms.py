"""What is written on the page of words."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from heard.base.messages import count_of
from heard.web.policy import LONGEST_WORDS
from heard.web.reporting.actions import Written
from heard.web.reporting.queries import WordsFacts
from heard.web.reporting.spots import Spot

READ = "read-"
ROWS, ROWS_OF_AN_ANSWER = 5, 3
MOST_VERSIONS = 1_000_000  # of one place; nobody saves as often


class WordsField(forms.CharField):
    """Words of some paragraphs. Browsers send two letters for each end of a line; one is kept, and one is counted."""

    def __init__(self, *, longest: int = LONGEST_WORDS, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._longest = longest

    def to_python(self, value: Any) -> str:
        """Without space around it."""
        return str(super().to_python(value)).replace("\r\n", "\n").strip()

    def validate(self, value: str) -> None:
        """A browser is not told how much is allowed: it would cut what somebody pastes, and say nothing."""
        super().validate(value)
        more = len(value) - self._longest
        if more > 0:
            raise ValidationError(
                f"{self.label}: these are {len(value):,} characters, and {self._longest:,} are allowed. All of it is "
                f"still here; take out {count_of(more, 'character')}."
            )


class VersionNumber(forms.IntegerField):
    """Which version was read. Whatever is no such number is none: then what stands now is shown first."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=MOST_VERSIONS, **kwargs)

    def clean(self, value: Any) -> int:
        """Raises nothing."""
        try:
            return super().clean(value) or 0
        except ValidationError:
            return 0


class WordsForm(forms.Form):
    """The words of every place, each with the number of the version that was read."""

    def __init__(
        self,
        titles: Mapping[Spot, str],
        standing: Mapping[Spot, WordsFacts],
        *,
        texts: Mapping[Spot, str] | None = None,
        read: Mapping[Spot, int] | None = None,
        **kwargs: Any,
    ) -> None:
        """`texts`: what stands in the boxes, and `read`: of which version, where that is not what was saved last."""
        super().__init__(auto_id="%s", **kwargs)
        self._spots = tuple(titles)
        for spot, title in titles.items():
            now = standing.get(spot, WordsFacts())
            text = (texts or {}).get(spot, now.text)
            rows = ROWS if spot.place else ROWS_OF_AN_ANSWER
            self.fields[spot.key] = WordsField(
                label=title, required=False, initial=text, widget=forms.Textarea(attrs={"rows": rows})
            )
            number = (read or {}).get(spot, now.number)
            self.fields[READ + spot.key] = VersionNumber(
                required=False, initial=number, widget=forms.HiddenInput
            )

    def written(self) -> dict[Spot, Written]:
        """What was sent; nothing of a place that the page sent did not have. The form is valid."""
        return {
            spot: Written(self.cleaned_data[spot.key], self.cleaned_data[READ + spot.key] or 0)
            for spot in self._sent()
        }

    def as_typed(self) -> dict[Spot, str]:
        """The words as they were sent, whatever is wrong with them."""
        return {spot: str(self.data[spot.key]) for spot in self._sent()}

    def as_read(self) -> dict[Spot, int]:
        """Which versions were read; the form has been looked at."""
        return {spot: self.cleaned_data.get(READ + spot.key) or 0 for spot in self._sent()}

    def _sent(self) -> tuple[Spot, ...]:
        return tuple(spot for spot in self._spots if spot.key in self.data)
