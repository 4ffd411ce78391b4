"""The plan as the committee's table: CSV, a workbook, Word. What writes them is loaded when somebody asks."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

HEADINGS = ("Action", "Theme", "By whom", "By when", "Progress")
SHARES = (44, 12, 22, 22, 44)  # widths of a workbook's columns, in letters
A_FORMULA = ("=", "+", "-", "@")  # a spreadsheet program runs a cell that begins so


class TableFormat(StrEnum):
    """What the committee's table can be taken as."""

    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"


TYPES: Mapping[TableFormat, str] = {
    TableFormat.CSV: "text/csv; charset=utf-8",
    TableFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    TableFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class CommitteeTable:
    """A grid of words under `HEADINGS`, with what stands above it."""

    title: str
    council: str
    summary: str
    on: date
    rows: tuple[tuple[str, ...], ...]


def write_table(table: CommitteeTable, form: TableFormat) -> bytes:
    """The file."""
    writers: dict[TableFormat, Callable[[CommitteeTable], bytes]] = {
        TableFormat.CSV: _write_csv,
        TableFormat.XLSX: _write_workbook,
        TableFormat.DOCX: _write_word,
    }
    return writers[form](table)


def _write_csv(table: CommitteeTable) -> bytes:
    """With the mark by which spreadsheet programs know UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([HEADINGS, *(tuple(map(_as_words, row)) for row in table.rows)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _as_words(text: str) -> str:
    return f"'{text}" if text.startswith(A_FORMULA) else text


def _write_workbook(table: CommitteeTable) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet("Action plan")
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#eef1f6"}
    )
    sheet.write_string(
        0, 0, f"{table.title}, {table.council}", book.add_format({"bold": True, "font_size": 14})
    )
    sheet.write_string(1, 0, table.summary)
    for place, (heading, width) in enumerate(zip(HEADINGS, SHARES, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(3, place, heading, head)
    for number, row in enumerate(table.rows, start=4):
        for place, text in enumerate(row):
            sheet.write_string(number, place, text, wrapped)
        sheet.set_row(number, 15 * _lines(row))
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(3)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def _lines(row: Sequence[str]) -> int:
    """As high as the longest text needs; not every program finds that out by itself."""
    return max(
        sum(-(-max(1, len(line)) // width) for line in text.split("\n")) if text else 1
        for text, width in zip(row, SHARES, strict=True)
    )


def _write_word(table: CommitteeTable) -> bytes:
    from heard.base.policy import Level
    from heard.reports.blocks import Column, SimpleTable
    from heard.reports.formats.word import render_word
    from heard.reports.report import Report, Section

    grid = SimpleTable(
        caption="Each action, by whom, by when, and how far it is",
        columns=tuple(Column(heading) for heading in HEADINGS),
        rows=table.rows,
        worded=True,
    )
    report = Report(
        language="en-GB",
        level=Level.BOARD,
        title=table.title,
        kind=table.council,
        lead=table.summary,
        running=f"{table.title}, {table.council}",
        skip="",
        closed_on=table.on,
        sections=(Section("actions", "Actions", (grid,)),),
    )
    return render_word(report)
