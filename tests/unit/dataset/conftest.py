"""One wave, two councils, and a way to store files of responses for them."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from builders import write_rows
from heard.base.errors import InputProblems
from heard.base.places import Area, Wave
from heard.base.problems import Problem
from heard.catalogue import load_catalogue
from heard.dataset.storing import StoredDataset, store_responses

AREAS = {code: Area(code, f"Made-up council {code}") for code in ("X2", "X1")}
WAVES = {"2026": Wave("2026", date(2026, 2, 2), date(2026, 3, 27))}

Store = Callable[..., tuple[Problem, ...]]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Store rows, or files, in `tmp_path / "dataset"`; returns the warnings."""

    def store_rows(rows: Sequence[dict[str, object]] = (), *, files: Sequence[Path] = (), waves=WAVES):
        given = files or [write_rows(tmp_path / "responses.csv", rows)]
        into = tmp_path / "dataset"
        return store_responses(given, into=into, catalogue=load_catalogue(), waves=waves, areas=AREAS)

    return store_rows


@pytest.fixture
def stored(tmp_path: Path) -> Callable[[], StoredDataset]:
    """The dataset that `store` stored."""
    return lambda: StoredDataset.open(tmp_path / "dataset")


@pytest.fixture
def refusal(store: Store) -> Callable[..., str]:
    """What is said of rows or files that cannot be stored."""

    def refuse(*args: object, **kwargs: object) -> str:
        with pytest.raises(InputProblems) as caught:
            store(*args, **kwargs)
        return str(caught.value)

    return refuse
