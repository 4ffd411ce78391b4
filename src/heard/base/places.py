"""Areas (councils and what they are part of) and waves (a programme's rounds)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from heard.base.editions import Edition
from heard.base.surveys import Survey

NATION = "all"  # the area key that stands for every council of the programme together
# Keys of areas and waves name files and folders and stand between / and = in findings' keys. ASCII only: a Cyrillic
# X1 looks like a Latin one and would be another council.
KEY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,38}[A-Za-z0-9])?")
KEY_IN_WORDS = (
    "up to 40 letters from a to z, digits, dots, hyphens and underscores, with a letter or digit at both ends"
)


def is_key(text: str) -> bool:
    """Whether this may be the key of an area or a wave."""
    return bool(KEY.fullmatch(text)) and text.casefold() != NATION


@dataclass(frozen=True, slots=True)
class Area:
    """A council, or a region it belongs to. `neighbours` are codes of councils most like it, itself left out."""

    code: str
    name: str
    kind: str = ""
    parent: str = ""
    neighbours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wave:
    """One round of the programme. Each council's own window lies inside it.

    `versions` names the questionnaire version each survey used; a survey left out used the catalogue's.
    `editions` describes those versions: what they asked otherwise than the catalogue's. Two waves are compared
    question by question, where both asked alike; a version that is not described is compared with itself only.
    """

    key: str
    opens_on: date
    closes_on: date
    surveys: tuple[Survey, ...] = tuple(Survey)
    versions: Mapping[Survey, str] = field(default_factory=dict)
    editions: Mapping[Survey, Edition] = field(default_factory=dict)
