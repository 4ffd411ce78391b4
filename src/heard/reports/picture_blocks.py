"""Blocks for who would rather look than read. Each picture stands beside a sentence that says all it says."""

from dataclasses import dataclass
from enum import StrEnum

from heard.charts.drawings import Drawing
from heard.charts.people import TenPeople


class Tone(StrEnum):
    """What a list of cards is: good news, what should be better, or neither."""

    GOOD = "good"
    BETTER = "better"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class PictureCard:
    """One thing: a drawing and its sentence. `stress` is the part of it that is said loudest.

    `people` draws how many; `note` is said more quietly, and leads to `link` where there is one (a number to call).
    """

    drawing: Drawing
    text: str
    stress: str = ""
    people: TenPeople | None = None
    note: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class PictureCards:
    """Cards one after another, or side by side where there is room."""

    cards: tuple[PictureCard, ...]
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Cover:
    """One sentence over drawings, to be seen from afar."""

    drawings: tuple[Drawing, ...]
    text: str
