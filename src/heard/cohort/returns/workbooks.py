"""A workbook → a grid a sheet. Every sheet that is shown is read: which of them holds children shows in its columns.

A formula in an age column is no fault, one in a date of birth is: what a file keeps of a formula may be out of date.
So faults are noted by cell, and told where a column that is read has them.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import product
from posixpath import join, normpath
from xml.etree import ElementTree

import fastexcel

from heard.base.errors import InputProblems
from heard.base.policy import MAX_CELLS_OF_A_SHEET, MAX_UNPACKED_WORKBOOK_BYTES
from heard.base.problems import Problem
from heard.cohort.returns.given import GivenFile
from heard.cohort.returns.grids import Grid, number_rows
from heard.dataset.sheets import ERROR, FORMULA, MERGED
from heard.dataset.workbooks import DAMAGED, ENCRYPTED, OLD_EXCEL, UNDER_PASSWORD, UNREADABLE

FORMULA_FAULT = "a formula stands here. Copy the column and paste it as values."
ERROR_FAULT = "an error such as #N/A stands here. Type the value, or leave the cell empty."
FAULTS = ((FORMULA, FORMULA_FAULT), (ERROR, ERROR_FAULT))
MERGED_FAULT = "cells are merged here. Undo that, and type in each row what belongs there."
MERGED_ROWS, MERGED_COLUMNS = 5_000, 50  # of a merged range so much is marked: enough to be told of it
CELL = re.compile(r"([A-Z]+)([0-9]+)")
DOCUMENT_TYPE = b"<!DOCTYPE"  # no workbook has one; entities are declared in it, and may unfold without end


def read_workbook_grids(file: GivenFile) -> tuple[Grid, ...]:
    """The sheets that are shown and hold anything. InputProblems where the file is no workbook that can be read."""
    _check_kind(file)
    try:
        with zipfile.ZipFile(BytesIO(file.content)) as archive:
            check_unpacked(file.name, archive)
            book = fastexcel.read_excel(file.content)
            grids = [
                _read_sheet(file.name, book, name, archive.read(member)) for name, member in _shown(archive)
            ]
    except (*UNREADABLE, ValueError):  # ValueError: names in the archive that are no UTF-8
        raise InputProblems([Problem(file.name, DAMAGED)]) from None
    return tuple(grid for grid in grids if grid.rows)


def _check_kind(file: GivenFile) -> None:
    start = file.content[:4]
    if start == OLD_EXCEL:
        raise InputProblems([Problem(file.name, UNDER_PASSWORD)])
    if start != b"PK\x03\x04":
        says = "the file is empty." if not start else "this is not an XLSX workbook, whatever its name says."
        raise InputProblems([Problem(file.name, says)])


def check_unpacked(file: str, archive: zipfile.ZipFile) -> None:
    """InputProblems where an archive is under a password, unpacks to too much, or is not what it says of itself."""
    if any(member.flag_bits & ENCRYPTED for member in archive.infolist()):
        raise InputProblems([Problem(file, UNDER_PASSWORD)])
    if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED_WORKBOOK_BYTES:
        most = MAX_UNPACKED_WORKBOOK_BYTES // 1_000_000
        raise InputProblems([Problem(file, f"unpacks to more than {most} MB. Save the lists as CSV UTF-8.")])
    if archive.testzip() is not None:  # sizes written down falsely are found here
        raise InputProblems([Problem(file, DAMAGED)])


def _shown(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Name and place in the archive of each sheet that is shown, in order."""
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in _parse(archive, "xl/_rels/workbook.xml.rels")
        if relation.get("Type", "").endswith("/worksheet")
    }
    for each in _parse(archive, "xl/workbook.xml").findall("{*}sheets/{*}sheet"):
        wanted = [targets[value] for key, value in each.items() if key.endswith("}id") and value in targets]
        if wanted and each.get("state", "visible") == "visible":
            yield each.get("name", ""), normpath(join("/xl", wanted[0])).lstrip("/")


def _parse(archive: zipfile.ZipFile, member: str) -> ElementTree.Element:
    text = archive.read(member)
    if DOCUMENT_TYPE in text:
        raise zipfile.BadZipFile
    return ElementTree.fromstring(text)


def _read_sheet(file: str, book: fastexcel.ExcelReader, name: str, xml: bytes) -> Grid:
    place = f"{file} [{name}]"
    _check_extent(place, xml)
    loaded = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
    rows = number_rows([cell or "" for cell in row] for row in loaded.iter_rows())
    return Grid(place, name, rows, _faults(xml))


def _check_extent(place: str, xml: bytes) -> None:
    """A cell far away takes memory for all before it: refuse what the sheet says of its extent."""
    cells = [_place_of(cell) for cell in re.findall(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]+[0-9]+)"', xml)]
    rows, columns = (max((each[place] for each in cells), default=0) for place in (0, 1))
    if rows * (columns + 1) > MAX_CELLS_OF_A_SHEET:
        raise reaches_too_far(place)


def reaches_too_far(place: str) -> InputProblems:
    """What is said of a sheet whose last cell is too far from its first."""
    message = "the sheet reaches further than can be read. Delete what stands far to the right or far below."
    return InputProblems([Problem(place, message)])


def _faults(xml: bytes) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for pattern, says in FAULTS:
        for cell in pattern.findall(xml):
            if cell:
                found[_place_of(cell)] = says
    for merged in MERGED.findall(xml):
        corners = [_place_of(corner) for corner in merged.split(b":")]
        (top, left), (bottom, right) = corners[0], corners[-1]
        rows = range(top, min(bottom, top + MERGED_ROWS) + 1)
        columns = range(left, min(right, left + MERGED_COLUMNS) + 1)
        found |= dict.fromkeys(product(rows, columns), MERGED_FAULT)
    return found


def _place_of(cell: bytes) -> tuple[int, int]:
    """Row from 1 and column from 0 of a cell's name."""
    match = CELL.fullmatch(cell.decode("ascii"))
    if match is None:
        raise zipfile.BadZipFile
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), number - 1
