"""HTML: one page that needs nothing else. It walks the report and orders, rounds and hides nothing."""

import base64
import hashlib
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from heard.charts import BandTone, Figure, draw, draw_axis, draw_band_key, draw_flag, draw_sample
from heard.charts.drawings import Drawing, draw_drawing
from heard.charts.people import TenPeople, draw_ten_people
from heard.reports.blocks import Sample, Tag
from heard.reports.formats.characters import legal
from heard.reports.formats.stylesheet import column_sets, write_style
from heard.reports.report import Report


def render_html(report: Report) -> str:
    """The report as a self-contained page: no script, no request to any host."""
    return _render(report, legal(write_style(report.running, column_sets(report), report.layout)))


def render_bare(report: Report) -> str:
    """The page without its style, for what sets it by sheets of its own."""
    return _render(report, "")


def _render(report: Report, style: str) -> str:
    body = _environment().get_template("report.html").render(report=report, sets=column_sets(report))
    return (
        _environment()
        .get_template("base.html")
        .render(
            title=legal(report.name),
            body=Markup(legal(body)),
            language=report.language,
            skip=report.skip,
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
    environment.filters["drawing"] = _drawing
    environment.filters["people"] = _people
    environment.filters["stressed"] = _stressed
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


def _drawing(drawing: Drawing) -> Markup:
    return Markup(draw_drawing(drawing))


def _people(figure: TenPeople) -> Markup:
    return Markup(draw_ten_people(figure))


def _stressed(text: str, stress: str) -> Markup:
    """The text with the words that carry it in bold."""
    if not stress:
        return escape(text)
    return Markup("<b>{}</b>").format(stress).join(escape(part) for part in text.split(stress, 1))


def _hash(style: str) -> str:
    """What the page's policy allows: this style and no other, and no script at all."""
    return base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
