"""The key on its way to the worker: in memory, for this user only, read once."""

import os
from pathlib import Path
from uuid import uuid4

import pytest

from heard.web.codes.sealing import new_private_key
from heard.web.jobs.clock import tick
from heard.web.results import handover
from working import NOON

JOB = uuid4()
KEY = new_private_key()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HEARD_HANDOVER", str(tmp_path / "handover"))
    return tmp_path / "handover"


def test_a_key_is_taken_once(folder: Path) -> None:
    handover.put(KEY, job=JOB)
    taken = handover.take(job=JOB)
    assert taken is not None
    assert taken.public == KEY.public
    assert handover.take(job=JOB) is None
    assert list(folder.iterdir()) == []


def test_a_key_is_for_its_job_only(folder: Path) -> None:
    handover.put(KEY, job=JOB)
    assert handover.take(job=uuid4()) is None
    assert len(list(folder.iterdir())) == 1


def test_a_key_handed_in_again_takes_the_place_of_the_one_before(folder: Path) -> None:
    handover.put(new_private_key(), job=JOB)
    handover.put(KEY, job=JOB)
    assert len(list(folder.iterdir())) == 1
    taken = handover.take(job=JOB)
    assert taken is not None
    assert taken.public == KEY.public


def test_only_this_user_may_read_it(folder: Path) -> None:
    handover.put(KEY, job=JOB)
    (file,) = folder.iterdir()
    assert (folder.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)


@pytest.mark.parametrize(("seconds", "is_there"), [(590, True), (610, False)])
def test_after_ten_minutes_a_key_nobody_took_is_gone(folder: Path, seconds: int, is_there: bool) -> None:
    handover.put(KEY, job=JOB)
    (file,) = folder.iterdir()
    then = file.stat().st_mtime - seconds
    os.utime(file, (then, then))
    handover.remove_leftovers()
    assert file.exists() is is_there
    assert (handover.take(job=JOB) is not None) is is_there


@pytest.mark.django_db
def test_the_clock_removes_what_nobody_took(folder: Path) -> None:
    handover.put(KEY, job=JOB)
    (file,) = folder.iterdir()
    tick(NOON)
    assert file.exists()
    os.utime(file, (0, 0))
    tick(NOON)
    assert not file.exists()


@pytest.mark.parametrize("mode", [0o750, 0o701, 0o777])
def test_a_folder_others_may_look_into_is_refused(folder: Path, mode: int) -> None:
    folder.mkdir()
    folder.chmod(mode)
    with pytest.raises(handover.NoHandover, match="can be reached by somebody else"):
        handover.put(KEY, job=JOB)
    assert list(folder.iterdir()) == []


def test_a_link_in_the_folders_place_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(handover.NoHandover):
        handover.put(KEY, job=JOB)


def test_without_a_folder_named_the_key_goes_to_shared_memory_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("HEARD_HANDOVER")
    monkeypatch.setattr(handover, "SHARED_MEMORY", tmp_path)  # a disk
    with pytest.raises(handover.NoHandover, match="in memory"):
        handover.put(KEY, job=JOB)
    assert list(tmp_path.iterdir()) == []


def test_this_machines_shared_memory_is_in_memory() -> None:
    if not Path("/dev/shm").is_dir():
        pytest.skip("this machine has no /dev/shm")
    assert handover._is_in_memory(Path("/dev/shm"))
    assert not handover._is_in_memory(Path("/"))


def test_what_is_damaged_is_removed_and_taken_for_none(folder: Path) -> None:
    handover.put(KEY, job=JOB)
    (file,) = folder.iterdir()
    file.write_bytes(b"half")
    assert handover.take(job=JOB) is None
    assert list(folder.iterdir()) == []
