"""The same answers, exported by another tool and read by a column map, are the same data and the same estimates."""

import re
import shutil
from pathlib import Path

import pytest

from copies import add, bring, make, refusal, thirty
from exported import WAYS, Row, kobo, limesurvey, read_without_a_process, write_csv, write_map
from heard.catalogue import load_catalogue
from heard.cli.main import main
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
    made_up: Path, way: str, tmp_path: Path, estimates: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way != "spss labelled":
        read_without_a_process(monkeypatch)
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


def test_a_map_that_was_begun_from_headings_and_words_alone_gives_the_same_data(
    made_up: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "exported"
    shutil.copytree(made_up, folder, ignore=shutil.ignore_patterns("dataset", "responses"))
    (folder / "responses").mkdir()
    rows = rows_of(made_up)
    for area, survey in sorted({(row["area"], row["survey"]) for row in rows}):
        of_it = [row for row in rows if (row["area"], row["survey"]) == (area, survey)]
        path = folder / "responses" / f"{area} {survey}.csv"
        write_csv(path, limesurvey(survey, of_it, full=True, council=False), separator=";")
        beside = path.with_name(f"{area} {survey}.map.toml")
        beside.unlink()
        assert main(["map", str(path), "--survey", survey, "--wave", "2026", "--area", area]) == 0
        begun = beside.read_text(encoding="utf-8")
        assert "Allowed:" not in begun
        finished = begun.replace("[leave_out]", '[leave_out]\ncolumns = ["*[other]"]', 1)
        beside.write_text(
            re.sub(r"(.columns.(in_eet|emotional_support).)\n", r'\1\nnone_chosen = "skipped"\n', finished)
        )
    assert "Nothing is said yet of: G99Q01[other]." in capsys.readouterr().out
    assert stored(folder).codebook.parts == stored(made_up).codebook.parts


# --- The map is part of what was read -----------------------------------------------------------------


@pytest.fixture
def with_export(tmp_path: Path) -> Path:
    """A programme in which one council's answers are an export."""
    folder = make(tmp_path / "programme", "X1")
    answers = [{key: str(value) for key, value in row.items()} for row in thirty("X2")]
    write_csv(folder / "responses/x2.csv", kobo("8-11", answers), separator=";")
    return folder


def count_never(folder: Path) -> int:
    (part,) = stored(folder).partitions()
    return sum((rows["feels_safe"] == 3).sum() for rows in part.batches())


def test_where_the_map_changes_everything_is_read_anew(with_export: Path) -> None:
    before, never = stored(with_export).codebook, count_never(with_export)
    assert stored(with_export).codebook == before
    beside = with_export / "responses/x2.map.toml"
    beside.write_text(beside.read_text().replace('"o_never" = "never"', '"o_never" = "sometimes"'))
    assert stored(with_export).codebook.fingerprint != before.fingerprint
    assert count_never(with_export) == never - 10


def test_a_copy_brings_the_map_with_its_file(with_export: Path, tmp_path: Path) -> None:
    ours = make(tmp_path / "ours", "X1")
    comparison = bring(with_export, ours)
    assert comparison.new == (("2026", "X2", 30),)
    assert (ours / "responses/x2.map.toml").read_bytes() == (
        with_export / "responses/x2.map.toml"
    ).read_bytes()
    assert stored(ours).codebook.parts == stored(with_export).codebook.parts


def test_where_the_name_is_taken_file_and_map_get_another_together(with_export: Path, tmp_path: Path) -> None:
    ours = make(tmp_path / "ours", "X1", "X3")
    (ours / "responses/2026-X3.csv").rename(ours / "responses/x2.csv")
    bring(with_export, ours)
    (table, beside) = sorted(path.name for path in (ours / "responses").glob("x2-*"))
    assert beside == table.removesuffix(".csv") + ".map.toml"
    assert not [each for each in check_programme(ours) if each.severity == "error"]


def test_a_copy_whose_map_is_wrong_is_refused(with_export: Path, tmp_path: Path) -> None:
    ours = make(tmp_path / "ours", "X1")
    write_map(with_export / "responses/x2.csv", "[fixed]\n")
    assert "setting fixed.wave: is missing" in refusal(with_export, ours)


def test_a_map_without_its_file_and_one_of_two_files_are_errors(tmp_path: Path) -> None:
    folder = make(tmp_path / "programme", "X1")
    write_map(folder / "responses/2026-X1.csv.csv", "")
    write_map(folder / "responses/gone.csv", "")
    said = [each.sentence() for each in check_programme(folder)]
    assert any("responses/gone.map.toml: is a column map without its file." in each for each in said)
    assert any(
        "2026-X1.csv.map.toml: is a column map without its file. Give it the file's name" in each
        for each in said
    )
    add(folder, "X2")
    (folder / "responses/2026-X2.csv").rename(folder / "responses/two.csv")
    shutil.copy(folder / "responses/two.csv", folder / "responses/two.xlsx")
    write_map(folder / "responses/two.csv", "")
    said = [each.sentence() for each in check_programme(folder)]
    assert any("two.map.toml: is the column map of two.csv, two.xlsx." in each for each in said)


def test_whoever_forgets_the_map_is_told_of_it(with_export: Path) -> None:
    (with_export / "responses/x2.map.toml").unlink()
    said = [each.sentence() for each in check_programme(with_export)]
    assert any(each.startswith("x2.csv: columns are separated by semicolons") for each in said)
    (with_export / "responses/x2.csv").write_text("Q1,Q2\n1,2\n")
    said = [each.sentence() for each in check_programme(with_export)]
    assert any("a column map beside it says how to read it: heard map begins one." in each for each in said)
