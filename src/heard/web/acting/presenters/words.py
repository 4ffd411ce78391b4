"""The closed lists of the plan, times and people's deeds, in words."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from heard.web.acting.contents import Finding
from heard.web.acting.dates import Ask, Understood, When, WhenKind
from heard.web.acting.kinds import Change, CitingKind, EntryKind, PledgeKind, Rhythm, Status, Went
from heard.web.reporting.presenters.answers import title_of
from heard.web.ui.days import say_day

STATUSES = {
    Status.NOT_STARTED: "Not started",
    Status.UNDER_WAY: "Under way",
    Status.DONE: "Done",
    Status.STOPPED: "Stopped",
}
CHANGES = {
    Change.POLICY: "Policy",
    Change.PLAN: "Plan",
    Change.AWARENESS: "Awareness",
    Change.PRACTICE: "Practice",
    Change.RESOURCE: "Resource",
    Change.QUALITY: "Quality assurance",
}
RHYTHMS = {
    Rhythm.MONTHLY: "monthly",
    Rhythm.QUARTERLY: "quarterly",
    Rhythm.HALF_YEARLY: "half-yearly",
    Rhythm.YEARLY: "yearly",
}
ENTRIES = {EntryKind.PROGRESS: "Progress", EntryKind.EVIDENCE: "Evidence", EntryKind.AUDIT: "Audit"}
CITINGS = {
    CitingKind.TRAINING: "Training",
    CitingKind.STANDARD: "Practice standard",
    CitingKind.POLICY: "Policy",
}
PLEDGES = {PledgeKind.INDIVIDUAL: "One person's", PledgeKind.TEAM: "A team's"}
WENT = {
    Went.KEPT: "Kept",
    Went.PARTLY: "Partly",
    Went.NOT_YET: "Not yet",
    Went.CHANGED: "Changed my mind",
}
NOT_KNOWN = "not known yet"
HOW_TO_SAY = "A day (31 January 2027), a month (January 2027), a rhythm (quarterly), or: not known yet."
FIELDS = {
    "text": "The action",
    "is_overarching": "Overarching",
    "wave": "Wave",
    "themes": "Themes",
    "findings": "Findings it answers",
    "group": "Outcome group or workstream",
    "roles": "By whom",
    "start": "Start",
    "due": "By when",
    "due_words": "By when, as written",
    "step": "A step on the way",
    "change": "Kind of change",
    "expected": "Evidence expected",
    "status": "Status",
    "kept": "Kept from the council's table",
}
ASKS = {
    Ask.TWO_TIMES: "Two times stand here: the first may be a step on the way, the second when all of it is due.",
    Ask.MORE_TIMES: "Several times stand here.",
    Ask.DAY_AND_RHYTHM: "A day and a rhythm stand here: it may begin on the one and come round in the other.",
    Ask.NO_YEAR: "No year stands here.",
    Ask.YEAR_OR_DAY: "The last two figures may be a year or a day.",
    Ask.NO_SUCH_DAY: "There is no such day.",
    Ask.MORE_WORDS: "More stands here than a time, and it may change what is meant.",
    Ask.NO_TIME: "This says no day, month or rhythm.",
}


def say_when(when: When) -> str:
    """As it can be typed again: `31 January 2027`, `January 2027`, `quarterly`, `not known yet`."""
    if when.rhythm:
        return RHYTHMS[when.rhythm]
    if when.on is None:
        return NOT_KNOWN
    return say_day(when.on) if when.kind is WhenKind.DAY else f"{when.on:%B %Y}"


def say_step(understood: Understood) -> str:
    """What would be kept of words with two times in them, as a proposal; empty where there is none."""
    if understood.ask is None or understood.due.kind is WhenKind.UNKNOWN:
        return ""
    due = say_when(understood.due)
    if understood.step.on is None:
        return f"due {due}"
    return f"due {due}, with a step on the way by {say_when(understood.step)}"


def say_finding(finding: Finding) -> str:
    """`Feeling settled, 2026`."""
    wave, indicator = finding
    return f"{name_question(indicator)}, {wave}"


def name_question(indicator: str) -> str:
    """A question's title; its key where the catalogue no longer has it."""
    try:
        return title_of(indicator)
    except KeyError:
        return indicator


def say_moment(at: datetime) -> str:
    """`3 March 2026 at 14:05`."""
    local = timezone.localtime(at)
    return f"{say_day(local.date())} at {local:%H:%M}"


def join_roles(roles: Sequence[str]) -> str:
    """By whom, in one line."""
    return "; ".join(roles)


def shorten(text: str, most: int = 90) -> str:
    """An action in one line of a list."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
