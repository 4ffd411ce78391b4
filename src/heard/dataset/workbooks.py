"""XLSX: the first sheet, as it was typed. A formula is refused: what a file keeps of it may be out of date."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath
from xml.etree import ElementTree

import fastexcel
import polars as pl

from heard.base.errors import InputProblems
from heard.base.policy import MAX_UNPACKED_WORKBOOK_BYTES
from heard.base.problems import Problem
from heard.dataset.headers import check_names, empty_file

OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # .xls, and every workbook under a password
ENCRYPTED = 1  # bit 0 of an archive member's flags
CHUNK_BYTES = 1 << 20
LONGEST_CELL_START = 4096  # bytes from a cell's <c to its <f: only a few short attributes stand there
CELLS_NAMED = 10
# A cell's formula is the first thing in the cell (ECMA-376, part 1, 18.3.1.4).
FORMULA = re.compile(rb'(?:<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]+[0-9]+)"[^>]*>\s*)?<(?:\w+:)?f[\s/>]')
UNDER_PASSWORD = (
    "the workbook is under a password or of the old .xls kind. Save it as .xlsx without a password."
)
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    ElementTree.ParseError,
    fastexcel.FastExcelError,
)
DAMAGED = "the workbook is damaged and cannot be opened. Open it in a spreadsheet program and save it again."


def read_workbook(path: Path) -> Iterator[pl.DataFrame]:
    """The first sheet in one slice: 7 as 7, a date as its year, month and day, an empty row as a row of nulls."""
    _check_kind(path)
    try:
        with zipfile.ZipFile(path) as archive:
            _check_unpacked(path.name, archive)
            _check_formulas(path.name, archive)
        sheet = fastexcel.read_excel(path).load_sheet(0, header_row=None, skip_rows=0, dtypes="string")
        table = sheet.to_polars()
    except UNREADABLE:
        raise InputProblems([Problem(path.name, DAMAGED)]) from None
    if table.is_empty():
        raise empty_file(path.name)
    names = check_names(path.name, table.row(0))
    yield table[1:].rename(dict(zip(table.columns, names, strict=True)))


def _check_kind(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        raise empty_file(path.name)
    if start == OLD_EXCEL:
        raise InputProblems([Problem(path.name, UNDER_PASSWORD)])
    if start != b"PK\x03\x04":
        raise InputProblems([Problem(path.name, "this is not an XLSX workbook, whatever its name says.")])


def _check_unpacked(file: str, archive: zipfile.ZipFile) -> None:
    """Refuse a file that unpacks to more than we read; `testzip` finds sizes that were written down falsely."""
    if any(member.flag_bits & ENCRYPTED for member in archive.infolist()):
        raise InputProblems([Problem(file, UNDER_PASSWORD)])
    unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > MAX_UNPACKED_WORKBOOK_BYTES:
        most = MAX_UNPACKED_WORKBOOK_BYTES // 1_000_000
        raise InputProblems([Problem(file, f"unpacks to more than {most} MB. Save the sheet as CSV UTF-8.")])
    if archive.testzip() is not None:
        raise InputProblems([Problem(file, DAMAGED)])


def _check_formulas(file: str, archive: zipfile.ZipFile) -> None:
    cells = _formula_cells(archive, _first_sheet(archive))
    if cells:
        named = ", ".join(cells[:CELLS_NAMED]) + (
            f" and {len(cells) - CELLS_NAMED} more" if cells[CELLS_NAMED:] else ""
        )
        message = f"a formula stands in {named}. Copy the sheet and paste it as values."
        raise InputProblems([Problem(file, message)])


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """The archive member that holds the first sheet of the workbook."""
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    sheet = workbook.find("{*}sheets/{*}sheet")
    attributes = {} if sheet is None else sheet.attrib
    wanted = {value for key, value in attributes.items() if key.endswith("}id")}  # two namespaces are in use
    targets = [relation.get("Target", "") for relation in relations if relation.get("Id") in wanted]
    return normpath(join("/xl", *targets[:1])).lstrip("/")


def _formula_cells(archive: zipfile.ZipFile, member: str) -> list[str]:
    """The cells that hold a formula, in the order of the sheet; the sheet is read a megabyte at a time."""
    found: dict[int, str] = {}
    kept, offset = b"", 0
    with archive.open(member) as sheet:
        while chunk := sheet.read(CHUNK_BYTES):
            text = kept + chunk
            if b"\0" in chunk:  # not UTF-8: the search below would be blind
                raise zipfile.BadZipFile(member)
            matches = FORMULA.finditer(text) if b"<f" in text or b":f" in text else ()  # ten times faster
            for match in matches:
                found.setdefault(
                    offset + match.end(), match[1].decode() if match[1] else "a cell without a name"
                )
            kept = text[-LONGEST_CELL_START:]
            offset += len(text) - len(kept)
    return list(found.values())
