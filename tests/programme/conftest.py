"""A small programme, protected by nothing and attacked as a test says."""

import shutil
from pathlib import Path

import polars as pl
import pytest

from builders import make_folder
from copies import make, release
from heard.disclosure.facts import SCHEMA
from heard.programme import cases, safeguard
from releasing import Stage, answers


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    made = Stage()
    monkeypatch.setattr(safeguard, "protect", made.protect)
    monkeypatch.setattr("heard.disclosure.attack.attack", made.attack)
    monkeypatch.setattr(cases, "national_facts", lambda *_: pl.DataFrame(schema=SCHEMA))
    return made


@pytest.fixture
def two_councils(tmp_path: Path) -> Path:
    """Thirty responses in each of two councils."""
    rows = [
        *answers(20),
        *answers(10, feels_safe="never"),
        *answers(25, area="X2"),
        *answers(5, area="X2", feels_safe="sometimes"),
    ]
    return make_folder(tmp_path / "programme", responses=rows)


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return make(tmp_path / "ours", "X1")


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    return make(tmp_path / "theirs", "X1", "X2")


@pytest.fixture
def published(ours: Path, tmp_path: Path, stage: Stage) -> Path:
    """Ours was published from; and a copy of it was taken then, which is given."""
    release(ours)
    shutil.copytree(ours, tmp_path / "copy")
    return tmp_path / "copy"
