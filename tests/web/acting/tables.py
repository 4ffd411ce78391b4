"""A council's table as files of every kind. For tests of what reads them."""

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

Rows = Sequence[Sequence[str]]
SHARED = Path(os.environ.get("HEARD_SHARED", Path(__file__).parents[4] / "shared"))
EXAMPLE = SHARED / "data/action_plan_example.csv"
needs_example = pytest.mark.skipif(not EXAMPLE.exists(), reason="needs the founding documents")


def as_csv(rows: Rows, encoding: str = "utf-8") -> bytes:
    """Text with commas."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(encoding)


def as_workbook(rows: Rows, *, merged: Sequence[str] = ()) -> bytes:
    """A workbook with one sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    for cells in merged:
        book.active.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_word(*tables: Rows) -> bytes:
    """A document with these tables."""
    from docx import Document

    document = Document()
    document.add_paragraph("Plan of the council")
    for rows in tables:
        table = document.add_table(rows=0, cols=max(len(row) for row in rows))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=False):
                cell.text = text
        document.add_paragraph("")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
