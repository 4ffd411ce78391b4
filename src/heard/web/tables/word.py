"""The tables of a Word document (.docx) → cells. Read out of its XML: nothing of the document is run or drawn."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

from heard.base.errors import InputProblems
from heard.base.policy import MAX_UNPACKED_WORKBOOK_BYTES
from heard.base.problems import Problem
from heard.cohort.returns.workbooks import MERGED_FAULT
from heard.web.tables.cells import Cells

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
DOCUMENT_TYPE = b"<!DOCTYPE"  # no document has one; entities are declared in it, and may unfold without end
OLD_WORD = b"\xd0\xcf\x11\xe0"
ENCRYPTED = 1  # bit 0 of an archive member's flags
LEFT_OUT = (f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText")
MOST_ACROSS = 200  # columns
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, ElementTree.ParseError, ValueError,
)  # fmt: skip
WORDS_OUTSIDE = "Words outside the tables are not read."
DAMAGED = "the document is damaged and cannot be opened. Open it in Word and save it again as .docx."


def read_word_tables(name: str, content: bytes) -> tuple[tuple[Cells, ...], bool]:
    """Every table that stands in the document itself, in order; and whether words stand outside them. InputProblems
    where it is no such document."""
    if content[:4] == OLD_WORD:
        raise _problem(name, "the document is under a password or of the old .doc kind. Save it as .docx.")
    if content[:4] != b"PK\x03\x04":
        says = "this is not a Word document, whatever its name says." if content else "the file is empty."
        raise _problem(name, says)
    try:
        body = _read_body(name, content)
    except UNREADABLE:
        raise _problem(name, DAMAGED) from None
    tables = [_table(f"{name} [table {n}]", each) for n, each in enumerate(_tables(body), start=1)]
    if not tables:
        raise _problem(name, "holds no table. A document is read from its tables alone.")
    return tuple(tables), any(_paragraphs_outside(body))


def _read_body(name: str, content: bytes) -> ElementTree.Element:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        member = archive.getinfo(BODY)
        if member.flag_bits & ENCRYPTED:
            raise _problem(name, "the document is under a password. Save it without one.")
        if member.file_size > MAX_UNPACKED_WORKBOOK_BYTES:
            raise _problem(name, "the document is too large. Save the table alone as a document.")
        text = archive.read(member)
    if DOCUMENT_TYPE in text:
        raise zipfile.BadZipFile
    return ElementTree.fromstring(text)


def _tables(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Those that lie in no other table."""
    for child in element:
        if child.tag == f"{W}tbl":
            yield child
        elif child.tag not in LEFT_OUT:
            yield from _tables(child)


def _table(place: str, table: ElementTree.Element) -> Cells:
    """What is merged downwards is one cell of several rows: each of them says what it says."""
    rows: list[tuple[int, tuple[str, ...]]] = []
    faults: dict[tuple[int, int], str] = {}
    above: list[str] = []
    for number, row in enumerate(_inside(table, "tr"), start=1):
        read = list(_row(row, above))
        above = [text for text, _ in read]
        faults |= {(number, column): MERGED_FAULT for column, (_, merged) in enumerate(read) if merged}
        if any(above):
            rows.append((number, tuple(above)))
    return Cells(place, tuple(rows), faults)


def _row(row: ElementTree.Element, above: list[str]) -> Iterator[tuple[str, bool]]:
    """What stands in each column, and whether its cell is merged with another."""
    properties = row.find(f"{W}trPr")
    before = _number(properties, "gridBefore")
    yield from [("", False)] * before
    column = before
    for cell in _inside(row, "tc"):
        own = cell.find(f"{W}tcPr")
        merged = own.find(f"{W}vMerge") if own is not None else None
        is_continued = merged is not None and merged.get(f"{W}val", "continue") == "continue"
        text = "" if is_continued else _text(cell)
        across = max(1, _number(own, "gridSpan"))
        is_merged = merged is not None or across > 1
        yield above[column] if is_continued and column < len(above) else text, is_merged
        yield from [("", True)] * (across - 1)
        column += across


def _paragraphs_outside(element: ElementTree.Element) -> Iterator[str]:
    """The words of what is no table; empty paragraphs say nothing."""
    for child in element:
        if child.tag == f"{W}p":
            yield "".join(_letters(child)).strip()
        elif child.tag != f"{W}tbl" and child.tag not in LEFT_OUT:
            yield from _paragraphs_outside(child)


def _inside(element: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """Rows of a table or cells of a row, also those in a field to fill in or in a tracked change."""
    for child in element:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _inside(child, name)


def _text(cell: ElementTree.Element) -> str:
    lines = ["".join(_letters(paragraph)).strip() for paragraph in cell.iter(f"{W}p")]
    return "\n".join(line for line in lines if line)


def _letters(element: ElementTree.Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag == f"{W}tab":
            yield " "
        elif child.tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
        elif child.tag not in LEFT_OUT and child.tag != f"{W}p":  # a paragraph inside comes by itself
            yield from _letters(child)


def _number(properties: ElementTree.Element | None, name: str) -> int:
    found = properties.find(f"{W}{name}") if properties is not None else None
    said = found.get(f"{W}val", "") if found is not None else ""
    return min(int(said), MOST_ACROSS) if said.isdecimal() and len(said) < 5 else 0


def _problem(name: str, says: str) -> InputProblems:
    return InputProblems([Problem(name, says)])
