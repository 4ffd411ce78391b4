"""Texts that hold numbers and tell nothing of children: a day, a wave, an age, a telephone, an address, tenths.

Each is only what it claims to be where its words are exactly that; anything else is told as what is wrong with it.
Verdicts on answers are no figures of the survey and stand in no ledger. They are held to the one form in which they may
be said at all: in tenths, without a count. Whether so many may be said is decided before (ten of each part).
"""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date

from heard.base.figures import find_figures
from heard.base.surveys import Survey
from heard.programme.told.pages import Mark, MarkKind

NUMBER = re.compile(r"\d+")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
TENTHS = re.compile(
    r"(?P<what>[^:]+): (?:nobody|fewer than one in ten|about (?:one|two|three|four|five|six|seven|eight|nine) in ten"
    r"|nearly all|all who said anything)"
)
HOST = r"[a-z0-9.-]+(?::\d{1,5})?"


def find_wrong(mark: Mark, text: str, *, told: str, waves: Collection[str]) -> str:
    """What is wrong with a text that claims to be this; empty where it is that. `told`: "area/wave" of the page.
    `waves`: those of which something was published."""
    return _CHECKS[mark.kind](mark.value, text, told, waves)


def _day(value: str, text: str, _told: str, _waves: Collection[str]) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return "its day is none"
    written = text.casefold() == f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return "" if written else f"it is marked as the day {value} and says something else"


def _wave(_value: str, text: str, told: str, waves: Collection[str]) -> str:
    known = {told.partition("/")[2], *waves}
    return "" if text in known else "it is marked as a wave, and nothing of such a wave was published"


def _ages(value: str, text: str, _told: str, _waves: Collection[str]) -> str:
    if value not in set(Survey):
        return "it is marked as ages, and no survey asked them"
    numbers = NUMBER.findall(text)
    rest = find_figures(NUMBER.sub("", text))
    fits = tuple(map(int, numbers)) in ((), Survey(value).ages) and not rest
    return "" if fits else f"it is marked as ages {value} and says something else"


def _phone(value: str, text: str, _told: str, _waves: Collection[str]) -> str:
    fits = "".join(NUMBER.findall(text)) in ("", "".join(NUMBER.findall(value)))
    return "" if fits else "it leads to another number than it says"


def _address(_value: str, text: str, told: str, _waves: Collection[str]) -> str:
    fits = re.fullmatch(rf"(?:https?://)?{HOST}/said/{re.escape(told)}/(?:[a-z0-9-]+/)?", text)
    return "" if fits else "it is marked as the address of this page and is none"


def _verdict(_value: str, text: str, _told: str, _waves: Collection[str]) -> str:
    found = TENTHS.fullmatch(text)
    fits = bool(found) and not find_figures(found["what"]) if found else not find_figures(text)
    return "" if fits else "what children say to an answer is said in tenths alone"


Check = Callable[[str, str, str, Collection[str]], str]
_CHECKS: Mapping[MarkKind, Check] = {
    MarkKind.DAY: _day,
    MarkKind.WAVE: _wave,
    MarkKind.AGES: _ages,
    MarkKind.PHONE: _phone,
    MarkKind.ADDRESS: _address,
    MarkKind.VERDICT: _verdict,
}
