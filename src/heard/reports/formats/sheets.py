"""The styles and letters of paper, read once in a process and used by every PDF made in it.

What a report has of its own, its running line and the columns of its tables, is a small sheet beside the large ones
that all of its layout share. The letters come in the three weights the styles ask for, each a font of its own: the
page's one font of every weight would be unpacked for each file, and cut to its weights again.
"""

import atexit
import re
from base64 import b64encode
from functools import cache
from importlib.resources import files

import weasyprint
from weasyprint.html import UA, UA_COUNTER_STYLE
from weasyprint.text.fonts import FontConfiguration

from heard.reports.formats.pictures import FONT
from heard.reports.formats.stylesheet import RUNNING, quoted, read_css
from heard.reports.report import Layout

FOR_SCREENS = (Layout.PAGE, Layout.SLIDES)
WEIGHTS = (400, 600, 700)
ONLY_WHAT_IT_HOLDS = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
_FACE = re.compile(r"@font-face \{.*?\n\}", re.DOTALL)
_NOTES = re.compile(r"^::(?:foot)?note-.*$", re.MULTILINE)


class Page(weasyprint.HTML):  # type: ignore[misc]
    """A page to be set that has no footnotes, which would cost every element six styles that nothing uses."""

    def _ua_stylesheets(self, forms: bool = False) -> list[weasyprint.CSS]:  # noqa: ARG002 - as it is called
        return [_defaults()]


def read_sheets(running: str, own: str, layout: Layout) -> list[weasyprint.CSS]:
    """The sheets of a report, in their order: its running line, those of its layout, its own rules."""
    line = f"@page {{ @bottom-left {{ content: {quoted(running)} }} }}"
    return [_parse(line), *_of_layout(layout), _parse(own)]


@cache
def read_letters() -> FontConfiguration:
    """The letters as fonts of this process, kept in a folder that goes when it ends."""
    letters = FontConfiguration()
    atexit.register(read_letters.cache_clear)
    weasyprint.CSS(string="".join(map(_face, WEIGHTS)), font_config=letters, url_fetcher=ONLY_WHAT_IT_HOLDS)
    return letters


@cache
def _defaults() -> weasyprint.CSS:
    return weasyprint.CSS(string=_NOTES.sub("", UA), counter_style=UA_COUNTER_STYLE.copy())


@cache
def _of_layout(layout: Layout) -> tuple[weasyprint.CSS, ...]:
    """The look without its letters and its running line, and what paper changes of what is made for screens."""
    look = _parse(_FACE.sub("", read_css(layout).replace(RUNNING, "")))
    return (look, _parse(_read("css/paper.css").decode())) if layout in FOR_SCREENS else (look,)


def _parse(css: str) -> weasyprint.CSS:
    return weasyprint.CSS(string=css, font_config=read_letters(), url_fetcher=ONLY_WHAT_IT_HOLDS)


def _face(weight: int) -> str:
    font = b64encode(_read(f"fonts/atkinson-hyperlegible-next-latin-{weight}.ttf")).decode("ascii")
    source = f'url("data:font/ttf;base64,{font}") format("truetype")'
    return f'@font-face {{ font-family: "{FONT}"; font-weight: {weight}; src: {source} }}\n'


def _read(name: str) -> bytes:
    return (files("heard.reports") / name).read_bytes()
