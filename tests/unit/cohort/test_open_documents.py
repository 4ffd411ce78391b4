"""Lists as OpenDocument spreadsheets: what a workbook of Excel gives they give, and what it is refused for."""

import shutil
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from cohort_files import annex_a_sheets, draw_council, write_annex_a
from cohort_rows import Make
from heard.base.errors import InputProblems
from heard.cohort.returns.given import GivenFile, read_given
from heard.cohort.returns.grids import Grid
from heard.cohort.returns.open_documents import read_open_document_grids
from open_documents import REST_OF_SHEET, cell, row, sheet, write_content, write_open_document
from processes import ENVIRONMENT

NAMES = ("name", "born")
SECONDS_FOR_THE_OFFICE = 120


def read(path: Path) -> tuple[Grid, ...]:
    return read_open_document_grids(read_given(path))


def rows_of(path: Path) -> list[tuple[str, ...]]:
    (grid,) = read(path)
    return [cells for _, cells in grid.rows]


def refused(path: Path) -> str:
    with pytest.raises(InputProblems) as told:
        read(path)
    return str(told.value)


def a_sheet(path: Path, *rows: str) -> Path:
    return write_content(path, sheet("A", "".join(rows)))


def test_annex_a_gives_the_same_cohort_as_the_workbook_of_excel(tmp_path: Path, make: Make) -> None:
    council = draw_council(children=300)
    excel = make(write_annex_a(tmp_path / "a.xlsx", council), on=council.on)
    open_document = make(write_open_document(tmp_path / "a.ods", annex_a_sheets(council)), on=council.on)
    assert open_document.count == excel.count
    assert open_document.count.people == excel.count.people > 200


def test_cells_are_read_as_they_are_kept_and_not_as_they_are_shown(tmp_path: Path) -> None:
    kept = (date(2013, 6, 15), datetime(2013, 6, 15), 7, 7.0, 7.5, "0012", "a & b", "Zoë")
    assert rows_of(write_open_document(tmp_path / "a.ods", {"A": [kept]})) == [
        ("2013-06-15", "2013-06-15", "7", "7", "7.5", "0012", "a & b", "Zoë")
    ]


def test_blanks_paragraphs_and_links_are_text_and_a_note_to_a_cell_is_none(tmp_path: Path) -> None:
    inside = (
        "<office:annotation><text:p>asked her mother</text:p></office:annotation>"
        '<text:p>a<text:s text:c="2"/>b <text:span>c</text:span><text:a>d</text:a></text:p><text:p>e</text:p>'
    )
    written = f'<table:table-cell office:value-type="string">{inside}</table:table-cell>'
    path = a_sheet(tmp_path / "a.ods", f"<table:table-row>{written}</table:table-row>")
    assert rows_of(path) == [("a  b cd\ne",)]


def test_cells_and_rows_that_are_said_once_and_repeated_stand_where_a_spreadsheet_shows_them(
    tmp_path: Path,
) -> None:
    path = a_sheet(
        tmp_path / "a.ods",
        row(NAMES),
        row(["", ""], number_rows_repeated=3),
        "<table:table-row>"
        + cell("x", number_columns_repeated=2)
        + cell("", number_columns_repeated=2)
        + cell("y")
        + "</table:table-row>",
        row(["z"], number_rows_repeated=2),
        REST_OF_SHEET,
    )
    (grid,) = read(path)
    assert grid.rows == (
        (1, ("name", "born", "", "", "")),
        (5, ("x", "x", "", "", "y")),
        (6, ("z", "", "", "", "")),
        (7, ("z", "", "", "", "")),
    )


def test_a_sheet_that_is_not_shown_is_not_read(tmp_path: Path) -> None:
    path = write_content(tmp_path / "a.ods", sheet("Old", row(NAMES), style="ta2") + sheet("Now", row(NAMES)))
    assert [each.sheet for each in read(path)] == ["Now"]


def test_formulas_errors_and_merged_cells_are_faults_of_their_cells(tmp_path: Path) -> None:
    merged = cell("m", number_rows_spanned=2, number_columns_spanned=1)
    covered = "<table:covered-table-cell/>"
    path = a_sheet(
        tmp_path / "a.ods",
        row(["=1+1", "#N/A", "plain"]),
        f"<table:table-row>{merged}</table:table-row>",
        f"<table:table-row>{covered}</table:table-row>",
    )
    (grid,) = read(path)
    assert {place: says.split(".")[0] for place, says in grid.faults.items()} == {
        (1, 0): "a formula stands here",
        (1, 1): "an error such as #N/A stands here",
        (2, 0): "cells are merged here",
        (3, 0): "cells are merged here",
    }


FAR = "the sheet reaches further than can be read"


@pytest.mark.parametrize(
    "rows",
    [
        row(["x"], number_rows_repeated=1_048_576),
        f"<table:table-row>{cell('x', number_columns_repeated=1_048_576)}</table:table-row>",
        "".join(row([*"abcdefghij"], number_rows_repeated=50_000) for _ in range(3)),
        row(["", ""], number_rows_repeated=9_999_999) + row(["x"] * 3),
        f"<table:table-row>{cell('', number_columns_repeated=9_999_999)}{cell('x')}</table:table-row>" * 3,
        "".join(
            row([""], number_rows_repeated=6_000)
            + f"<table:table-row>{cell('m', number_rows_spanned=5_000, number_columns_spanned=50)}</table:table-row>"
            for _ in range(5)
        ),
    ],
    ids=["rows", "columns", "blocks", "far below", "far right", "merged"],
)
def test_a_small_file_that_would_unfold_to_millions_of_cells_is_refused_before_it_does(
    rows: str, tmp_path: Path
) -> None:
    path = a_sheet(tmp_path / "a.ods", rows)
    assert path.stat().st_size < 10_000
    assert f"a.ods [A]: {FAR}. Delete what stands far to the right or far below." in refused(path)


@pytest.mark.parametrize("times", ["-1", "1.5", "99999999", "", "one"])
def test_a_repetition_that_is_no_number_is_damage(times: str, tmp_path: Path) -> None:
    assert "the workbook is damaged" in refused(
        a_sheet(tmp_path / "a.ods", row(["x"], number_rows_repeated=times))
    )


def test_an_entity_that_a_file_declares_is_not_unfolded(tmp_path: Path) -> None:
    declared = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    path = write_content(tmp_path / "a.ods", sheet("A", row(NAMES)), before=declared)
    assert "the workbook is damaged" in refused(path)


def test_a_file_that_unpacks_to_too_much_or_is_under_a_password_is_refused(tmp_path: Path) -> None:
    encrypted = "<manifest><encryption-data/></manifest>"
    assert "under a password" in refused(
        write_content(tmp_path / "a.ods", sheet("A", row(NAMES)), manifest=encrypted)
    )
    path = a_sheet(tmp_path / "b.ods", row(NAMES))
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("Pictures/1", "w") as member,
    ):
        for _ in range(501):
            member.write(bytes(1_000_000))
    assert "unpacks to more than 500 MB" in refused(path)


NOT_ONE = "this is not an OpenDocument spreadsheet, whatever its name says."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty."),
        (b"CHILD,DOB\n", NOT_ONE),
        (b"\xd0\xcf\x11\xe0....", NOT_ONE),
        (b"PK\x03\x04....", "the workbook is damaged and cannot be opened."),
    ],
)
def test_a_file_of_another_kind_under_this_name_is_said(content: bytes, said: str) -> None:
    with pytest.raises(InputProblems) as told:
        read_open_document_grids(GivenFile("a.ods", content))
    assert f"a.ods: {said}" in str(told.value)


def test_a_text_document_and_a_workbook_of_excel_under_this_name_are_said(tmp_path: Path) -> None:
    text = write_content(tmp_path / "a.ods", "", kind="application/vnd.oasis.opendocument.text")
    assert NOT_ONE in refused(text)
    excel = write_annex_a(tmp_path / "b.ods", draw_council(children=20))
    assert NOT_ONE in refused(excel)


@pytest.mark.parametrize("end", range(0, 600, 60))
def test_a_file_cut_off_anywhere_is_damage(end: int, tmp_path: Path) -> None:
    path = write_open_document(tmp_path / "a.ods", {"A": [NAMES, ("Ann", date(2013, 6, 15))]})
    path.write_bytes(path.read_bytes()[: 4 + end])
    assert "the workbook is damaged" in refused(path)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_what_libreoffice_itself_saves_is_read(tmp_path: Path, make: Make) -> None:
    council = draw_council(children=100)
    excel = write_annex_a(tmp_path / "a.xlsx", council)
    command = ["soffice", "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), str(excel)]
    subprocess.run(
        command, check=True, env={**ENVIRONMENT, "HOME": str(tmp_path)}, timeout=SECONDS_FOR_THE_OFFICE
    )
    assert make(tmp_path / "a.ods", on=council.on).count == make(excel, on=council.on).count
