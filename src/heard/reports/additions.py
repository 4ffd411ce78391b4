"""What people add to the figures: the council's own words, and what children wrote, made safe by two people.

None of it is worked out here, and no figure can be changed by it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from heard.base.shares import Cell


class Place(StrEnum):
    """Where the council's own words stand. Each may be left empty."""

    INTRODUCTION = "introduction"
    NEXT = "next"  # what happens next, to adults
    NEXT_FOR_CHILDREN = "next_for_children"  # the same, to children and young people
    THANKS = "thanks"
    CONTACT = "contact"
    RECOMMENDATIONS = "recommendations"  # of the committee paper, one a line
    BACKGROUND = "background"
    KEY_ISSUES = "key_issues"
    POLICY_IMPACT = "policy_impact"
    COMMUNITY_IMPACT = "community_impact"
    CONSULTATION = "consultation"
    DOCUMENTS = "documents"  # background documents, one a line


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that two people cleared. `survey`: the ages they are of, and nothing else of the child. `indicator`: what
    they stand beside; empty for an idea that belongs to no question."""

    survey: str
    indicator: str
    words: str


@dataclass(frozen=True, slots=True)
class ThemeShare:
    """How many comments to a question, in its own words, speak of a theme, as may be told. `code`: of the codebook."""

    survey: str
    question: str
    code: str
    cell: Cell
    base: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Additions:
    """Everything added to one council's reports of a wave. `answers`: the council's answer to a question's findings,
    by indicator. `ideas`: what children themselves would change."""

    words: Mapping[Place, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    quotations: tuple[Quotation, ...] = ()
    ideas: tuple[Quotation, ...] = ()
    themes: tuple[ThemeShare, ...] = ()

    def say(self, place: Place) -> tuple[str, ...]:
        """The council's words at a place, a paragraph each line that is not empty."""
        return paragraphs(self.words.get(place, ""))


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a text that are not empty."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


NOTHING_ADDED = Additions()
