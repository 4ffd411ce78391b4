"""Parquet: read in slices of rows, every column as text."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from heard.base.errors import InputProblems
from heard.base.problems import Problem
from heard.dataset.headers import check_names, empty_file

ROWS_A_SLICE = 1 << 16
MAGIC = b"PAR1"


def read_parquet(path: Path) -> Iterator[pl.DataFrame]:
    """The rows, ROWS_A_SLICE at a time: words and categories as they are, 7.0 as 7, true and false in letters."""
    _check_kind(path)
    try:
        table = pl.scan_parquet(path, hive_partitioning=False)
        schema = table.collect_schema()
        height = table.select(pl.len()).collect().item()
    except pl.exceptions.PolarsError:
        raise InputProblems([Problem(path.name, "the Parquet file is damaged. Save it again.")]) from None
    texts = [_as_text(path.name, name, schema[name]) for name in check_names(path.name, schema.names())]
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


def _as_text(file: str, name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if kind.is_nested() or kind in (pl.Binary, pl.Object):
        raise InputProblems([Problem(file, f"holds {kind}, which is no text, number or date.", column=name)])
    if not kind.is_float():
        return column.cast(pl.String)
    whole = column.cast(pl.Int64, strict=False)
    return pl.when(whole.cast(kind) == column).then(whole.cast(pl.String)).otherwise(column.cast(pl.String))
