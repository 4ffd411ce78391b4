"""The command's exit codes and what it says."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from heard.cli import main as command
from heard.cli.main import main


@pytest.mark.parametrize(
    "name",
    ["demo", "synthesise", "check", "map", "analyse", "report", "check-catalogue", "serve", "manage", "keys"],
)
def test_help_shows_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([name, "--help"])
    assert stopped.value.code == 0
    assert f"heard {name}" in capsys.readouterr().out


def test_an_unknown_command_is_the_users_error() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["guess"])
    assert stopped.value.code == 2


def test_a_folder_that_is_not_there_is_the_users_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["analyse", str(tmp_path / "nowhere"), "--wave", "2026", "--out", str(tmp_path / "out")])
    assert code == 2
    said = capsys.readouterr().err
    assert "nowhere" in said
    assert "Traceback" not in said
    assert not (tmp_path / "out").exists()


def test_heards_own_catalogue_is_consistent(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-catalogue", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"usable": True, "problems": []}


def test_a_fault_of_ours_says_so_and_shows_no_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_arguments: object) -> int:
        raise ValueError("the answer of one child")

    monkeypatch.setattr(command.check, "run", fails)
    assert main(["check", "folder"]) == 3
    said = capsys.readouterr().err
    assert "fault of Heard" in said
    assert "ValueError" in said
    assert "the answer of one child" not in said


@pytest.fixture(autouse=True)
def _no_debugging(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None] | None:
    monkeypatch.delenv("HEARD_DEBUG", raising=False)
    return None
