"""Words of the pages about openings and reports."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from heard.base.messages import count_of
from heard.base.policy import LEVELS, Level
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.results.queries import OpeningFacts, ReportFacts, Step
from heard.web.waves.presenters import say_hold
from heard.web.waves.queries import State, WaveFacts

READING: dict[Level, Permission] = {
    Level.PUBLIC: Permission.READ_PUBLIC_REPORT,
    Level.BOARD: Permission.READ_BOARD_REPORT,
    Level.WORKING: Permission.READ_WORKING_REPORT,
}
_LEFT_OUT = (
    "Numbers of 1 to {most} stand as bands or not at all, with what would give them away, so that nobody can tell what "
    "one child said."
)
ABOUT: dict[Level, str] = {
    Level.PUBLIC: "For anybody to read, the young people's panel first. "
    f"{_LEFT_OUT.format(most=LEVELS[Level.PUBLIC].threshold - 1)}",
    Level.BOARD: "For the council's board and those who answer to it; not to be passed on. "
    f"{_LEFT_OUT.format(most=LEVELS[Level.BOARD].threshold - 1)}",
    Level.WORKING: "Exact figures, nothing hidden: for the named people who work with them, and nobody else.",
}
NAMES: dict[Level, str] = {
    Level.PUBLIC: "Public report",
    Level.BOARD: "Board report",
    Level.WORKING: "Working report",
}
NOBODY = "Nobody of this council answered in this wave, so there is no report to write."
NOT_YET = (
    "There is no report yet. It is written when the wave has closed and a key holder has handed the key in."
)
BEING_WRITTEN = "The answers are opened and the reports are being written, or could not be finished."
CHECKED = "Its figures were attacked together with everything said before it."
UNCHECKED = "Not checked against earlier releases: not to be passed on or published."
HASH_SHOWN = 12  # of 64 letters: enough to compare by eye
STYLE_BEGINS, STYLE_ENDS = b"<style>", b"</style>"


@dataclass(frozen=True, slots=True)
class ReportLink:
    """A report that this person may read now."""

    name: str
    about: str
    url: str
    recorded: str


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """Which reports there are and whether they are held."""

    hold: str
    is_held: bool
    links: tuple[ReportLink, ...]
    none_yet: str
    counted: tuple[str, ...]
    may_record_panel: bool
    may_go_on: bool


def readable_levels(member: Member, facts: WaveFacts, today: date) -> frozenset[Level]:
    """The levels this person may read today. The young people's panel reads first; what is public, then everybody."""
    own = {level for level, permission in READING.items() if member.may(permission)}
    if facts.is_held(today):
        return frozenset(own & {Level.PUBLIC})
    return frozenset(own | {Level.PUBLIC})


def level_of_findings(member: Member, facts: WaveFacts, today: date) -> Level | None:
    """At which level this person reads what was found; None as long as it is held for the young people's panel."""
    levels = readable_levels(member, facts, today)
    return next((level for level in (Level.BOARD, Level.PUBLIC) if level in levels), None)


def present_reports(
    member: Member,
    facts: WaveFacts,
    opening: OpeningFacts | None,
    reports: Mapping[Level, ReportFacts],
    today: date,
) -> ReportsPage:
    """The page of a wave's reports."""
    levels = readable_levels(member, facts, today)
    is_opened = facts.state is State.OPENED
    return ReportsPage(
        hold=say_hold(facts, today),
        is_held=facts.is_held(today),
        links=tuple(_link(facts, reports[level]) for level in NAMES if level in reports and level in levels),
        none_yet="" if reports else _why_none(opening),
        counted=_counted(opening) if Level.WORKING in levels else (),
        may_record_panel=is_opened and facts.panel_held_on is None and member.may(Permission.RECORD_PANEL),
        may_go_on=opening is not None and may_go_on(member, opening),
    )


def may_go_on(member: Member, opening: OpeningFacts) -> bool:
    """Whether this person may let an opening go on that stopped where no key is needed any more."""
    is_stuck = opening.step in (Step.WRITTEN, Step.WIPED)
    return is_stuck and bool(member.permissions & {Permission.CLOSE_WAVE, Permission.HAND_IN_KEY})


def next_way(member: Member, facts: WaveFacts, opening: OpeningFacts) -> tuple[str, str]:
    """The one button under a job that moves no more: its words and where it goes."""
    if opening.step is Step.KEY_ASKED and member.may(Permission.HAND_IN_KEY):
        return "Hand the key in again", reverse("results:hand_in", args=[facts.council, facts.wave])
    if member.permissions & frozenset(READING.values()):
        return "Go to the report", reverse("results:report", args=[facts.council, facts.wave])
    return "Go to the waves", reverse("waves:list", args=[facts.council])


def policy_for(page: bytes) -> str:
    """The content security policy for a report's page: its own style and nothing else."""
    style = page.partition(STYLE_BEGINS)[2].partition(STYLE_ENDS)[0]
    digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


def _link(facts: WaveFacts, report: ReportFacts) -> ReportLink:
    url = reverse("results:read", args=[facts.council, facts.wave, report.level.value])
    return ReportLink(NAMES[report.level], ABOUT[report.level], url, _say_recorded(report))


def _say_recorded(report: ReportFacts) -> str:
    """Empty at level working, which is no release."""
    if report.level is Level.WORKING:
        return ""
    if report.entry is None:
        return UNCHECKED
    rows, entry = count_of(report.rows, "row"), report.entry_hash[:HASH_SHOWN]
    return f"Recorded as entry {report.entry} of the ledger of releases, {rows}: {entry}… {CHECKED}"


def _why_none(opening: OpeningFacts | None) -> str:
    if opening is None or opening.step in (Step.KEY_ASKED, Step.WRITTEN):
        return NOT_YET
    return NOBODY if opening.step is Step.REPORTED else BEING_WRITTEN


def _counted(opening: OpeningFacts | None) -> tuple[str, ...]:
    """What came out of the opening, for those who may see exact figures."""
    if opening is None or opening.step is Step.KEY_ASKED:
        return ()
    said = [f"{count_of(opening.responses, 'response')} opened."]
    if opening.unreadable:
        rows = count_of(opening.unreadable, "sealed row")
        said.append(f"{rows} could not be read, or lay there twice, and {_was(opening.unreadable)} left out.")
    dropped = sum(opening.dropped.values())
    if dropped:
        said.append(
            f"{count_of(dropped, 'answer')} did not belong to the question and {_was(dropped)} left out."
        )
    return tuple(said)


def _was(number: int) -> str:
    return "was" if number == 1 else "were"
