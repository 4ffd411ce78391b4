"""The demo's files: made once, found again, made again where anything is missing."""

import json
from pathlib import Path

import pytest

from heard.base.errors import UserError
from heard.programme import demo as demo_module
from heard.programme.demo import prepare_demo


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(demo_module, "COUNCILS", 3)
    monkeypatch.setattr(demo_module, "RESPONSES", 200)
    monkeypatch.setattr(demo_module, "_fingerprint_of_code", lambda: "this code")
    return tmp_path / "demo"


def test_a_finished_demo_is_found_again_and_one_with_a_file_missing_is_made_again(folder: Path) -> None:
    made = prepare_demo(folder)
    said: list[str] = []
    assert prepare_demo(folder, progress=said.append) == made
    assert said == []
    for spoil in ("report", "stamp"):
        if spoil == "report":
            (folder / made.report).unlink()
        else:
            (folder / "demo.json").write_text("{", encoding="utf-8")
        assert prepare_demo(folder, progress=said.append) == made
        assert (folder / made.report).is_file()
        assert json.loads((folder / "demo.json").read_text())["files"] == made.files


def test_only_what_people_may_open_is_shown(folder: Path) -> None:
    files = prepare_demo(folder).files
    assert {"index.html", "files.html", "programme/areas.csv", "analysis/estimates.csv"} <= set(files)
    assert not [name for name in files if "dataset" in name or name == "demo.json"]


def test_a_folder_of_something_else_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")
    with pytest.raises(UserError, match="holds something else than a demo"):
        prepare_demo(folder)
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]
