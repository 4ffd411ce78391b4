"""What is inside the sealed rows: JSON in UTF-8, and the purpose that each kind is sealed for.

A purpose names the kind, the council and the wave, so that a row copied into another table or another wave does not
open there.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from heard.web.codes.sealing import CannotOpen

TALLY_SIZE = 8192  # every level of every shared demographic of the four surveys, with counts of five digits

Fields = dict[str, object]


class Content(StrEnum):
    """The kinds of sealed content."""

    ANSWERS = "answers"
    SLIP = "slip"
    COMMENT = "comment"
    TALLY = "tally"


class SlipKind(StrEnum):
    """What a slip says."""

    FINISHED = "finished"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Answers:
    """One child's finished row, as `heard.interview.build_response` makes it."""

    survey: str
    version: str
    answers: Mapping[str, str] = field(repr=False)

    def to_bytes(self) -> bytes:
        """To be sealed."""
        return _write({"survey": self.survey, "version": self.version, "answers": dict(self.answers)})

    @classmethod
    def from_bytes(cls, content: bytes) -> "Answers":
        """As it was sealed; raises CannotOpen."""
        fields = _read(content)
        return cls(_text(fields, "survey"), _text(fields, "version"), _texts(fields, "answers"))


@dataclass(frozen=True, slots=True)
class Slip:
    """That somebody finished or said no thank you; `groups`: what a finished one said of the shared demographics."""

    kind: SlipKind
    groups: Mapping[str, str] = field(default_factory=dict, repr=False)

    def to_bytes(self) -> bytes:
        """To be sealed."""
        return _write({"kind": self.kind.value, "groups": dict(self.groups)})

    @classmethod
    def from_bytes(cls, content: bytes) -> "Slip":
        """As it was sealed; raises CannotOpen."""
        fields = _read(content)
        kind = _text(fields, "kind")
        if kind not in set(SlipKind):
            raise CannotOpen
        return cls(SlipKind(kind), _texts(fields, "groups"))


@dataclass(frozen=True, slots=True)
class Comment:
    """What was written to one open question; `text` is empty where nothing was."""

    survey: str
    question: str
    text: str = field(repr=False)

    def to_bytes(self) -> bytes:
        """To be sealed."""
        return _write({"survey": self.survey, "question": self.question, "text": self.text})

    @classmethod
    def from_bytes(cls, content: bytes) -> "Comment":
        """As it was sealed; raises CannotOpen."""
        fields = _read(content)
        return cls(_text(fields, "survey"), _text(fields, "question"), _text(fields, "text"))


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """What a count is of: a survey's finished or declined, in one level of one shared demographic."""

    kind: str
    survey: str
    group: str
    level: str


def write_tally(tally: Mapping[Cell, int]) -> bytes:
    """To be sealed."""
    counts = {
        "|".join((cell.kind, cell.survey, cell.group, cell.level)): n for cell, n in sorted(tally.items())
    }
    return _write(dict(counts))


def read_tally(content: bytes) -> dict[Cell, int]:
    """As it was sealed; raises CannotOpen."""
    tally = {}
    for key, count in _read(content).items():
        parts = key.split("|")
        if len(parts) != 4 or not isinstance(count, int):
            raise CannotOpen
        tally[Cell(*parts)] = count
    return tally


def sealing_purpose(kind: str, council: str, wave: str) -> str:
    """What content of a kind is sealed for."""
    return f"{Content(kind).value}/{council}/{wave}"


def _write(fields: Mapping[str, object]) -> bytes:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def _read(content: bytes) -> Fields:
    """What does not have the shape of its kind was not written here: CannotOpen, and nothing of it in the message."""
    try:
        fields = json.loads(content)
    except (ValueError, RecursionError):  # too deep to read is no shape of ours either
        raise CannotOpen from None
    if not isinstance(fields, dict):
        raise CannotOpen
    return fields


def _text(fields: Fields, name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise CannotOpen
    return value


def _texts(fields: Fields, name: str) -> dict[str, str]:
    values = fields.get(name)
    if not isinstance(values, dict):
        raise CannotOpen
    return {key: _text(values, key) for key in values}
