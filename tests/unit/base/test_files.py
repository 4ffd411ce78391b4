"""Files appear whole or not at all."""

from pathlib import Path

import pytest

from heard.base.files import TEMPORARY_PREFIX, write_text, write_together


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
