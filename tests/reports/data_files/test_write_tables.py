"""One way in to all files: which there are, for whom, and what it refuses."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import openpyxl
import polars as pl
import pytest

from heard.base.errors import HeardError
from heard.base.places import Area, Wave
from heard.base.policy import Level
from heard.base.surveys import Family
from heard.catalogue import Catalogue
from heard.disclosure import ProtectedTables
from heard.reports import Format, ReportFacts
from heard.reports.data_files import list_files, write_tables
from reports.data_files.conftest import only_some

ALL = (Format.XLSX, Format.EES, Format.SAV, Format.DTA, Format.PARQUET)


def test_the_files_are_those_that_are_listed(files: Mapping[str, bytes], board_facts: ReportFacts) -> None:
    assert [each.name for each in list_files(board_facts)] == list(files)
    assert all(each.words for each in list_files(board_facts))


@pytest.mark.parametrize("format_", ALL)
def test_each_format_alone_gives_its_files(
    small: ProtectedTables, catalogue: Catalogue, board_facts: ReportFacts, format_: Format
) -> None:
    alone = write_tables(small, catalogue, board_facts, [format_])
    assert list(alone) == [each.name for each in list_files(board_facts, [format_])]


def test_the_workbook_needs_no_codebook(board_facts: ReportFacts) -> None:
    names = [each.name for each in list_files(board_facts, [Format.XLSX])]
    assert names == ["X0000001-2026-tables-board.xlsx"]


def test_a_working_copy_has_trends_and_says_of_which_data(
    protected: ProtectedTables, catalogue: Catalogue, facts: ReportFacts
) -> None:
    files = write_tables(only_some(protected), catalogue, facts)
    assert list(files) == [each.name for each in list_files(facts)]
    assert "X0000001-2026-tables-working-trends.parquet" in files
    assert facts.fingerprint.encode() in files["X0000001-2026-tables-working-ddi.xml"]


def test_only_a_working_copy_bears_the_fingerprint_of_the_data(
    files: Mapping[str, bytes], board_facts: ReportFacts
) -> None:
    assert not [name for name, content in files.items() if board_facts.fingerprint.encode() in content]


def test_a_family_has_its_own_files(
    small: ProtectedTables, catalogue: Catalogue, board_facts: ReportFacts
) -> None:
    facts = replace(board_facts, families=(Family.LEAVERS,))
    files = write_tables(small, catalogue, facts, [Format.EES])
    assert "x0000001-2026-leavers-tables-board.csv" in files
    data = files["x0000001-2026-leavers-tables-board.csv"].decode()
    assert "Ages 16 to 25" in data
    assert "Ages 4 to 7" not in data


def test_a_survey_that_nobody_answered_is_in_no_file(
    protected: ProtectedTables, catalogue: Catalogue, facts: ReportFacts
) -> None:
    protected = only_some(protected)
    younger = pl.col("survey").str.contains("4-7")
    tables = replace(
        protected,
        **{
            name: getattr(protected, name).filter(~younger)
            for name in ("estimates", "comparisons", "participation", "associations")
        },
    )
    files = write_tables(tables, catalogue, facts, [Format.EES, Format.SAV, Format.DTA, Format.XLSX])
    assert b"Ages 4 to 7" not in files["x0000001-2026-tables-working.csv"]


def test_no_rows_at_all_give_files_all_the_same(
    protected: ProtectedTables, catalogue: Catalogue, facts: ReportFacts
) -> None:
    tables = replace(
        protected,
        **{
            name: getattr(protected, name).clear()
            for name in ("estimates", "comparisons", "participation", "associations")
        },
    )
    assert list(write_tables(tables, catalogue, facts)) == [each.name for each in list_files(facts)]


@pytest.mark.parametrize(
    "name", ['=HYPERLINK("http://x")', "+1", "-1+2", "@SUM(A1)", "<b>A & B</b>", "A\x0bB"]
)
def test_names_stay_words(
    small: ProtectedTables, catalogue: Catalogue, board_facts: ReportFacts, name: str
) -> None:
    facts = replace(board_facts, council=Area("X0000001", name), programme=name)
    files = write_tables(small, catalogue, facts)
    for file, content in files.items():
        if file.endswith(".csv"):
            assert f",{name}".encode() not in content or name[0] not in "=+-@"
    book = openpyxl.load_workbook(io.BytesIO(files["X0000001-2026-tables-board.xlsx"]))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert b"<b>A & B</b>" not in files["X0000001-2026-tables-board-codebook.html"]


def test_tables_of_another_level_or_wave_are_refused(
    small: ProtectedTables, catalogue: Catalogue, board_facts: ReportFacts
) -> None:
    with pytest.raises(HeardError, match="public report"):
        write_tables(small, catalogue, replace(board_facts, level=Level.PUBLIC))
    wave = Wave("2030", date(2030, 1, 1), date(2030, 2, 1))
    with pytest.raises(HeardError, match="wave 2030"):
        write_tables(small, catalogue, replace(board_facts, wave=wave))


def test_the_nation_is_not_a_council(
    small: ProtectedTables, catalogue: Catalogue, board_facts: ReportFacts
) -> None:
    with pytest.raises(HeardError, match="needs a council"):
        write_tables(small, catalogue, replace(board_facts, council=Area("all", "All")))


def test_a_format_of_pages_is_refused(
    small: ProtectedTables, catalogue: Catalogue, board_facts: ReportFacts
) -> None:
    with pytest.raises(HeardError, match="not written as pdf"):
        write_tables(small, catalogue, board_facts, [Format.PDF])
