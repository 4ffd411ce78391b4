"""Killed at any moment, packing a programme folder leaves a whole file or none, and the next run clears up."""

import random
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from processes import ENVIRONMENT

FEW, MANY = 3, 40
BYTES = 30_000_000  # so that there is something to be killed in: a second of packing
PACK = (
    "import sys; from pathlib import Path; from heard.programme.archive import write_archive; "
    "print('begins', flush=True); write_archive(Path(sys.argv[1]), Path(sys.argv[2]))"
)


@pytest.mark.parametrize("kills", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
def test_a_kill_leaves_a_whole_file_or_none_and_the_folder_as_it_was(
    kills: int, programme: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "programme"
    shutil.copytree(programme, folder, ignore=shutil.ignore_patterns("dataset"))
    draw = random.Random(kills)
    (folder / "comments.csv").write_bytes(draw.randbytes(BYTES))
    seconds = pack(folder, tmp_path / "timed/a.zip")
    whole = (tmp_path / "timed/a.zip").read_bytes()
    into = tmp_path / "exports/a.zip"
    broken_off = 0
    for _ in range(kills):
        pack(folder, into, killed_after=draw.uniform(0, 1.1) * seconds)
        if into.exists():
            assert into.read_bytes() == whole
            into.unlink()
        else:
            broken_off += 1
    while not broken_off:  # the packing that was timed took longer than these: else nothing was tried
        seconds /= 2
        pack(folder, into, killed_after=seconds)
        broken_off += not into.exists()
        into.unlink(missing_ok=True)
    pack(folder, into)
    assert into.read_bytes() == whole
    assert [path.name for path in into.parent.iterdir()] == ["a.zip"]
    with zipfile.ZipFile(into) as file:
        assert file.testzip() is None
    assert [path.name for path in folder.iterdir() if path.name.startswith(".heard-")] == []


def pack(folder: Path, into: Path, *, killed_after: float | None = None) -> float:
    """In a process of its own; how many seconds the packing itself took."""
    into.parent.mkdir(exist_ok=True)
    command = [sys.executable, "-c", PACK, str(folder), str(into)]
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()  # everything is imported by now
        started = time.monotonic()
        try:
            process.wait(timeout=killed_after)
        except subprocess.TimeoutExpired:
            process.kill()
        else:
            assert process.returncode == 0
    return time.monotonic() - started
