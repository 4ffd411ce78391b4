"""The one look of charts in notebooks: Altair itself, the house's colours, and what every chart ends with."""

from collections.abc import Sequence
from importlib import import_module
from textwrap import wrap
from types import ModuleType
from typing import TYPE_CHECKING

from heard.base.errors import UserError
from heard.charts import markup

if TYPE_CHECKING:
    from altair import LayerChart

FONT = "Atkinson Hyperlegible Next, Atkinson Hyperlegible, system-ui, sans-serif"
WIDTH = 420
STEP = 34  # room for a row
LETTERS_OF_TITLE, LETTERS_OF_SUBTITLE = 72, 96  # of a line
DOT, MARK, THICK = 130, 2.5, 4  # areas and widths in pixels, as Vega-Lite has them
DOTTED, DASHED = [1, 5], [7, 4]
HALF_DOT = "M0,-0.5A0.5,0.5,0,0,0,0,0.5Z"  # the left half of Vega's circle

LETTERS_OF_LABEL = 56  # of a line
IN_LINES = "split(datum.label, '\\n')"  # Vega draws an array of words as lines
HAS_LINES = "indexof(datum.value, '\\n') >= 0"

Value = float | str | None
Row = dict[str, Value]


def light(colour: str) -> str:
    """The light value of a page's colour: a chart in a notebook takes no colours from a page."""
    return colour.partition(",")[2].removesuffix(")")


INK, QUIET, CARD, LINE, LEAF, CORAL = (
    light(each) for each in (markup.INK, markup.QUIET, markup.CARD, markup.LINE, markup.LEAF, markup.CORAL)
)
TONES = {"better": LEAF, "worse": CORAL, "none": QUIET}


def load_altair() -> ModuleType:
    """Altair; UserError where it is not installed."""
    try:
        return import_module("altair")
    except ModuleNotFoundError:
        raise UserError(
            "Charts for notebooks need Altair, which is not installed. It comes with the extra `notebook`:"
            " pip install 'heard[notebook]'"
        ) from None


def finish(layers: Sequence[object], *, title: str, subtitle: str, description: str) -> "LayerChart":
    """The layers as one chart: its point above it, how to read it below that, every number in its description."""
    alt = load_altair()
    words = alt.TitleParams(
        wrap(title, LETTERS_OF_TITLE),
        subtitle=wrap(subtitle, LETTERS_OF_SUBTITLE),
        anchor="start",
        frame="bounds",
        offset=14,
    )
    chart = alt.layer(*layers).properties(title=words, description=description)
    return (
        chart.configure(background=CARD, font=FONT, padding=14)
        .configure_view(stroke=None)
        .configure_title(fontSize=17, color=INK, subtitleFontSize=13, subtitleColor=QUIET, subtitlePadding=6)
        .configure_axis(
            labelFontSize=13,
            labelColor=INK,
            titleFontSize=13,
            titleColor=QUIET,
            titleFontWeight="normal",
            gridColor=LINE,
            domainColor=LINE,
            tickColor=LINE,
            labelLimit=460,
        )
    )


def per_cent_axis(channel: str, title: str, low: int = 0, high: int = 100) -> object:
    """`low` to `high` per cent along `x` or `y`; the field is `share`."""
    alt = load_altair()
    step = 25 if (low, high) == (0, 100) else 10
    axis = alt.Axis(title=title, values=list(range(low, high + 1, step)))
    kind = alt.X if channel == "x" else alt.Y
    return kind("share:Q", scale=alt.Scale(domain=[low, high]), axis=axis)


def label_axis(labels: Sequence[str]) -> object:
    """Rows from the top down, each with its label before it; the field is `label`."""
    alt = load_altair()
    middle = {"condition": {"test": HAS_LINES, "value": "bottom"}, "value": "middle"}  # lines go on downwards
    axis = alt.Axis(title=None, grid=False, labelExpr=IN_LINES, labelBaseline=middle)
    return alt.Y("label:N", sort=list(labels), scale=alt.Scale(domain=list(labels)), axis=axis)


def in_lines(label: str) -> str:
    """A label with its line ends."""
    return "\n".join(wrap(label, LETTERS_OF_LABEL))
