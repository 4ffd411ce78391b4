"""Parquet: read in slices of rows, every column as text; written so that a full disk is said to be full."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from heard.base.errors import InputProblems
from heard.base.problems import Problem
from heard.dataset.headers import check_names, empty_file

ROWS_A_SLICE = 1 << 16
MAGIC = b"PAR1"
FAULT_OF_THE_DISK = re.compile(r"\(os error (\d+)\)")
READ = (pl.String, pl.Categorical, pl.Enum, pl.Boolean, pl.Null, pl.Date, pl.Datetime, pl.Time)


def read_parquet(path: Path) -> Iterator[pl.DataFrame]:
    """The rows, ROWS_A_SLICE at a time: words and categories as they are, 7.0 as 7, true and false in letters."""
    _check_kind(path)
    try:
        table = pl.scan_parquet(path, hive_partitioning=False)
        schema = table.collect_schema()
        height = table.select(pl.len()).collect().item()
    except pl.exceptions.PolarsError:
        raise InputProblems([Problem(path.name, "the Parquet file is damaged. Save it again.")]) from None
    texts = [as_text(path.name, name, schema[name]) for name in check_names(path.name, schema.names())]
    for offset in range(0, max(height, 1), ROWS_A_SLICE):
        yield _collect(path, table.slice(offset, ROWS_A_SLICE).select(texts))


def _check_kind(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(len(MAGIC))
    if not start:
        raise empty_file(path.name)
    if start != MAGIC:
        raise InputProblems([Problem(path.name, "this is not a Parquet file, whatever its name says.")])


def _collect(path: Path, rows: pl.LazyFrame) -> pl.DataFrame:
    try:
        return rows.collect()
    except pl.exceptions.PolarsError:
        raise InputProblems([Problem(path.name, "the Parquet file is damaged. Save it again.")]) from None


def as_text(file: str, name: str, kind: pl.DataType) -> pl.Expr:
    """The column as words, 7.0 as 7. InputProblems where its cells hold more than one value."""
    column = pl.col(name)
    if not kind.is_numeric() and not isinstance(kind, READ):
        allowed = "words, numbers and dates, one in a cell"
        message = f"holds {str(kind).split('(', maxsplit=1)[0]}, which cannot be read."
        raise InputProblems([Problem(file, message, column=name, allowed=allowed)])
    if not kind.is_float():
        return column.cast(pl.String)
    whole = column.cast(pl.Int64, strict=False)
    return pl.when(whole.cast(kind) == column).then(whole.cast(pl.String)).otherwise(column.cast(pl.String))


@contextmanager
def faults_of_the_disk() -> Iterator[None]:
    """While Parquet is written: what the disk refused is an OSError, where polars says that the data are wrong."""
    try:
        yield
    except pl.exceptions.ComputeError as error:
        found = FAULT_OF_THE_DISK.search(str(error))
        number = int(found[1]) if found else errno.EIO  # of the last bytes of a file polars keeps no number
        raise OSError(number, os.strerror(number)) from None
