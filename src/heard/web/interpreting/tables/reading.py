"""A table of remarks (CSV, Excel or Word), read whole or refused with every place that is wrong."""

import csv
import zipfile
from io import BytesIO, StringIO
from xml.etree import ElementTree

from heard.web.interpreting.tables.layout import Grid, ReadTable, check_size, refused, tidy, understand
from heard.web.interpreting.tables.word import read_word
from heard.web.interpreting.tables.workbooks import read_workbook

ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
UNREADABLE = (
    zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError, ElementTree.ParseError, ValueError,
    IndexError,
)  # fmt: skip
DAMAGED = "the file is damaged or under a password and cannot be opened. Open it, and save it again without a password."
OLD = (
    "this is a file of the old kind (.xls, .doc), or under a password. Save it as .xlsx, .docx or CSV UTF-8."
)
UTF8 = 'this is not a text file in UTF-8. Save it again as "CSV UTF-8 (comma delimited)".'


def read_table(name: str, content: bytes) -> ReadTable:
    """Raises InputProblems with everything that is wrong, each with its row and column."""
    if not content.strip():
        raise refused(name, "the file is empty.")
    if content.startswith(OLD_OFFICE):
        raise refused(name, OLD)
    if not content.startswith(ZIP):
        return understand(name, _read_csv(name, content), ())
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            check_size(name, archive)
            if "word/document.xml" in archive.namelist():
                return read_word(name, archive)
            return understand(name, *read_workbook(name, archive))
    except UNREADABLE:
        raise refused(name, DAMAGED) from None


def _read_csv(name: str, content: bytes) -> Grid:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused(name, UTF8) from None
    if "\0" in text:
        raise refused(name, UTF8)
    first = text.lstrip().partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise refused(
            name, f"a row cannot be read ({error}). Look for a quotation mark that is not closed."
        ) from None
    return [(number, [tidy(cell) for cell in row]) for number, row in enumerate(rows, start=1)]
