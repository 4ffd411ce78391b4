"""The words of choosing a language, and how one writes a day."""

from datetime import date
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from heard.web.instruments.texts import CLOSED, Text, Written, fills


@dataclass(frozen=True, config=CLOSED)
class LanguageWords:
    """Another language. The names of languages are not here: each calls itself as its speakers do."""

    link: Text
    title: Text
    note: Text
    draft: Text


@dataclass(frozen=True, config=CLOSED)
class DayWords:
    """How a day is written; `months` from January on."""

    written: Annotated[Written, fills("day", "month", "year")]
    months: Annotated[tuple[Text, ...], Field(min_length=12, max_length=12)]

    def write(self, day: date) -> str:
        """`3 March 2026`, where it is English."""
        return self.written.format(day=day.day, month=self.months[day.month - 1], year=day.year)
