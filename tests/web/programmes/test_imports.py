"""A copy of a programme folder brought in: by the team alone, compared and read before it comes in, then wiped."""

import os
import shutil
import stat
import time
import zipfile
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import polars
import pytest
from django.test import Client

from heard.programme import importing
from heard.programme.archive import write_archive
from heard.programme.check import check_programme
from heard.web.jobs.reaper import sweep
from heard.web.people.actions import add_member
from heard.web.people.roles import Role
from heard.web.policy import IMPORT_HOURS, LEASE_SECONDS
from heard.web.programmes import imports
from heard.web.programmes.models import Import
from heard.web.programmes.views import imports as views
from web.programmes.towns import NOON, TEAM, State, lay_wave, make_councils, make_team, run_jobs, team
from web.staff import PASSWORD, actions_recorded, lay_programme, page, set_clock, signed_in_as, upload
from zips import write_zip

pytestmark = pytest.mark.django_db
WHY = "our copy of May, after the fire"
BROUGHT = (TEAM, "brought a copy of a programme folder", WHY)
HOURS = timedelta(hours=IMPORT_HOURS)


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A made-up programme with answers; two councils; the team."""
    set_clock(monkeypatch, NOON)
    make_councils("X1", "X2")
    make_team()
    return lay_programme(tmp_path, monkeypatch)


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """A copy of the folder as it is."""
    return pack(folder, tmp_path / "copy.zip")


def pack(folder: Path, into: Path) -> Path:
    write_archive(folder, into)
    return into


def lose_answers(folder: Path) -> dict[str, bytes]:
    """Every file of answers is gone from the folder; what they were."""
    there = {path.name: path.read_bytes() for path in (folder / "responses").iterdir()}
    for name in there:
        (folder / "responses" / name).unlink()
    return there


def choose(file: Path | bytes, browser: Client | None = None, purpose: str = WHY) -> str:
    """Choose a file; the address of its page."""
    content = file if isinstance(file, bytes) else file.read_bytes()
    told = {"purpose": purpose, "file": upload(content, "copy.zip")}
    answered = (browser or team()).post("/programme/import/", told)
    assert answered.status_code == 302, page(answered)
    address: str = answered.url  # type: ignore[attr-defined]
    return address


def compared(file: Path | bytes) -> str:
    """One that the worker has looked at."""
    address = choose(file)
    assert run_jobs() == 1
    return address


def press(address: str, button: str, **told: str) -> tuple[int, str]:
    answered = team().post(f"{address}{button}/", told)
    return answered.status_code, page(answered)


def says(address: str) -> str:
    return page(team().get(address))


def lying(home: Path) -> list[Path]:
    return sorted((home / "imports").iterdir()) if (home / "imports").is_dir() else []


def answers_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "responses").iterdir()}


def test_what_a_copy_would_bring_is_read_then_let_in_and_it_is_in(
    folder: Path, copy: Path, tmp_path: Path
) -> None:
    there = lose_answers(folder)
    address = compared(copy)
    said = says(address)
    assert "Nothing is brought in yet" in said
    assert "New: it would be added" in said
    assert answers_in(folder) == {}
    assert press(address, "confirm", nothing_published="on")[0] == 302
    assert run_jobs() == 1
    assert answers_in(folder) == there
    assert "It was brought in on" in says(address)
    assert lying(tmp_path) == []


def test_a_site_without_a_folder_gets_the_whole_of_it(folder: Path, copy: Path, tmp_path: Path) -> None:
    shutil.move(folder, tmp_path / "before")
    address = compared(copy)
    assert "there is no programme folder here yet" in says(address)
    press(address, "confirm", nothing_published="on")
    run_jobs()
    assert check_programme(folder) == check_programme(tmp_path / "before")


def test_every_councils_log_says_who_brought_it_and_who_let_it_in(folder: Path, copy: Path) -> None:
    lose_answers(folder)
    press(compared(copy), "confirm", nothing_published="on")
    digest = Import.objects.get().digest[:12]
    let_in = (TEAM, "let a copy be brought in", f"file {digest}; nothing published from it")
    for code in ("X1", "X2"):
        assert actions_recorded(code)[-2:] == [BROUGHT, let_in]


def test_answers_without_a_ledger_need_a_word_on_what_was_published(folder: Path, copy: Path) -> None:
    lose_answers(folder)
    address = compared(copy)
    before = actions_recorded("X1")
    status, said = press(address, "confirm")
    assert status == 409
    assert "Tick that nothing was published from these answers" in said
    assert run_jobs() == 0
    assert actions_recorded("X1") == before


def test_a_copy_of_what_is_here_brings_nothing_and_is_wiped(copy: Path, tmp_path: Path) -> None:
    address = compared(copy)
    assert "Everything in this copy is here already" in says(address)
    assert lying(tmp_path) == []
    assert press(address, "confirm")[0] == 409


def test_one_answer_that_is_another_is_refused_by_council_and_wave_and_wiped(
    folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    area = change_one(other)
    before = answers_in(folder)
    address = compared(pack(other, tmp_path / "copy.zip"))
    said = says(address)
    assert "It cannot be brought in" in said
    assert f"{area}, wave" in said
    assert "they are not the same" in said
    assert press(address, "confirm", nothing_published="on")[0] == 409
    assert answers_in(folder) == before
    assert lying(tmp_path) == []


def change_one(folder: Path) -> str:
    """Leave the last child of one file out; the child's council."""
    path = sorted((folder / "responses").iterdir())[0]
    rows = polars.read_parquet(path)
    rows.head(-1).write_parquet(path)
    area: str = rows["area"][-1]
    return area


def test_answers_of_a_wave_that_is_run_here_come_in_by_its_opening_alone(folder: Path, copy: Path) -> None:
    path = sorted((folder / "responses").iterdir())[0]
    wave, area = polars.read_parquet(path).select("wave", "area").row(0)
    lose_answers(folder)
    make_councils(area)
    lay_wave(area, wave=wave, state=State.CLOSED)
    said = says(compared(copy))
    assert f"Council {area} runs wave {wave} on this site, and its answers are not opened yet" in said
    assert "It cannot be brought in" in said


def test_of_a_wave_that_was_opened_here_they_may_come_back(folder: Path, copy: Path) -> None:
    path = sorted((folder / "responses").iterdir())[0]
    wave, area = polars.read_parquet(path).select("wave", "area").row(0)
    lose_answers(folder)
    make_councils(area)
    lay_wave(area, wave=wave, state=State.OPENED)
    said = says(compared(copy))
    assert f"Council {area}, wave {wave}:" in said
    assert "Nothing is brought in yet" in said


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"wave,area\n", "This is no zip"),
        (b"PK\x03\x04" + bytes(500), "This is no zip"),
        (b"\x89PNG\r\n\x1a\n", "This is no zip"),
    ],
)
def test_what_is_no_copy_is_said_and_wiped(tmp_path: Path, content: bytes, words: str) -> None:
    assert words in says(compared(content))
    assert lying(tmp_path) == []


def test_a_zip_made_to_do_harm_does_none(tmp_path: Path) -> None:
    evil = {"programme.toml": b"", "../../evil": b"x", "responses/a.csv": bytes(50 << 20), "notes.txt": b"x"}
    said = says(compared(write_zip(tmp_path / "a.zip", evil)))
    assert "evil" in said
    assert "notes.txt" in said
    assert not list(tmp_path.rglob("evil"))
    assert lying(tmp_path) == []


def test_the_file_is_its_owners_alone_under_a_name_nobody_guesses(
    folder: Path, copy: Path, tmp_path: Path
) -> None:
    lose_answers(folder)
    address = compared(copy)
    (file,) = lying(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert len(file.stem) == 43
    assert file.stem not in says(address) + says("/programme/import/")


@pytest.mark.parametrize(
    ("purpose", "words"), [("", "Say where it comes from"), ("x", "Say it in a few words")]
)
def test_without_a_reason_nothing_is_kept(copy: Path, tmp_path: Path, purpose: str, words: str) -> None:
    told = {"purpose": purpose, "file": upload(copy.read_bytes(), "copy.zip")}
    answered = team().post("/programme/import/", told)
    assert (answered.status_code, words in page(answered)) == (422, True)
    assert lying(tmp_path) == []
    assert run_jobs() == 0


@pytest.mark.parametrize(("more", "status"), [(0, 302), (1, 422)])
def test_a_file_may_be_so_large_and_no_larger(
    monkeypatch: pytest.MonkeyPatch, copy: Path, tmp_path: Path, more: int, status: int
) -> None:
    monkeypatch.setattr(views, "LARGEST_IMPORT", copy.stat().st_size - more)
    told = {"purpose": WHY, "file": upload(copy.read_bytes(), "copy.zip")}
    answered = team().post("/programme/import/", told)
    assert answered.status_code == status
    assert len(lying(tmp_path)) == (status == 302)
    assert ("Choose the zip" in page(answered)) == (status == 422)
    assert (WHY in page(answered)) == (status == 422)  # what was typed comes back


def test_whoever_is_not_of_the_team_has_no_such_page_and_leaves_no_byte(copy: Path, tmp_path: Path) -> None:
    add_member(email="analyst@x1.example", password=PASSWORD, council="X1", role=Role.ANALYST)
    for browser, status in ((signed_in_as("analyst@x1.example"), 404), (Client(), 302)):
        told = {"purpose": WHY, "file": upload(copy.read_bytes(), "copy.zip")}
        assert browser.post("/programme/import/", told).status_code == status
    assert lying(tmp_path) == []


def test_a_form_of_another_site_is_not_taken(copy: Path, tmp_path: Path) -> None:
    browser = team()
    browser.handler.enforce_csrf_checks = True
    told = {"purpose": WHY, "file": upload(copy.read_bytes(), "copy.zip")}
    assert browser.post("/programme/import/", told).status_code == 403
    assert Import.objects.count() == 0
    assert not [each for each in lying(tmp_path) if each.suffix == ".zip"]


def test_what_the_folder_was_changed_in_meanwhile_is_found_and_looked_at_again(
    folder: Path, copy: Path
) -> None:
    lose_answers(folder)
    address = compared(copy)
    with (folder / "areas.csv").open("a") as file:
        file.write("X0009999,Ninth,,,\n")
    press(address, "confirm", nothing_published="on")
    run_jobs()
    said = says(address)
    assert "The programme folder here was changed since" in said
    assert answers_in(folder) == {}
    assert press(address, "again")[0] == 302
    run_jobs()
    assert "Nothing is brought in yet" in says(address)
    press(address, "confirm", nothing_published="on")
    run_jobs()
    assert answers_in(folder)
    assert "X0009999" in (folder / "areas.csv").read_text()


def test_a_file_that_was_exchanged_on_the_disk_is_not_brought_in(
    folder: Path, copy: Path, tmp_path: Path
) -> None:
    lose_answers(folder)
    address = compared(copy)
    (file,) = lying(tmp_path)
    with zipfile.ZipFile(file, "a") as more:
        more.comment = b"another"
    press(address, "confirm", nothing_published="on")
    run_jobs()
    assert "is not the one that was brought" in says(address)
    assert answers_in(folder) == {}


def test_pressed_twice_it_is_brought_in_once(folder: Path, copy: Path) -> None:
    lose_answers(folder)
    address = compared(copy)
    assert press(address, "confirm", nothing_published="on")[0] == 302
    status, said = press(address, "confirm", nothing_published="on")
    assert (status, "already" in said) == (409, True)
    assert run_jobs() == 1


def test_while_one_is_being_compared_no_other_is_taken(copy: Path, tmp_path: Path) -> None:
    choose(copy)
    told = {"purpose": WHY, "file": upload(copy.read_bytes(), "copy.zip")}
    answered = team().post("/programme/import/", told)
    assert (answered.status_code, "A copy is being compared" in page(answered)) == (422, True)
    assert len(lying(tmp_path)) == 1
    assert actions_recorded("X1").count(BROUGHT) == 1


class Killed(BaseException):
    """The worker is killed: nothing of it is told to anybody."""


def _die(*_told: object, **_named: object) -> None:
    raise Killed


@pytest.mark.parametrize(
    "place",
    [
        (importing, "_stage"),
        (importing, "_put_in_place"),
        (importing, "_put"),
        (importing.shutil, "rmtree"),
        (imports, "finish_import"),
        (imports, "wipe_finished"),
    ],
    ids=lambda place: place[1],
)
def test_killed_anywhere_the_next_attempt_brings_it_in_once(
    monkeypatch: pytest.MonkeyPatch, folder: Path, copy: Path, tmp_path: Path, place: tuple[object, str]
) -> None:
    there = lose_answers(folder)
    address = compared(copy)
    press(address, "confirm", nothing_published="on")
    with monkeypatch.context() as killing:
        killing.setattr(*place, _die)
        with pytest.raises(Killed):
            run_jobs()
    problems = [each for each in check_programme(folder) if each.severity == "error"]
    assert problems or answers_in(folder) in ({}, there)  # half of it is nothing that can be used
    later = NOON + timedelta(seconds=LEASE_SECONDS + 1)
    sweep(later)
    assert run_jobs(later) == 1
    assert answers_in(folder) == there
    assert "It was brought in on" in says(address)
    assert [each for each in lying(tmp_path) if each.suffix == ".zip"] == []
    assert not (folder / ".incoming").exists()


def test_what_a_killed_import_had_decided_is_finished_though_its_file_is_gone(
    monkeypatch: pytest.MonkeyPatch, folder: Path, copy: Path
) -> None:
    """All that it brings lies in the folder."""
    there = lose_answers(folder)
    address = compared(copy)
    press(address, "confirm", nothing_published="on")
    with monkeypatch.context() as killing:
        killing.setattr(importing, "_put", _die)
        with pytest.raises(Killed):
            run_jobs()
    for file in lying(folder.parent):
        file.unlink() if file.is_file() else shutil.rmtree(file)
    later = NOON + timedelta(seconds=LEASE_SECONDS + 1)
    sweep(later)
    run_jobs(later)
    assert "It was brought in on" in says(address)
    assert answers_in(folder) == there
    assert not [each for each in check_programme(folder) if each.severity == "error"]


@pytest.mark.parametrize("after", [HOURS - timedelta(seconds=1), HOURS])
def test_after_its_hours_it_cannot_be_brought_in(
    monkeypatch: pytest.MonkeyPatch, folder: Path, copy: Path, tmp_path: Path, after: timedelta
) -> None:
    lose_answers(folder)
    address = compared(copy)
    set_clock(monkeypatch, NOON + after)
    status, said = press(address, "confirm", nothing_published="on")
    is_over = after == HOURS
    assert status == (409 if is_over else 302)
    assert ("is here no more" in said) == is_over
    assert len(lying(tmp_path)) == (not is_over)


@pytest.mark.parametrize(("seconds", "left"), [(-60, 1), (60, 0)])
def test_the_clock_wipes_it_after_its_hours(
    folder: Path, copy: Path, tmp_path: Path, seconds: int, left: int
) -> None:
    from heard.web.jobs.registry import list_chores
    from heard.web.programmes.tasks import remove_old_imports

    lose_answers(folder)
    compared(copy)
    (file,) = lying(tmp_path)
    half = file.with_suffix(".part")
    half.write_bytes(b"half of an upload")
    then = time.time() - IMPORT_HOURS * 3600 - seconds
    for each in (file, half):
        os.utime(each, (then, then))
    assert remove_old_imports in list_chores()
    remove_old_imports()
    assert len(lying(tmp_path)) == 2 * left


def test_removed_by_hand_it_is_gone(folder: Path, copy: Path, tmp_path: Path) -> None:
    lose_answers(folder)
    address = compared(copy)
    assert press(address, "remove")[0] == 302
    assert lying(tmp_path) == []
    assert "wiped" in says(address)
    assert actions_recorded("X2")[-1] == (TEAM, "removed a copy that was not brought in", WHY)
    for button in ("confirm", "again", "remove"):
        assert press(address, button)[0] == 409


def test_a_copy_nobody_brought_is_not_there() -> None:
    for button in ("", "confirm/", "again/", "remove/"):
        address = f"/programme/import/{UUID(int=0)}/{button}"
        assert (team().post(address) if button else team().get(address)).status_code == 404


def test_if_the_log_cannot_be_written_nothing_is_taken_and_nothing_let_in(
    monkeypatch: pytest.MonkeyPatch, folder: Path, copy: Path, tmp_path: Path
) -> None:
    lose_answers(folder)
    key = UUID(compared(copy).split("/")[-2])

    def refuse(*_told: object, **_named: object) -> None:
        raise RuntimeError("the log")

    monkeypatch.setattr(imports, "record_for_councils", refuse)
    with pytest.raises(RuntimeError):
        imports.confirm(key=key, says_unpublished=True, by=TEAM, at=NOON)
    with pytest.raises(RuntimeError):
        choose(copy)
    assert run_jobs() == 0
    assert Import.objects.count() == 1
    assert len(lying(tmp_path)) == 1


def test_a_page_that_asks_for_news_gets_the_measure_and_then_itself_anew(copy: Path) -> None:
    address = choose(copy)
    assert team().get(address, headers={"HX-Request": "true"}).status_code == 200
    run_jobs()
    assert team().get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
