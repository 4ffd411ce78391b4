"""A TOML file read table by table: what is wrong is noted with its place, and reading goes on."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from heard.base.errors import InputProblems
from heard.base.files import to_be_read
from heard.base.messages import LINE_IN_WORDS, quote, shorten, wrong_with_line
from heard.base.problems import Problem
from heard.dataset.tally import Tally

PLACE = re.compile(
    r"\(at (line \d+, column \d+|end of document)\)"
)  # what tomllib says at the end of an error

T = TypeVar("T", str, bool, date, int, float)


def parse_toml(path: Path) -> Mapping[str, object]:
    """The file's values. InputProblems where it is no TOML."""
    try:
        with to_be_read(path):
            return tomllib.loads(path.read_text(encoding="utf-8-sig"))  # Windows programs write a mark first
    except UnicodeDecodeError:
        message = "the file is not saved as UTF-8. Save it again with that encoding."
    except tomllib.TOMLDecodeError as error:
        place = PLACE.search(str(error))
        where = f", {place[1]}" if place else ""
        message = f"cannot be read{where}. A line is a name, = and a value; words stand in quotation marks."
    except RecursionError:
        message = "cannot be read: brackets stand in brackets too many times."
    raise InputProblems([Problem(path.name, message)])


def say_value(value: object) -> str:
    """A value as it may have been typed in TOML, cut where it is long."""
    return quote(value) if isinstance(value, str) else shorten(_spell(value))


def _spell(value: object) -> str:
    """A value in TOML's own spelling."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return f"[{', '.join(map(_spell, value))}]"
    if isinstance(value, dict):
        inner = ", ".join(f"{key} = {_spell(each)}" for key, each in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    return str(value)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a TOML file; what is wrong in it goes to the tally. `place` is said before a key's name."""

    file: str
    tally: Tally
    values: Mapping[str, object]
    place: str = ""

    def note(self, key: str, message: str, allowed: str) -> None:
        """Something is wrong with the value of this key."""
        self.tally.add(self.file, message, column=self.place + key, allowed=allowed)

    def warn_of_unknown(self, known: Collection[str]) -> None:
        """Keys that have no meaning here are a warning: they may be mistyped."""
        for key in self.values:
            if key not in known:
                self.tally.warn(self.file, "is not known here, and not read.", column=self.place + key)

    def refuse_unknown(self, known: Collection[str]) -> None:
        """The same as errors, where a key that is passed over would change what the others mean."""
        for key in self.values:
            if key not in known:
                self.note(key, "is not known here.", ", ".join(known))

    def read(self, key: str, kind: type[T], allowed: str, otherwise: T | None = None) -> T | None:
        """The value of this key; where it must be there and is not, or is of another kind, None."""
        value = self.values.get(key, otherwise)
        blank = value is None or not str(value).strip()
        if type(value) is kind and not blank:
            return value
        self.note(key, "is missing." if blank else f"{say_value(value)} cannot stand here.", allowed)
        return None

    def read_line(self, key: str, allowed: str) -> str | None:
        """The words of this key, which reports print in one line."""
        text = self.read(key, str, allowed)
        wrong = wrong_with_line(text or "")
        if wrong:
            self.note(key, wrong, LINE_IN_WORDS)
        return text

    def read_word(self, key: str, words: Collection[str]) -> str | None:
        """The value of this key, which must be one of these words."""
        allowed = ", ".join(words)
        word = self.read(key, str, allowed)
        if word is None or word in words:
            return word
        self.note(key, f"{say_value(word)} cannot stand here.", allowed)
        return None

    def inner(self, key: str) -> "Table | None":
        """The table under this key, an empty one where there is none; None where something else stands there."""
        return self._inner(key, self.values.get(key, {}))

    def inner_list(self, key: str) -> list["Table"]:
        """The tables under this key, counted from 1."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.note(key, "is not written as a table that may be repeated.", f"[[{key}]]")
            return []
        tables = {f"{key} {place}": each for place, each in enumerate(value, 1)}
        found = [self._inner(name, each, f"[[{key}]]") for name, each in tables.items()]
        return [table for table in found if table]

    def _inner(self, name: str, value: object, allowed: str = "") -> "Table | None":
        if isinstance(value, dict):
            return Table(self.file, self.tally, value, f"{self.place}{name}.")
        self.note(
            name,
            f"{say_value(value)} cannot stand here.",
            allowed or f"names and values, as in {name} = {{ … }}",
        )
        return None
