"""What is written on the page of words."""

from collections.abc import Mapping
from typing import Any

from django import forms

from heard.web.policy import LONGEST_WORDS
from heard.web.reporting.actions import Written
from heard.web.reporting.queries import WordsFacts
from heard.web.reporting.spots import Spot
from heard.web.ui.fields import VersionNumber, WordsField

READ = "read-"
ROWS, ROWS_OF_AN_ANSWER = 5, 3


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
                label=title, required=False, initial=text, longest=LONGEST_WORDS, rows=rows
            )
            number = (read or {}).get(spot, now.number)
            self.fields[READ + spot.key] = VersionNumber(initial=number)

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
