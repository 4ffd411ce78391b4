"""The page's one style: the look, the font, and a rule for each set of columns its tables have."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from heard.reports.blocks import Block, Column, Details, IndicatorTable, SimpleTable
from heard.reports.report import Layout, Report, Section

FONT = "fonts/atkinson-hyperlegible-next-latin.woff2"
RUNNING = 'content: "{{running}}";'  # in page.css: what stands at the foot of every printed page
NARROW = "@media screen and (max-width: 60rem)"  # as in page.css, where a row becomes a block

LAYOUTS: Mapping[Layout, tuple[str, ...]] = {
    Layout.SLIDES: ("slides",),
    Layout.YOUNGEST: ("children", "youngest"),
    Layout.CHILDREN: ("children",),
    Layout.YOUNG_PEOPLE: ("children", "young_people"),
    Layout.EASY_READ: ("children", "easy_read"),
    Layout.POSTER: ("children", "poster"),
    Layout.POSTER_FULL: ("children", "poster", "poster_full"),
    Layout.POSTCARD: ("children", "postcard"),
}

Columns = tuple[Column, ...]
ColumnSets = Mapping[Columns, str]


def column_sets(report: Report) -> ColumnSets:
    """A class for each set of columns. A class says once what thousands of cells would repeat."""
    found = dict.fromkeys(_columns(block) for block in blocks_of(report))
    return {columns: f"c{place}" for place, columns in enumerate(filter(None, found), start=1)}


def write_style(running: str, sets: ColumnSets, layout: Layout = Layout.PAGE) -> str:
    """The style sheet; `running` stands at the foot of every printed page. A layout adds to the one look."""
    font = base64.b64encode(_read(FONT)).decode("ascii")
    css = read_css(layout).replace("{{font}}", font).replace(RUNNING, f"content: {quoted(running)};")
    return css + write_rules(sets)


def read_css(layout: Layout) -> str:
    """The look and what a layout adds to it, with room for the font and the running line."""
    return "".join(_read(f"css/{name}.css").decode("utf-8") for name in ("page", *LAYOUTS.get(layout, ())))


def write_rules(sets: ColumnSets) -> str:
    """The rules of a report's own tables."""
    return "".join(_rules(name, columns) for columns, name in sets.items())


def quoted(text: str) -> str:
    """Text as a string of CSS."""
    return f'"{_css_string(text)}"'


def blocks_of(report: Report) -> Iterator[Block]:
    """Every block of a report, in order, those inside others after the one they are in."""
    for section in report.sections:
        yield from _blocks(section)


def _blocks(section: Section) -> Iterator[Block]:
    yield from _inside(section.blocks)
    for part in section.parts:
        yield from _blocks(part)


def _inside(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Details):
            yield from _inside(block.blocks)


def _columns(block: Block) -> Columns:
    return block.columns if isinstance(block, SimpleTable | IndicatorTable) else ()


def _rules(name: str, columns: Columns) -> str:
    """Numbers to the right; on a narrow screen the column's title before each cell but the row's heading."""
    numbers = [place for place, column in enumerate(columns, start=1) if column.number]
    cells = ",".join(f".{name} tr>:nth-child({place}):not([colspan])" for place in numbers)
    values = ",".join(f".{name} td:nth-child({place})" for place in numbers)
    right = f"{cells}{{text-align:right}}@media print{{{values}{{white-space:nowrap}}}}\n" if numbers else ""
    titles = "".join(
        f".{name} td:nth-child({place})::before{{content:{quoted(column.title)}}}"
        for place, column in enumerate(columns, start=1)
        if place > 1 and column.titled
    )
    return f"{right}{NARROW}{{{titles}}}\n"


def _css_string(text: str) -> str:
    """Text inside a quoted CSS string; what could end the string or the style element is written as an escape."""
    return "".join(f"\\{ord(each):x} " if each in "\\\"'<>\n\r" else each for each in text)


@cache
def _read(name: str) -> bytes:
    return (files("heard.reports") / name).read_bytes()
