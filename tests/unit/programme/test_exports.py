"""The same answers, exported by another tool and read by a column map, are the same data and the same estimates."""

import shutil
from pathlib import Path

import pytest

from exported import WAYS, Row
from heard.catalogue import load_catalogue
from heard.dataset.reading import read_table
from heard.dataset.storing import StoredDataset
from heard.programme import analyse, check_programme, make_programme
from heard.programme.folder import ensure_stored, open_programme


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme of three councils, without a cohort or anything but answers."""
    folder = tmp_path_factory.mktemp("made-up") / "programme"
    make_programme(folder, areas=3, waves=1, responses=240, seed=4, progress=lambda _: None)
    return folder


def rows_of(folder: Path) -> list[Row]:
    """Every response in Heard's columns, as a CSV would hold it."""
    (path,) = (folder / "responses").iterdir()
    return [{key: value or "" for key, value in row.items()} for row in read_table(path).to_dicts()]


def stored(folder: Path) -> StoredDataset:
    return ensure_stored(open_programme(folder, load_catalogue()), load_catalogue())


@pytest.fixture(scope="module")
def estimates(made_up: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    out = tmp_path_factory.mktemp("from-csv")
    (wave,) = stored(made_up).codebook.waves
    analyse(made_up, wave=wave, out=out)
    return (out / "estimates.csv").read_bytes()


@pytest.mark.parametrize("way", WAYS)
def test_what_another_tool_exported_is_stored_byte_for_byte_as_the_csv_is(
    made_up: Path, way: str, tmp_path: Path, estimates: bytes
) -> None:
    folder = tmp_path / "exported"
    shutil.copytree(made_up, folder, ignore=shutil.ignore_patterns("dataset", "responses"))
    (folder / "responses").mkdir()
    ending, write = WAYS[way]
    rows = rows_of(made_up)
    for survey in sorted({row["survey"] for row in rows}):
        of_it = [row for row in rows if row["survey"] == survey]
        write(folder / "responses" / f"{survey}.{ending}", survey, of_it)
    assert not [each.sentence() for each in check_programme(folder) if each.severity == "error"]
    assert stored(folder).codebook.parts == stored(made_up).codebook.parts != {}
    (wave,) = stored(made_up).codebook.waves
    analyse(folder, wave=wave, out=tmp_path / "out")
    assert (tmp_path / "out" / "estimates.csv").read_bytes() == estimates
