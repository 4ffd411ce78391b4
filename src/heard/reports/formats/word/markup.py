"""Writing WordprocessingML: paragraphs, runs of text, links, cells."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from heard.reports.formats.characters import by_direction, legal, runs_from_the_right

EMPTY = "–"  # in a cell where there is no such figure
TAB = "<w:r><w:tab/></w:r>"


def attribute(value: str) -> str:
    """The value, quoted."""
    return quoteattr(legal(value))


def run(text: str, style: str = "") -> str:
    """Text in a character style; parts that run from right to left apart, since Word needs to be told."""
    return "".join(_run(part, style, right) for part, right in by_direction(legal(text)))


def paragraph(style: str, *content: str, keep: bool = False, ahead: str = "", after: str = "") -> str:
    """A paragraph of runs. `keep`: on the page of the next one. `ahead`, `after`: properties of its own, `ahead` those
    that come before the direction in the schema's order, `after` those behind."""
    next_to = "<w:keepNext/>" if keep else ""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{next_to}{ahead}{after}</w:pPr>'
    return f"<w:p>{properties}{''.join(content)}</w:p>"


def written(style: str, text: str, *, keep: bool = False) -> str:
    """A paragraph of plain text, in the direction of its first letter."""
    from_the_right = "<w:bidi/>" if runs_from_the_right(text) else ""
    return paragraph(style, run(text), keep=keep, ahead=from_the_right)


def link(name: str, *content: str) -> str:
    """The way to a bookmark of the document."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{"".join(content)}</w:hyperlink>'


def field(instruction: str, shown: str) -> str:
    """A field that Word works out; `shown` stands there until it does."""
    return f'<w:fldSimple w:instr="{instruction}"><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>'


def cell(width: int, *paragraphs: str, across: int = 1, after: str = "") -> str:
    """A cell of a table, as wide as `width` twips. It holds a paragraph at least, as the format asks."""
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{after}</w:tcPr>{"".join(paragraphs)}</w:tc>'
    )


def row(*cells: str, head: bool = False) -> str:
    """A row that stays whole; the head stands again on each page."""
    again = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{again}</w:trPr>{''.join(cells)}</w:tr>"


def table(style: str, caption: str, widths: Iterable[int], rows: Iterable[str]) -> str:
    """A table with its head in the first row and the rows' headings in the first column."""
    grid = list(widths)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    properties = (
        f'<w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(grid)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0"'
        f' w:noVBand="1"/><w:tblCaption w:val={attribute(caption)}/>'
    )
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _run(text: str, style: str, from_the_right: bool) -> str:
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    way = "<w:rtl/>" if from_the_right else ""
    properties = f"<w:rPr>{named}{way}</w:rPr>" if named or way else ""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.replace("\t", " ").splitlines()
    )
    return f"<w:r>{properties}{lines}</w:r>"
