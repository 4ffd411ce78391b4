"""How a message counts, lists and repeats what somebody typed."""

from collections.abc import Sequence

NAMED = 20  # so many of a long list are named
SHOWN_OF_A_VALUE = 40  # characters: a wrong value may be anything, a child's whole comment too
LONGEST_LINE = 200
LINE_IN_WORDS = f"one line of at most {LONGEST_LINE} letters that does not begin with = + - or @"


def count_of(number: int, noun: str) -> str:
    """The number with its noun: `1 error`, `2 errors`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def name_some(names: Sequence[str], most: int = NAMED) -> str:
    """The names in one line; of a long list the first, and how many more there are."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def shorten(value: str) -> str:
    """The value, cut where it is long."""
    return value if len(value) <= SHOWN_OF_A_VALUE else value[: SHOWN_OF_A_VALUE - 1] + "…"


def quote(value: str) -> str:
    """The value in quotation marks, cut where it is long."""
    return f'"{shorten(value)}"'


def make_visible(text: str) -> str:
    """The text with what nobody sees written out (`\\u200b`): it could hide a mistake, or command a terminal."""
    return "".join(
        letter if letter.isprintable() or letter == "\u00a0" else repr(letter)[1:-1] for letter in text
    )


def wrong_with_line(text: str) -> str:
    """What keeps words that somebody named a thing with out of reports and tables; empty where nothing does.

    Tables we write are opened in spreadsheet programs, which take words that begin with = + - or @ for a formula.
    """
    if len(text) > LONGEST_LINE:
        return f"{quote(text)} is {len(text):,} letters long."
    if make_visible(text) != text:
        return f"{quote(text)} holds a line break, or a letter that cannot be seen."
    if text.startswith(("=", "+", "-", "@")):
        return f"{quote(text)} would be a formula in a spreadsheet program."
    return ""
