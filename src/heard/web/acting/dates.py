"""Words for a time → what they mean, or what has to be asked. No Django here.

A plan says "18 Sept 2023", "Sept 2023", "Quarterly review of progress.", "Date TBA", two dates in one cell. What can
mean one thing only is understood; everything else is asked about, with a proposal where there is one. Days are read as
they are written in the United Kingdom: day, month, year.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from heard.web.acting.kinds import Rhythm

FIRST_YEAR, LAST_YEAR = 2000, 2099


class WhenKind(StrEnum):
    """How exactly a time is known."""

    DAY = "day"
    MONTH = "month"
    RHYTHM = "rhythm"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class When:
    """A day; a month, of which `on` is the last day; a rhythm; or not known yet."""

    kind: WhenKind
    on: date | None = None
    rhythm: Rhythm | None = None


UNKNOWN = When(WhenKind.UNKNOWN)


class Ask(StrEnum):
    """Why words have to be asked about."""

    TWO_TIMES = "two_times"  # the earlier may be a step, the later when it is due
    MORE_TIMES = "more_times"
    DAY_AND_RHYTHM = "day_and_rhythm"
    NO_YEAR = "no_year"
    YEAR_OR_DAY = "year_or_day"  # "Sept 23"
    NO_SUCH_DAY = "no_such_day"
    MORE_WORDS = "more_words"  # a time, and words that may change what it means
    NO_TIME = "no_time"


@dataclass(frozen=True, slots=True)
class Understood:
    """What words mean. `ask`: why a person must say it; `due` and `step` are then a proposal, and UNKNOWN is none."""

    due: When
    step: When = UNKNOWN
    ask: Ask | None = None


def day(on: date) -> When:
    """A day."""
    return When(WhenKind.DAY, on)


def month(year: int, number: int) -> When:
    """A month: its last day is the last on which what is due in it is not late."""
    return When(WhenKind.MONTH, date(year, number, calendar.monthrange(year, number)[1]))


def each(rhythm: Rhythm) -> When:
    """A rhythm."""
    return When(WhenKind.RHYTHM, rhythm=rhythm)


MONTHS = {
    name: number
    for number in range(1, 13)
    for name in (calendar.month_name[number].lower(), calendar.month_abbr[number].lower())
} | {"sept": 9}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?P<year>20\d\d|['’]?\d\d)"
_NAMED = rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s\-/.]+)?(?P<month>{_MONTH})\b\.?(?:,?[\s\-/.]*{_YEAR})?"
_FIGURES = r"(?P<d>\d{1,2})[/.\-](?P<m>\d{1,2})[/.\-](?P<y>20\d\d|\d\d)"
_ISO = r"(?P<iy>20\d\d)-(?P<im>\d\d)-(?P<id>\d\d)(?:[ t]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?"
_MONTH_IN_FIGURES = r"(?P<mm>0?[1-9]|1[0-2])/(?P<my>20\d\d)"
# A month's name is no part of another word, and a number is none of a longer one.
TIME = re.compile(rf"(?<![\w/])(?:{_ISO}|{_FIGURES}|{_MONTH_IN_FIGURES}|{_NAMED})(?![\w/])", re.IGNORECASE)
RHYTHMS = (
    (r"half[ \-]?yearly|six[ \-]?monthly|6[ \-]?monthly|every (?:six|6) months|twice a year|bi-?annual(?:ly)? review"
     r"|biannually", Rhythm.HALF_YEARLY),
    (r"quarterly|(?:every|each) quarter|every (?:three|3) months|three[ \-]?monthly|3[ \-]?monthly", Rhythm.QUARTERLY),
    (r"monthly|(?:every|each) month|once a month", Rhythm.MONTHLY),
    (r"yearly|annually|annual|(?:every|each) year|every (?:twelve|12) months|once a year", Rhythm.YEARLY),
)  # fmt: skip
RHYTHM = re.compile(
    "|".join(f"(?P<r{n}>\\b(?:{words})\\b)" for n, (words, _) in enumerate(RHYTHMS)), re.IGNORECASE
)
# A cell of such words alone says that there is no time yet.
_NOT_YET = (
    "date dates timescale time scale deadline to be is yet not known tba tbc tbd announced agreed confirmed decided "
    "set no none unknown n/a na - – — ?"
)
NOT_YET = frozenset(_NOT_YET.split())
# Beside a time these change nothing of what it means.
_PLAIN = (
    "by on the of end in due date deadline before at latest review reviews reviewed reviewing progress report reports "
    "reporting update updates to be target mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri "
    "friday sat saturday sun sunday"
)
PLAIN = frozenset(_PLAIN.split())


def read_time(words: str) -> Understood:
    """What a cell or a field says of when something is due."""
    text = " ".join(words.replace("\u00a0", " ").split())
    if not text:
        return Understood(UNKNOWN)
    found = list(TIME.finditer(text))
    rhythms = list(RHYTHM.finditer(_without(text, found)))
    if not found and not rhythms:
        says_none = all(word.strip(".,:;()").replace(".", "") in NOT_YET for word in text.lower().split())
        return Understood(UNKNOWN) if says_none else Understood(UNKNOWN, ask=Ask.NO_TIME)
    times = [_read(match) for match in found]
    fault = next((time for time in times if isinstance(time, Ask)), None)
    if fault:
        return Understood(UNKNOWN, ask=fault)
    whens = [time for time in times if isinstance(time, When)]
    rest = RHYTHM.sub(" ", _without(text, found))
    if any(_is_year_or_day(match) for match in found):
        return Understood(whens[0] if len(whens) == 1 else UNKNOWN, ask=Ask.YEAR_OR_DAY)
    return _weigh(whens, [_rhythm(match) for match in rhythms], _words_of(rest))


def read_exactly(words: str) -> When | None:
    """What somebody typed as the answer: one time and nothing else; None where it is not one."""
    understood = read_time(words)
    return None if understood.ask else understood.due


def _weigh(whens: list[When], rhythms: list[Rhythm], rest: set[str]) -> Understood:
    is_plain = rest <= PLAIN
    if whens and rhythms:
        return Understood(each(rhythms[0]), step=whens[0], ask=Ask.DAY_AND_RHYTHM)
    if rhythms:
        is_one = len(set(rhythms)) == 1
        ask = None if is_one and is_plain else Ask.MORE_TIMES if not is_one else Ask.MORE_WORDS
        return Understood(each(rhythms[0]), ask=ask)
    ordered = sorted(dict.fromkeys(whens), key=lambda when: when.on or date.max)
    if len(ordered) == 1:
        return Understood(ordered[0], ask=None if is_plain else Ask.MORE_WORDS)
    ask = Ask.TWO_TIMES if len(ordered) == 2 else Ask.MORE_TIMES
    return Understood(ordered[-1], step=ordered[0], ask=ask)


def _without(text: str, found: list[re.Match[str]]) -> str:
    for match in reversed(found):
        text = f"{text[: match.start()]} {text[match.end() :]}"
    return text


def _words_of(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.lower())) | set(_signs(text))


def _signs(text: str) -> Iterator[str]:
    """A sign that may mean *until* or *or* is no plain word."""
    yield from re.findall(r"[?/&–—]|(?<=\s)-(?=\s)", text)


def _is_year_or_day(match: re.Match[str]) -> bool:
    """Two figures behind a month, without a day before it: 2023, or the 23rd."""
    year = match["year"]
    return bool(year) and not match["day"] and year.isdecimal() and 0 < int(year) <= 31


def _rhythm(match: re.Match[str]) -> Rhythm:
    name = next(name for name, value in match.groupdict().items() if value)
    return RHYTHMS[int(name[1:])][1]


def _read(match: re.Match[str]) -> When | Ask:
    said = match.groupdict()
    if said["iy"]:
        return _day(int(said["iy"]), int(said["im"]), int(said["id"]))
    if said["y"]:
        return _day(_year(said["y"]), int(said["m"]), int(said["d"]))
    if said["my"]:
        return month(int(said["my"]), int(said["mm"]))
    if not said["year"]:
        return Ask.NO_YEAR
    number, year = MONTHS[said["month"].lower()], _year(said["year"])
    return _day(year, number, int(said["day"])) if said["day"] else month(year, number)


def _year(written: str) -> int:
    number = int(written.lstrip("'’"))
    return number if number > 99 else FIRST_YEAR + number


def _day(year: int, number: int, which: int) -> When | Ask:
    try:
        return day(date(year, number, which))
    except ValueError:
        return Ask.NO_SUCH_DAY
