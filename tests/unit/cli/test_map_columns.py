"""`heard map`: what was matched, on what that rests, what is left to a person."""

import json
from pathlib import Path

import pytest

from heard.cli.main import main


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "x1.csv"
    path.write_text("id,pet,Q9\n1,yes,x\n", encoding="utf-8")
    return path


def test_it_says_what_rests_on_what_and_what_is_left(
    export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["map", str(export), "--survey", "8-11"]) == 0
    said = capsys.readouterr().out
    assert "pet from pet: its name is the key; its answers are Heard's codes" in said
    assert "To fill in: fixed.wave, fixed.area." in said
    assert "Nothing is said yet of: Q9." in said
    assert "Never read, ids, times and addresses of the tool: id." in said


def test_other_programs_are_told_the_same(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", str(export), "--survey", "8-11", "--json", "--wave", "2026", "--area", "X1"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["nothing_said_of"] == ["Q9"]
    assert told["never_read"] == ["id"]
    assert told["to_fill_in"] == []
    assert told["matched"]["pet"]["to_fill_in"] == 0


@pytest.mark.parametrize("left", ["a map that is there", "no file", "another survey"])
def test_what_cannot_be_done_is_the_users_and_has_no_traceback(
    export: Path, left: str, capsys: pytest.CaptureFixture[str]
) -> None:
    survey = "12-13" if left == "another survey" else "8-11"
    if left == "a map that is there":
        export.with_name("x1.map.toml").write_text("mine")
    if left == "no file":
        export.unlink()
    try:
        code = main(["map", str(export), "--survey", survey])
    except SystemExit as stopped:
        code = stopped.code
    assert code == 2
    assert "Traceback" not in capsys.readouterr().err
