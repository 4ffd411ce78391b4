"""One entry of the ledger: what was said to whom, of which responses, and how its file is written and read."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from pydantic import TypeAdapter, ValidationError

from heard.base.policy import Level
from heard.disclosure.ledger.refusals import DamagedLedger

FIRST_FOLLOWS = ""  # the `previous` of the first entry
NUMBER_WIDTH = 4


class Kind(StrEnum):
    """What was handed out."""

    RELEASE = "release"  # tables of every council of a wave, or of one
    REPORT = "report"  # one council's


@dataclass(frozen=True, slots=True)
class FactsFile:
    """Where the rows that were said stand, below the ledger's folder; `sha256` of the file's bytes."""

    file: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One release or report. `previous`: the SHA-256 of the bytes of the entry before, empty for the first.

    areas: the councils it speaks of, sorted; the nation is not named, though its figures may be among the facts.
    snapshots: "wave/area/survey" → the digest of the responses it was made of.
    definitions: "survey/group" and "survey/indicator" → what its levels or cut points were made of, hashed.
    at, by: when, and in whose name; `by` is empty where nobody was named. heard: the version.
    """

    number: int
    previous: str
    kind: Kind
    level: Level
    wave: str
    areas: tuple[str, ...]
    snapshots: Mapping[str, str]
    definitions: Mapping[str, str]
    at: date
    by: str
    heard: str
    facts: FactsFile

    @property
    def file(self) -> str:
        """The name of its file in the ledger's folder."""
        return file_of(self.number)

    @property
    def hash(self) -> str:
        """What the entry after it names it by, and what can be printed and compared."""
        return hash_of(write_entry(self))


def file_of(number: int) -> str:
    """The name of the file that holds the entry of this number."""
    return f"{number:0{NUMBER_WIDTH}}.json"


def hash_of(content: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def write_entry(entry: Entry) -> bytes:
    """The entry as JSON; equal entries give equal bytes."""
    return _as_json().dump_json(entry, indent=1) + b"\n"


def read_entry(content: bytes, file: str) -> Entry:
    """The entry of that JSON; DamagedLedger where it is none, or not one as `write_entry` writes it."""
    try:
        entry = _as_json().validate_json(content)
    except ValidationError:
        raise DamagedLedger(file, "is not an entry as Heard writes it.") from None
    if write_entry(entry) != content:
        raise DamagedLedger(file, "was changed: it is not as Heard wrote it.")
    return entry


@cache
def _as_json() -> TypeAdapter[Entry]:
    return TypeAdapter(Entry)
