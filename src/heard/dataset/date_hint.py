"""What to add about a value that somebody did not type as it stands."""

import re

# What spreadsheet programs make of 8-11: 2026-11-08 00:00:00, 08-Nov, Nov-11, 8/11/2026.
LIKE_A_DATE = re.compile(
    r"\d{4}-\d\d-\d\d.*|\d{1,2}-[A-Z][a-z]{2}.*|[A-Z][a-z]{2}-\d\d|\d{1,2}/\d{1,2}/\d{2,4}"
)


def date_hint(value: str) -> str:
    """What to add about a value that looks like 8-11 after a spreadsheet program took it for a date."""
    if not LIKE_A_DATE.fullmatch(value):
        return ""
    return " (a spreadsheet program turned it into a date: set the column to text before typing)"
