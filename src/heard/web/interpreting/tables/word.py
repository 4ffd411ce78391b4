"""Word: every table of a document that has a column of comments."""

import zipfile
from xml.etree import ElementTree

from heard.base.errors import InputProblems
from heard.base.messages import count_of
from heard.base.problems import Problem
from heard.web.interpreting.tables.layout import (
    NO_COMMENTS,
    Column,
    Grid,
    ReadTable,
    columns_of,
    named,
    parse,
    plain,
    refused,
    tidy,
    understand,
)


def read_word(name: str, archive: zipfile.ZipFile) -> ReadTable:
    """Every table with a column of comments and the same headings, one below the other; a note of other tables."""
    document = parse(archive, "word/document.xml")
    body = next(iter(document.iter(named(document, "body"))), document)
    tables = [each for each in body if each.tag == named(document, "tbl")]
    grids = [_word_grid(document, each, name, place) for place, each in enumerate(tables, start=1)]
    wanted = [grid for grid in grids if grid and Column.COMMENTS in columns_of(grid[0][1])]
    if not wanted:
        raise refused(name, NO_COMMENTS if tables else "there is no table in this document.")
    heads = {tuple(plain(cell) for cell in grid[0][1]) for grid in wanted}
    if len(heads) > 1:
        raise refused(
            name,
            "its tables of comments have different headings. Give them the same, or bring them one by one.",
        )
    together, number = [(1, wanted[0][0][1])], 1
    for grid in wanted:
        for _, cells in grid[1:]:
            number += 1
            together.append((number, cells))
    left = len(tables) - len(wanted)
    notes = (
        [f"Only tables with a column of comments are read. Not read: {count_of(left, 'table')}."]
        if left
        else []
    )
    if any(each.tag == named(document, "p") and _paragraph(document, each).strip() for each in body):
        notes.append("Words outside the tables are not read.")
    return understand(name, together, tuple(notes))


def _word_grid(root: ElementTree.Element, table: ElementTree.Element, name: str, place: int) -> Grid:
    problems, grid = [], []
    for number, row in enumerate(table.findall(named(root, "tr")), start=1):
        cells: list[str] = []
        for cell in row.findall(named(root, "tc")):
            form = cell.find(named(root, "tcPr"))
            merged = form is not None and (form.find(named(root, "vMerge")) is not None or _spans(root, form))
            if merged:
                problems.append(
                    Problem(
                        name,
                        f"cells of table {place} are merged. Undo that, and type in each row what belongs there.",
                        column=str(len(cells) + 1),
                        rows=(number,),
                    )
                )
            cells.append(tidy("\n".join(_paragraph(root, each) for each in cell.iter(named(root, "p")))))
        grid.append((number, cells))
    if problems and grid and Column.COMMENTS in columns_of(grid[0][1]):
        raise InputProblems(problems)
    return grid


def _spans(root: ElementTree.Element, form: ElementTree.Element) -> bool:
    span = form.find(named(root, "gridSpan"))
    return span is not None and span.get(named(root, "val")) not in (None, "1")


def _paragraph(root: ElementTree.Element, paragraph: ElementTree.Element) -> str:
    """Its words; what was struck out with changes shown (w:del) is not among them."""
    said = []
    for each in paragraph.iter():
        if each.tag == named(root, "t"):
            said.append(each.text or "")
        elif each.tag in (named(root, "br"), named(root, "cr")):
            said.append("\n")
        elif each.tag == named(root, "tab"):
            said.append(" ")
    return "".join(said)
