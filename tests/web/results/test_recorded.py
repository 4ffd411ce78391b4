"""The site's reports and the ledger of releases: what is recorded is shown, and a ledger that is not whole stops it."""

import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from heard.base.errors import UserError
from heard.base.files import write_text
from heard.base.policy import Level
from heard.disclosure.ledger import DamagedLedger, Entry, Kind, ReleaseRefused
from heard.disclosure.ledger.entries import FactsFile
from heard.programme import report
from heard.programme.report import Written
from heard.web.codes.key_files import Holder
from heard.web.jobs.queries import JobFacts, get_job
from heard.web.people.roles import Role
from heard.web.results import actions
from heard.web.results.queries import Step, find_opening, list_reports
from heard.web.tenancy import in_council
from web.staff import (
    COUNCIL,
    NOON,
    PASSPHRASES,
    WAVE,
    actions_recorded,
    answer,
    close,
    give_server_keys,
    key_file,
    lay_programme,
    make_cards,
    make_people,
    open_for_answers,
    page,
    path_of,
    set_clock,
    signed_in,
)
from working import run_queue

pytestmark = pytest.mark.django_db(transaction=True)

LATER = NOON + timedelta(days=7)
HASHES = {Level.PUBLIC: "a", Level.BOARD: "b"}


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A wave that was answered and closed, its key handed in: the worker is next."""
    monkeypatch.setenv("HEARD_HANDOVER", str(tmp_path / "handover"))
    give_server_keys(monkeypatch)
    set_clock(monkeypatch, LATER)
    make_people()
    open_for_answers()
    programme = lay_programme(tmp_path, monkeypatch)
    monkeypatch.setattr(sys.modules["heard.programme.counted"], "count_programme", nothing)
    for card in make_cards(10):
        answer(card, {"feels_safe": "always"}, {})
    close()
    return programme


def nothing(*_args: object, **_named: object) -> None:
    """No count: the reports are lines."""


def entry_of(level: Level) -> Entry:
    return Entry(
        number=list(HASHES).index(level) + 3,
        previous=HASHES[level] * 64,
        kind=Kind.REPORT,
        level=level,
        wave=WAVE,
        areas=(COUNCIL,),
        snapshots={},
        definitions={},
        at=date(2026, 3, 9),
        by="",
        heard="",
        facts=FactsFile("", "", 1234),
    )


def write_lines(
    _counted: object, *, levels: Sequence[Level], out: Path, wave: str, **_given: object
) -> dict[Level, Written]:
    """A line for each report, with its entry, as the library hands them back."""
    found = {}
    for level in levels:
        path = out / f"{COUNCIL}-{wave}-full-{level}.html"
        write_text(path, f"the report at {level} level")
        found[level] = Written(path, entry=None if level is Level.WORKING else entry_of(level))
    return found


def hand_in() -> UUID:
    with in_council(COUNCIL):
        content = key_file(Holder.FIRST).encode()
        passphrase = PASSPHRASES[Holder.FIRST]
        return actions.hand_in(wave=WAVE, content=content, passphrase=passphrase, by="k@x", at=LATER)


def job(key: UUID) -> JobFacts:
    with in_council(COUNCIL):
        return get_job(key)


def step() -> Step:
    with in_council(COUNCIL):
        found = find_opening(WAVE)
    assert found is not None
    return found.step


def recorded() -> list[str]:
    return [action for _, action, _ in actions_recorded() if "ledger" in action]


def test_each_report_is_shown_with_the_entry_it_is_recorded_as(
    opened: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "write_reports", write_lines)
    hand_in()
    run_queue()
    with in_council(COUNCIL):
        found = {
            level: (each.entry, each.entry_hash, each.rows) for level, each in list_reports(WAVE).items()
        }
    assert found == {
        Level.PUBLIC: (3, entry_of(Level.PUBLIC).hash, 1234),
        Level.BOARD: (4, entry_of(Level.BOARD).hash, 1234),
        Level.WORKING: (None, "", 0),
    }
    shown = page(signed_in(Role.PANEL).get(path_of("report/")))
    beginning = entry_of(Level.PUBLIC).hash[:12]
    assert f"Recorded as entry 3 of the ledger of releases, 1,234 rows: {beginning}…" in shown
    assert "entry 4" not in shown  # the panel does not read the board's report


def test_the_audit_log_tells_each_entry_once(opened: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "write_reports", write_lines)
    hand_in()
    run_queue()
    once = [
        "recorded the public report as entry 3 of the ledger",
        "recorded the board report as entry 4 of the ledger",
    ]
    assert recorded() == once
    next((opened.parent / "reports").glob("*public.html")).unlink()
    with in_council(COUNCIL):
        actions.go_on(wave=WAVE, by="k@x", at=LATER)
    run_queue()
    assert step() is Step.REPORTED
    assert recorded() == once


@pytest.mark.parametrize(
    ("error", "said", "unsaid"),
    [
        (DamagedLedger("0002.json", "is missing."), "ledger/0002.json is missing.", "has errors"),
        (ReleaseRefused("gender boy: 1 response added"), "could give a child away", "1 response"),
    ],
    ids=["a damaged ledger", "a release refused"],
)
def test_a_ledger_that_forbids_it_stops_the_opening_and_nothing_is_lost(
    opened: Path, monkeypatch: pytest.MonkeyPatch, error: UserError, said: str, unsaid: str
) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise error

    with monkeypatch.context() as refused:
        refused.setattr(report, "write_reports", refuse)
        key = hand_in()
        run_queue()
    assert job(key).state == "failed"
    assert said in job(key).says
    assert unsaid not in job(key).says
    assert "Nothing is lost: the answers are in the programme folder." in job(key).says
    assert step() is Step.WIPED
    monkeypatch.setattr(report, "write_reports", write_lines)
    signed_in(Role.COORDINATOR).post(path_of("opening/again/"))
    run_queue()
    assert step() is Step.REPORTED
