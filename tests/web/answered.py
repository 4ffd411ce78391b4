"""A council whose reports tell findings, and answers to them. For tests of one council."""

from collections.abc import Sequence
from datetime import date

from heard.base.policy import Level
from heard.web.responding.actions import Given, answer_finding
from heard.web.responding.kinds import Kind
from heard.web.responding.queries import find_answer
from heard.web.results.found import Told, record_findings
from heard.web.tenancy import in_council
from web.found import finding
from web.staff import BY, COUNCIL, NOON, WAVE

DEVELOPMENT, STRENGTH, ASKED = "likes_school", "feels_safe", "happy_yesterday"


def tell(
    *told: tuple[str, str], level: Level = Level.PUBLIC, wave: str = WAVE, on: date | None = None
) -> None:
    """The reports of a wave tell this, each an indicator and a kind; without any, one of each side."""
    found: Sequence[tuple[str, str]] = told or (
        (DEVELOPMENT, "development"),
        (STRENGTH, "strength"),
        (ASKED, "ask"),
    )
    lines = Told.of_all([finding(*each) for each in found], level)
    with in_council(COUNCIL):
        record_findings(wave=wave, told={level: lines}, on=on or NOON.date())


def answer(indicator: str = DEVELOPMENT, kind: Kind = Kind.WILL, text: str = "We ask first.") -> int:
    """Whatever was read, the newest was."""
    with in_council(COUNCIL):
        now = find_answer(WAVE, indicator)
        given = Given(kind, "Head of the virtual school", text, now.number, now.read)
        return answer_finding(wave=WAVE, indicator=indicator, given=given, by=BY, at=NOON)
