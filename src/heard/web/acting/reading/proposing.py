"""A row of a council's table → what the plan would keep of it, and what has to be asked. Nothing is kept here."""

import re
from dataclasses import dataclass

from heard.web.acting.dates import Understood, read_time
from heard.web.acting.kinds import Status
from heard.web.acting.reading.columns import Field
from heard.web.acting.reading.table import PlanRow

MOST_THEMES = 50  # 1-60 is no list of themes
NUMBERS = re.compile(
    r"(?:themes?\s*)?(?P<list>\d{1,2}(?:\s*(?:,|;|&|\+|-|–|and|to|/|\n|\s)\s*\d{1,2})*)\.?", re.IGNORECASE
)
RANGE = re.compile(r"(\d{1,2})\s*(?:-|–|\bto\b)\s*(\d{1,2})", re.IGNORECASE)
TITLED = re.compile(r"(?:theme\s*)?(\d{1,2})\s*[.:)–-]\s*(\D.*)", re.IGNORECASE | re.DOTALL)
ALL = re.compile(r"all(?: themes)?\.?", re.IGNORECASE)
A_DATE = re.compile(r"\d{4}-\d\d-\d\d\b.*", re.DOTALL)  # "1-6" as a spreadsheet program keeps it
BETWEEN_ROLES = re.compile(r"\s*;\s*|\s+/\s+|\s*\n\s*")
OVERARCHING = re.compile(r"\bover-?arching\b", re.IGNORECASE)

_SENTENCE = re.compile(r"[.;\n]+")
_ALL_OF_IT = r"(?:(?:this|the|action|task|now|fully|all|is|has been|been|work)\s+)*"
SAYS_DONE = re.compile(
    rf"{_ALL_OF_IT}(?:complete|completed|done|closed|achieved)(?:\s+(?:in|on|by)?\s*[\w ]*\d{{4}})?",
    re.IGNORECASE,
)
SAYS_STOPPED = re.compile(
    r"(?:action\s+)?(?:stopped|withdrawn|cancelled|abandoned|superseded|no longer (?:needed|required|pursued))\b.*",
    re.IGNORECASE,
)
SAYS_NOT_STARTED = re.compile(
    r"(?:not (?:yet )?(?:started|begun)|(?:it )?(?:will )?(?:starts?|begins?)\b.*|to (?:start|begin)\b.*|starting\b.*|"
    r"[\w ]*\bto be (?:agreed|decided|confirmed)\b.*|none(?: yet)?)",
    re.IGNORECASE,
)
OF_STATUS = {
    "complete": Status.DONE, "completed": Status.DONE, "done": Status.DONE, "closed": Status.DONE, "yes": Status.DONE,
    "blue": Status.DONE, "not started": Status.NOT_STARTED, "not yet started": Status.NOT_STARTED, "no": None,
    "under way": Status.UNDER_WAY, "underway": Status.UNDER_WAY, "in progress": Status.UNDER_WAY,
    "ongoing": Status.UNDER_WAY, "on track": Status.UNDER_WAY, "green": Status.UNDER_WAY, "amber": Status.UNDER_WAY,
    "red": Status.UNDER_WAY, "started": Status.UNDER_WAY, "delayed": Status.UNDER_WAY, "stopped": Status.STOPPED,
    "cancelled": Status.STOPPED, "withdrawn": Status.STOPPED, "on hold": Status.STOPPED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """Which themes a cell names: numbers, titles that stand beside a number or alone; or nobody can tell."""

    numbers: tuple[int, ...] = ()
    titles: tuple[str, ...] = ()
    titled: tuple[tuple[int, str], ...] = ()
    is_all: bool = False
    is_unclear: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be kept of a row. `status` is a proposal from the words on progress; `time` what was understood of
    the words for when, or why it has to be asked."""

    row: PlanRow
    text: str
    is_overarching: bool
    themes: ThemeWords
    roles: tuple[str, ...]
    time: Understood
    start: Understood
    status: Status

    @property
    def is_empty(self) -> bool:
        """A row that says nothing of what is to be done."""
        return not self.text


def propose(row: PlanRow) -> Proposal:
    """What a row would be in the plan."""
    text = row.says(Field.ACTION)
    return Proposal(
        row=row,
        text=text,
        is_overarching=bool(OVERARCHING.search(text)),
        themes=read_themes(row.says(Field.THEME)),
        roles=read_roles(row.says(Field.WHO)),
        time=read_time(row.says(Field.DUE)),
        start=read_time(row.says(Field.START)),
        status=propose_status(row.says(Field.STATUS), row.says(Field.PROGRESS)),
    )


def read_themes(words: str) -> ThemeWords:
    """`1-6`, `1,2,5,6`, `1. Home`, `Home; School`, `all`."""
    text = words.strip()
    if not text:
        return ThemeWords()
    if A_DATE.fullmatch(text):
        return ThemeWords(is_unclear=True)
    if ALL.fullmatch(text):
        return ThemeWords(is_all=True)
    if NUMBERS.fullmatch(" ".join(text.split())):
        numbers = _numbers(" ".join(text.split()))
        return ThemeWords(numbers=numbers) if numbers else ThemeWords(is_unclear=True)
    titled: list[tuple[int, str]] = []
    titles: list[str] = []
    for part in filter(None, (each.strip() for each in re.split(r"[;\n]", text))):
        match = TITLED.fullmatch(part)
        if match:
            titled.append((int(match[1]), match[2].strip()))
        else:
            titles.append(part)
    return ThemeWords(tuple(number for number, _ in titled), tuple(titles), tuple(titled))


def read_roles(words: str) -> tuple[str, ...]:
    """By whom, one after the other. A comma or an *and* may stand inside one: such a cell stays whole."""
    return tuple(dict.fromkeys(filter(None, (each.strip() for each in BETWEEN_ROLES.split(words)))))


def propose_status(status: str, progress: str) -> Status:
    """What the words on progress let one propose: done only where they clearly say so."""
    said = OF_STATUS.get(" ".join(status.lower().split()).strip(". "))
    if said:
        return said
    if not progress.strip():
        return Status.NOT_STARTED
    sentences = [each.strip() for each in _SENTENCE.split(progress) if each.strip()]
    if any(SAYS_DONE.fullmatch(each) for each in sentences):
        return Status.DONE
    if sentences and SAYS_STOPPED.fullmatch(sentences[0]):
        return Status.STOPPED
    if all(SAYS_NOT_STARTED.fullmatch(each) for each in sentences):
        return Status.NOT_STARTED
    return Status.UNDER_WAY


def _numbers(text: str) -> tuple[int, ...]:
    found: set[int] = set()
    for first, last in RANGE.findall(text):
        if not 0 < int(first) < int(last) <= MOST_THEMES:
            return ()
        found |= set(range(int(first), int(last) + 1))
    found |= {int(each) for each in re.findall(r"\d{1,2}", RANGE.sub(" ", text))}
    return tuple(sorted(found)) if all(0 < each <= MOST_THEMES for each in found) else ()
