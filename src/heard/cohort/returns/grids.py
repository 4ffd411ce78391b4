"""A text file with columns → a grid of cells. Councils' systems write many encodings and separators: all are read."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO

from heard.base.errors import InputProblems
from heard.base.problems import Problem
from heard.cohort.returns.given import GivenFile
from heard.dataset.headers import empty_file
from heard.dataset.tally import Tally

SEPARATORS = ",;\t|"
LINES_LOOKED_AT = 10  # for the separator
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
NOT_TEXT = {
    b"PK\x03\x04": "this is a workbook, or an archive, under the name of a text file. Name it .xlsx.",
    b"\xd0\xcf\x11\xe0": "this is an old Excel workbook under the name of a text file. Save it as .xlsx.",
    b"PAR1": "this is a Parquet file. Give the CSV it was made from.",
    b"%PDF": "this is a PDF. Give the CSV or the workbook it was made from.",
}


@dataclass(frozen=True, slots=True, repr=False)
class Grid:
    """Cells of one file, or of one sheet of a workbook, as text without blanks around it; empty rows are left out.

    `place` names it in messages. `rows`: the number a spreadsheet shows, and the cells. `faults`: (row number,
    column from 0) → what is wrong with that cell, where it would be read as something it is not.
    It has no representation: children stand in it.
    """

    place: str
    sheet: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)


def number_rows(rows: Iterator[list[str]]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Rows that hold anything, with their numbers from 1, and their cells without blanks around them."""
    stripped = ((number, tuple(cell.strip() for cell in row)) for number, row in enumerate(rows, start=1))
    return tuple((number, cells) for number, cells in stripped if any(cells))


def read_text_grid(file: GivenFile, tally: Tally) -> Grid:
    """The cells of a text file. InputProblems where it is none; what was guessed of it is a warning in `tally`."""
    raw = file.content
    for mark, message in NOT_TEXT.items():
        if raw.startswith(mark):
            raise InputProblems([Problem(file.name, message)])
    text = decode(file.name, raw, tally)
    rows = number_rows(_records(file.name, text))
    if not rows:
        raise empty_file(file.name)
    return Grid(file.name, "", rows)


def decode(file: str, raw: bytes, tally: Tally) -> str:
    """UTF-8, UTF-16 with its mark, or Windows-1252, which is what Excel writes as "CSV" and is warned of."""
    if raw.startswith(UTF_16):
        return _decode_as(file, raw, "utf-16")
    if b"\0" in raw:
        raise _not_text(file)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _decode_as(file, raw, "cp1252")
    tally.warn(file, "is not saved as UTF-8 and was read as Windows-1252. Look at letters with accents.")
    return text


def _decode_as(file: str, raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise _not_text(file) from None


def _not_text(file: str) -> InputProblems:
    message = (
        'this is not a text file: it holds bytes no CSV has. Save it again as "CSV UTF-8 (comma delimited)".'
    )
    return InputProblems([Problem(file, message)])


def _records(file: str, text: str) -> Iterator[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    read = 0
    try:
        for record in reader:
            read += 1
            yield record
    except csv.Error:
        message = (
            "a quotation mark opened in or after this row is never closed, or stands where none may stand."
        )
        raise InputProblems([Problem(file, message, rows=(read + 1,))]) from None


def _separator(text: str) -> str:
    """What stands most often in the first lines; the comma where none does."""
    head = "\n".join(text.splitlines()[:LINES_LOOKED_AT])
    return max(SEPARATORS, key=head.count)
