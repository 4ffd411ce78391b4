"""Fields of forms that several pages have: words of some lines, and which version somebody had read."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from heard.base.messages import count_of

MOST_VERSIONS = 1_000_000  # of one thing; nobody saves as often


class WordsField(forms.CharField):
    """Words of some lines. Browsers send two letters for each end of a line; one is kept, and one is counted.

    A browser is not told how many are allowed: it would cut what somebody pastes, and say nothing.
    """

    def __init__(self, *, longest: int, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        self._longest = longest

    def to_python(self, value: Any) -> str:
        """Without space around it."""
        return str(super().to_python(value)).replace("\r\n", "\n").strip()

    def validate(self, value: str) -> None:
        """Nothing is cut: all of it comes back where it is too long."""
        super().validate(value)
        more = len(value) - self._longest
        if more > 0:
            raise ValidationError(
                f"{self.label}: these are {len(value):,} characters, and {self._longest:,} are allowed. All of it is "
                f"still here; take out {count_of(more, 'character')}."
            )


class VersionNumber(forms.IntegerField):
    """Which version was read, hidden. Whatever is no such number is none: then what stands now is shown first."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False, min_value=0, max_value=MOST_VERSIONS, widget=forms.HiddenInput, **kwargs
        )

    def clean(self, value: Any) -> int:
        """Raises nothing."""
        try:
            return super().clean(value) or 0
        except ValidationError:
            return 0
