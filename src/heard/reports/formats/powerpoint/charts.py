"""A native bar chart: people restyle it, its workbook holds only what is drawn, its line is the uncertainty."""

from typing import TYPE_CHECKING

from heard.charts import BarPlot, Direction

if TYPE_CHECKING:
    from pptx.chart.chart import Chart
    from pptx.chart.point import Point
    from pptx.chart.series import BarSeries
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.shapes.placeholder import ChartPlaceholder, PlaceholderGraphicFrame

PER_CENT = '0"\u00a0%"'
LABELS = 12  # points
LABELS_PART = 0.46  # of the chart's width
GAPS = {1: 300, 2: 180, 3: 90}  # by how many bars there are, so that a lone one is no wall
PALER = 0.6  # of the way to white
SHORT = 14  # per cent: a bar too short for its number, which then stands behind it
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
NAMES = f'xmlns:c="{CHART}" xmlns:a="{DRAWING}"'


def place_chart(placeholder: "ChartPlaceholder", plot: BarPlot) -> "PlaceholderGraphicFrame":
    """The bars in the placeholder, from the top down, with all their numbers as its description."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data = CategoryChartData(number_format=PER_CENT)
    data.categories = [_safe(bar.label) for bar in plot.bars]
    data.add_series(_safe(plot.own), [bar.share for bar in plot.bars])
    if plot.others:
        data.add_series(_safe(plot.others), [bar.other for bar in plot.bars])
    frame = placeholder.insert_chart(XL_CHART_TYPE.BAR_CLUSTERED, data)
    described = frame._element.nvGraphicFramePr.cNvPr
    described.set("title", plot.title)
    described.set("descr", f"{plot.title}. {plot.description}")
    _style(frame.chart, plot)
    return frame


def _safe(words: str) -> str:
    """Words that a workbook does not take for a formula."""
    return f"\u00a0{words}" if words[:1] in "=+-@" else words


def _style(chart: "Chart", plot: BarPlot) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION
    from pptx.util import Pt

    chart.font.size = Pt(LABELS)
    chart.has_title = False
    chart.has_legend = bool(plot.others)
    if plot.others:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    _style_axes(chart)
    _place_plot(chart, plot)
    bars = chart.plots[0]
    bars.gap_width, bars.overlap = GAPS.get(len(plot.bars), 55), 0
    _style_own(bars.series[0], plot)
    if plot.others:
        _style_others(bars.series[1])


def _style_axes(chart: "Chart") -> None:
    from pptx.enum.chart import XL_TICK_MARK
    from pptx.oxml import parse_xml

    values, categories = chart.value_axis, chart.category_axis
    values.minimum_scale, values.maximum_scale = 0, 100
    values.visible = values.has_major_gridlines = False
    categories.reverse_order = True
    categories.major_tick_mark = XL_TICK_MARK.NONE
    categories.has_major_gridlines = False
    last = categories._element.find(f"{{{CHART}}}noMultiLvlLbl")
    last.addprevious(parse_xml(f'<c:tickLblSkip {NAMES} val="1"/>'))  # no label is left out for its length


def _place_plot(chart: "Chart", plot: BarPlot) -> None:
    """A fixed part of the width for the labels: left to themselves some programs cut them."""
    from pptx.oxml import parse_xml

    area = chart._chartSpace.chart.plotArea
    for old in area.findall(f"{{{CHART}}}layout"):
        area.remove(old)
    height = 0.88 if plot.others else 0.98
    placed = {"layoutTarget": "inner", "xMode": "edge", "yMode": "edge", "x": LABELS_PART, "y": 0.01}
    sizes = {"w": round(0.985 - LABELS_PART, 3), "h": height}
    manual = "".join(f'<c:{name} val="{value}"/>' for name, value in {**placed, **sizes}.items())
    area.insert(0, parse_xml(f"<c:layout {NAMES}><c:manualLayout>{manual}</c:manualLayout></c:layout>"))


def _style_own(series: "BarSeries", plot: BarPlot) -> None:
    """Filled with an outline; paler in the colour of its flag where that is clear, which the label says too."""
    from pptx.enum.dml import MSO_THEME_COLOR as COLOURS

    fills = {Direction.BETTER: (COLOURS.ACCENT_6, 0.0), Direction.WORSE: (COLOURS.ACCENT_3, PALER)}
    _fill(series, COLOURS.ACCENT_4)
    for place, bar in enumerate(plot.bars):
        if bar.direction in fills:
            colour, paler = fills[bar.direction]
            _fill(series.points[place], colour, paler=paler)
    _label(series)
    for place, bar in enumerate(plot.bars):
        if bar.share < SHORT:
            _label_behind(series, place)
    if all(bar.low is not None and bar.high is not None for bar in plot.bars):
        _draw_ranges(series, plot)


def _style_others(series: "BarSeries") -> None:
    """Hollow and dashed, so that the two are told apart without colour."""
    from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR

    _fill(series, MSO_THEME_COLOR.BACKGROUND_1)
    series.format.line.dash_style = MSO_LINE.DASH
    _label(series)


def _fill(filled: "BarSeries | Point", colour: "MSO_THEME_COLOR", *, paler: float = 0.0) -> None:
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.util import Pt

    fill, line = filled.format.fill, filled.format.line
    fill.solid()
    fill.fore_color.theme_color = colour
    if paler:
        fill.fore_color.brightness = paler
    line.color.theme_color = MSO_THEME_COLOR.TEXT_1
    line.width = Pt(1.5)


def _label(series: "BarSeries") -> None:
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.util import Pt

    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = PER_CENT, False
    labels.position = XL_LABEL_POSITION.INSIDE_BASE
    labels.font.size, labels.font.bold = Pt(LABELS), True
    labels.font.color.theme_color = MSO_THEME_COLOR.TEXT_1


def _label_behind(series: "BarSeries", place: int) -> None:
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.util import Pt

    label = series.points[place].data_label
    label.position = XL_LABEL_POSITION.OUTSIDE_END
    label.font.size, label.font.bold = Pt(LABELS), True
    label.font.color.theme_color = MSO_THEME_COLOR.TEXT_1


def _draw_ranges(series: "BarSeries", plot: BarPlot) -> None:
    """How far the whole group could be, as error bars: from each share up and down, in points."""
    from pptx.oxml import parse_xml

    above = _literals([(bar.high or 0) - bar.share for bar in plot.bars])
    below = _literals([bar.share - (bar.low or 0) for bar in plot.bars])
    kind = '<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
    ink = '<a:ln w="22225"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:ln>'
    ends = f"<c:plus>{above}</c:plus><c:minus>{below}</c:minus><c:spPr>{ink}</c:spPr>"
    series._element.cat.addprevious(parse_xml(f"<c:errBars {NAMES}>{kind}{ends}</c:errBars>"))


def _literals(values: list[int]) -> str:
    points = "".join(f'<c:pt idx="{place}"><c:v>{value}</c:v></c:pt>' for place, value in enumerate(values))
    count = f'<c:ptCount val="{len(values)}"/>'
    return f"<c:numLit><c:formatCode>General</c:formatCode>{count}{points}</c:numLit>"
