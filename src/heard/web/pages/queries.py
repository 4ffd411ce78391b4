"""What the demo's start page tells: its stamp, its secrets, and which of its own codes are still unused."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from heard.base.errors import UserError
from heard.web.codes.queries import find_card
from heard.web.pages.secrets import DemoSecrets, read_secrets
from heard.web.telling.queries import list_published
from heard.web.tenancy import in_council

STAMP = "demo.json"  # heard.programme.demo writes it last


@dataclass(frozen=True, slots=True)
class DemoFile:
    """A file that may be shown, by its path from the demo's folder; `size` in bytes."""

    group: str
    path: str
    says: str
    size: int


@dataclass(frozen=True, slots=True)
class DemoFacts:
    """What the demo is about. `answered`: survey → how many did in the finished wave, of how many."""

    council: str
    area: str
    wave: str
    under_way: str
    last_answer_day: date
    councils: int
    responses: int
    waves: int
    reports: Mapping[str, str]
    answered: Mapping[str, tuple[int, int]]
    files: tuple[DemoFile, ...]


def find_demo() -> DemoFacts | None:
    """The demo this site is; None for every other installation, and for a demo that is not finished."""
    home: Path = settings.HEARD.home
    if not settings.HEARD.is_demo:
        return None
    try:
        stored = json.loads((home / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return DemoFacts(
        council=stored["council"],
        area=stored["area"],
        wave=stored["wave"],
        under_way=stored["under_way"],
        last_answer_day=date.fromisoformat(stored["last_answer_day"]),
        councils=stored["councils"],
        responses=stored["responses"],
        waves=stored["waves"],
        reports=stored["reports"],
        answered={survey: (answered, of) for survey, (answered, of) in stored["answered"].items()},
        files=tuple(_files(home, stored["files"])),
    )


def get_secrets() -> DemoSecrets:
    """Passwords, passphrases and codes of the demo."""
    return read_secrets(settings.HEARD.home)


def list_unused(codes: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """The demo's codes that nobody has used or replaced, by survey.

    A real site has no list of codes to ask about, and must never say whether one was used: who knows which child got
    which card would know who answered. Here no child got any.
    """
    return {survey: [code for code in listed if _is_unused(code)] for survey, listed in codes.items()}


def list_next(codes: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The first unused code of each survey; empty where all are used."""
    return {survey: next(filter(_is_unused, listed), "") for survey, listed in codes.items()}


def read_file(file: DemoFile) -> bytes | None:
    """What it holds; None where it was removed meanwhile."""
    try:
        return (settings.HEARD.home / file.path).read_bytes()
    except OSError:
        return None


def _is_unused(code: str) -> bool:
    try:
        card = find_card(code)
    except UserError:  # the wave was opened, and its codes wiped
        return False
    return not (card.is_finished or card.is_replaced)


def _files(home: Path, listed: list[dict[str, str]]) -> Iterator[DemoFile]:
    for each in listed:
        path = home / each["path"]
        if path.is_file():
            yield DemoFile(each["group"], each["path"], each["says"], path.stat().st_size)


def find_told(demo: DemoFacts) -> str:
    """Where anybody reads what the demo's council did; empty where nothing is published."""
    with in_council(demo.area):
        return reverse("telling:newest", args=[demo.area]) if list_published() else ""
