"""XLSX: the first sheet that is shown, as it was typed.

A formula is refused: what a file keeps of it may be out of date. So is what would be read as an empty cell and is
none: an error such as #N/A, and the cells under a merged one.
"""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import join, normpath
from xml.etree import ElementTree

import fastexcel
import polars as pl

from heard.base.errors import InputProblems
from heard.base.messages import name_some, quote
from heard.base.policy import MAX_UNPACKED_WORKBOOK_BYTES
from heard.base.problems import Problem, Severity
from heard.dataset.headers import check_names, empty_file
from heard.dataset.sheets import check_cells

OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # .xls, and every workbook under a password
ENCRYPTED = 1  # bit 0 of an archive member's flags
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


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet of a workbook. `member`: where the archive holds it."""

    name: str
    member: str
    shown: bool


def read_workbook(path: Path) -> Iterator[pl.DataFrame]:
    """The first sheet shown, in one slice: 7 as 7, a date as its year, month and day, an empty row as nulls."""
    _check_kind(path)
    try:
        with zipfile.ZipFile(path) as archive:
            _check_unpacked(path.name, archive)
            sheet = _sheet_to_read(_sheets(archive))
            with archive.open(sheet.member) as cells:
                check_cells(path.name, cells)
        table = _read_sheet(path, sheet)
    except UNREADABLE:
        raise InputProblems([Problem(path.name, DAMAGED)]) from None
    if table.is_empty():
        raise empty_file(path.name)
    names = check_names(path.name, table.row(0))
    yield table[1:].rename(dict(zip(table.columns, names, strict=True)))


def warn_of_other_sheets(path: Path) -> tuple[Problem, ...]:
    """A warning where a workbook has more sheets than the one that is read; none where it cannot be opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            sheets = _sheets(archive)
            read = _sheet_to_read(sheets)
    except UNREADABLE:
        return ()
    others = [quote(sheet.name) for sheet in sheets if sheet is not read]
    if not others:
        return ()
    message = f"only the sheet {quote(read.name)} is read. Not read: {name_some(others)}."
    return (Problem(path.name, message, severity=Severity.WARNING),)


def _read_sheet(path: Path, sheet: _Sheet) -> pl.DataFrame:
    loaded = fastexcel.read_excel(path).load_sheet(sheet.name, header_row=None, skip_rows=0, dtypes="string")
    return loaded.to_polars()


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


def _sheets(archive: zipfile.ZipFile) -> list[_Sheet]:
    """The sheets of the workbook in their order, those of charts and macros left out."""
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in relations
        if relation.get("Type", "").endswith("/worksheet")
    }
    found = []
    for each in workbook.findall("{*}sheets/{*}sheet"):
        wanted = [targets[value] for key, value in each.items() if key.endswith("}id") and value in targets]
        if wanted:  # two namespaces are in use for id
            member = normpath(join("/xl", wanted[0])).lstrip("/")
            found.append(_Sheet(each.get("name", ""), member, each.get("state", "visible") == "visible"))
    return found


def _sheet_to_read(sheets: list[_Sheet]) -> _Sheet:
    for sheet in sheets:
        if sheet.shown:
            return sheet
    raise KeyError("no sheet")
