"""A small programme, protected by nothing and attacked as a test says."""

from pathlib import Path

import polars as pl
import pytest

from builders import make_folder
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
