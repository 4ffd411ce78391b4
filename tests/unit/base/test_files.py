"""Files appear whole or not at all."""

import threading
from pathlib import Path

import pytest

from heard.base.errors import InputProblems, UserError
from heard.base.files import (
    TEMPORARY_PREFIX,
    locked,
    temporary_folder,
    to_be_read,
    write_text,
    write_together,
)


def test_several_files_appear_together(tmp_path: Path) -> None:
    write_together(tmp_path / "out", {"a": lambda path: _put(path, "1"), "b": lambda path: _put(path, "2")})
    assert {path.name: path.read_text() for path in (tmp_path / "out").iterdir()} == {"a": "1", "b": "2"}


def test_a_writer_that_fails_leaves_the_old_files_as_they_were(tmp_path: Path) -> None:
    _put(tmp_path / "a", "old")

    def fails(path: Path) -> None:
        _put(path, "half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_together(tmp_path, {"a": lambda path: _put(path, "new"), "b": fails})
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a", "old")]


def test_what_a_killed_run_left_behind_is_removed_by_the_next(tmp_path: Path) -> None:
    leftover = tmp_path / f"{TEMPORARY_PREFIX}killed"
    leftover.mkdir()
    _put(leftover / "a", "half")
    write_text(tmp_path / "a", "whole")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def _put(path: Path, text: str) -> None:
    path.write_text(text)


def test_a_writer_that_fails_takes_the_new_folder_away_again(tmp_path: Path) -> None:
    def fails(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_together(tmp_path / "new" / "deeper", {"a": fails})
    assert list(tmp_path.iterdir()) == []


def test_what_another_process_is_still_writing_is_left_alone(tmp_path: Path) -> None:
    with temporary_folder(tmp_path) as at_work:
        _put(at_work / "a", "half")
        write_text(tmp_path / "b", "whole")
        assert (at_work / "a").read_text() == "half"
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


def test_a_file_in_the_place_of_a_folder_is_the_users_mistake(tmp_path: Path) -> None:
    _put(tmp_path / "out", "mine")
    with pytest.raises(UserError, match="is a file"):
        write_text(tmp_path / "out" / "a", "x")
    assert (tmp_path / "out").read_text() == "mine"


@pytest.mark.parametrize(
    ("number", "words"), [(28, "the disk is full"), (13, "no right"), (30, "only be read")]
)
def test_a_fault_of_the_disk_is_said_in_plain_words(tmp_path: Path, number: int, words: str) -> None:
    with pytest.raises(InputProblems, match=words), to_be_read(tmp_path / "a.csv"):
        raise OSError(number, "ENOTWORDS")


def test_who_waits_for_another_says_so_once_and_only_then(tmp_path: Path) -> None:
    said: list[str] = []
    with locked(tmp_path, say_waiting=lambda: said.append("waiting")):
        assert said == []
        other = threading.Thread(target=_hold_for_a_moment, args=(tmp_path, said))
        other.start()
        while not said:
            other.join(0.01)
    other.join()
    assert said == ["waiting", "held"]


def _hold_for_a_moment(folder: Path, said: list[str]) -> None:
    with locked(folder, say_waiting=lambda: said.append("waiting")):
        said.append("held")
