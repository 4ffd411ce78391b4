"""The workbook: a cover, a sheet for each subject, and what the words mean.

Each sheet is one table from the first column on, under its title; text stays text, whatever it begins with; nothing is
hidden, merged or worked out by the program that opens it.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from heard.reports.data_files.council_tables import CouncilTables
from heard.reports.data_files.describing import describe_source, title_of
from heard.reports.data_files.files import stem_of
from heard.reports.data_files.labels import Labels
from heard.reports.data_files.sheets.differences import (
    change_sheet,
    comparison_sheet,
    headline_sheet,
    trend_sheets,
)
from heard.reports.data_files.sheets.goes_with import association_sheets
from heard.reports.data_files.sheets.shares import everybody_sheet, group_sheet, who_sheet
from heard.reports.data_files.sheets.sheet import Look, Sheet, Value
from heard.reports.data_files.sheets.words import method_sheet, question_sheet, symbol_sheet
from heard.reports.material import Material

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

INK, MIST, SKY = "#15233b", "#eef1f6", "#124a94"
BASE = {"font_name": "Arial", "font_size": 11, "font_color": INK, "valign": "top"}
LOOKS: Mapping[Look, Mapping[str, str | bool]] = {
    Look.WORDS: {"text_wrap": True, "num_format": "@"},
    Look.COUNT: {"num_format": "#,##0", "align": "right"},
    Look.PER_CENT: {"num_format": "0%", "align": "right"},
    Look.POINTS: {"num_format": "+0;\u22120;0", "align": "right"},
    Look.RATIO: {"num_format": "0.0#", "align": "right"},
}
HEADER_ROW = 2  # after the title and what stands under it
LINE_POINTS = 15.0  # the height of a line
TITLE_POINTS = 24.0
HEADER_LINES = 3
COVER_WIDTHS = (30, 100)
TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_workbook(tables: CouncilTables) -> Mapping[str, bytes]:
    """The workbook by name. The same tables give the same bytes."""
    import xlsxwriter

    labels, content = Labels(tables.material), io.BytesIO()
    book = xlsxwriter.Workbook(
        content, {**TEXT_ONLY, "in_memory": True, "default_format_properties": dict(BASE)}
    )
    sheets = _list_sheets(tables, labels)
    _describe(book, tables.material)
    _write_cover(book, tables.material, sheets)
    looks = {look: book.add_format(dict(said)) for look, said in LOOKS.items()}
    for sheet in sheets:
        _write_sheet(book, sheet, tables.material, looks)
    book.close()
    return {f"{stem_of(tables.facts)}.xlsx": content.getvalue()}


def _list_sheets(tables: CouncilTables, labels: Labels) -> tuple[Sheet, ...]:
    """In order; trends, and what goes with well-being, only where there is any."""
    return (
        who_sheet(tables, labels),
        headline_sheet(tables, labels),
        everybody_sheet(tables, labels),
        group_sheet(tables, labels),
        comparison_sheet(tables, labels),
        change_sheet(tables, labels),
        *trend_sheets(tables, labels),
        *association_sheets(tables, labels),
        question_sheet(tables, labels),
        symbol_sheet(tables),
        method_sheet(tables),
    )


def _describe(book: "Workbook", material: Material) -> None:
    """The document's properties. Its day is the one on which the wave closed; there is no clock."""
    facts = material.facts
    book.set_properties(
        {
            "title": title_of(material),
            "subject": material.say(f"levels.{facts.level}.name"),
            "author": "Heard",
            "company": "",
            "comments": describe_source(material)["readers"],
            "created": datetime.combine(facts.wave.closes_on, time(), tzinfo=UTC).replace(tzinfo=None),
        }
    )


# --- The cover ----------------------------------------------------------------------------------------


def _write_cover(book: "Workbook", material: Material, sheets: Sequence[Sheet]) -> None:
    cover = book.add_worksheet(material.say("files.sheets.cover.name"))
    said = book.add_format({"text_wrap": True})
    strong = book.add_format({"bold": True, "text_wrap": True})
    link = book.add_format({"font_color": SKY, "underline": 1})
    for place, width in enumerate(COVER_WIDTHS):
        cover.set_column(place, place, width)
    cover.hide_gridlines(2)
    cover.write_string(0, 0, title_of(material), _title(book))
    row = 1
    cover.set_row(0, TITLE_POINTS)
    for key, text in describe_source(material).items():
        if key == "what":  # the title says it
            continue
        row = _write_line(cover, row, (material.say(f"files.source.{key}"), text), (strong, said))
    for key in material.wording.list("files.cover"):
        texts = material.say(f"files.cover.{key}.title"), material.say(f"files.cover.{key}.text")
        row = _write_line(cover, row, texts, (strong, said))
    row = _write_line(cover, row, (material.say("files.contents"), ""), (_heading(book), said))
    for sheet in sheets:
        name = material.say(f"files.sheets.{sheet.key}.name")
        cover.write_url(row, 0, f"internal:'{name}'!A1", link, name)
        cover.write_string(row, 1, material.say(f"files.sheets.{sheet.key}.about"), said)
        row += 1
    _set_page(cover, material)


def _write_line(
    cover: "Worksheet", row: int, texts: tuple[str, str], formats: tuple["Format", "Format"]
) -> int:
    """A row of the cover; returns the next."""
    _make_room(cover, row, [*zip(texts, COVER_WIDTHS, strict=True)])
    for column, (text, look) in enumerate(zip(texts, formats, strict=True)):
        cover.write_string(row, column, text, look)
    return row + 1


def _title(book: "Workbook") -> "Format":
    return book.add_format({"bold": True, "font_size": 16})


def _heading(book: "Workbook") -> "Format":
    return book.add_format({"bold": True, "font_size": 13})


# --- A table ------------------------------------------------------------------------------------------


def _write_sheet(book: "Workbook", sheet: Sheet, material: Material, looks: Mapping[Look, "Format"]) -> None:
    page = book.add_worksheet(material.say(f"files.sheets.{sheet.key}.name"))
    page.write_string(0, 0, material.say(f"files.sheets.{sheet.key}.title"), _title(book))
    page.write_string(1, 0, material.say(f"files.sheets.{sheet.key}.about"), book.add_format())
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
    page.set_row(0, TITLE_POINTS)
    page.set_row(HEADER_ROW, HEADER_LINES * LINE_POINTS)
    last = _write_rows(page, sheet, looks, material.say("files.empty"))
    header = book.add_format({"bold": True, "text_wrap": True, "bg_color": MIST, "bottom": 1})
    headings = [material.say(f"files.headings.{column.key}") for column in sheet.columns]
    page.add_table(
        HEADER_ROW,
        0,
        last,
        len(headings) - 1,
        {
            "name": f"table_{sheet.key}",
            "columns": [{"header": heading, "header_format": header} for heading in headings],
            "style": "Table Style Light 1",
            "banded_rows": False,
        },
    )
    page.freeze_panes(HEADER_ROW + 1, 0)
    page.repeat_rows(HEADER_ROW)
    _set_page(page, material)


def _write_rows(page: "Worksheet", sheet: Sheet, looks: Mapping[Look, "Format"], empty: str) -> int:
    """Writes the table's rows, and one that says so where there is none; returns the last row's number."""
    formats = [looks[column.look] for column in sheet.columns]
    widths = [column.width for column in sheet.columns]
    row = HEADER_ROW
    for row, values in enumerate(sheet.rows, start=HEADER_ROW + 1):
        for place, (value, look) in enumerate(zip(values, formats, strict=True)):
            if isinstance(value, str):
                page.write_string(row, place, value, look)
            else:
                page.write_number(row, place, value, look)
        _make_room(page, row, [*zip(values, widths, strict=True)])
    if row == HEADER_ROW:
        row += 1
        page.write_string(row, 0, empty, formats[0])
    return row


def _make_room(page: "Worksheet", row: int, cells: Sequence[tuple[Value, int]]) -> None:
    """A row as high as its longest text needs; not every program finds that out by itself."""
    lines = max(-(-len(value) // width) for value, width in cells if isinstance(value, str))
    if lines > 1:
        page.set_row(row, lines * LINE_POINTS)


def _set_page(page: "Worksheet", material: Material) -> None:
    """On paper: sideways, as wide as one page, with whose copy it is and the number of the page below."""
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    facts = material.facts
    running = material.say(
        "files.running", council=facts.council.name, level=material.say(f"levels.{facts.level}.name")
    )
    page.set_footer(f"&L{running.replace('&', '&&')}&R&P / &N")
