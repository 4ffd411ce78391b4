"""HTML: one page that needs nothing else. It walks the report and orders, rounds and hides nothing."""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from heard.charts import BandTone, Figure, draw, draw_axis, draw_band_key, draw_flag, draw_sample
from heard.reports.report import Report, Sample, Tag

FONT = "fonts/atkinson-hyperlegible-next-latin.woff2"


def render_html(report: Report) -> str:
    """The report as a self-contained page: no script, no request to any host."""
    body = _environment().get_template("report.html").render(report=report)
    return render_page(
        report.title, Markup(body), language=report.language, running=report.running, skip=report.skip
    )


def render_page(
    title: str,
    body_html: str,
    *,
    language: str = "en-GB",
    running: str = "",
    skip: str = "Skip to the content",
) -> str:
    """Any page in the one look. `body_html` is trusted markup; `running` stands on every printed page."""
    style = _style(running)
    return (
        _environment()
        .get_template("base.html")
        .render(
            title=title,
            body=Markup(body_html),
            language=language,
            skip=skip,
            style=Markup(style),
            style_hash=_hash(style),
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("heard.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["drawn"] = _drawn
    environment.filters["flag"] = _flag
    environment.filters["sample"] = _sample
    environment.filters["key"] = _key
    environment.globals["axis"] = Markup(draw_axis())
    return environment


def _drawn(figure: Figure) -> Markup:
    return Markup(draw(figure))


def _flag(tag: Tag) -> Markup:
    return Markup(draw_flag(tag.certainty, tag.direction))


def _sample(sample: Sample) -> Markup:
    return Markup(draw_sample(sample.value))


def _key(tone: BandTone) -> Markup:
    return Markup(draw_band_key(tone))


def _style(running: str) -> str:
    css = _read("css/page.css").decode("utf-8")
    font = base64.b64encode(_read(FONT)).decode("ascii")
    return css.replace("{{font}}", font).replace("{{running}}", _css_string(running))


def _css_string(text: str) -> str:
    """Text inside a quoted CSS string; what could end the string or the style element is written as an escape."""
    return "".join(f"\\{ord(each):x} " if each in "\\\"'<>\n\r" else each for each in text)


@cache
def _read(name: str) -> bytes:
    return (files("heard.reports") / name).read_bytes()


def _hash(style: str) -> str:
    """What the page's policy allows: this style and no other, and no script at all."""
    return base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
