"""Text files that open as they are: no cell of a CSV is taken for a formula."""

import polars as pl

BEGINS_A_FORMULA = r"^[=+\-@\t\r]"


def plain_csv(rows: pl.DataFrame) -> bytes:
    """A table of text as CSV in UTF-8. A cell that a spreadsheet program would take for a formula gets a quote before.

    Numbers are to be text already; a minus sign before digits alone stays.
    """
    return rows.with_columns(_safe(name) for name in rows.columns).write_csv().encode()


def _safe(name: str) -> pl.Expr:
    text = pl.col(name)
    formula = text.str.contains(BEGINS_A_FORMULA) & ~text.str.contains(r"^-\d+(\.\d+)?$")
    safe = pl.when(formula).then(pl.concat_str(pl.lit("'"), text)).otherwise(text)
    return safe.replace("", None).alias(name)  # nothing is written as nothing, not as two quotes
