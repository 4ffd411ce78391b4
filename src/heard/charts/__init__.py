"""Pictures in SVG, drawn in the colours of the page they stand on (decision 0002)."""

from heard.charts.arrows import draw_change_arrow
from heard.charts.bands import draw_band_key, draw_stacked_bands
from heard.charts.bars import Bar, BarPlot, draw_bars
from heard.charts.figures import (
    BandInterval,
    BandSegment,
    BandTone,
    Certainty,
    ChangeArrow,
    Direction,
    DotInterval,
    Meter,
    Move,
    StackedBands,
)
from heard.charts.figures import Figure as RowFigure
from heard.charts.flags import draw_flag
from heard.charts.funnel import FunnelLimit, FunnelPlot, draw_funnel
from heard.charts.intervals import draw_axis, draw_band_interval, draw_dot_interval, draw_sample
from heard.charts.meters import draw_meter

__all__ = [
    "BandInterval",
    "BandSegment",
    "BandTone",
    "Bar",
    "BarPlot",
    "Certainty",
    "ChangeArrow",
    "Direction",
    "DotInterval",
    "Figure",
    "FunnelLimit",
    "FunnelPlot",
    "Meter",
    "Move",
    "StackedBands",
    "draw",
    "draw_axis",
    "draw_band_key",
    "draw_flag",
    "draw_sample",
]

Figure = RowFigure | FunnelPlot | BarPlot


def draw(figure: Figure) -> str:  # noqa: PLR0911 - one line for each kind of figure
    """The figure as SVG."""
    match figure:
        case DotInterval():
            return draw_dot_interval(figure)
        case BandInterval():
            return draw_band_interval(figure)
        case ChangeArrow():
            return draw_change_arrow(figure)
        case Meter():
            return draw_meter(figure)
        case StackedBands():
            return draw_stacked_bands(figure)
        case FunnelPlot():
            return draw_funnel(figure)
        case BarPlot():
            return draw_bars(figure)
