"""A copy of the programme folder: asked for with a purpose, made by the worker, taken by the team alone, wiped."""

import io
import os
import stat
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection
from django.http import FileResponse
from django.test import Client

from heard.programme import archive
from heard.programme.check import check_programme
from heard.web.jobs.reaper import sweep
from heard.web.people.actions import add_member
from heard.web.people.roles import ALLOWED, OF_A_COUNCIL, Permission, Role
from heard.web.policy import EXPORT_HOURS, LEASE_SECONDS
from heard.web.programmes import exports
from heard.web.programmes.exports import NoCopy, ask_for_export, find_export, take_away
from heard.web.programmes.models import Export
from web.programmes.towns import NOON, TEAM, make_councils, make_team, run_jobs, team
from web.staff import PASSWORD, actions_recorded, lay_programme, page, set_clock, signed_in_as

pytestmark = pytest.mark.django_db
WHAT_FOR = "ranks of all councils for the annual report"
ASKED = (TEAM, "asked for a copy of the programme folder", WHAT_FOR)
TOOK = (TEAM, "took away a copy of the programme folder", WHAT_FOR)
REMOVED = (TEAM, "removed a copy of the programme folder", WHAT_FOR)


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A made-up programme with answers; two councils; the team."""
    set_clock(monkeypatch, NOON)
    make_councils("X1", "X2")
    make_team()
    return lay_programme(tmp_path, monkeypatch)


def ask(browser: Client | None = None, purpose: str = WHAT_FOR) -> str:
    """Say what for; the address of the copy's page."""
    answered = (browser or team()).post("/programme/folder/", {"purpose": purpose})
    assert answered.status_code == 302, page(answered)
    address: str = answered.url  # type: ignore[attr-defined]
    return address


def take(address: str) -> int:
    """Press the button; the status of what comes, which is read to its end, and so closed."""
    answered = team().post(f"{address}take/")
    b"".join(answered)
    return answered.status_code


def make(at: datetime = NOON) -> str:
    """A copy that is there."""
    address = ask()
    assert run_jobs(at) == 1
    return address


def lying(home: Path) -> list[Path]:
    return sorted((home / "exports").iterdir())


def test_a_copy_is_asked_for_made_and_taken_away_and_is_the_folder(folder: Path, tmp_path: Path) -> None:
    address = ask()
    assert "Take the copy away" not in page(team().get(address))
    run_jobs()
    assert "Take the copy away" in page(team().get(address))
    answered = team().post(f"{address}take/")
    assert isinstance(answered, FileResponse)  # piece by piece, never whole in memory
    assert answered["Cache-Control"] == "no-store"
    assert answered["Content-Disposition"] == 'attachment; filename="programme-2027-01-20.zip"'
    with zipfile.ZipFile(io.BytesIO(answered.getvalue())) as file:
        file.extractall(tmp_path / "elsewhere")
    elsewhere = tmp_path / "elsewhere/programme"
    for name in sorted((folder / "responses").glob("*.parquet")):
        assert (elsewhere / "responses" / name.name).read_bytes() == name.read_bytes()
    assert check_programme(elsewhere) == check_programme(folder)


def test_every_councils_log_says_who_asked_what_for_who_took_it_and_who_removed_it() -> None:
    address = make()
    assert take(address) == 200
    team().post(f"{address}remove/")
    for code in ("X1", "X2"):
        assert actions_recorded(code)[-3:] == [ASKED, TOOK, REMOVED]


def test_the_file_is_its_owners_alone_under_a_name_nobody_guesses(tmp_path: Path) -> None:
    make()
    (file,) = lying(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert len(file.stem) == 43  # 32 bytes: four thirds as many letters
    key = Export.objects.get().key
    assert str(key) not in file.name


def test_nothing_of_the_file_s_name_is_on_any_page(tmp_path: Path) -> None:
    address = make()
    (file,) = lying(tmp_path)
    said = page(team().get(address)) + page(team().get("/programme/folder/"))
    assert WHAT_FOR in said
    assert file.stem not in said


@pytest.mark.parametrize(
    ("purpose", "words"),
    [
        ("", "Say what the copy is for."),
        ("x", "Say it in a few words"),
        ("x" * 151, "longer than 150 letters"),
        ("=HYPERLINK(a,b,c)", "would be a formula"),
        ("two\u2028lines of a purpose", "cannot be seen"),
    ],
)
def test_without_a_purpose_nothing_is_made_and_what_was_typed_comes_back(
    tmp_path: Path, purpose: str, words: str
) -> None:
    answered = team().post("/programme/folder/", {"purpose": purpose})
    assert answered.status_code == 422
    assert words in page(answered)
    assert f'value="{purpose}"' in page(answered) or not purpose
    assert run_jobs() == 0
    assert not (tmp_path / "exports").exists()
    assert ASKED[1] not in [each[1] for each in actions_recorded("X1")]


def test_only_the_programme_s_role_may() -> None:
    assert [role for role in Role if Permission.EXPORT_FOLDER in ALLOWED[role]] == [Role.PROGRAMME]
    address = make()
    for role in OF_A_COUNCIL:
        email = f"{role.value}@council.example"
        add_member(email=email, password=PASSWORD, council="X1", role=role)
        browser = signed_in_as(email)
        assert browser.get(address).status_code == 404
        assert browser.post(f"{address}take/").status_code == 404
        assert browser.post(f"{address}remove/").status_code == 404
        assert browser.post("/programme/folder/", {"purpose": WHAT_FOR}).status_code == 404
    assert Client().post(f"{address}take/").status_code == 302
    assert signed_in_as(TEAM, second_factor=False).post(f"{address}take/").url == "/you/set-up/"
    assert [each[1] for each in actions_recorded("X1")].count(TOOK[1]) == 0


def test_a_link_does_not_take_it_away() -> None:
    assert team().get(f"{make()}take/").status_code == 405


def test_before_it_is_whole_nothing_can_be_taken() -> None:
    address = ask()
    answered = team().post(f"{address}take/")
    assert answered.status_code == 410
    assert TOOK not in actions_recorded("X1")


def test_while_one_is_made_no_second_is_started() -> None:
    ask()
    answered = team().post("/programme/folder/", {"purpose": WHAT_FOR})
    assert (answered.status_code, "being made already" in page(answered)) == (422, True)
    assert actions_recorded("X1").count(ASKED) == 1
    assert run_jobs() == 1
    ask()  # afterwards another may be asked for
    assert run_jobs() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_in_the_same_instant_one_gets_a_copy() -> None:
    together = Barrier(2)

    def press(_person: int) -> bool:
        together.wait()
        try:
            ask_for_export(purpose=WHAT_FOR, by=TEAM, at=NOON)
        except NoCopy:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as people:
        assert sorted(people.map(press, range(2))) == [False, True]
    assert run_jobs() == 1
    assert Export.objects.count() == 1
    assert actions_recorded("X1").count(ASKED) == 1


HOURS = timedelta(hours=EXPORT_HOURS)


@pytest.mark.parametrize(("after", "status"), [(HOURS - timedelta(seconds=1), 200), (HOURS, 410)])
def test_after_its_hours_it_is_wiped_by_asking_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, after: timedelta, status: int
) -> None:
    address = make()
    set_clock(monkeypatch, NOON + after)
    assert take(address) == status
    assert len(lying(tmp_path)) == (status == 200)
    assert (TOOK in actions_recorded("X1")) == (status == 200)


@pytest.mark.parametrize(("seconds", "left"), [(-60, 1), (60, 0)])
def test_the_clock_wipes_it_after_its_hours(tmp_path: Path, seconds: int, left: int) -> None:
    address = make()
    (file,) = lying(tmp_path)
    then = time.time() - EXPORT_HOURS * 3600 - seconds
    os.utime(file, (then, then))
    _tick()
    assert len(lying(tmp_path)) == left
    assert ("Take the copy away" in page(team().get(address))) == bool(left)
    assert ("is there no more" in page(team().get(address))) == (not left)


def test_the_clock_wipes_what_a_killed_attempt_left_and_nothing_that_is_being_written(tmp_path: Path) -> None:
    make()
    (file,) = lying(tmp_path)
    left = tmp_path / "exports/.heard-left"
    left.mkdir()
    (left / "rows.csv").write_text("every answer")
    then = time.time() - EXPORT_HOURS * 3600 - 60
    os.utime(left, (then, then))
    _tick()
    assert lying(tmp_path) == [file]


def test_a_site_that_never_made_one_has_nothing_to_wipe(tmp_path: Path) -> None:
    _tick()
    assert not (tmp_path / "exports").exists()


def _tick() -> None:
    from heard.web.jobs.registry import list_chores
    from heard.web.programmes.tasks import remove_old_exports

    assert remove_old_exports in list_chores()
    remove_old_exports()


def test_removed_by_hand_it_is_gone(tmp_path: Path) -> None:
    address = make()
    assert team().post(f"{address}remove/").status_code == 302
    assert lying(tmp_path) == []
    assert "is there no more" in page(team().get(address))
    for place in ("take", "remove"):
        assert team().post(f"{address}{place}/").status_code == 410
    assert actions_recorded("X1")[-1] == REMOVED


class Killed(BaseException):
    """The worker is killed: nothing of it is told to anybody."""


def test_killed_half_way_the_next_attempt_makes_it_whole_and_leaves_nothing_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    address = ask()

    def die(*_told: object) -> None:
        raise Killed

    with monkeypatch.context() as killing:
        killing.setattr(archive, "_add", die)
        killing.setattr(
            "heard.base.files.shutil.rmtree", lambda *_told, **_named: None
        )  # a kill clears nothing
        with pytest.raises(Killed):
            run_jobs()
    assert [each.name[:7] for each in lying(tmp_path)] == [".heard-"]
    assert team().post(f"{address}take/").status_code == 410
    later = NOON + timedelta(seconds=LEASE_SECONDS + 1)
    sweep(later)
    assert run_jobs(later) == 1
    (file,) = lying(tmp_path)
    with zipfile.ZipFile(file) as packed:
        assert packed.testzip() is None
    assert "Take the copy away" in page(team().get(address))
    assert actions_recorded("X1").count(ASKED) == 1


def test_killed_once_the_file_lay_there_it_is_made_again_under_the_same_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    address = ask()

    def die(**_told: object) -> None:
        raise Killed

    with monkeypatch.context() as killing:
        killing.setattr(exports, "finish_export", die)
        with pytest.raises(Killed):
            run_jobs()
    before = lying(tmp_path)
    assert len(before) == 1
    assert team().post(f"{address}take/").status_code == 410  # not said to be whole
    later = NOON + timedelta(seconds=LEASE_SECONDS + 1)
    sweep(later)
    run_jobs(later)
    assert lying(tmp_path) == before
    assert take(address) == 200


def test_what_is_in_the_way_is_said_and_nothing_lies_there(folder: Path, tmp_path: Path) -> None:
    (folder / "responses/linked.csv").symlink_to(folder / "areas.csv")
    address = make()
    said = page(team().get(address))
    assert "The copy was not made." in said
    assert '"responses/linked.csv" is a link.' in said
    assert lying(tmp_path) == []
    (folder / "responses/linked.csv").unlink()
    make()
    assert len(lying(tmp_path)) == 1


def test_a_full_disk_is_said_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def no_room(*_told: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "_add", no_room)
    said = page(team().get(make()))
    assert "the disk is full" in said
    assert lying(tmp_path) == []


def test_a_page_that_asks_for_news_gets_the_measure_and_then_itself_anew() -> None:
    address = ask()
    news = team().get(address, headers={"HX-Request": "true"})
    assert news.status_code == 200
    assert "Take the copy away" not in page(news)
    run_jobs()
    assert team().get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_site_without_a_programme_folder_says_what_is_missing(folder: Path) -> None:
    (folder / "programme.toml").unlink()
    said = page(team().get("/programme/folder/"))
    assert "There is no programme folder yet" in said
    assert "Make a copy" not in said
    assert "There is no programme folder yet" in page(
        team().post("/programme/folder/", {"purpose": WHAT_FOR})
    )
    assert run_jobs() == 0


def test_the_list_names_every_copy_newest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    make()
    set_clock(monkeypatch, NOON + timedelta(minutes=1))
    ask(purpose="a second look at wave 2027")
    said = page(team().get("/programme/folder/"))
    assert said.index("a second look at wave 2027") < said.index(WHAT_FOR)
    assert "being made" in said
    assert "can be taken away" in said


def test_a_copy_nobody_asked_for_is_not_there() -> None:
    nothing = UUID(int=0)
    assert find_export(nothing, NOON) is None
    assert team().get(f"/programme/folder/{nothing}/").status_code == 404
    with pytest.raises(NoCopy):
        take_away(key=nothing, by=TEAM, at=NOON)


def test_if_the_log_cannot_be_written_nothing_is_asked_and_nothing_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = UUID(make().split("/")[-2])
    count = Export.objects.count()

    def refuse(*_told: object, **_named: object) -> None:
        raise RuntimeError("the log")

    monkeypatch.setattr(exports, "record_for_councils", refuse)
    with pytest.raises(RuntimeError):
        ask_for_export(purpose=WHAT_FOR, by=TEAM, at=NOON)
    with pytest.raises(RuntimeError):
        take_away(key=key, by=TEAM, at=NOON)
    assert Export.objects.count() == count
    assert run_jobs() == 0
