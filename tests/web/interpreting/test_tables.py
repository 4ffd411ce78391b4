"""Tables as councils keep them: every cell of every row is kept, or refused with its row and column."""

import csv
import os
import zipfile
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from heard.base.errors import InputProblems
from heard.catalogue import load_catalogue
from heard.web.interpreting.tables import (
    Candidate,
    Column,
    ReadTable,
    read_table,
    split_remarks,
    suggest_questions,
)
from heard.web.interpreting.tables.reading import join
from heard.web.policy import LONGEST_CELL, MOST_TABLE_ROWS
from heard.web.tables.apart import read_here

EXAMPLE = (
    Path(os.environ.get("HEARD_SHARED", Path(__file__).parents[4] / "shared")) / "data/themes_example.csv"
)
HEAD = ("Theme", "Survey Finding", "Comments")
ROWS = (
    ("1", "Feeling happy", "Ask us. Say it again."),
    ("2", "", "A pool, please."),
    ("", "No good friend", ""),
)


def as_csv(*rows: tuple[str, ...], separator: str = ",") -> bytes:
    text = StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode()


def as_workbook(*rows: tuple[object, ...], hidden: bool = False) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if hidden:
        book.create_sheet("Old", 0).sheet_state = "hidden"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def as_word(*tables: tuple[tuple[str, ...], ...], before: str = "") -> bytes:
    document = Document()
    if before:
        document.add_paragraph(before)
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def named(content: bytes) -> str:
    """As somebody would have called the file."""
    if content.startswith((b"PK", b"\xd0\xcf")):
        return "table.docx" if b"word/" in content else "table.xlsx"
    return "table.csv"


def read(content: bytes) -> ReadTable:
    return read_table(named(content), content)


def refused(content: bytes) -> str:
    with pytest.raises(InputProblems) as error:
        read(content)
    return str(error.value)


@pytest.mark.parametrize(
    "content",
    [
        as_csv(HEAD, *ROWS),
        b"\xef\xbb\xbf" + as_csv(HEAD, *ROWS, separator=";"),
        as_csv((), HEAD, *ROWS, separator="\t"),
        as_workbook(HEAD, *ROWS),
        as_workbook(HEAD, *ROWS, hidden=True),
        as_word((HEAD, *ROWS)),
    ],
    ids=["csv", "semicolons", "tabs", "excel", "hidden sheet", "word"],
)
def test_every_format_gives_every_cell(content: bytes) -> None:
    table = read(content)
    assert table.columns == (Column.THEME, Column.FINDING, Column.COMMENTS)
    assert [row.cells for row in table.rows] == list(ROWS)


@pytest.mark.skipif(not EXAMPLE.is_file(), reason="the founding table is not here: set HEARD_SHARED")
def test_the_table_a_council_keeps_is_read_whole() -> None:
    content = EXAMPLE.read_bytes()
    table = read(content)
    rows = list(csv.reader(StringIO(content.decode())))
    assert [list(row.cells) for row in table.rows] == rows[1:]
    candidates = [Candidate(k, i.title, i.measures) for k, i in load_catalogue().indicators.items()]
    wanted = ("happiness", "likes_school", "reason_for_care", "good_friend", "speaks_alone", "made_different")
    for row, indicator in zip(table.rows, wanted, strict=True):
        assert indicator in suggest_questions(table.cell(row, Column.FINDING), candidates)
    said = [split_remarks(table.cell(row, Column.COMMENTS)) for row in table.rows]
    assert [len(each) for each in said] == [5, 4, 4, 3, 3, 4]


def test_columns_stand_in_any_order_and_unknown_ones_are_kept() -> None:
    table = read(
        as_csv(("What was said", "RAG", "By whom", "Finding"), ("Ask us.", "red", "Children", "Safe"))
    )
    assert table.columns == (Column.COMMENTS, Column.OTHER, Column.BY_WHOM, Column.FINDING)
    assert table.others(table.rows[0]) == (("RAG", "red"),)


def test_what_stands_above_the_headings_is_noted() -> None:
    table = read(as_workbook(("Themes of 2026", "for the panel"), HEAD, *ROWS))
    assert table.notes == ("Above the headings: Themes of 2026 for the panel",)
    assert [row.number for row in table.rows] == [3, 4, 5]


def test_numbers_and_text_in_pieces_are_read_as_they_look() -> None:
    (row,) = read(as_workbook(("Theme", "Comments"), (3, "One\nTwo  three"))).rows
    assert row.cells == ("3", "One\nTwo three")


def test_several_word_tables_of_one_kind_are_one_and_what_is_not_read_is_said() -> None:
    content = as_word(
        (HEAD, *ROWS),
        (("Name", "Role"), ("A", "B")),
        (HEAD, ("9", "Last", "More.")),
        before="Minutes of the day",
    )
    table = read(content)
    assert [row.cells[0] for row in table.rows] == ["1", "2", "", "9"]
    assert table.notes == (
        "Only tables with a column of comments are read. Not read: 1 table.",
        "Words outside the tables are not read.",
    )


def test_all_that_is_wrong_is_said_at_once_with_its_row_and_column() -> None:
    said = refused(
        as_csv(
            HEAD, ("1", "x", "y" * (LONGEST_CELL + 1)), ("2", "x", "y", "left over"), ("3", "a\u200bb", "y")
        )
    )
    assert "row 2, column Comments" in said
    assert "row 3, column number 4" in said
    assert "row 4, column Survey Finding" in said


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (as_csv(HEAD), "no rows"),
        (as_csv(("Theme", "Finding"), ("1", "x")), "no column of comments"),
        ("Theme,Comments\n1,caf\xe9".encode("latin-1"), "UTF-8"),
        (b'Theme,Comments\n1,"never closed', "quotation mark"),
        (b"\xd0\xcf\x11\xe0 old", "of the old .xls kind"),
        (b"PK\x03\x04 broken", "damaged"),
        (as_csv(HEAD, *[("1", "x", "y")] * (MOST_TABLE_ROWS + 1)), "101 rows"),
        (as_workbook(HEAD, ("1", "x", "=A1")), "column C: a formula"),
        (as_word((("Name", "Role"), ("A", "B"))), "no column of comments"),
        (as_word(before="No table"), "holds no table"),
    ],
)
def test_what_cannot_be_read_whole_is_refused_in_words(content: bytes, says: str) -> None:
    assert says in refused(content)


def test_merged_cells_are_refused_by_their_place() -> None:
    book = Workbook()
    book.active.append(HEAD)
    book.active.append(("1", "x", "y"))
    book.active.merge_cells("A2:B2")
    content = BytesIO()
    book.save(content)
    assert "A2:B2" in refused(content.getvalue())
    document = Document()
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, HEAD, strict=True):
        cell.text = text
    table.rows[1].cells[0].merge(table.rows[1].cells[1])
    content = BytesIO()
    document.save(content)
    assert "are merged" in refused(content.getvalue())


def test_a_document_type_is_not_unfolded() -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    assert "damaged" in refused(content.getvalue())


CELL = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=12).map(lambda text: f"x{text}")


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8))
def test_no_cell_is_ever_dropped(rows: list[tuple[str, str, str]]) -> None:
    table = join("table.csv", read_here("table.csv", as_csv(HEAD, *rows)))
    assert [row.cells for row in table.rows] == rows
    assert ReadTable.from_stored(table.to_stored()) == table


@given(st.text(st.sampled_from("aA .!?\n•,")))
def test_splitting_keeps_every_letter(cell: str) -> None:
    kept = "".join("".join(split_remarks(cell)).split()).replace("•", "")
    assert kept == "".join(cell.split()).replace("•", "")


@pytest.mark.parametrize(
    ("cell", "remarks"),
    [
        ("Ask us. Say it again.", ("Ask us.", "Say it again.")),
        (
            "Make lessons more fun! Help, e.g. Clubs. Now?",
            ("Make lessons more fun!", "Help, e.g. Clubs.", "Now?"),
        ),
        ("• One\n• Two", ("One", "Two")),
        ("no full stop", ("no full stop",)),
        ("Version 2.5 is fine", ("Version 2.5 is fine",)),
        ("“Ask us.” They said so.", ("“Ask us.”", "They said so.")),
        ("", ()),
    ],
)
def test_a_cell_is_split_sentence_by_sentence(cell: str, remarks: tuple[str, ...]) -> None:
    assert split_remarks(cell) == remarks


def test_nothing_is_suggested_where_no_word_fits() -> None:
    assert suggest_questions("The and of it", [Candidate("likes_school", "Likes school", "")]) == ()


def test_words_that_named_somebody_go_from_a_cell_and_where_they_are_not_found_the_cell_goes() -> None:
    table = read(as_csv(HEAD, ("1", "x", "Ask us. Ask the tall one.")))
    cells = table.rows[0].cells
    assert table.without(cells, ["Ask the tall one."], "[gone]")[2] == "Ask us. [gone]"
    assert table.without(cells, ["written otherwise"], "[gone]") == ("1", "x", "[gone]")
