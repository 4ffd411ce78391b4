"""Councils of a programme, its team, and waves that stand wherever a test wants them."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django_tasks_db.models import DBTaskResult

from heard.web.codes.models import Batch, Collection, Counter, State
from heard.web.jobs.worker import carry_out
from heard.web.people.actions import add_council, add_member, add_to_programme
from heard.web.people.models import User
from heard.web.people.roles import Role
from heard.web.programmes import actions
from heard.web.programmes.queries import find_offer
from heard.web.tenancy import in_council
from heard.web.waves.models import CouncilWave, KeyCustody
from heard.web.waves.queries import find_wave
from web.staff import PASSWORD, at_noon, set_clock, signed_in_as

TEAM, COORDINATOR = "team@programme.example", "coordinator@{}.example"
WAVE = "2027"
OPENS, LAST = date(2027, 2, 1), date(2027, 3, 26)
NOON = at_noon(date(2027, 1, 20))
DAY = at_noon(OPENS)
THREE = ("X1", "X2", "X3")


def make_team() -> int:
    """Somebody of the programme team; their number."""
    add_to_programme(email=TEAM, password=PASSWORD)
    return User.objects.get(email=TEAM).pk


def team() -> Client:
    """Their browser."""
    return signed_in_as(TEAM)


def make_councils(*codes: str) -> None:
    """Each with a coordinator."""
    for code in codes:
        add_council(code=code, name=f"Council {code}")
        add_member(email=coordinator_of(code), password=PASSWORD, council=code, role=Role.COORDINATOR)


def coordinator_of(code: str) -> str:
    """Their address."""
    return COORDINATOR.format(code.lower())


def set_up(*codes: str, key: str = WAVE, at: datetime = NOON) -> None:
    """A wave of the programme for two surveys, offered to these councils."""
    actions.set_up_wave(
        key=key,
        opens_on=OPENS,
        last_answer_day=LAST,
        surveys=["8-11", "11-17"],
        councils=codes,
        by=TEAM,
        at=at,
    )


def lay_wave(
    code: str,
    *,
    wave: str = WAVE,
    state: State = State.PREPARING,
    rehearsed: bool = False,
    shown: dict[str, int] | None = None,
    last_answer_day: date = LAST,
    closed_on: date | None = None,
    surveys: tuple[str, ...] = ("8-11", "11-17"),
    is_made_up: bool = False,
) -> None:
    """A council's wave as it stands in the database, its plan signed off; `shown`: the count people see, by survey."""
    with in_council(code):
        box = Collection.objects.create(
            council_id=code,
            wave=wave,
            state=state,
            versions=dict.fromkeys(surveys, "2026.1"),
            wave_key=b"\x04" * 65 if rehearsed else b"",
            last_answer_day=last_answer_day,
            is_made_up=is_made_up,
        )
        planned = CouncilWave.objects.create(
            council_id=code,
            collection=box,
            grace_days=7,
            closed_on=closed_on,
            panel_on=date(2027, 4, 20),
            feedback_owner="head of participation",
            feedback_on=date(2027, 6, 11),
            assessed_by="coordinator",
            assessed_on=NOON.date(),
            signed_off_by="board",
            signed_off_on=NOON.date(),
        )
        for holder in ("first", "second"):
            KeyCustody.objects.create(
                council_id=code,
                council_wave=planned,
                holder=holder,
                rehearsed_on=NOON.date() if rehearsed else None,
            )
        for survey in surveys:
            Batch.objects.create(council_id=code, collection=box, survey=survey, label="Team", size=10)
        for survey, count in (shown or {}).items():
            Counter.objects.create(
                council_id=code,
                collection=box,
                kind="finished",
                survey=survey,
                group="all",
                level="all",
                shown=count,
            )


def run_jobs(at: datetime = NOON) -> int:
    """The worker at this moment, until the queue is empty; how many attempts it made."""
    count = 0
    while (row := DBTaskResult.objects.ready().order_by("enqueued_at").first()) is not None:
        row.claim("a test's worker")
        carry_out(**_told(row), now=lambda: at)
        row.set_successful(None)
        count += 1
    return count


def _told(row: DBTaskResult) -> dict[str, Any]:
    told: dict[str, Any] = row.args_kwargs["kwargs"]
    return {**told, "key": UUID(told["key"])}


def state_of(code: str, wave: str = WAVE) -> str:
    """Where the council's wave stands; empty where there is none."""
    with in_council(code):
        facts = find_wave(wave)
    return facts.state.value if facts else ""


def said_of(code: str, wave: str = WAVE) -> str:
    """What was in the way the last time."""
    with in_council(code):
        offer = find_offer(wave)
    assert offer is not None
    return offer.said


def agree(code: str, on: date | None = OPENS) -> None:
    """The coordinator lets the programme open it from this day; None takes it back."""
    with in_council(code):
        actions.agree_to_open_together(wave=WAVE, on=on, by=coordinator_of(code), at=NOON)


def ask(*codes: str) -> int:
    """Somebody of the team asks for these councils; how many it concerned."""
    return actions.ask_to_open(wave=WAVE, councils=codes, by=TEAM, at=DAY)


def make_site(monkeypatch: pytest.MonkeyPatch, home: Path) -> Path:
    """Three councils, the team, and a programme folder with one wave, which is given back."""
    monkeypatch.setattr(settings, "HEARD", replace(settings.HEARD, home=home))
    set_clock(monkeypatch, NOON)
    make_councils(*THREE)
    make_team()
    folder = home / "programme"
    folder.mkdir()
    (folder / "programme.toml").write_text(
        'name = "Ours"  # kept\n\n[[waves]]\nkey = "2026"\nopens_on = 2026-02-02\ncloses_on = 2026-03-27\n'
    )
    return folder
