"""Tables: the head again on every page, no row cut in two, each cell's words as the report has them."""

from collections.abc import Sequence
from itertools import pairwise

from heard.charts import draw, draw_axis
from heard.reports.blocks import Column, IndicatorGroup, IndicatorRow, IndicatorTable, SimpleTable
from heard.reports.formats.pictures import LETTERS, take_off
from heard.reports.formats.widths import column_shares
from heard.reports.formats.word.findings import write_flag
from heard.reports.formats.word.manuscript import Manuscript, height_of
from heard.reports.formats.word.markup import EMPTY, cell, paragraph, row, run, table, written

ACROSS, LETTERS_ACROSS = 10092, 118  # twips between the margins, and how many letters of a table stand there
INDICATOR_SHARES = (0.155, 0.125, 0.095, 0.085, 0.085, 0.085, 0.165, 0.205)  # adding up to 1
PICTURE, ARROW = 132, 11  # pixels of the page


def write_table(block: SimpleTable) -> str:
    """A table of words, its columns as wide as their words ask."""
    widths = _widths(column_shares(block.columns, block.rows, across=LETTERS_ACROSS))
    rows = [_head(block.columns, widths)]
    rows += [
        row(
            *(
                _worded(column, width, text)
                for column, width, text in zip(block.columns, widths, each, strict=True)
            )
        )
        for each in block.rows
    ]
    return _captioned("SimpleTable", block.caption, widths, rows)


def write_indicators(block: IndicatorTable, manuscript: Manuscript) -> str:
    """The dot-and-interval table of a domain."""
    widths = _widths(INDICATOR_SHARES)
    axis = take_off(draw_axis(LETTERS))
    scale = paragraph("CellText", manuscript.show(axis, PICTURE, height_of(axis, PICTURE)))
    rows = [_head(block.columns, widths, scale)]
    for group in block.groups:
        rows.append(_group(group, len(widths), manuscript))
        rows += [
            _indicator_row(each, block.columns, widths, manuscript, last=each is group.rows[-1])
            for each in group.rows
        ]
    return _captioned("IndicatorTable", block.caption, widths, rows)


def _captioned(style: str, caption: str, widths: Sequence[int], rows: Sequence[str]) -> str:
    """The caption stands above; what is behind the table keeps two tables apart."""
    return (
        written("Caption", caption, keep=True) + table(style, caption, widths, rows) + paragraph("AfterTable")
    )


def _widths(shares: Sequence[float]) -> list[int]:
    """Twips that add up to the whole width, whatever the rounding."""
    ends = [round(ACROSS * sum(shares[:place])) for place in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(ends)]


def _head(columns: Sequence[Column], widths: Sequence[int], scale: str = "") -> str:
    """`scale` stands under the title of the last column."""
    titles = [
        cell(width, written(_style(column), column.title, keep=True))
        for column, width in zip(columns[:-1], widths, strict=False)
    ]
    last = cell(widths[-1], written(_style(columns[-1]), columns[-1].title, keep=True), scale)
    return row(*titles, last, head=True)


def _worded(column: Column, width: int, text: str) -> str:
    return cell(width, written(_style(column), text or EMPTY))


def _style(column: Column) -> str:
    return "CellNumber" if column.number else "CellText"


def _group(group: IndicatorGroup, across: int, manuscript: Manuscript) -> str:
    note = written("CellNote", group.note, keep=True) if group.note else ""
    title = paragraph("CellGroup", manuscript.mark(group.key), run(group.title), keep=True)
    line = '<w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="D9DFE8"/></w:tcBorders>'
    return row(cell(ACROSS, title, note, across=across, after=line))


def _indicator_row(
    each: IndicatorRow,
    columns: Sequence[Column],
    widths: Sequence[int],
    manuscript: Manuscript,
    *,
    last: bool,
) -> str:
    """`last`: of its indicator; the others stay on its page."""
    keep = not last
    numbers = [(each.answered, ""), (each.others, ""), (each.population, "")]
    values = [run(each.share or EMPTY, "Strong"), *(run(text or EMPTY, style) for text, style in numbers)]
    cells = [cell(widths[0], *_asked(each, keep=keep))]
    cells += [
        cell(width, paragraph(_style(column), value, keep=keep))
        for column, width, value in zip(columns[1:5], widths[1:5], values, strict=True)
    ]
    cells.append(cell(widths[5], paragraph(_style(columns[5]), _change(each, manuscript), keep=keep)))
    flags = [paragraph("CellText", write_flag(tag, manuscript), keep=keep) for tag in each.tags]
    cells.append(cell(widths[6], *(flags or [paragraph("CellText", keep=keep)])))
    cells.append(cell(widths[7], paragraph("CellText", _picture(each, manuscript), keep=keep)))
    return row(*cells)


def _asked(each: IndicatorRow, *, keep: bool) -> list[str]:
    said = [written("CellText", each.survey, keep=keep)]
    return [*said, written("CellNote", each.note, keep=keep)] if each.note else said


def _change(each: IndicatorRow, manuscript: Manuscript) -> str:
    """What it was last time, and the arrow from there."""
    if not each.previous:
        return run(EMPTY)
    if each.change is None:
        return run(each.previous)
    return run(f"{each.previous} ") + manuscript.show(take_off(draw(each.change)), ARROW, ARROW)


def _picture(each: IndicatorRow, manuscript: Manuscript) -> str:
    if each.picture is None:
        return ""
    picture = take_off(draw(each.picture))
    return manuscript.show(picture, PICTURE, height_of(picture, PICTURE))
