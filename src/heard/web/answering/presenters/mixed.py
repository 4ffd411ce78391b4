"""Names and telephone numbers within text that runs the other way.

Without marks a number of two parts, such as 0800 1111, is shown with its parts changed over in a text that runs from
right to left. The marks are letters without a width (Unicode, UAX #9: isolates); no text from left to right has them.
"""

import re

from heard.web.instruments.languages import describe, spoken

FIRST_STRONG, LEFT_TO_RIGHT, END = "\u2068", "\u2066", "\u2069"
NUMBER = re.compile(r"\+?\d[\d\s]*\d")


def isolate(name: str) -> str:
    """A name in its own direction, whatever stands around it."""
    return f"{FIRST_STRONG}{name}{END}" if _is_turned() else name


def isolate_numbers(text: str) -> str:
    """Numbers of several parts in the order they are dialled."""
    return NUMBER.sub(rf"{LEFT_TO_RIGHT}\g<0>{END}", text) if _is_turned() else text


def _is_turned() -> bool:
    return describe(spoken()).direction == "rtl"
