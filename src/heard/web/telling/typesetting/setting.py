"""A paper set as HTML and written as a tagged PDF."""

from base64 import b64encode

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from heard.reports.formats.tagging import complete_tags
from heard.web.printing.typesetting.setting import FONT
from heard.web.telling.paper import Paper
from heard.web.telling.typesetting.page import HERE, to_html

# What a drawing calls by a name on a screen is told here: what sets PDF reads no custom property in a picture.
COLOURS = {
    "var(--ink,": "#15233b", "var(--card,": "#ffffff", "var(--warm,": "#ffe9b0", "var(--cool,": "#dfe7f3",
    "var(--tint,": "#a9c8f0", "var(--green,": "#bfe3d2", "var(--rose,": "#f6c6b8",
}  # fmt: skip


def set_paper(paper: Paper) -> bytes:
    """The PDF."""
    only_what_it_holds, fonts = URLFetcher(allowed_protocols=("data",)), FontConfiguration()
    look = CSS(string=_look() + _drawn(paper), font_config=fonts, url_fetcher=only_what_it_holds)
    html = HTML(string=to_html(paper), url_fetcher=only_what_it_holds)
    written = html.write_pdf(
        stylesheets=[look], font_config=fonts, pdf_variant="pdf/ua-1", finisher=complete_tags
    )
    return bytes(written)


def _drawn(paper: Paper) -> str:
    """Each drawing in its place, as a ground: it says nothing that the words beside it do not."""
    return "".join(
        f".drawing.n{number} {{ background-image: url({_as_address(line.drawing)}); }}\n"
        for number, line in enumerate(paper.lines)
        if line.drawing
    )


def _as_address(drawing: str) -> str:
    """As a stylesheet can hold it."""
    for name, colour in COLOURS.items():
        while name in drawing:
            start = drawing.index(name)
            drawing = drawing[:start] + colour + drawing[drawing.index(")", start) + 1 :]
    if "xmlns" not in drawing:
        drawing = drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return "data:image/svg+xml;base64," + b64encode(drawing.encode()).decode()


def _look() -> str:
    """The style sheet, with the one font in it."""
    font = b64encode(FONT.read_bytes()).decode()
    return (HERE / "told.css").read_text(encoding="utf-8").replace("FONT", f"data:font/woff2;base64,{font}")
