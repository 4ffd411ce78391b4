"""Texts of the child's pages: each is filled in exactly the places that its page fills, and is never empty."""

from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, StringConstraints
from pydantic.dataclasses import dataclass

CLOSED = ConfigDict(extra="forbid")


def fills(*places: str) -> AfterValidator:
    """A text is filled in exactly these places, each a plain name."""

    def check(text: str) -> str:
        parts = [part for part in Formatter().parse(text) if part[1] is not None]
        if {name for _, name, _, _ in parts} != set(places) or any(spec or how for _, _, spec, how in parts):
            raise ValueError(f"must be filled in {', '.join(sorted(places)) or 'no place'}")
        return text

    return AfterValidator(check)


Written = Annotated[str, StringConstraints(min_length=1)]
Text = Annotated[Written, fills()]
Points = tuple[Text, ...]
Council = Annotated[Written, fills("council")]
Place = Annotated[Written, fills("n", "of")]


@dataclass(frozen=True, config=CLOSED)
class Section:
    """A heading with short points under it."""

    title: Text
    points: Points


@dataclass(frozen=True, config=CLOSED)
class Step:
    """A heading, a text and the button that does what they say."""

    title: Text
    text: Text
    button: Text
