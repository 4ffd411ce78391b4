"""Characters that a format cannot hold, and the way text runs."""

import re
import unicodedata

# What XML 1.0 does not allow: control characters, halves of characters, and two that are no characters.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]+"
)
_FROM_THE_RIGHT = ("R", "AL")


def legal(text: str) -> str:
    """The text without characters that no XML file may hold."""
    return _ILLEGAL.sub("", text)


def runs_from_the_right(text: str) -> bool:
    """Whether the first letter that has a direction is of a script that runs from right to left."""
    if not _RIGHT_TO_LEFT.search(text):
        return False
    ways = (unicodedata.bidirectional(each) for each in text)
    return next((way in _FROM_THE_RIGHT for way in ways if way in ("L", *_FROM_THE_RIGHT)), False)


def by_direction(text: str) -> list[tuple[str, bool]]:
    """The text in parts, each with whether it runs from right to left; spaces between two such parts go with them."""
    parts: list[tuple[str, bool]] = []
    done = 0
    for found in re.finditer(rf"{_RIGHT_TO_LEFT.pattern}(?:\s+{_RIGHT_TO_LEFT.pattern})*", text):
        parts += [(text[done : found.start()], False), (found[0], True)]
        done = found.end()
    parts.append((text[done:], False))
    return [part for part in parts if part[0]]
