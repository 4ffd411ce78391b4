"""The workbook says what the tables say, in words and numbers, and hides nothing."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from heard.reports.data_files.council_tables import CouncilTables
from heard.reports.data_files.labels import Labels

One = Callable[[str], bytes]
Row = Mapping[str, object]
HEADER = 3


@pytest.fixture(scope="module")
def book(one: One) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(one(".xlsx")))


@pytest.fixture(scope="module")
def labels(tables: CouncilTables) -> Labels:
    return Labels(tables.material)


def rows_of(sheet: Worksheet) -> Iterator[Row]:
    header, *rows = sheet.iter_rows(min_row=HEADER, values_only=True)
    for row in rows:
        yield dict(zip((str(name) for name in header), row, strict=True))


def named(labels: Labels, row: Row) -> tuple[str, ...]:
    """The words that name a row of estimates or comparisons."""
    survey, indicator, cut, group, level = (
        str(row[name]) for name in ("survey", "indicator", "cut_point", "group", "level")
    )
    return (
        labels.indicator(indicator),
        labels.survey(survey),
        labels.statement(indicator, survey, cut),
        labels.group(group),
        labels.level(group, level),
    )


def near(figures: object) -> object:
    """The same figures: a workbook keeps sixteen digits of each."""
    return pytest.approx(figures, rel=1e-14)


NAMED = ("Indicator", "Survey", "Statement")
GROUPED = (*NAMED, "Kind of group", "Group")


def told(row: Row) -> dict[str, object]:
    """What stands in a row of shares, by its symbol."""
    numbers = ("share", "count", "base", "low", "high")
    values = {name: row[name] for name in numbers}
    match row["symbol"]:
        case "":
            return {name: "x" if value is None else near(value) for name, value in values.items()}
        case "b":
            words = {"share": "all or nearly all, over 80\u00a0%", "base": row["base"]}
            return dict.fromkeys(numbers, "b") | words
        case "u":
            return dict.fromkeys(numbers, "u") | {"base": row["base"]}
    return dict.fromkeys(numbers, row["symbol"])


HEADINGS = {
    "Share": "share",
    "Said so": "count",
    "Answered": "base",
    "Whole group, from": "low",
    "Whole group, to": "high",
}


def test_every_share_is_that_of_the_tables(book: Workbook, tables: CouncilTables, labels: Labels) -> None:
    found = {tuple(row[name] for name in GROUPED): row for row in rows_of(book["By group"])}
    everybody = {tuple(row[name] for name in NAMED): row for row in rows_of(book["Everybody"])}
    assert len(found) + len(everybody) == tables.estimates.height
    for row in tables.estimates.iter_rows(named=True):
        key = named(labels, row)
        shown = everybody[key[:3]] if row["group"] == "all" else found[key]
        assert {name: shown[heading] for heading, name in HEADINGS.items()} == told(row), key


def test_the_headlines_are_the_same_figures(book: Workbook, tables: CouncilTables, labels: Labels) -> None:
    everybody = {tuple(row[name] for name in NAMED): row for row in rows_of(book["Everybody"])}
    headlines = list(rows_of(book["Headlines"]))
    for row in headlines:
        same = everybody[tuple(row[name] for name in NAMED)]
        assert {name: row[name] for name in HEADINGS} == {name: same[name] for name in HEADINGS}
    beside = tables.comparisons.filter(against="others", group="all")
    shares = {named(labels, row)[:3]: row["reference_share"] for row in beside.iter_rows(named=True)}
    for row in headlines:
        assert row["All councils"] == shares.get(tuple(row[name] for name in NAMED), "x")


def test_every_comparison_is_that_of_the_tables(
    book: Workbook, tables: CouncilTables, labels: Labels
) -> None:
    rows = [row for sheet in ("Comparisons", "Change") for row in rows_of(book[sheet])]
    found = {(*(row[name] for name in GROUPED), row["Compared with"]): row for row in rows}
    assert len(found) == tables.comparisons.height
    for row in tables.comparisons.iter_rows(named=True):
        shown = found[(*named(labels, row), labels.against(row["against"], row["reference"]))]
        assert (shown["Share"], shown["Answered"]) == near((row["share"], row["base"]))
        theirs = (row["reference_share"], row["reference_base"])
        assert (shown["Their share"], shown["Their answers"]) == near(theirs)
        assert shown["Difference, points"] == pytest.approx(row["difference"] * 100)
        assert shown["Difference, from"] == pytest.approx(row["difference_low"] * 100)


def test_who_took_part_is_that_of_the_tables(book: Workbook, tables: CouncilTables, labels: Labels) -> None:
    for row, shown in zip(
        tables.participation.iter_rows(named=True), rows_of(book["Who answered"]), strict=True
    ):
        assert shown["Group"] == labels.level(row["group"], row["level"])
        none = row["symbol"] or "x"
        assert shown["Took part"] == (none if row["respondents"] is None else row["respondents"])
        assert shown["Could have answered"] == (none if row["eligible"] is None else row["eligible"])


def test_odds_are_those_of_the_tables(book: Workbook, tables: CouncilTables) -> None:
    rows = zip(tables.associations.iter_rows(named=True), rows_of(book["Goes with"]), strict=True)
    for row, shown in rows:
        none = row["symbol"] or "x"
        assert shown["Odds, times"] == (none if row["odds_ratio"] is None else near(row["odds_ratio"]))


# --- How it is made -----------------------------------------------------------------------------------


def test_each_sheet_is_one_named_table_under_its_title(book: Workbook) -> None:
    assert book.sheetnames[0] == "Cover"
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        assert re.fullmatch(r"table_[a-z]+", table.name)
        assert table.ref == f"A{HEADER}:{sheet.dimensions.split(':')[1]}"
        assert sheet["A1"].value
        assert sheet.freeze_panes == f"A{HEADER + 1}"
        assert len(sheet.title) <= 31
        header = [cell.value for cell in sheet[HEADER]]
        assert None not in header
        assert len(set(header)) == len(header)


def test_nothing_is_hidden_merged_or_worked_out(book: Workbook, one: One) -> None:
    for sheet in book.worksheets:
        assert sheet.sheet_state == "visible"
        assert not sheet.merged_cells.ranges
        assert not [each for each in sheet.row_dimensions.values() if each.hidden]
        assert not [each for each in sheet.column_dimensions.values() if each.hidden]
    with zipfile.ZipFile(io.BytesIO(one(".xlsx"))) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "/sheet" in name]
        assert not [text for text in sheets if "<f>" in text or "<f " in text]
        assert not [name for name in parts.namelist() if "external" in name.lower() or "vba" in name.lower()]


def test_the_cover_says_what_it_is_and_leads_to_every_sheet(book: Workbook) -> None:
    cover = {row[0].value: row for row in book["Cover"].iter_rows()}
    assert next(iter(cover)) == "Alderbrook: figures for analysts, wave 2026"
    assert str(cover["Who may read it"][1].value).startswith("Board copy.")
    assert "Made-up data." in str(cover["To be read with care"][1].value)
    links = [cell.hyperlink.location for row in book["Cover"].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]


def test_the_properties_hold_no_clock(book: Workbook) -> None:
    properties = book.properties
    assert (properties.creator, properties.created) == ("Heard", datetime(2026, 3, 27))
    assert properties.modified == properties.created
    assert properties.title == "Alderbrook: figures for analysts, wave 2026"


def test_figures_look_like_figures(book: Workbook) -> None:
    sheet = book["Everybody"]
    shown = next(row for row in sheet.iter_rows(min_row=HEADER + 1) if isinstance(row[5].value, float))
    assert [cell.number_format for cell in shown[5:9]] == ["0%", "#,##0", "#,##0", "#,##0"]


def test_every_symbol_is_explained(book: Workbook) -> None:
    said = {row["Symbol or word"] for row in rows_of(book["Symbols and words"])}
    used = {
        value
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows(min_row=HEADER + 1, values_only=True)
        for value in row
        if isinstance(value, str) and len(value) == 1
    }
    assert used <= said
