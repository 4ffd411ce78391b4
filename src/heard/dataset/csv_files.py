"""CSV in UTF-8: checked byte by byte and read in blocks, so that memory does not grow with the file."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from heard.base.errors import InputProblems
from heard.base.messages import count_of
from heard.base.problems import Problem
from heard.dataset.headers import check_names, empty_file
from heard.dataset.tally import Tally

BLOCK_BYTES = 1 << 24  # 16 MB: some fifty thousand responses
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
SAVE_IT_RIGHT = 'Save it again as "CSV UTF-8 (comma delimited)".'
NOT_CSV = {
    b"PK\x03\x04": "this is a workbook or an archive named .csv. Save the sheet as CSV UTF-8, or name it .xlsx.",
    b"PAR1": "this is a Parquet file named .csv. Name it .parquet.",
    b"\xff\xfe": f"the file is saved as UTF-16, not as UTF-8. {SAVE_IT_RIGHT}",
    b"\xfe\xff": f"the file is saved as UTF-16, not as UTF-8. {SAVE_IT_RIGHT}",
}
NEWLINE, RETURN, QUOTE = b'\n\r"'
COMMA = ","
SEPARATORS = {COMMA: "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}

Numbers = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Block:
    """Whole records, each ending with a line feed. `ends`: where those stand; `fields`: fields a record has.

    `separator`: what stands between fields.
    """

    text: bytes
    first_row: int
    ends: Numbers
    fields: Numbers
    separator: str = COMMA


def read_csv(path: Path, separator: str = COMMA) -> Iterator[pl.DataFrame]:
    """The records after the header, a block at a time; a blank line is a row of nulls.

    Rows with fewer or more fields than the header are an error, raised at the end for all of them.
    """
    names: list[str] = []
    ragged = Tally()
    for block in _blocks(path, separator):
        records = block
        if not names:
            names, records = _split_header(path.name, block)
        _note_ragged(ragged, path.name, records, len(names))
        if not ragged.has_errors():
            yield _parse(path.name, records, names)
    if not names:
        raise empty_file(path.name)
    if ragged.has_errors():
        raise InputProblems(ragged.problems())


def find_separator(path: Path) -> str:
    """What the names in the first row are separated by: of those in SEPARATORS the one that parts it most."""
    with path.open("rb") as file:
        line = file.readline(BLOCK_BYTES).removeprefix(BYTE_ORDER_MARK).decode("utf-8", errors="replace")
    try:
        parts = {each: len(next(csv.reader([line], delimiter=each), [])) for each in SEPARATORS}
    except csv.Error:  # no row of names; reading it says so
        return COMMA
    return max(parts, key=lambda each: parts[each])


def _blocks(path: Path, separator: str) -> Iterator[_Block]:
    rest, row = b"", 1
    with path.open("rb") as file:
        start = file.read(4)
        _check_kind(path.name, start)
        file.seek(len(BYTE_ORDER_MARK) if start.startswith(BYTE_ORDER_MARK) else 0)
        while chunk := file.read(BLOCK_BYTES):
            text = rest + chunk
            block = _cut(path.name, text, row, separator)
            rest = text[len(block.text) :]
            if len(rest) > BLOCK_BYTES:
                raise _endless_row(path.name, rest, row + len(block.ends))
            if block.text:
                yield block
            row += len(block.ends)
    if rest:
        block = _cut(path.name, rest + b"\n", row, separator)
        if len(block.text) <= len(rest):
            raise _never_closed(path.name, row + len(block.ends))
        yield block


def _check_kind(file: str, start: bytes) -> None:
    for mark, message in NOT_CSV.items():
        if start.startswith(mark):
            raise InputProblems([Problem(file, message)])


def _cut(file: str, text: bytes, first_row: int, separator: str) -> _Block:
    """The whole records at the start of `text`. Commas and line feeds between quotation marks count for none."""
    if b"\0" in text:
        message = f"this is not a text file in UTF-8: it holds bytes no CSV has. {SAVE_IT_RIGHT}"
        raise InputProblems([Problem(file, message)])
    byte = np.frombuffer(text, dtype=np.uint8)
    ends, commas = byte == NEWLINE, byte == ord(separator)
    if b'"' in text:
        outside = np.cumsum(byte == QUOTE, dtype=np.uint8) % 2 == 0  # wraps at 256, which keeps odd and even
        ends, commas = ends & outside, commas & outside
    end_places = np.flatnonzero(ends)
    fields = np.diff(np.searchsorted(np.flatnonzero(commas), end_places), prepend=0) + 1
    length = int(end_places[-1]) + 1 if len(end_places) else 0
    block = _Block(text[:length], first_row, end_places, fields, separator)
    _check_utf8(file, block)
    return block


def _check_utf8(file: str, block: _Block) -> None:
    try:
        block.text.decode("utf-8")
    except UnicodeDecodeError as error:
        row = block.first_row + int(np.searchsorted(block.ends, error.start))
        message = f"from this row on the file is not saved as UTF-8. {SAVE_IT_RIGHT}"
        raise InputProblems([Problem(file, message, rows=(row,))]) from None


def _split_header(file: str, block: _Block) -> tuple[list[str], _Block]:
    length = int(block.ends[0]) + 1
    names = _read_names(file, block.text[:length].decode("utf-8").strip("\r\n"), block.separator)
    return names, replace(
        block,
        text=block.text[length:],
        first_row=block.first_row + 1,
        ends=block.ends[1:] - length,
        fields=block.fields[1:],
    )


def _read_names(file: str, line: str, separator: str) -> list[str]:
    if "\r" in line:
        raise InputProblems([Problem(file, f"lines end as on old Macintosh computers. {SAVE_IT_RIGHT}")])
    try:
        given = next(csv.reader(StringIO(line, newline=""), delimiter=separator), [""])
    except csv.Error:  # a name of more than 131,072 letters
        raise InputProblems(
            [Problem(file, "the first row does not hold the names of columns.", rows=(1,))]
        ) from None
    for other, word in SEPARATORS.items():
        if len(given) == 1 and other != separator and len(next(csv.reader([line], delimiter=other), [])) > 1:
            message = f"columns are separated by {word}, not by {SEPARATORS[separator]}. {SAVE_IT_RIGHT}"
            raise InputProblems([Problem(file, message)])
    return check_names(file, given)


def _note_ragged(tally: Tally, file: str, block: _Block, width: int) -> None:
    byte = np.frombuffer(block.text, dtype=np.uint8)
    starts = np.concatenate([np.zeros(1, np.intp), block.ends + 1])[:-1]
    blank = (block.ends == starts) | ((block.ends == starts + 1) & (byte[starts] == RETURN))
    for word, wrong in (("fewer", block.fields < width), ("more", block.fields > width)):
        rows = np.flatnonzero(wrong & ~blank) + block.first_row
        if len(rows):
            hint = _hint(width) if word == "more" and block.separator == COMMA else ""
            message = f"{word} fields than the {count_of(width, 'column')} of the header.{hint}"
            tally.add(file, message, rows=rows.tolist())


def _hint(width: int) -> str:
    if width == 1:
        return " Is the first row a title? The names of the columns stand there."
    return " A comma inside a value needs quotation marks around the value."


def _parse(file: str, block: _Block, names: list[str]) -> pl.DataFrame:
    places = [str(place) for place in range(len(names))]
    try:
        frame = pl.read_csv(
            block.separator.join(places).encode()
            + b"\n"
            + block.text,  # a first line of its own keeps leading blank lines
            separator=block.separator,
            schema=dict.fromkeys(places, pl.String),
        )
    except pl.exceptions.ComputeError:
        raise _stray_quotes(file, block) from None
    if frame.height != len(block.ends):
        raise _stray_quotes(file, block)
    return frame.rename(dict(zip(places, names, strict=True)))


def _stray_quotes(file: str, block: _Block) -> InputProblems:
    last = block.first_row + len(block.ends) - 1
    where = f"somewhere in rows {block.first_row} to {last}"
    message = f"a quotation mark stands where none may stand, {where}. Inside a value it must be doubled."
    return InputProblems([Problem(file, message)])


def _endless_row(file: str, text: bytes, row: int) -> InputProblems:
    if b'"' in text:
        return _never_closed(file, row)
    message = f"this row is longer than {BLOCK_BYTES // 1_000_000} MB: it is not a row of a table."
    return InputProblems([Problem(file, message, rows=(row,))])


def _never_closed(file: str, row: int) -> InputProblems:
    return InputProblems(
        [Problem(file, "a quotation mark opened in or after this row is never closed.", rows=(row,))]
    )
