"""Fields that several of the plan's forms have, and the warning before words that may name somebody are kept."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from heard.web.acting.dates import When, WhenKind, read_time
from heard.web.acting.naming import find_named
from heard.web.acting.presenters.words import ASKS, HOW_TO_SAY, say_when
from heard.web.policy import LONGEST_ROLE, MOST_ROLES
from heard.web.ui.fields import WordsField

SEEN = "seen"


class WhenField(forms.CharField):
    """A time as people write it; what nobody can be sure of is asked again."""

    def __init__(self, *, is_rhythm: bool = True, **kwargs: Any) -> None:
        self.is_rhythm = is_rhythm
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """What stands in the box."""
        if isinstance(value, When):
            return "" if value.kind is WhenKind.UNKNOWN else say_when(value)
        return value

    def clean(self, value: Any) -> When:
        """One time; nothing typed is not known yet."""
        words = super().clean(value)
        understood = read_time(words)
        if understood.ask:
            raise ValidationError(f"{self.label}: {ASKS[understood.ask]} {HOW_TO_SAY}")
        if understood.due.rhythm and not self.is_rhythm:
            raise ValidationError(f"{self.label}: type a day or a month.")
        return understood.due


class RolesField(WordsField):
    """By whom: a role a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(longest=MOST_ROLES * (LONGEST_ROLE + 1), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """What stands in the box."""
        return "\n".join(value) if isinstance(value, tuple) else value

    def clean(self, value: Any) -> tuple[str, ...]:
        """Each once."""
        lines = super().clean(value).splitlines()
        roles = tuple(dict.fromkeys(filter(None, (line.strip() for line in lines))))
        if len(roles) > MOST_ROLES or any(len(each) > LONGEST_ROLE for each in roles):
            raise ValidationError(
                f"{self.label}: at most {MOST_ROLES} roles, a line each, of at most {LONGEST_ROLE} letters."
            )
        return roles


class MindfulForm(forms.Form):
    """Words that may name somebody are shown once more before they are kept; whoever wrote them decides.

    `checked`: the fields that are looked at. `named`: what was found, once it was looked at.
    """

    checked: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named: tuple[str, ...] = ()
        self.fields[SEEN] = forms.BooleanField(
            required=False, label="I have read it: keep the words as they are"
        )

    def clean(self) -> dict[str, Any]:
        """Raises nothing else where other fields are wrong already."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors or cleaned.get(SEEN):
            return cleaned
        self.named = find_named(self._texts())
        if self.named:
            which = ", ".join(self.named)
            raise ValidationError(
                f"This may name somebody: {which}. Write roles and never names of staff, and nothing by which a child "
                "could be known. Change it, or tick that you have read it; nothing was saved yet."
            )
        return cleaned

    def _texts(self) -> Iterable[str]:
        for name in self.checked:
            value = self.cleaned_data.get(name)
            yield from value if isinstance(value, tuple) else [value or ""]


def choices_of(words: dict[Any, str], empty: str | None = None) -> list[tuple[str, str]]:
    """A closed list as a form offers it."""
    listed = [(each.value, called) for each, called in words.items()]
    return listed if empty is None else [("", empty), *listed]
