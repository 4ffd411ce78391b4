"""Wrong files: a clear error, exit code 2, no traceback, nothing half written."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from processes import Run


@pytest.fixture
def folder(programme: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "programme"
    shutil.copytree(programme, copy, ignore=shutil.ignore_patterns("dataset"))
    rows = pl.read_parquet(copy / "responses" / "2026.parquet").head(40).cast(pl.String)
    shutil.rmtree(copy / "responses")
    (copy / "responses").mkdir()
    rows.write_csv(copy / "responses" / "a.csv")
    return copy


def _responses(folder: Path) -> Path:
    return folder / "responses" / "a.csv"


def _missing_column(folder: Path) -> None:
    pl.read_csv(_responses(folder), infer_schema=False).drop("area").write_csv(_responses(folder))


def _unknown_codes(folder: Path) -> None:
    frame = pl.read_csv(_responses(folder), infer_schema=False)
    frame.with_columns(good_friend=pl.lit("perhaps")).write_csv(_responses(folder))


def _wrong_encoding(folder: Path) -> None:
    areas = folder / "areas.csv"
    areas.write_bytes(areas.read_text(encoding="utf-8").replace("Alder", "Ald\u00e9r").encode("cp1252"))


def _binary(folder: Path) -> None:
    _responses(folder).write_bytes(random.Random(1).randbytes(10_000_000))


def _empty(folder: Path) -> None:
    _responses(folder).write_bytes(b"")


def _formula(folder: Path) -> None:
    frame = pl.read_csv(_responses(folder), infer_schema=False)
    book = xlsxwriter.Workbook(folder / "responses" / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, frame.columns)
    for number, row in enumerate(frame.iter_rows(), start=1):
        sheet.write_row(number, 0, ["" if value is None else value for value in row])
    sheet.write_formula(3, 2, '=CONCATENATE("11","-17")')
    book.close()
    _responses(folder).unlink()


def _damaged_sav(folder: Path) -> None:
    _responses(folder).rename(folder / "responses" / "a.sav")
    (folder / "responses" / "a.sav").write_bytes(b"$FL2" + random.Random(1).randbytes(100_000))


def _wrong_map(folder: Path) -> None:
    (folder / "responses" / "a.map.toml").write_text(
        "[columns]\ngood_freind = 'good_friend'\n", encoding="utf-8"
    )


def _duplicate_cohort(folder: Path) -> None:
    cohort = folder / "cohort.csv"
    lines = cohort.read_text(encoding="utf-8").splitlines()
    cohort.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_missing_column, ["a.csv", "area"]),
        (_unknown_codes, ["a.csv", "good_friend", "perhaps", "yes, no"]),
        (_wrong_encoding, ["areas.csv", "UTF-8"]),
        (_binary, ["a.csv"]),
        (_empty, ["a.csv", "empty"]),
        (_formula, ["a.xlsx", "formula", "C4"]),
        (_damaged_sav, ["a.sav", "damaged"]),
        (_wrong_map, ["a.map.toml", "good_freind", "fixed.wave", "placement"]),
        (_duplicate_cohort, ["cohort.csv", "2"]),
    ],
    ids=lambda value: value.__name__.strip("_") if callable(value) else "",
)
def test_a_wrong_file_is_named_and_nothing_is_written(
    spoil: Callable[[Path], None], said: list[str], folder: Path, tmp_path: Path, heard: Run
) -> None:
    spoil(folder)
    done = heard("analyse", folder, "--wave", "2026", "--out", tmp_path / "out")
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    for words in said:
        assert words in done.stderr
    assert not (tmp_path / "out").exists()
    assert not (folder / "dataset").exists()


def test_check_and_report_refuse_what_analyse_refuses(folder: Path, tmp_path: Path, heard: Run) -> None:
    _unknown_codes(folder)
    checked = heard("check", folder)
    reported = heard("report", folder, "--wave", "2026", "--area", "X0000001", "--out", tmp_path / "out")
    assert (checked.returncode, reported.returncode) == (2, 2)
    assert "perhaps" in checked.stdout
    assert "perhaps" in reported.stderr
    assert not (tmp_path / "out").exists()


def test_everything_wrong_in_every_file_is_said_at_once(folder: Path, heard: Run) -> None:
    for spoil in (_unknown_codes, _duplicate_cohort):
        spoil(folder)
    (folder / "benchmarks.csv").write_text("indicator\n", encoding="utf-8")
    said = heard("check", folder).stdout
    assert [file for file in ("a.csv", "cohort.csv", "benchmarks.csv") if f"ERROR  {file}" in said] == [
        "a.csv",
        "cohort.csv",
        "benchmarks.csv",
    ]


def test_one_broken_file_is_not_said_again_of_every_file_that_needs_it(folder: Path, heard: Run) -> None:
    _wrong_encoding(folder)
    said = heard("check", folder).stdout
    assert said.startswith("1 error, 1 warning.")
    assert "responses: not checked: programme.toml and areas.csv must be right first." in said
