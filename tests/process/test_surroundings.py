"""A full disk, a closed pipe, another locale, another place: said plainly, and never half a file."""

import resource
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from processes import ENVIRONMENT, HEARD


@pytest.fixture
def folder(programme: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "ein Prögramm"
    shutil.copytree(programme, copy, ignore=shutil.ignore_patterns("dataset"))
    return copy


def run(
    *arguments: object,
    before: Callable[[], None] | None = None,
    stdout: object = subprocess.PIPE,
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(HEARD), *map(str, arguments)],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT | environment,
        preexec_fn=before,
        check=False,
    )


def _no_file_over_20_kb() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def test_where_the_disk_takes_no_more_nothing_is_left(folder: Path, tmp_path: Path) -> None:
    for command in (
        ["analyse", folder, "--wave", "2026", "--out", tmp_path / "out"],
        ["synthesise", tmp_path / "new", "--areas", "12", "--responses", "1500"],
    ):
        done = run(*command, before=_no_file_over_20_kb)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
        assert "the disk does not" in done.stderr or "larger than is allowed here" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]
    assert not [path.name for path in folder.iterdir() if path.name.startswith((".", "dataset"))]


def test_a_stored_folder_and_a_disk_that_takes_no_results(folder: Path, tmp_path: Path) -> None:
    assert run("analyse", folder, "--wave", "2026", "--out", tmp_path / "first").returncode == 0
    done = run("analyse", folder, "--wave", "2026", "--out", tmp_path / "a" / "b", before=_no_file_over_20_kb)
    assert done.returncode == 2
    assert "nothing half written was left" in done.stderr
    assert not (tmp_path / "a").exists()


def test_two_at_once_give_the_same_bytes_whatever_the_seed_and_locale(folder: Path, tmp_path: Path) -> None:
    command = [str(HEARD), "analyse", str(folder), "--wave", "2026", "--out", str(tmp_path / "both")]
    alike = ENVIRONMENT | {"PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    others = {key: value for key, value in alike.items() if key != "HOME"}
    first = subprocess.Popen(command, env=alike, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    second = subprocess.Popen(command, env=others, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    assert (first.wait(), second.wait()) == (0, 0)
    alone = run("analyse", folder, "--wave", "2026", "--out", tmp_path / "alone", PYTHONHASHSEED="2")
    assert alone.returncode == 0
    both = {path.name: path.read_bytes() for path in (tmp_path / "both").iterdir()}
    assert both == {path.name: path.read_bytes() for path in (tmp_path / "alone").iterdir()}


def test_a_reader_that_has_gone_and_a_full_device_make_no_traceback(folder: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = run("check", folder, stdout=full)
    assert (done.returncode, "the disk is full" in done.stderr) == (2, True)
    with subprocess.Popen(
        [str(HEARD), "check", str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
