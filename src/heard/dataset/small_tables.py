"""The small files of a programme folder: read whole, with the columns they must and may have."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from heard.base.errors import InputProblems
from heard.base.messages import LINE_IN_WORDS, name_some, quote, wrong_with_line
from heard.dataset.date_hint import date_hint
from heard.dataset.headers import check_required, warn_of_unknown
from heard.dataset.reading import ROW, note_unread, number_rows, read_table
from heard.dataset.tally import Tally


def read_small_table(
    path: Path, tally: Tally, *, required: Sequence[str], optional: Sequence[str] = ()
) -> pl.DataFrame:
    """ROW, then the required and the optional columns, all of them text; nulls in those the file lacks.

    Columns of other names are a warning. Where the file cannot be read or lacks a required column, the problem
    goes to `tally` and the table has no rows.
    """
    columns = [*required, *optional]
    try:
        tally.extend(note_unread(path))
        table = read_table(path)
    except InputProblems as error:
        tally.extend(error.problems)
        return _no_rows(columns)
    warn_of_unknown(path.name, table.columns, columns, tally)
    if not check_required(path.name, table.columns, required, tally):
        return _no_rows(columns)
    lacking = [pl.lit(None, dtype=pl.String).alias(name) for name in columns if name not in table.columns]
    return number_rows(table.with_columns(lacking).select(columns))


def check_filled(file: str, table: pl.DataFrame, tally: Tally, columns: Sequence[str]) -> None:
    """Note the rows in which one of these columns is empty."""
    for name in columns:
        rows = table.filter(pl.col(name).is_null())[ROW]
        if len(rows):
            tally.add(file, "nothing stands here.", column=name, rows=rows)


def check_one_line(file: str, table: pl.DataFrame, tally: Tally, columns: Sequence[str]) -> None:
    """Note what cannot stand in a report or a table: names and other words said of an area or a figure."""
    for name in columns:
        for row, text in table.select(ROW, name).drop_nulls().iter_rows():
            wrong = wrong_with_line(text)
            if wrong:
                tally.add(file, wrong, column=name, rows=(row,), allowed=LINE_IN_WORDS)


def check_known(file: str, table: pl.DataFrame, tally: Tally, column: str, allowed: Sequence[str]) -> None:
    """Note the rows in which a column holds something that is not among those allowed, or nothing.

    Where none is allowed, the file that names them could not be read; that was noted, and nothing more is.
    """
    if not allowed:
        return
    wrong = table.filter(pl.col(column).is_null() | ~pl.col(column).is_in(list(allowed)))
    for (value,), rows in wrong.group_by(column, maintain_order=True):
        message = f"{quote(value)} is not known{date_hint(value)}." if value else "nothing stands here."
        tally.add(file, message, column=column, rows=rows[ROW], allowed=name_some(allowed))


def check_unrepeated(file: str, table: pl.DataFrame, tally: Tally, columns: Sequence[str], what: str) -> None:
    """Note the rows that stand for the same thing as another; `what` says in words what must differ."""
    for _, rows in table.filter(pl.struct(columns).is_duplicated()).group_by(columns, maintain_order=True):
        tally.add(file, f"{what} stands in several rows.", rows=rows[ROW])


def _no_rows(columns: Sequence[str]) -> pl.DataFrame:
    return pl.DataFrame(schema={ROW: pl.get_index_type(), **dict.fromkeys(columns, pl.String)})
