"""The words of the public page and of paper, a file per language. What a language lacks is said in English.

A language whose file says `reviewed: false` is a draft and is spoken to nobody.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from heard.base.errors import HeardError
from heard.catalogue.yaml_text import read_yaml
from heard.web.telling.readers import ENGLISH, Reader

FOLDER = Path(__file__).parent / "words"
REVIEWED = "reviewed"


class PageWords:
    """The words for one reader in one language."""

    def __init__(self, entries: Mapping[str, str], reader: Reader | None, language: str) -> None:
        self._entries = entries
        self._reader = reader.value if reader else "any"
        self.language = language

    def say(self, key: str, **values: str | int) -> str:
        """The words of `key` for the reader, with `values` in their places; HeardError where there are none."""
        for name in (f"{key}.{self._reader}", f"{key}.any", key):
            if name in self._entries:
                return self._entries[name].format(**values)
        raise HeardError(f"the pages of what is told have no words for {key}")

    def say_day(self, day: date) -> str:
        """`3 March 2026`."""
        return f"{day.day} {self.say(f'months.m{day.month}')} {day.year}"


def words_for(reader: Reader | None, language: str = ENGLISH) -> PageWords:
    """In this language, where a whole language of ours is reviewed; else in English."""
    key = language if is_spoken(language) else ENGLISH
    return PageWords({**load(ENGLISH), **load(key)}, reader, key)


def is_spoken(language: str) -> bool:
    """Whether pages may be in this language: its words are there, and were reviewed."""
    return (FOLDER / f"{language}.yaml").is_file() and bool(_read(language).get(REVIEWED))


@cache
def load(language: str) -> Mapping[str, str]:
    """Every text by its place in the file."""
    return {key: text for key, text in _flat(_read(language)) if isinstance(text, str)}


@cache
def _read(language: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = read_yaml((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    return found


def _flat(tree: Mapping[str, Any], above: str = "") -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for key, value in tree.items():
        name = f"{above}{key}"
        found.extend(_flat(value, f"{name}.") if isinstance(value, dict) else [(name, value)])
    return found
