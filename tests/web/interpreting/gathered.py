"""A council whose reports tell findings, and people who make sense of them. For tests of one council."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import models

from heard.base.policy import Level
from heard.web.interpreting import queries
from heard.web.interpreting.actions import remarks, sessions, voting
from heard.web.interpreting.actions.remarks import Origin, Said
from heard.web.interpreting.actions.sessions import Begun
from heard.web.interpreting.queries import RemarkFacts, SessionFacts
from heard.web.interpreting.terms import By, Kind, Way, Who
from heard.web.results.found import Told, record_findings
from heard.web.tenancy import in_council
from web.found import finding
from web.reporting.made import begin as begin_wave
from web.reporting.made import meet_panel, open_wave
from web.staff import BY, COUNCIL, NOON, WAVE, path_of

SCHOOL, SAFE, FRIEND, HAPPY = "likes_school", "feels_safe", "good_friend", "happiness"
PUBLIC = ((SCHOOL, "development"), (SAFE, "strength"), (FRIEND, "development"))
BOARD = (*PUBLIC, (HAPPY, "development"))
MEANING = path_of("meaning/")


def begin(monkeypatch: pytest.MonkeyPatch, home: Path, *, has_panel_met: bool = False) -> None:
    """A wave whose reports are made; held for the panel unless it has met."""
    begin_wave(monkeypatch, home)
    open_wave()
    tell()
    if has_panel_met:
        meet_panel()


def tell(public: tuple[tuple[str, str], ...] = PUBLIC, board: tuple[tuple[str, str], ...] = BOARD) -> None:
    """What the reports say at each level; the board's sentences end otherwise."""
    told = {
        Level.PUBLIC: Told.of_all([finding(*each) for each in public], Level.PUBLIC),
        Level.BOARD: Told.of_all(
            [finding(key, kind, f"{kind} of {key} for the board.") for key, kind in board], Level.BOARD
        ),
    }
    with in_council(COUNCIL):
        record_findings(wave=WAVE, told=told, on=NOON.date())


def hold(who: Who = Who.PANEL) -> UUID:
    """A session is begun."""
    with in_council(COUNCIL):
        return sessions.begin_session(
            wave=WAVE, begun=Begun(who, "", "participation worker", NOON.date()), by=BY, at=NOON
        )


def session(key: UUID) -> SessionFacts:
    """As it stands."""
    with in_council(COUNCIL):
        found = queries.find_session(WAVE, key)
    assert found is not None
    return found


def say(text: str = "Ask us first.", *about: str, kind: Kind = Kind.SHOULD, at: UUID | None = None) -> UUID:
    """A remark is kept."""
    said = Said(about or (SCHOOL,), kind, By.YOUNG_PEOPLE, text)
    origin = Origin(Way.SESSION, session=at) if at else Origin(Way.PAGE)
    with in_council(COUNCIL):
        (key,) = remarks.keep_remarks(wave=WAVE, said=[said], origin=origin, by=BY, at=NOON)
    return key


def remark(key: UUID) -> RemarkFacts:
    """As it stands."""
    with in_council(COUNCIL):
        found = queries.find_remark(WAVE, key)
    assert found is not None
    return found


def cards(key: UUID, number: int = 6) -> tuple[str, ...]:
    """Codes of a session."""
    with in_council(COUNCIL):
        return voting.make_choice_cards(wave=WAVE, session=key, number=number, by=BY, at=NOON)


def open_choosing(key: UUID) -> None:
    """Cards choose from now on."""
    with in_council(COUNCIL):
        voting.open_vote(wave=WAVE, session=key, by=BY, at=NOON)


def close_choosing(key: UUID) -> None:
    """And no more."""
    with in_council(COUNCIL):
        voting.close_vote(wave=WAVE, session=key, by=BY, at=NOON)


def choose(code: str, *indicators: str) -> voting.Outcome:
    """A card chooses."""
    with voting.presenting_ticket(voting.digest_of(code)) as ticket:
        assert ticket is not None
        return voting.choose(ticket=ticket, indicators=indicators)


def rows(model: type[models.Model]) -> list[dict[str, Any]]:
    """Every row of the council, with all its columns."""
    with in_council(COUNCIL):
        return list(model.objects.filter(council_id=COUNCIL).values())
