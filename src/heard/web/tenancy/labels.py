"""What each column holds about people and how long it is kept; a test finds a model field without a label."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How much harm a column's content could do in the wrong hands."""

    SAFE = "safe"  # about the council or the machinery
    PERSONAL = "personal"  # about a member of staff
    SENSITIVE = "sensitive"  # about a child, even if sealed


@dataclass(frozen=True, slots=True)
class Label:
    """`kept`: until when, in words."""

    kind: Kind
    kept: str


def safe(kept: str) -> Label:
    """A column that is about nobody."""
    return Label(Kind.SAFE, kept)


def personal(kept: str) -> Label:
    """A column about a member of staff."""
    return Label(Kind.PERSONAL, kept)


def sensitive(kept: str) -> Label:
    """A column about a child, even if nobody can read it."""
    return Label(Kind.SENSITIVE, kept)
