"""programme.toml: the programme's name and waves."""

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
from heard.base.places import KEY_IN_WORDS, Wave, is_key
from heard.base.problems import Problem
from heard.base.surveys import Survey
from heard.dataset.tally import Tally

KNOWN = {"name", "waves", "made_up", "policy", "engine"}
KNOWN_OF_A_WAVE = {"key", "opens_on", "closes_on", "surveys", "versions"}
KNOWN_OF_AN_ENGINE = {"url", "table", "path"}
KNOWN_POLICIES: set[str] = set()  # this version lets a programme change none
PLACE = re.compile(
    r"\(at (line \d+, column \d+|end of document)\)"
)  # what tomllib says at the end of an error
SURVEYS = ", ".join(Survey)

T = TypeVar("T", str, bool, date)


@dataclass(frozen=True, slots=True)
class Settings:
    """The programme's name, its waves by key in the order they opened, and whether its answers are made up."""

    name: str
    waves: Mapping[str, Wave]
    made_up: bool = False


NO_SETTINGS = Settings("", {})


def read_settings(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings and the warnings. InputProblems where the file has an error."""
    tally = Tally()
    table = _Table(path.name, tally, _parse(path))
    table.warn_of_unknown(KNOWN)
    name = table.read_line("name", "the programme's name, in quotation marks")
    made_up = table.read("made_up", bool, "true or false", otherwise=False)
    for key, known in (("policy", KNOWN_POLICIES), ("engine", KNOWN_OF_AN_ENGINE)):
        table.inner(key).warn_of_unknown(known)
    waves = [_read_wave(wave) for wave in table.inner_list("waves")]
    keys = [wave.key for wave in waves if wave]
    alike = [key.casefold() for key in keys]
    for key in sorted({key for key in keys if alike.count(key.casefold()) > 1}):
        tally.add(path.name, f"wave {key} stands there twice; capital letters alone make no difference.")
    if not table.values.get("waves"):
        tally.add(path.name, "no wave: write [[waves]] with key, opens_on and closes_on.")
    if tally.has_errors():
        raise InputProblems(tally.problems())
    in_order = sorted((wave for wave in waves if wave), key=lambda wave: (wave.opens_on, wave.key))
    return Settings(name or "", {wave.key: wave for wave in in_order}, bool(made_up)), tally.problems()


def _parse(path: Path) -> Mapping[str, object]:
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


def _say(value: object) -> str:
    """A value as it may have been typed: words in quotation marks, all else without."""
    return quote(value) if isinstance(value, str) else shorten(str(value))


def _read_wave(table: "_Table") -> Wave | None:
    table.warn_of_unknown(KNOWN_OF_A_WAVE)
    key = table.read("key", str, 'a short name in quotation marks, such as "2026"')
    if key and not is_key(key):
        table.note("key", f"{quote(key)} cannot name a wave.", KEY_IN_WORDS)
    opens_on = table.read("opens_on", date, "a date such as 2026-02-02, without quotation marks")
    closes_on = table.read("closes_on", date, "a date such as 2026-03-27, without quotation marks")
    surveys = table.read_surveys()
    versions = table.inner("versions").read_versions()
    if opens_on and closes_on and closes_on < opens_on:
        table.note("closes_on", "the wave closes before it opens.", f"{opens_on} or later")
    if not (key and opens_on and closes_on):
        return None
    return Wave(key, opens_on, closes_on, surveys, versions)


@dataclass(frozen=True, slots=True)
class _Table:
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

    def read(self, key: str, kind: type[T], allowed: str, otherwise: T | None = None) -> T | None:
        """The value of this key; where it must be there and is not, or is of another kind, None."""
        value = self.values.get(key, otherwise)
        blank = value is None or not str(value).strip()
        if type(value) is kind and not blank:
            return value
        self.note(key, "is missing." if blank else f"{_say(value)} cannot stand here.", allowed)
        return None

    def read_line(self, key: str, allowed: str) -> str | None:
        """The words of this key, which reports print in one line."""
        text = self.read(key, str, allowed)
        wrong = wrong_with_line(text or "")
        if wrong:
            self.note(key, wrong, LINE_IN_WORDS)
        return text

    def read_surveys(self) -> tuple[Survey, ...]:
        """The surveys of a wave, by age: all of them where none is named."""
        given = self.values.get("surveys", list(Survey))
        if not isinstance(given, list) or not given or any(key not in list(Survey) for key in given):
            self.note("surveys", f"{_say(given)} cannot stand here.", f"a list of {SURVEYS}")
            return ()
        return tuple(survey for survey in Survey if survey in given)

    def read_versions(self) -> Mapping[Survey, str]:
        """The questionnaire version each survey used, where it was not the catalogue's."""
        self.warn_of_unknown(list(Survey))
        named = {
            survey: self.read(survey, str, "a version in quotation marks")
            for survey in Survey
            if survey in self.values
        }
        return {survey: version for survey, version in named.items() if version}

    def inner(self, key: str) -> "_Table":
        """The table under this key; an empty one where there is none."""
        value = self.values.get(key, {})
        return self._inner(key, value)

    def inner_list(self, key: str) -> list["_Table"]:
        """The tables under this key, counted from 1."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.note(key, "is not written as a table that may be repeated.", f"[[{key}]]")
            return []
        tables = {f"{key} {place}": each for place, each in enumerate(value, 1)}
        for name, each in tables.items():
            if not isinstance(each, dict):
                self.note(name, f"{_say(each)} cannot stand here.", f"[[{key}]]")
        return [self._inner(name, each) for name, each in tables.items() if isinstance(each, dict)]

    def _inner(self, name: str, value: object) -> "_Table":
        place = f"{self.place}{name}."
        if not isinstance(value, dict):
            self.note(name, f"{_say(value)} cannot stand here.", f"names and values, as in {name} = {{ … }}")
            return _Table(self.file, self.tally, {}, place)
        return _Table(self.file, self.tally, value, place)
