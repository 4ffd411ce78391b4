"""The response meter: how many of those who could have answered did, against the target."""

from heard.charts.figures import Meter
from heard.charts.markup import INK, LEAF, MIST, QUIET, element, picture


def draw_meter(figure: Meter) -> str:
    """As wide as its place: all positions are per cents of the width. Target = an upright mark."""
    rail = element("rect", y=5, width="100%", height=11, rx=5.5, fill=MIST, stroke=QUIET, stroke_width=0.75)
    part = element("rect", y=5, width=f"{figure.share}%", height=11, rx=5.5, fill=LEAF)
    mark = ""
    if figure.target is not None:
        place = f"{figure.target}%"
        mark = element("line", x1=place, x2=place, y1=0, y2=21, stroke=INK, stroke_width=3)
    return picture(figure.sentence, rail, part, mark, class_="meter", height=21, width="100%")
