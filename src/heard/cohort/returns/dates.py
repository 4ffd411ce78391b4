"""Dates as councils write them: day before month, the year in full."""

import re
from datetime import date

DATE_IN_WORDS = "a date such as 31/12/2014 or 2014-12-31, the year in full"
DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
MONTH_NAMED = re.compile(r"(?P<day>\d{1,2})[ -](?P<month>[a-z]{3,9})[ -](?P<year>\d{4})", re.IGNORECASE)
TIME_OF_DAY = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
EARLIEST_YEAR = 1900  # what is earlier stands for "not known" in the systems that have to put something
MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}


def read_date(text: str) -> date | None:
    """The date, whatever time of day follows it; None where it is none, or where its year has two digits."""
    day = TIME_OF_DAY.sub("", text)
    for pattern in (DAY_FIRST, YEAR_FIRST, MONTH_NAMED):
        found = pattern.fullmatch(day)
        if found:
            month = found["month"]
            number = int(month) if month.isdecimal() else MONTHS.get(month[:3].lower(), 0)
            return _date(int(found["year"]), number, int(found["day"]))
    return None


def whole_years(since: date, on: date) -> int:
    """Birthdays passed; whoever was born on 29 February has theirs on 1 March where the year has no such day."""
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))


def birthday(born_on: date, age: int) -> date:
    """The day somebody comes to be of that age."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def _date(year: int, month: int, day: int) -> date | None:
    if year < EARLIEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
