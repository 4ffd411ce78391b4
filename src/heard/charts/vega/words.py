"""The words of charts in one language, and how they say a share, a place and a number."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import cast

from heard.base.errors import HeardError
from heard.base.places import NATION
from heard.base.surveys import parts_of
from heard.catalogue import Asked
from heard.catalogue.yaml_text import read_yaml

FOLDER = Path(__file__).parent / "words"

Tree = Mapping[str, "str | Tree"]


@cache
def load_words(language: str = "en") -> Tree:
    """The words that come with Heard in `language`."""
    text = (FOLDER / f"{language}.yaml").read_text(encoding="utf-8")
    return cast(Tree, read_yaml(text))


def say(key: str, **values: str | int) -> str:
    """The words of `shares.title`, filled in. HeardError where there are none."""
    found: str | Tree = load_words()
    for part in key.split("."):
        if isinstance(found, str) or part not in found:
            raise HeardError(f"no words for {key}")
        found = found[part]
    if not isinstance(found, str):
        raise HeardError(f"no words for {key}")
    return found.format(**values)


def say_count(key: str, number: int, **values: str | int) -> str:
    """The words for one or for many."""
    return say(f"{key}.{'one' if number == 1 else 'many'}", number=f"{number:,}", **values)


def per_cent(share: int) -> str:
    """`72 %`, in one piece."""
    return say("per_cent", number=share).replace(" ", "\u00a0")


def say_where(asked: Asked, area: str, wave: str) -> str:
    """`Ages 8 to 11, X0000001, wave 2026`, and to whom the question is put where not to all."""
    parts = parts_of(asked.survey)
    ages = f"{parts[0].value.split('-')[0]}{say('ages_joined')}{parts[-1].value.split('-')[1]}"
    routed = say("routed", asked_of=asked.asked_of) if asked.asked_of else ""
    return say("where", ages=ages, area=say_area(area), wave=wave) + routed


def say_area(area: str) -> str:
    """A council's code; all councils together in words."""
    return say("everywhere") if area == NATION else area
