"""What is to be printed of a published page, frozen: the page on the site and the PDF only walk it."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum


class PaperKind(StrEnum):
    """How it stands on paper."""

    POSTER = "poster"  # A3
    LETTER = "letter"  # A4, one page where the words allow it
    CARD = "card"  # A6
    SLIDES = "slides"  # a screen's shape, one finding each
    STORY = "story"  # A4 across: a picture and few words a page


@dataclass(frozen=True, slots=True)
class PaperWords:
    """What was said. `finding`: whose own sentence it is; empty of other words."""

    text: str
    finding: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One finding on paper. `drawing` is SVG, of our own."""

    heading: str
    said: tuple[PaperWords, ...]
    kind_words: str
    answer: str
    did_words: str
    did: str
    drawing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One kind of paper for one reader, with all its words. `end`, `signed`: of a letter.

    `told`: of which council and wave; `lead`, `more` and `dated` are HTML, with what they name marked (`marks`).
    """

    kind: PaperKind
    language: str
    reader: str
    council: str
    told: str
    title: str
    lead: str
    lines: tuple[PaperLine, ...]
    end: str = ""
    signed: str = ""
    more: str = ""
    dated: str = ""

    def to_bytes(self) -> bytes:
        """For the process that draws it."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Paper":
        """As it was written."""
        told = json.loads(content)
        lines = tuple(
            PaperLine(**{**each, "said": tuple(PaperWords(**said) for said in each["said"])})
            for each in told["lines"]
        )
        return cls(**{**told, "kind": PaperKind(told["kind"]), "lines": lines})
