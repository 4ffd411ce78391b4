"""One sheet of a workbook, searched a megabyte at a time for what would be read wrong, or not at all."""

import re
import zipfile
from collections.abc import Iterator
from typing import IO

from heard.base.errors import InputProblems
from heard.base.messages import name_some
from heard.base.policy import MAX_CELLS_OF_A_SHEET
from heard.base.problems import Problem

CHUNK_BYTES = 1 << 20
LONGEST_CELL_START = 4096  # bytes from a cell's <c to its <f: only a few short attributes stand there
CELLS_NAMED = 10
# ECMA-376, part 1: a cell (18.3.1.4) is <c r="B2" t="…">, its formula the first thing in it; t="e" is an error.
CELL = rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]+[0-9]+)"[^>]*>\s*'
FORMULA = re.compile(rb"(?:" + CELL + rb")?<(?:\w+:)?f[\s/>]")
ERROR = re.compile(rb'<(?:\w+:)?c\s(?=[^>]*?\bt="e")(?:[^>]*?\br="([A-Z]+[0-9]+)")?[^>]*>')
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?\bref="([A-Z0-9:]+)"')
FILLED = rb'\sr="%s[^>]*[^/]>'  # a cell that ends at once, /> , is only coloured
COLUMN_OF_FILLED = re.compile(FILLED % rb"([A-Z]{1,3})[0-9]{1,7}")
ROW_OF_FILLED = re.compile(FILLED % rb"[A-Z]{1,3}([0-9]{1,7})")
# What is looked for, the letters without which it cannot be there (a search for them is ten times faster), and what
# is said of the cells.
SOUGHT = (
    (FORMULA, (b"<f", b":f"), "a formula stands in {}. Copy the sheet and paste it as values."),
    (ERROR, (b't="e"',), "an error, such as #N/A, stands in {}. Type the answer, or leave the cell empty."),
    (MERGED, (b"mergeCell",), "cells are merged: {}. Undo that, and type in each row what belongs there."),
)


def check_cells(file: str, sheet: IO[bytes]) -> None:
    """InputProblems where cells hold a formula or an error, are merged, or stand too far away to be read."""
    found: list[dict[int, str]] = [{} for _ in SOUGHT]
    columns, rows = 0, 0
    for offset, text in _pieces(sheet):
        for places, (pattern, letters, _) in zip(found, SOUGHT, strict=True):
            if any(each in text for each in letters):
                for place, cell in _places(pattern, text, offset):
                    places.setdefault(place, cell)  # of what two pieces hold, the first knows the beginning
        columns = max([columns, *map(_number_of, set(COLUMN_OF_FILLED.findall(text)))])
        rows = max([rows, *map(int, ROW_OF_FILLED.findall(text)[-1:])])  # rows stand in their order
    problems = [
        Problem(file, message.format(name_some(list(places.values()), CELLS_NAMED)))
        for places, (_, _, message) in zip(found, SOUGHT, strict=True)
        if places
    ]
    if columns * rows > MAX_CELLS_OF_A_SHEET:
        problems.append(Problem(file, _too_wide(columns, rows)))
    if problems:
        raise InputProblems(problems)


def _pieces(sheet: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The sheet in pieces that overlap by the start of a cell, each with its place."""
    kept, offset = b"", 0
    while chunk := sheet.read(CHUNK_BYTES):
        if b"\0" in chunk:  # not UTF-8: the search would be blind
            raise zipfile.BadZipFile
        text = kept + chunk
        yield offset, text
        kept = text[-LONGEST_CELL_START:]
        offset += len(text) - len(kept)


def _places(pattern: re.Pattern[bytes], text: bytes, offset: int) -> Iterator[tuple[int, str]]:
    for match in pattern.finditer(text):
        yield offset + match.end(), match[1].decode() if match[1] else "a cell without a name"


def _number_of(letters: bytes) -> int:
    """Which column these letters name: A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _too_wide(columns: int, rows: int) -> str:
    return (
        f"the sheet reaches over {columns:,} columns and {rows:,} rows, more than can be read. "
        "Delete what stands far to the right or far below, or save the sheet as CSV UTF-8."
    )
