"""PDF: the page as HTML, set on paper. Tagged for screen readers (PDF/UA), with bookmarks; the same words.

What sets it reads less CSS than a browser does and is slow where it must measure text to know how wide something is, so
css/paper.css takes the place of what the page says of columns, and tells every width.
"""

import gc
import logging
import os
import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from html import escape
from importlib import import_module
from types import ModuleType

from heard.base.errors import UserError
from heard.charts import draw_axis
from heard.reports.blocks import SimpleTable
from heard.reports.formats.characters import legal
from heard.reports.formats.html import render_bare
from heard.reports.formats.pictures import KEPT, LETTERS, Picture, take_off
from heard.reports.formats.stylesheet import blocks_of, column_sets, write_rules
from heard.reports.formats.tagging import complete_tags
from heard.reports.formats.widths import column_shares
from heard.reports.report import Report

VARIANT = "pdf/ua-1"
CLOCK = (
    "SOURCE_DATE_EPOCH"  # read by what cuts fonts, and by much else that writes files that should be the same
)
NO_PANGO = (
    "A PDF cannot be made on this machine: Pango, which sets type, is not installed (Debian: apt install "
    "libpango-1.0-0 libpangoft2-1.0-0). The page and the Word file can be made without it; a browser prints the page."
)
LETTERS_ACROSS = 135  # of a table of words
BREAK = "\u200b"  # a space of no width: without any, a text of 10,000 letters takes three seconds to set
_TEXT = re.compile(r"(?<=>)[^<]+")
_ENDLESS = re.compile(r"(?:&[#\w]+;|[^\s&]){60}")
_ENDS = re.compile(r"<svg\b|</svg>")


def render_pdf(report: Report) -> bytes:
    """The report as a PDF; the same bytes for the same report. UserError where Pango is not installed."""
    _typesetter()
    from heard.reports.formats.sheets import ONLY_WHAT_IT_HOLDS, Page, read_letters, read_sheets

    own = legal(write_rules(column_sets(report)) + "".join(_widths(report)))
    with _dated(report.closed_on), _collecting_later():
        page = Page(string=to_paper(report), url_fetcher=ONLY_WHAT_IT_HOLDS)
        written = page.write_pdf(
            pdf_variant=VARIANT,
            finisher=complete_tags,
            stylesheets=read_sheets(legal(report.running), own, report.layout),
            font_config=read_letters(),
        )
    return bytes(written)


def can_render() -> bool:
    """Whether this machine has what sets PDF files."""
    try:
        _typesetter()
    except UserError:
        return False
    return True


def to_paper(report: Report) -> str:
    """The page that is set: the report's page without its style and with pictures that say what they show."""
    head, body = render_bare(report).replace(draw_axis(), draw_axis(LETTERS)).split("<body>", 1)
    return (
        head.replace("</head>", _properties(report.closed_on) + "</head>")
        + "<body>"
        + "".join(_with_pictures(_with_breaks(body)))
    )


def _typesetter() -> ModuleType:
    try:
        found = import_module("weasyprint")
    except OSError:
        raise UserError(NO_PANGO) from None
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it warns of every rule that is for screens
    return found


@contextmanager
def _dated(day: date) -> Iterator[None]:
    """The fonts in the file say when they were cut; this is how they are told another day than today."""
    before = os.environ.get(CLOCK)
    os.environ[CLOCK] = str(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ[CLOCK]
        else:
            os.environ[CLOCK] = before


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Looks for no garbage meanwhile: millions of objects live to the end, and going through them takes a quarter."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _properties(day: date) -> str:
    dates = "".join(f'<meta name="dcterms.{name}" content="{day}">' for name in ("created", "modified"))
    return f'<meta name="author" content="Heard">{dates}'


def _widths(report: Report) -> Iterator[str]:
    """How wide the columns are: one rule for each column of each set of columns. Paper's page alone has tables."""
    tables = [block for block in blocks_of(report) if isinstance(block, SimpleTable)]
    for columns, name in column_sets(report).items():
        rows = [row for table in tables if table.columns == columns for row in table.rows]
        if rows:
            for place, share in enumerate(column_shares(columns, rows, across=LETTERS_ACROSS), start=1):
                yield f".{name} thead th:nth-child({place}){{width:{share:.2%}}}\n"


def _with_breaks(body: str) -> str:
    """The page, with a place to break wherever no space is near."""
    return _TEXT.sub(lambda text: _ENDLESS.sub(lambda word: word[0] + BREAK, text[0]), body)


def _with_pictures(page: str) -> Iterator[str]:
    """The page, with each drawing as an image: only images are given a description in the PDF."""
    done, depth, start = 0, 0, 0
    for end in _ENDS.finditer(page):
        if end[0] == "</svg>":
            depth -= 1
            if not depth:
                yield page[done:start] + _as_image(page[start : end.end()])
                done = end.end()
        else:
            start = start if depth else end.start()
            depth += 1
    yield page[done:]


@lru_cache(maxsize=KEPT)
def _as_image(drawing: str) -> str:
    """What says something is an image with a description; what repeats the words beside it is a background."""
    picture = take_off(drawing)
    source, name = _address(picture), escape(picture.name)
    if picture.sentence:
        return f'<img class="{name}" alt="{escape(picture.sentence)}" src="{source}">'
    if picture.name != "drawing" or not picture.size:
        return f'<span class="{name} ornament" style="background-image:url({source})"></span>'
    tall = (
        picture.size[1] / picture.size[0]
    )  # padding is told in parts of the width around it: as high as drawn
    inside = f"display:block;padding-bottom:{tall:.2%};background:url({source}) 0 0/100% 100% no-repeat"
    return f'<span class="{name}"><span style="{inside}"></span></span>'


def _address(picture: Picture) -> str:
    return "data:image/svg+xml;base64," + b64encode(picture.svg.encode()).decode()
