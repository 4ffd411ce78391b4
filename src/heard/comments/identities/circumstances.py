"""What few children share: `circumstances/<language>.yaml`, cross-checked with the code when it is read."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from heard.base.errors import HeardError
from heard.catalogue.yaml_text import read_yaml

FOLDER = Path(__file__).parent / "circumstances"
CLOSED = ConfigDict(extra="forbid")
PART = re.compile(r"(?<!\(\?)<([a-z ]+)>")


class WrongCircumstances(HeardError):
    """The file and the code do not say the same, or a pattern in it cannot be read."""


class Circumstance(StrEnum):
    """What few children share; the file holds what tells of it and the sentence a moderator reads."""

    TWIN = "twin"
    MANY_SIBLINGS = "many_siblings"
    BEREAVEMENT = "bereavement"
    PRISON = "prison"
    ILLNESS = "illness"
    ORIGIN = "origin"
    ASYLUM = "asylum"
    COURT_OR_NEWS = "court_or_news"
    RARE_JOB = "rare_job"
    ONLY_ONE = "only_one"
    RARE_ANIMAL = "rare_animal"
    HONOUR = "honour"
    MOVE = "move"
    PREGNANCY = "pregnancy"
    FAITH = "faith"
    CRIME = "crime"
    GENDER = "gender"
    INCIDENT = "incident"


@dataclass(frozen=True, config=CLOSED)
class Phrase:
    """A pattern in three parts."""

    any_of: tuple[str, ...]
    before: str = ""
    after: str = ""

    @property
    def pattern(self) -> str:
        """The whole, with its parts still by their names."""
        return f"{self.before}(?:{'|'.join(self.any_of)}){self.after}"


@dataclass(frozen=True, config=CLOSED)
class Telling:
    """What tells of one circumstance, and what a moderator reads of it."""

    sentence: str
    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()

    @property
    def all_patterns(self) -> Iterator[str]:
        """Every one of them as a pattern."""
        yield from map(re.escape, self.words)
        yield from self.patterns
        yield from (phrase.pattern for phrase in self.phrases)


@dataclass(frozen=True, config=CLOSED)
class Circumstances:
    """One file: `parts` stand in patterns by their names."""

    parts: Mapping[str, Phrase]
    circumstances: Mapping[Circumstance, Telling]


@cache
def load_circumstances(language: str = "en") -> Circumstances:
    """The file of a language; raises `WrongCircumstances` with everything that is wrong in it."""
    name = f"{language}.yaml"
    given = read_yaml((FOLDER / name).read_text(encoding="utf-8"))
    read: Circumstances = TypeAdapter(Circumstances).validate_python(given)
    if faults := tuple(find_faults(read)):
        raise WrongCircumstances(f"{name}: {'; '.join(faults)}.")
    return read


def find_faults(read: Circumstances) -> Iterator[str]:
    """Circumstances without patterns, parts that are missing or used nowhere, patterns that cannot be read."""
    yield from (f"{key} is missing" for key in sorted(set(Circumstance) - set(read.circumstances)))
    used: set[str] = set()
    for key, telling in read.circumstances.items():
        patterns = tuple(telling.all_patterns)
        named = {part for pattern in patterns for part in PART.findall(pattern)}
        used |= named
        unknown = sorted(named - set(read.parts))
        yield from (f"{key} names the part {part}, which is not there" for part in unknown)
        if not patterns:
            yield f"{key} has nothing that tells of it"
        if not unknown:
            yield from (
                f"{key}: {pattern} cannot be read" for pattern in patterns if not _reads(read, pattern)
            )
    yield from (f"no pattern uses the part {part}" for part in sorted(set(read.parts) - used))


def _reads(read: Circumstances, pattern: str) -> bool:
    try:
        re.compile(put_parts(read, pattern))
    except re.error:
        return False
    return True


def put_parts(read: Circumstances, pattern: str) -> str:
    """The pattern with its parts in the places of their names."""
    return PART.sub(lambda named: f"(?:{read.parts[named[1]].pattern})", pattern)


@cache
def compile_circumstances(language: str = "en") -> tuple[tuple[Circumstance, re.Pattern[str]], ...]:
    """One pattern of whole words for each circumstance."""
    read = load_circumstances(language)
    return tuple(
        (key, re.compile(rf"\b(?:{put_parts(read, '|'.join(telling.all_patterns))})\b", re.IGNORECASE))
        for key, telling in read.circumstances.items()
    )
