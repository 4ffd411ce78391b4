"""An OpenDocument spreadsheet (.ods) → a grid a sheet, as `workbooks` reads a workbook of Excel.

Read here, with the XML parser of the return, because such a file says "this cell, a million times": whatever unfolds
that fills the memory. Here nothing is unfolded that is empty, and nothing before it is known how far it would reach.
"""

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from itertools import product
from xml.parsers import expat

from heard.base.errors import InputProblems
from heard.base.policy import MAX_CELLS_OF_A_SHEET, MAX_UNFOLDED_CELLS
from heard.base.problems import Problem
from heard.cohort.returns.given import GivenFile
from heard.cohort.returns.grids import Grid
from heard.cohort.returns.workbooks import (
    ERROR_FAULT,
    FORMULA_FAULT,
    MERGED_COLUMNS,
    MERGED_FAULT,
    MERGED_ROWS,
    check_unpacked,
    reaches_too_far,
)
from heard.dataset.workbooks import DAMAGED, UNDER_PASSWORD, UNREADABLE

KIND = b"application/vnd.oasis.opendocument.spreadsheet"
ENCRYPTED = b"encryption-data"
_URN = "urn:oasis:names:tc:opendocument:xmlns:"
TABLE, OFFICE, TEXT, STYLE = (f"{_URN}{name}:1.0 " for name in ("table", "office", "text", "style"))
SHEET, ROW = f"{TABLE}table", f"{TABLE}table-row"
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
LINE, NOTE = f"{TEXT}p", f"{OFFICE}annotation"
TYPE_OF_OTHERS = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
NUMBER = re.compile(r"[0-9]{1,7}")
MIDNIGHT = re.compile(r"T00:00:00(\.0+)?$")
ERRORS = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)|Err:[0-9]+")
Attributes = Mapping[str, str]


def read_open_document_grids(file: GivenFile) -> tuple[Grid, ...]:
    """The sheets that are shown and hold anything. InputProblems where the file is no such spreadsheet."""
    if not file.content.startswith(b"PK\x03\x04"):
        says = "this is not an OpenDocument spreadsheet, whatever its name says."
        raise InputProblems([Problem(file.name, says if file.content else "the file is empty.")])
    try:
        with zipfile.ZipFile(BytesIO(file.content)) as archive:
            check_unpacked(file.name, archive)
            _check_kind(file.name, archive)
            sheets = _Reading(file.name).read(archive.read("content.xml"))
    except (*UNREADABLE, ValueError, expat.ExpatError):  # ValueError: names in the archive that are no UTF-8
        raise InputProblems([Problem(file.name, DAMAGED)]) from None
    return tuple(each.to_grid() for each in sheets if each.rows)


def _check_kind(file: str, archive: zipfile.ZipFile) -> None:
    if "mimetype" not in archive.namelist() or archive.read("mimetype").strip() != KIND:
        says = "this is not an OpenDocument spreadsheet, whatever its name says."
        raise InputProblems([Problem(file, says)])
    if ENCRYPTED in archive.read("META-INF/manifest.xml"):
        raise InputProblems([Problem(file, UNDER_PASSWORD)])


@dataclass(slots=True, repr=False)
class _Sheet:
    """Rows that hold anything. `row`: the number of the row being read, from 1; `column`: of its next cell, from 0."""

    place: str
    name: str
    rows: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    row: int = 1
    column: int = 0
    cells: dict[int, str] = field(default_factory=dict)
    most_columns: int = 0
    unfolded: int = 0

    def to_grid(self) -> Grid:
        width = self.most_columns
        rows = tuple((number, cells + ("",) * (width - len(cells))) for number, cells in self.rows)
        return Grid(self.place, self.name, rows, self.faults)

    def end_cell(self, text: str, attributes: Attributes) -> None:
        """Take a cell as often as it says."""
        times = _number(attributes.get(f"{TABLE}number-columns-repeated"))
        if text:
            self._check_extent(self.row, self.column + times, repeated=times - 1)
            self.cells |= dict.fromkeys(range(self.column, self.column + times), text)
        self._mark(text, attributes, times)
        self.column += times

    def end_row(self, attributes: Attributes) -> None:
        """Take a row as often as it says."""
        times = _number(attributes.get(f"{TABLE}number-rows-repeated"))
        if self.cells:
            repeated = (times - 1) * len(self.cells)
            self._check_extent(self.row + times - 1, max(self.cells) + 1, repeated=repeated)
            cells = tuple(self.cells.get(place, "") for place in range(max(self.cells) + 1))
            marked = {place: says for (row, place), says in self.faults.items() if row == self.row}
            for number in range(self.row, self.row + times):
                self.rows.append((number, cells))
                self.faults |= {(number, place): says for place, says in marked.items()}
        self.row, self.column, self.cells = self.row + times, 0, {}

    def _check_extent(self, rows: int, columns: int, *, repeated: int) -> None:
        self.most_columns = max(self.most_columns, columns)
        self.unfolded += repeated
        if rows * self.most_columns > MAX_CELLS_OF_A_SHEET or self.unfolded > MAX_UNFOLDED_CELLS:
            raise reaches_too_far(self.place)

    def _mark(self, text: str, attributes: Attributes, times: int) -> None:
        says = ""
        if f"{TABLE}formula" in attributes:
            says = FORMULA_FAULT
        if attributes.get(TYPE_OF_OTHERS) == "error" or ERRORS.fullmatch(text):
            says = ERROR_FAULT
        if says and text:
            self.faults |= {(self.row, place): says for place in range(self.column, self.column + times)}
        spans = [_number(attributes.get(f"{TABLE}number-{way}-spanned")) for way in ("rows", "columns")]
        if max(spans) > 1:
            rows = range(self.row, self.row + min(spans[0], MERGED_ROWS))
            columns = range(self.column, self.column + min(spans[1], MERGED_COLUMNS))
            self.faults |= dict.fromkeys(product(rows, columns), MERGED_FAULT)
        if len(self.faults) > MAX_UNFOLDED_CELLS:
            raise reaches_too_far(self.place)


class _Reading:
    """One pass over content.xml: the open elements on a stack; what is in no cell of a sheet is passed over."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = (
            _refuse  # entities are declared there, and may unfold without end
        )
        self._parser.buffer_text = True
        self._open: list[str] = []
        self._attributes: list[Attributes] = []
        self._style = ""
        self._not_shown: set[str] = set()
        self._sheets: list[_Sheet] = []
        self._is_shown = False
        self._lines: list[str] = []

    def read(self, xml: bytes) -> list[_Sheet]:
        self._parser.Parse(xml, True)
        return self._sheets

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{STYLE}style":
            self._style = attributes.get(f"{STYLE}name", "")
        elif name == f"{STYLE}table-properties" and attributes.get(f"{TABLE}display") == "false":
            self._not_shown.add(self._style)
        elif name == SHEET and self._open[-1:] == [f"{OFFICE}spreadsheet"]:
            called = attributes.get(f"{TABLE}name", "")
            self._is_shown = attributes.get(f"{TABLE}style-name") not in self._not_shown
            if self._is_shown:
                self._sheets.append(_Sheet(f"{self._file} [{called}]", called))
        elif name in CELLS:
            self._lines = []
        elif name == LINE and self._is_in_cell():
            self._lines.append("")
        elif name == f"{TEXT}s":
            self._text(" " * min(_number(attributes.get(f"{TEXT}c")), 100))
        elif name in (f"{TEXT}tab", f"{TEXT}line-break"):
            self._text(" ")
        self._open.append(name)
        self._attributes.append(attributes)

    def _end(self, name: str) -> None:
        self._open.pop()
        attributes = self._attributes.pop()
        if not self._is_shown:
            return
        if name in CELLS and self._open[-1:] == [ROW]:
            text = "" if name == CELLS[1] else _value_of(attributes, self._lines)
            self._sheets[-1].end_cell(text, attributes)
        elif name == ROW:
            self._sheets[-1].end_row(attributes)
        elif name == SHEET and self._open[-1:] == [f"{OFFICE}spreadsheet"]:
            self._is_shown = False

    def _text(self, text: str) -> None:
        if LINE in self._open and self._is_in_cell() and self._lines:
            self._lines[-1] += text

    def _is_in_cell(self) -> bool:
        """And not in a note to it."""
        return any(cell in self._open for cell in CELLS) and NOTE not in self._open


def _value_of(attributes: Attributes, lines: list[str]) -> str:
    """As it is kept, and not as it is shown: a date may be shown in any way."""
    kind = attributes.get(f"{OFFICE}value-type", "")
    shown = "\n".join(lines)
    read: Mapping[str, Callable[[], str]] = {
        "date": lambda: MIDNIGHT.sub("", attributes.get(f"{OFFICE}date-value", "")),
        "float": lambda: _plain(attributes.get(f"{OFFICE}value", "")),
        "boolean": lambda: attributes.get(f"{OFFICE}boolean-value", ""),
        "string": lambda: attributes.get(f"{OFFICE}string-value", shown),
    }
    return read.get(kind, lambda: shown)().strip()


def _plain(number: str) -> str:
    """A whole number without its point."""
    try:
        value = float(number)
    except ValueError:
        return number
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else number


def _number(text: str | None) -> int:
    """How often something stands there; once where nothing is said."""
    if text is None:
        return 1
    if not NUMBER.fullmatch(text):
        raise zipfile.BadZipFile
    return int(text)


def _refuse(*_declared: object) -> None:
    raise zipfile.BadZipFile
