"""Where in a text somebody could be known, as what, and why it is suggested."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a span holds; its word stands in brackets in the text's place."""

    NAME = "name"
    SCHOOL = "school"
    PLACE = "place"
    ADDRESS = "address"
    DATE = "date"
    PHONE = "phone"
    EMAIL = "email"
    ONLINE = "online"
    NUMBER = "number"
    GROUP = "group"  # a club, team, children's home, agency, place of worship
    FAMILY = "family"  # a rare family detail


class Reason(StrEnum):
    """Why a span is suggested; `words/en.yaml` holds the sentence a moderator reads."""

    PATTERN = "pattern"
    SPELT_OUT = "spelt_out"
    OWN_LIST = "own_list"
    NAME_LIST = "name_list"
    TITLE = "title"
    RELATION = "relation"
    NAMED = "named"
    DEED = "deed"
    CAPITAL = "capital"
    JOINED = "joined"
    UNKNOWN_WORD = "unknown_word"
    SAME_WORD = "same_word"
    HEADED = "headed"
    SAINT = "saint"
    PLACE_LIST = "place_list"
    PLACE_CONTEXT = "place_context"
    FAMILY = "family"
    LEARNT = "learnt"
    PERSON = "person"  # a moderator marked it; never suggested


@dataclass(frozen=True, slots=True)
class Span:
    """Letters `start` to `end` (exclusive) of a text."""

    start: int
    end: int
    kind: Kind
    reason: Reason

    def meets(self, other: "Span") -> bool:
        """Whether both hold a letter."""
        return self.start < other.end and other.start < self.end


def settle(*ranked: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order and apart: of two that meet, the one of the earlier group stays, then the longer one."""
    kept: list[Span] = []
    taken: set[int] = set()
    for group in ranked:
        for span in sorted(group, key=lambda span: (span.start - span.end, span.start)):
            letters = range(span.start, span.end)
            if taken.isdisjoint(letters):
                kept.append(span)
                taken.update(letters)
    return tuple(sorted(kept, key=lambda span: span.start))
