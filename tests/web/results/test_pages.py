"""Handing the key in, and who reads which report when."""

import base64
import hashlib
import re
import tempfile
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from heard.base.policy import Level
from heard.programme import write_report as write_library_report
from heard.web.codes.actions import move_collection
from heard.web.codes.key_files import Holder
from heard.web.codes.queries import State
from heard.web.codes.sealing import new_private_key
from heard.web.jobs.models import Job
from heard.web.people.roles import Role
from heard.web.results import actions
from heard.web.results.models import Opening, Step, WrittenReport
from heard.web.results.queries import ReportFacts, reports_folder
from heard.web.tenancy import in_council
from heard.web.waves.actions import record_panel
from web.staff import (
    BY,
    COUNCIL,
    NOON,
    PANEL_ON,
    PASSPHRASES,
    WAVE,
    actions_recorded,
    at_noon,
    close,
    key_file,
    lay_programme,
    make_people,
    open_for_answers,
    page,
    path_of,
    set_clock,
    signed_in,
    upload,
    wave_of,
)

pytestmark = pytest.mark.django_db

KEY_FROM = NOON + timedelta(days=7)
READERS = (Role.PANEL, Role.BOARD, Role.ANALYST, Role.COORDINATOR)


@pytest.fixture(autouse=True)
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_HANDOVER", str(tmp_path / "handover"))
    make_people()
    open_for_answers()
    lay_programme(tmp_path, monkeypatch)
    set_clock(monkeypatch, NOON)


def hand_in(file: str = "", passphrase: str = PASSPHRASES[Holder.FIRST], status: int = 422) -> str:
    sent = {"file": upload(file or key_file()), "passphrase": passphrase}
    answered = signed_in(Role.KEY_HOLDER).post(path_of("opening/"), sent)
    assert answered.status_code == status
    return page(answered) if status != 302 else answered.url


def jobs() -> int:
    with in_council(COUNCIL):
        return Job.objects.count()


def test_before_the_wave_has_closed_no_key_is_taken() -> None:
    assert "The wave has not closed yet" in hand_in()
    assert jobs() == 0


@pytest.mark.parametrize("days", [0, 6])
def test_until_the_last_answers_are_in_the_page_says_from_which_day_the_key_is_taken(
    monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    close()
    set_clock(monkeypatch, NOON + timedelta(days=days))
    shown = page(signed_in(Role.KEY_HOLDER).get(path_of("opening/")))
    assert "The key is taken from 9 March 2026" in shown
    assert 'type="file"' not in shown
    assert "The key is taken from 9 March 2026" in hand_in()
    assert (jobs(), wave_of().state) == (0, State.CLOSED)


def test_from_that_day_either_holder_hands_it_in_and_sees_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    close()
    set_clock(monkeypatch, KEY_FROM)
    where = hand_in(key_file(Holder.SECOND), PASSPHRASES[Holder.SECOND], status=302)
    assert (jobs(), wave_of().state) == (1, State.OPENING)
    shown = page(signed_in(Role.KEY_HOLDER).get(where))
    assert "You may leave this page" in shown
    assert "hx-get" in shown
    (laid_down,) = (tmp_path / "handover").iterdir()
    assert (laid_down.stat().st_mode & 0o777, laid_down.stat().st_size) == (0o600, 32)
    assert actions_recorded()[-1][1:] == ("handed the wave's key in", WAVE)


def test_two_who_hand_in_at_once_start_one_opening(monkeypatch: pytest.MonkeyPatch) -> None:
    close()
    set_clock(monkeypatch, KEY_FROM)
    first = hand_in(status=302)
    second = hand_in(key_file(Holder.SECOND), PASSPHRASES[Holder.SECOND], status=302)
    assert first == second
    assert jobs() == 1
    with in_council(COUNCIL):
        assert Opening.objects.count() == 1


@pytest.mark.parametrize(
    ("file", "passphrase", "words"),
    [
        (key_file(), "not this one at all", "This passphrase does not open this key file"),
        (key_file(), "", "Type the passphrase of this key file"),
        (key_file(council="X0000002"), PASSPHRASES[Holder.FIRST], "This key is for wave 2026 of X0000002"),
        (key_file(wave="2024"), PASSPHRASES[Holder.FIRST], "This key is for wave 2024 of X0000001"),
        (
            key_file(key=new_private_key()),
            PASSPHRASES[Holder.FIRST],
            "not the key that the answers were sealed with",
        ),
        ("a letter", PASSPHRASES[Holder.FIRST], "This is not a key file but something else"),
        ("x" * 50_000, PASSPHRASES[Holder.FIRST], "far larger than a key file"),
    ],
)
def test_a_wrong_file_or_passphrase_is_told_and_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: str, passphrase: str, words: str
) -> None:
    close()
    set_clock(monkeypatch, KEY_FROM)
    found = hand_in(file, passphrase)
    assert words in found
    assert not passphrase or passphrase not in found
    assert (jobs(), wave_of().state) == (0, State.CLOSED)
    assert not (tmp_path / "handover").exists()


def test_a_machine_without_a_safe_place_for_the_key_says_so_and_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    close()
    set_clock(monkeypatch, KEY_FROM)
    (tmp_path / "handover").mkdir(mode=0o755)
    (tmp_path / "handover").chmod(0o755)
    assert "can be reached by somebody else on this machine" in hand_in()
    assert (jobs(), wave_of().state) == (0, State.CLOSED)


def write_reports() -> None:
    """As the opening leaves them."""
    close()
    reports_folder().mkdir()
    with in_council(COUNCIL):
        facts = wave_of_here()
        for state in (State.OPENING, State.OPENED):
            move_collection(collection_id=facts.collection_id, to=state)
        Opening.objects.create(
            council_id=COUNCIL, council_wave_id=facts.id, step=Step.WIPED, opened_by=BY, responses=12
        )
        written = [write_report(level) for level in Level]
        actions.record_reports(wave=WAVE, reports=written, told={}, on=NOON.date(), hold=lambda: None)


@cache
def a_report() -> bytes:
    """A page as the library writes it."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_library_report(
            settings.HEARD.home / "programme",
            wave="2024",
            area=COUNCIL,
            level=Level.PUBLIC,
            out=Path(folder),
            today=date(2026, 6, 1),
        )
        return path.read_bytes()


def write_report(level: Level) -> ReportFacts:
    path = reports_folder() / f"{COUNCIL}-{WAVE}-full-{level}.html"
    path.write_bytes(a_report().replace(b"</h1>", f" at {level} level</h1>".encode(), 1))
    return ReportFacts(level, path.name, hashlib.sha256(path.read_bytes()).hexdigest(), date(2026, 3, 9))


def wave_of_here():  # type: ignore[no-untyped-def]
    from heard.web.waves.queries import find_wave

    return find_wave(WAVE)


def readable() -> dict[Role, set[str]]:
    """Which levels each role gets the page of."""
    return {
        role: {
            level.value
            for level in Level
            if signed_in(role).get(path_of(f"report/{level}/")).status_code == 200
        }
        for role in READERS
    }


HELD = {Role.PANEL: {"public"}, Role.BOARD: set(), Role.ANALYST: set(), Role.COORDINATOR: set()}
OPEN = {
    Role.PANEL: {"public"},
    Role.BOARD: {"public", "board"},
    Role.ANALYST: {"public", "board", "working"},
    Role.COORDINATOR: {"public", "board", "working"},
}


@pytest.mark.parametrize(
    ("day", "who_reads", "words"),
    [
        (
            PANEL_ON - timedelta(days=1),
            HELD,
            "it opens once they have met, and on 21 April 2026 at the latest.",
        ),
        (PANEL_ON, HELD, "it opens once they have met, and on 21 April 2026 at the latest."),
        (PANEL_ON + timedelta(days=1), OPEN, "The panel's date, 20 April 2026, has passed."),
    ],
)
def test_the_report_is_held_for_the_panel_until_its_date_has_passed(
    monkeypatch: pytest.MonkeyPatch, day: date, who_reads: dict[Role, set[str]], words: str
) -> None:
    write_reports()
    set_clock(monkeypatch, at_noon(day))
    assert readable() == who_reads
    assert all(words in page(signed_in(role).get(path_of("report/"))) for role in READERS)


def test_once_the_panels_session_is_recorded_the_report_is_held_no_longer() -> None:
    write_reports()
    assert readable() == HELD
    coordinator = signed_in(Role.COORDINATOR)
    assert coordinator.post(path_of("report/panel/"), {"held_on": "2026-03-02"}).status_code == 302
    assert readable() == OPEN
    assert "The panel met on 2 March 2026." in page(signed_in(Role.BOARD).get(path_of("report/")))
    assert actions_recorded()[-1][1:] == ("recorded the panel's session", WAVE)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2026-03-03", "This day is still to come"),
        ("the third of March", "Write the day as 2026-03-31"),
        ("", "Say on which day the panel met"),
        ("2026-03-01", "On this day the wave had not closed."),
    ],
)
def test_a_session_is_recorded_once_it_was_held(typed: str, words: str) -> None:
    write_reports()
    answered = signed_in(Role.COORDINATOR).post(path_of("report/panel/"), {"held_on": typed})
    assert answered.status_code == 422
    assert words in page(answered)
    assert f'value="{typed}"' in page(answered) or not typed
    assert readable() == HELD


def test_before_there_is_a_report_no_session_is_recorded() -> None:
    answered = signed_in(Role.COORDINATOR).post(path_of("report/panel/"), {"held_on": "2026-03-02"})
    assert "There is no report yet that a panel could have read" in page(answered)
    with in_council(COUNCIL), pytest.raises(Exception, match="no report yet"):
        record_panel(wave=WAVE, held_on=NOON.date(), by=BY, at=NOON)


def test_a_report_is_served_as_it_was_written_under_a_policy_of_its_own() -> None:
    write_reports()
    answered = signed_in(Role.PANEL).get(path_of("report/public/"))
    written = (reports_folder() / f"{COUNCIL}-{WAVE}-full-public.html").read_bytes()
    assert answered.content == written
    policy = answered.headers["Content-Security-Policy"]
    (style,) = re.findall(rb"<style>(.*?)</style>", written, re.S)
    digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
    assert f"style-src 'sha256-{digest}';" in policy
    assert f"sha256-{digest}" in written.decode()  # as the page itself says
    assert "'self'" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answered.headers["Cache-Control"] == "no-store"


def test_a_report_that_was_changed_or_is_gone_is_not_shown_and_can_be_written_again() -> None:
    write_reports()
    path = reports_folder() / f"{COUNCIL}-{WAVE}-full-public.html"
    path.write_text(path.read_text().replace("</h1>", " and more</h1>", 1))
    answered = signed_in(Role.PANEL).get(path_of("report/public/"))
    assert answered.status_code == 500
    assert "changed since, so it is not shown" in page(answered)
    path.unlink()
    assert signed_in(Role.PANEL).get(path_of("report/public/")).status_code == 500
    again = signed_in(Role.COORDINATOR).post(path_of("opening/again/"))
    assert again.url.startswith(path_of("opening/"))
    assert jobs() == 1


def test_reports_that_are_whole_are_not_written_again() -> None:
    write_reports()
    assert signed_in(Role.COORDINATOR).post(path_of("opening/again/")).url == path_of("report/")
    assert jobs() == 0


@pytest.mark.parametrize("file", ["../programme/programme.toml", "/etc/hostname", "sub/report.html"])
def test_no_other_file_is_reached_through_a_report(file: str) -> None:
    write_reports()
    with in_council(COUNCIL):
        WrittenReport.objects.filter(level="public").update(file=file)
    assert signed_in(Role.PANEL).get(path_of("report/public/")).status_code == 500


@pytest.mark.parametrize("level", ["secret", "..%2f..", "PUBLIC"])
def test_a_level_there_is_none_of_is_not_there(level: str) -> None:
    write_reports()
    assert signed_in(Role.PANEL).get(path_of(f"report/{level}/")).status_code == 404
