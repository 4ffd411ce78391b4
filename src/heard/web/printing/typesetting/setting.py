"""A sheet set as HTML and written as a tagged PDF."""

from base64 import b64encode
from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from heard.reports.formats.tagging import complete_tags
from heard.web.printing.sheets import Layout, Sheet
from heard.web.printing.typesetting.scenes import draw_mark, draw_scene
from heard.web.printing.typesetting.squares import draw_square

HERE = Path(__file__).parent
FONT = HERE / "atkinson-hyperlegible-next-latin.woff2"
A_PAGE = 6  # cards
EVEN_PAGES = {Layout.CARDS: A_PAGE}


def set_sheet(sheet: Sheet) -> bytes:
    """The PDF."""
    only_what_it_holds, fonts = URLFetcher(allowed_protocols=("data",)), FontConfiguration()
    look = CSS(string=_look(), font_config=fonts, url_fetcher=only_what_it_holds)
    html = HTML(string=to_html(sheet), url_fetcher=only_what_it_holds)
    written = html.write_pdf(
        stylesheets=[look], font_config=fonts, pdf_variant="pdf/ua-1", finisher=complete_tags
    )
    return bytes(written)


def _look() -> str:
    """The style sheet, with the one font in it."""
    font = b64encode(FONT.read_bytes()).decode()
    return (HERE / "paper.css").read_text(encoding="utf-8").replace("FONT", f"data:font/woff2;base64,{font}")


def to_html(sheet: Sheet) -> str:
    """The page that is set; every drawing it shows is in it."""
    return (
        _templates()
        .get_template(f"{sheet.layout}.html")
        .render(
            sheet=sheet,
            scene=_as_address(draw_scene(sheet.scene)),
            mark=_as_address(draw_mark()),
            square=_square(sheet),
            pages=_pages(sheet),
        )
    )


def _pages(sheet: Sheet) -> list[tuple[str, ...]]:
    """The codes by page; the last one may be short."""
    a_page = EVEN_PAGES.get(sheet.layout, 1)
    return [sheet.codes[start : start + a_page] for start in range(0, len(sheet.codes), a_page)]


def _square(sheet: Sheet) -> Callable[[str], str]:
    """What draws the square of a code: the same for all, unless it types the code as well."""
    if sheet.fills_code:
        return lambda code: _as_address(draw_square(f"{sheet.address}#{code}"))
    alike = _as_address(draw_square(sheet.address)) if sheet.address else ""
    return lambda _: alike


def _as_address(drawing: str) -> str:
    return "data:image/svg+xml;base64," + b64encode(drawing.encode()).decode()


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
