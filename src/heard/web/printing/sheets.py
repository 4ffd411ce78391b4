"""What is to be printed, frozen: the page on the site and the PDF only walk it."""

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum


class Layout(StrEnum):
    """How it stands on paper."""

    CARDS = "cards"  # six on an A4 page, to cut and to fold with the code inside
    LETTERS = "letters"  # one on an A4 page
    LEAFLET = "leaflet"  # A5
    POSTER = "poster"  # A4
    GUIDE = "guide"  # A4, for adults


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its points. `kind` is `text`, `steps` or `help`, and says how it looks."""

    title: str
    points: tuple[str, ...]
    kind: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One kind of paper with all its words. `ages` is empty for adults; `scene` names the drawing, `drawn` says it.

    `codes` as they are printed, for cards and letters only: they stand here, in memory, and are in no repr.
    """

    layout: Layout
    language: str
    title: str
    lead: str
    scene: str
    drawn: str
    ages: str = ""
    over: str = ""
    before: str = ""
    parts: tuple[Part, ...] = ()
    until: str = ""
    foot: str = ""
    address: str = ""
    square: str = ""
    code: str = ""
    fold: str = ""
    fills_code: bool = False
    codes: tuple[str, ...] = field(default=(), repr=False)

    def to_bytes(self) -> bytes:
        """For the process that draws it."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Sheet":
        """As it was written."""
        told = json.loads(content)
        parts = tuple(Part(each["title"], tuple(each["points"]), each["kind"]) for each in told.pop("parts"))
        return cls(
            **{**told, "layout": Layout(told["layout"]), "parts": parts, "codes": tuple(told["codes"])}
        )
