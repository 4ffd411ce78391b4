"""A council's calendar as it is typed or pasted: one time a line."""

import re
from datetime import date

from heard.web.planning.days import Taken, Worry
from heard.web.policy import LONGEST_LINE

KINDS = {"holiday": Worry.HOLIDAY, "exams": Worry.EXAMS, "other": Worry.OTHER}
LONGEST_DAYS = 366  # a longer "holiday" is a slip of the finger
PARTS = 4
BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
ALLOWED = "Write: holiday, exams or other; its name; its first day; its last day."


class Unreadable(Exception):
    """Lines that cannot be read; each says which and why."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(*lines)
        self.lines = lines


def read_calendar(text: str) -> tuple[Taken, ...]:
    """All of it, by day; raises Unreadable with every line that cannot be read."""
    found, wrong = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        read = _read(line)
        if isinstance(read, Taken):
            found.append(read)
        else:
            wrong.append(f"Line {number}: {read}")
    if wrong:
        raise Unreadable(wrong)
    return tuple(sorted(found, key=lambda each: (each.starts_on, each.name)))


def write_calendar(taken: tuple[Taken, ...]) -> str:
    """As it can be read again."""
    return "\n".join(f"{each.worry.value}; {each.name}; {each.starts_on}; {each.ends_on}" for each in taken)


def _read(line: str) -> Taken | str:
    """The time, or what is wrong with the line. A name may hold commas where tabs or semicolons part the columns."""
    mark = next((mark for mark in ("\t", ";", ",") if mark in line), ",")
    parts = [part.strip() for part in line.split(mark)]
    if len(parts) != PARTS or not parts[1] or len(parts[1]) > LONGEST_LINE:
        return ALLOWED
    kind, first, last = KINDS.get(parts[0].casefold()), _day(parts[2]), _day(parts[3])
    if kind is None:
        return "It begins with none of: holiday, exams, other."
    if first is None or last is None:
        return "One of its days cannot be read. Write days as 2027-03-29 or 29/03/2027."
    if last < first:
        return "Its last day is before its first."
    if (last - first).days >= LONGEST_DAYS:
        return "It is longer than a year."
    return Taken(kind, parts[1], first, last)


def _day(text: str) -> date | None:
    british = BRITISH.fullmatch(text)
    try:
        if british:
            day, month, year = (int(part) for part in british.groups())
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        return None
