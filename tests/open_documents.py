"""OpenDocument spreadsheets (.ods) written by hand: what a spreadsheet program writes, and what nobody should."""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

KIND = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text", "style")
)
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
NOT_SHOWN = (
    '<style:style style:name="ta2" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
)
# As a spreadsheet program fills a sheet up: cells to the right, rows below.
REST_OF_ROW = '<table:table-cell table:number-columns-repeated="16375"/>'
REST_OF_SHEET = f'<table:table-row table:number-rows-repeated="1048570">{REST_OF_ROW}</table:table-row>'


def write_open_document(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """What begins with = is a formula that came to 2; None is an empty cell."""
    tables = "".join(sheet(name, "".join(map(row, rows)) + REST_OF_SHEET) for name, rows in sheets.items())
    return write_content(path, tables)


def write_content(
    path: Path, tables: str, *, kind: str = KIND, manifest: str = MANIFEST, before: str = ""
) -> Path:
    """The archive around these sheets."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {NAMES}>'
        f"<office:automatic-styles>{NOT_SHOWN}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def sheet(name: str, rows: str, *, style: str = "ta1") -> str:
    """A table of these rows."""
    return f'<table:table table:name={quoteattr(name)} table:style-name="{style}">{rows}</table:table>'


def row(cells: Sequence[object], **attributes: object) -> str:
    """One row, its cells written as what they are."""
    told = "".join(f' table:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f"<table:table-row{told}>{''.join(map(cell, cells))}{REST_OF_ROW}</table:table-row>"


def cell(value: object, **attributes: object) -> str:
    """One cell."""
    told = "".join(
        f" table:{name.replace('_', '-')}={quoteattr(str(each))}" for name, each in attributes.items()
    )
    match value:
        case None | "":
            return f"<table:table-cell{told}/>"
        case date() as day:
            midnight = "T00:00:00" if isinstance(day, datetime) else ""
            kept = f'office:value-type="date" office:date-value="{day:%Y-%m-%d}{midnight}"'
            shown = f"{day:%d/%m/%y}"  # two digits of the year: what is shown is not what is kept
        case int() | float():
            kept, shown = f'office:value-type="float" office:value="{value}"', str(value)
        case str() if value.startswith("="):
            kept = f'table:formula={quoteattr("of:" + value)} office:value-type="float" office:value="2"'
            shown = "2"
        case _:
            kept, shown = 'office:value-type="string"', str(value)
    return f"<table:table-cell {kept}{told}><text:p>{escape(shown)}</text:p></table:table-cell>"
