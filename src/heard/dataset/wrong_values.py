"""How a message repeats what somebody typed."""

import re
from collections.abc import Sequence

SHOWN_OF_A_VALUE = 40  # characters: a wrong value may be anything, a child's whole comment too
ALLOWED_NAMED = 20
# What spreadsheet programs make of 8-11: 2026-11-08 00:00:00, 08-Nov, Nov-11, 8/11/2026.
LIKE_A_DATE = re.compile(
    r"\d{4}-\d\d-\d\d.*|\d{1,2}-[A-Z][a-z]{2}.*|[A-Z][a-z]{2}-\d\d|\d{1,2}/\d{1,2}/\d{2,4}"
)


def quote(value: str) -> str:
    """A value in quotation marks, cut where it is long."""
    shown = value if len(value) <= SHOWN_OF_A_VALUE else value[: SHOWN_OF_A_VALUE - 1] + "…"
    return f'"{shown}"'


def date_hint(value: str) -> str:
    """What to add about a value that looks like 8-11 after a spreadsheet program took it for a date."""
    if not LIKE_A_DATE.fullmatch(value):
        return ""
    return " (a spreadsheet program turned it into a date: set the column to text before typing)"


def name_some(allowed: Sequence[str]) -> str:
    """What is allowed, in one line; the end of a long list left out."""
    return ", ".join(allowed[:ALLOWED_NAMED]) + (", …" if len(allowed) > ALLOWED_NAMED else "")
