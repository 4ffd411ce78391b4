"""The commands of the tutorial do what it says."""

import re
import shlex
from pathlib import Path

import pytest

from processes import Run

TUTORIAL = Path(__file__).parents[2] / "docs/tutorials/first-report.md"


def test_every_command_of_the_first_report_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, heard: Run
) -> None:
    text = TUTORIAL.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (plant,) = re.findall(r"```csv\n(.*?)```", text, re.DOTALL)
    Path("plant.csv").write_text(plant, encoding="utf-8")
    commands = [
        line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()
    ]
    assert len(commands) == 6
    for command in commands:
        name, *arguments = shlex.split(command)
        assert name == "heard"
        done = heard(*arguments)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
    assert Path("reports/X0000001-2026-full-working.html").is_file()
    assert "good_friend" in Path("planted-analysis/findings.json").read_text(encoding="utf-8")
