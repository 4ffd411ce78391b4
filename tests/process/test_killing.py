"""Killed at any moment, `heard analyse` leaves no half file, and the next run gives the same bytes."""

import hashlib
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from processes import ENVIRONMENT, HEARD, Run

FEW = 2
MANY = 40


@pytest.mark.parametrize("kills", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
def test_a_kill_leaves_only_whole_files_and_the_next_run_gives_the_same_bytes(
    kills: int, programme: Path, tmp_path: Path, heard: Run
) -> None:
    fresh = tmp_path / "programme"
    shutil.copytree(programme, fresh, ignore=shutil.ignore_patterns("dataset"))
    assert heard("analyse", fresh, "--wave", "2026", "--out", tmp_path / "whole").returncode == 0
    whole = contents(tmp_path / "whole")
    draw = random.Random(kills)
    longest = seconds_of_a_run(fresh, tmp_path / "timed")
    for number in range(kills):
        shutil.rmtree(fresh / "dataset", ignore_errors=True)
        out = tmp_path / f"killed-{number}"
        kill_after(draw.uniform(0.2, 1.0) * longest, fresh, out)
        for name, digest in contents(out).items():
            assert digest == whole[name], f"{name} is not whole"
        again = heard("analyse", fresh, "--wave", "2026", "--out", out)
        assert again.returncode == 0, again.stderr
        assert contents(out) == whole
        assert sorted(path.name for path in out.iterdir()) == sorted(whole)


def contents(folder: Path) -> dict[str, str]:
    """The digest of each finished file, temporary ones left out."""
    if not folder.exists():
        return {}
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file()
    }


def kill_after(seconds: float, folder: Path, out: Path) -> None:
    process = start(folder, out)
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()


def seconds_of_a_run(folder: Path, out: Path) -> float:
    started = time.monotonic()
    start(folder, out).wait()
    return time.monotonic() - started


def start(folder: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [str(HEARD), "analyse", str(folder), "--wave", "2026", "--out", str(out)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
