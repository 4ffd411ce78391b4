"""Workbooks: values as they were typed; formulas, passwords and bombs refused."""

import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from heard.base.errors import InputProblems
from heard.dataset import sheets, workbooks
from heard.dataset.reading import note_unread, read_table

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a workbook with these rows on its first sheet; a text that begins with = is a formula."""

    def write_rows(*rows: list[object], second: list[object] | None = None) -> Path:
        path = tmp_path / "a.xlsx"
        with xlsxwriter.Workbook(path) as book:
            date_format = book.add_format({"num_format": "dd/mm/yyyy"})
            for cells in (rows, [second] if second else None):
                if cells is None:
                    continue
                sheet = book.add_worksheet()
                for place, row in enumerate(cells):
                    for column, value in enumerate(row):
                        if isinstance(value, datetime):
                            sheet.write_datetime(place, column, value, date_format)
                        else:
                            sheet.write(place, column, value)
        return path

    return write_rows


def said_of(path: Path) -> str:
    with pytest.raises(InputProblems) as caught:
        read_table(path)
    return str(caught.value)


def change(path: Path, member: str, pattern: bytes, new: bytes) -> None:
    """Write new bytes in the place of those that match, in one member of an archive."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[member] = re.sub(pattern, new, members[member])
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def test_numbers_and_words_come_as_they_were_typed(write: Write) -> None:
    path = write(
        ["wave", " survey ", "score"], [2026, "8-11", 7], ["2026", None, 7.5], ["2026", " 8-11", "007"]
    )
    assert read_table(path).columns == ["wave", "survey", "score"]
    assert read_table(path).rows() == [
        ("2026", "8-11", "7"),
        ("2026", None, "7.5"),
        ("2026", "8-11", "007"),
    ]


def test_a_date_comes_as_a_date_and_not_as_a_number(write: Write) -> None:
    assert read_table(write(["a"], [datetime(2026, 11, 8)])).item().startswith("2026-11-08")


def test_an_empty_row_keeps_the_numbers_of_the_rows_after_it(write: Write) -> None:
    assert read_table(write(["a", "b"], [], ["x", "y"])).rows() == [(None, None), ("x", "y")]


def test_only_the_first_sheet_is_read_and_searched_for_formulas(write: Write) -> None:
    assert read_table(write(["a"], ["x"], second=["=1+1"])).rows() == [("x",)]


def test_a_hidden_sheet_is_passed_over_and_sheets_that_are_not_read_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        hidden, read, _ = (book.add_worksheet(name) for name in ("old", "answers", "notes"))
        hidden.write(0, 0, "b")
        read.write_column(0, 0, ["a", "x"])
        read.activate()
        hidden.hide()
    assert read_table(path).rows(named=True) == [{"a": "x"}]
    [warning] = note_unread(path)
    assert warning.message == 'only the sheet "answers" is read. Not read: "old", "notes".'


def test_an_error_in_a_cell_is_no_empty_answer(write: Write) -> None:
    path = write(["a", "b"], ["x", "y"])
    change(path, "xl/worksheets/sheet1.xml", rb'<c r="B2" t="s"><v>\d</v>', b'<c r="B2" t="e"><v>#N/A</v>')
    assert "an error, such as #N/A, stands in B2." in said_of(path)


def test_merged_cells_are_refused(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.merge_range("A2:A3", "x")
    assert "cells are merged: A2:A3." in said_of(tmp_path / "a.xlsx")


def test_a_cell_far_away_does_not_take_all_memory(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet().write(1_048_575, 16_383, "x")
    assert "reaches over 16,384 columns and 1,048,576 rows" in said_of(tmp_path / "a.xlsx")


def test_a_cell_far_away_that_is_only_coloured_is_nothing(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_column(0, 0, ["a", "x"])
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
    assert read_table(tmp_path / "a.xlsx").rows() == [("x",)]


def test_the_cells_with_formulas_are_named(write: Write) -> None:
    said = said_of(write(["a", "b"], ["x", "=1+1"], ["=A2", "y"]))
    assert "a formula stands in B2, A3." in said
    assert "paste it as values" in said


def test_formulas_are_found_wherever_a_piece_of_the_sheet_ends(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [[f"=A{row}+{column}" for column in range(3)] for row in range(2, 42)]
    path = write(["a", "b", "c"], *rows)
    monkeypatch.setattr(sheets, "CHUNK_BYTES", 37)
    monkeypatch.setattr(sheets, "LONGEST_CELL_START", 100)
    monkeypatch.setattr(sheets, "CELLS_NAMED", 1000)
    cells = ", ".join(f"{column}{row}" for row in range(2, 42) for column in "ABC")
    assert f"a formula stands in {cells}." in said_of(path)


def test_more_formulas_than_are_named_are_counted(write: Write) -> None:
    said = said_of(write(["a"], *(["=1+1"] for _ in range(25))))
    assert "A10, A11 and 15 more." in said


def test_a_first_row_without_names_is_refused(write: Write) -> None:
    assert "no column has a name" in said_of(write([], ["wave"], ["2026"]))


def test_a_sheet_with_nothing_on_it_is_an_empty_file(write: Write) -> None:
    assert "the file is empty" in said_of(write([]))


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(["a"], ["x" * 1000])
    monkeypatch.setattr(workbooks, "MAX_UNPACKED_WORKBOOK_BYTES", 1000)
    assert "unpacks to more than" in said_of(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "under a password or of the old .xls kind"),
        (b"wave,area\n2026,X1\n", "not an XLSX workbook"),
        (b"PK\x03\x04 and then nothing", "damaged"),
    ],
)
def test_what_is_no_workbook_says_so(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert words in said_of(path)


def test_a_workbook_cut_short_or_lacking_its_sheet_is_damaged(write: Write, tmp_path: Path) -> None:
    whole = write(["a"], ["x"])
    short = tmp_path / "short.xlsx"
    short.write_bytes(whole.read_bytes()[:-200])
    assert "damaged" in said_of(short)
    lacking = tmp_path / "lacking.xlsx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(lacking, "w") as target:
        for member in source.namelist():
            if "sheet1" not in member:
                target.writestr(member, source.read(member))
    assert "damaged" in said_of(lacking)
