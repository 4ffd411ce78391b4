"""A programme folder packed into one file: all of it, of one moment, and a release goes on from it."""

import stat
import threading
import zipfile
from datetime import date
from pathlib import Path

import pytest

from builders import make_folder
from heard.base.errors import UserError
from heard.base.files import locked, write_text
from heard.disclosure.ledger import DamagedLedger, Ledger
from heard.programme import archive
from heard.programme.archive import write_archive
from heard.programme.check import check_programme
from heard.programme.release import Released, release_tables
from releasing import Stage, answers

SECONDS = 120  # on a machine with much to do


def packed(folder: Path) -> Path:
    into = folder.parent / "packed.zip"
    write_archive(folder, into)
    return into


def unpacked(folder: Path) -> Path:
    with zipfile.ZipFile(packed(folder)) as file:
        assert file.testzip() is None
        file.extractall(folder.parent / "elsewhere")
    return folder.parent / "elsewhere/programme"


def names(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as file:
        return {each.removeprefix("programme/") for each in file.namelist()}


def release(folder: Path, out: str) -> Released:
    today = date(2026, 5, 1)
    return release_tables(folder, wave="2026", out=folder.parent / out, today=today, by="Us", workers=1)


def test_a_release_goes_on_from_the_unpacked_folder_where_the_first_one_stands(
    two_councils: Path, stage: Stage
) -> None:
    first = release(two_councils, "out")
    elsewhere = unpacked(two_councils)
    again = release(elsewhere, "out")
    assert again.entry == first.entry
    assert not again.is_new  # known: not a second entry
    assert len(Ledger.open(elsewhere / "ledger").entries) == 1


def test_every_file_of_the_programme_is_in_it_and_nothing_else(two_councils: Path, stage: Stage) -> None:
    release(two_councils, "out")  # also makes the stored dataset, which is left out
    for name in ("notes.txt", ".hidden", "responses/~$responses.csv", "responses/.heard-x"):
        (two_councils / name).write_text("of nobody's concern")
    there = {"programme.toml", "areas.csv", "responses/responses.csv", "ledger/head", "ledger/key"}
    found = names(packed(two_councils))
    assert there < found
    assert (two_councils / "dataset").is_dir()
    assert {each.split("/")[0] for each in found - there} == {"ledger"}
    kept = {f"ledger/{each.relative_to(two_councils / 'ledger')}" for each in _files(two_councils / "ledger")}
    assert {each for each in found if each.startswith("ledger/")} == kept


def _files(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


def test_what_is_unpacked_is_what_was_packed_and_can_be_used(two_councils: Path) -> None:
    elsewhere = unpacked(two_councils)
    for name in ("programme.toml", "areas.csv", "responses/responses.csv"):
        assert (elsewhere / name).read_bytes() == (two_councils / name).read_bytes()
    assert check_programme(elsewhere) == check_programme(two_councils)


def test_the_file_is_its_owners_alone_and_tells_no_day(two_councils: Path) -> None:
    path = packed(two_councils)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with zipfile.ZipFile(path) as file:
        assert {each.date_time for each in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {each.external_attr >> 16 for each in file.infolist()} == {0o600}


def test_the_same_folder_gives_the_same_bytes(two_councils: Path) -> None:
    assert packed(two_councils).read_bytes() == packed(two_councils).read_bytes()


@pytest.mark.parametrize("held", [".", "responses", "ledger/.lock"])
def test_what_somebody_is_writing_is_waited_for(two_councils: Path, held: str) -> None:
    (two_councils / "ledger/.lock").mkdir(parents=True)
    packing = threading.Thread(target=packed, args=(two_councils,))
    with locked(two_councils / held):
        packing.start()
        packing.join(timeout=0.5)
        assert packing.is_alive()
        (two_councils / "areas.csv").write_text("written meanwhile")
    packing.join(timeout=SECONDS)
    with zipfile.ZipFile(two_councils.parent / "packed.zip") as file:
        assert file.read("programme/areas.csv") == b"written meanwhile"


def test_whoever_writes_after_the_copy_does_not_wait_and_is_not_in_it(
    two_councils: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (two_councils / "areas.csv").read_bytes()
    whole = archive._pack

    def write_first(*told: object) -> None:
        write_text(two_councils / "areas.csv", "after the copy")
        whole(*told)  # type: ignore[arg-type]

    monkeypatch.setattr(archive, "_pack", write_first)
    with zipfile.ZipFile(packed(two_councils)) as file:
        assert file.read("programme/areas.csv") == before


def test_it_says_how_far_it_is(two_councils: Path) -> None:
    said: list[tuple[int, int]] = []
    write_archive(two_councils, two_councils.parent / "a.zip", say=lambda *each: said.append(each))
    assert said == [(0, 3), (1, 3), (2, 3), (3, 3)]  # settings, areas, one file of responses


def test_a_fault_half_way_leaves_nothing_and_the_one_before_stays(
    two_councils: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(two_councils)
    before = path.read_bytes()
    monkeypatch.setattr(archive, "_add", _no_room)
    with pytest.raises(OSError, match="full"):
        write_archive(two_councils, path)
    assert path.read_bytes() == before
    assert list(two_councils.parent.glob(".heard-*")) == []


def _no_room(*_told: object) -> None:
    raise OSError(28, "the disk is full")


@pytest.mark.parametrize("name", ["cohort.csv", "responses/more.csv"])
def test_a_link_is_refused_and_its_file_is_not_taken_along(two_councils: Path, name: str) -> None:
    secret = two_councils.parent / "secret"
    secret.write_text("a key")
    (two_councils / name).symlink_to(secret)
    with pytest.raises(UserError, match=r"is a link\. Nothing was copied"):
        packed(two_councils)
    assert not (two_councils.parent / "packed.zip").exists()


def test_a_folder_of_links_is_refused(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "programme", responses=answers(20))
    (folder / "responses").rename(tmp_path / "responses")
    (folder / "responses").symlink_to(tmp_path / "responses")
    with pytest.raises(UserError, match='"responses" is a link'):
        packed(folder)


def test_a_ledger_that_is_not_whole_is_refused_by_its_file(two_councils: Path, stage: Stage) -> None:
    release(two_councils, "out")
    (two_councils / "ledger/0001.json").unlink()
    with pytest.raises(DamagedLedger, match=r"0001\.json"):
        packed(two_councils)


def test_no_programme_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no programme folder"):
        write_archive(tmp_path, tmp_path / "a.zip")
    assert list(tmp_path.iterdir()) == []
