"""Bars: what is drawn is what was given, in words too, and readable without colour."""

import re
from xml.etree.ElementTree import fromstring

import pytest

from heard.base.errors import HeardError
from heard.charts import Bar, BarPlot, Direction, draw
from heard.charts.bars import END, WIDTH

PLOT = BarPlot(
    "Home: <2 answers>",
    "They feel safe: 60 %; all councils 75 %",
    "Here",
    "All councils",
    (
        Bar("a", "They feel safe", 60, 48, 71, 75, Direction.WORSE),
        Bar("b", "They like their room & bed", 5),
    ),
)


def shapes(plot: BarPlot, name: str) -> list[dict[str, str]]:
    return [each.attrib for each in fromstring(draw(plot)).iter(name)]


def texts(plot: BarPlot) -> list[str]:
    return [each.text or "" for each in fromstring(draw(plot)).iter("text")]


def test_a_bar_is_as_long_as_its_share() -> None:
    widths = [float(each["width"]) for each in shapes(PLOT, "rect")]
    whole = WIDTH - END
    assert round(0.6 * whole, 1) in widths
    assert round(0.05 * whole, 1) in widths
    assert pytest.approx(0.75 * whole, abs=1) in widths


def test_every_number_stands_beside_its_bar_and_no_other() -> None:
    said = " ".join(texts(PLOT))
    assert re.findall(r"\d+", said) == ["60", "75", "5"]


def test_who_cannot_see_it_is_told_the_point_and_the_numbers() -> None:
    drawn = fromstring(draw(PLOT))
    assert drawn.get("role") == "img"
    assert drawn.findtext("title") == PLOT.title
    assert drawn.findtext("desc") == PLOT.description


def test_the_other_bar_is_hollow_and_the_key_says_so_without_colour() -> None:
    hollow = [each for each in shapes(PLOT, "rect") if each.get("stroke")]
    assert len(hollow) == 2
    assert {"Here", "All councils"} <= set(texts(PLOT))
    alone = BarPlot("One", "One", "Here", "", PLOT.bars[1:])
    assert [each for each in shapes(alone, "rect") if each.get("stroke")] == []


def test_the_line_stands_where_the_whole_group_could_be() -> None:
    whole = WIDTH - END
    (edge, line) = shapes(PLOT, "path")
    assert edge["d"] == line["d"]
    assert line["d"].startswith(f"M{round(0.48 * whole, 1)} ")
    assert f"H{round(0.71 * whole, 1)}" in line["d"]


def test_a_long_label_goes_on_over_lines_without_losing_a_word() -> None:
    label = "They are content with how often they see their brothers and sisters, or with not seeing them"
    plot = BarPlot("One", "One", "Here", "", (Bar("a", label, 40),))
    assert " ".join(texts(plot)[1:-1]) == label
    assert len(texts(plot)) == 4


def test_a_share_is_a_whole_per_cent() -> None:
    with pytest.raises(HeardError):
        Bar("a", "They feel safe", 101)
