"""One file → a table in which everything is text. Nothing is guessed but blanks around a value.

Row i of a table read here (from 0) is row i + 2 of the file, as a spreadsheet counts: the header is row 1.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from heard.base.errors import InputProblems
from heard.base.files import to_be_read
from heard.base.problems import Problem
from heard.dataset.csv_files import COMMA, read_csv
from heard.dataset.parquet_files import read_parquet
from heard.dataset.sav_files import read_sav
from heard.dataset.workbooks import read_workbook, warn_of_other_sheets

CSV = ".csv"
READERS = {CSV: read_csv, ".xlsx": read_workbook, ".parquet": read_parquet, ".sav": read_sav}
ROW = "row in file"  # no file's column: a blank in the name


def read_table(path: Path) -> pl.DataFrame:
    """The whole file; see `read_slices`."""
    return pl.concat(read_slices(path))


def read_slices(path: Path, separator: str = COMMA) -> Iterator[pl.DataFrame]:
    """The file, some tens of thousands of rows at a time; at least one slice, perhaps of no rows.

    Every column is pl.String, blanks around values are gone and empty is null. `separator`: what stands between the
    fields of a CSV.
    Raises InputProblems where the file cannot be read as a table, whatever slices came before.
    """
    with to_be_read(path):
        path.stat()
    ending = path.suffix.lower()
    if ending not in READERS:
        allowed = "CSV in UTF-8 (.csv), Excel workbook (.xlsx), Parquet (.parquet), SPSS (.sav)"
        raise InputProblems([Problem(path.name, "this kind of file cannot be read.", allowed=allowed)])
    with to_be_read(path):
        for frame in read_csv(path, separator) if ending == CSV else READERS[ending](path):
            trimmed = pl.all().str.strip_chars()
            yield frame.select(pl.when(trimmed.str.len_bytes() > 0).then(trimmed))


def note_unread(path: Path) -> tuple[Problem, ...]:
    """What stands in the file and is not read: a workbook's other sheets, as a warning."""
    if path.suffix.lower() != ".xlsx":
        return ()
    with to_be_read(path):
        return warn_of_other_sheets(path)


def number_rows(frame: pl.DataFrame, *, first: int = 2) -> pl.DataFrame:
    """The rows that hold anything, each with its number in the file under ROW, the first column."""
    filled = pl.any_horizontal(pl.all().exclude(ROW).is_not_null())
    return frame.with_row_index(ROW, offset=first).filter(filled)
