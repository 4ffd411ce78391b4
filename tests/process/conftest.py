"""A small made-up programme to run the command on."""

from pathlib import Path

import pytest

from processes import Run, run_heard


@pytest.fixture(scope="session")
def heard() -> Run:
    return run_heard


@pytest.fixture(scope="session")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made-up") / "programme"
    made = run_heard("synthesise", folder, "--areas", 12, "--responses", 1500, "--seed", 7)
    assert made.returncode == 0, made.stderr
    return folder
