"""Drawings taken off the page keep what they say, and need nothing around them."""

import struct
from xml.etree import ElementTree

import pytest

from heard.charts import (
    BandInterval,
    BandSegment,
    BandTone,
    Certainty,
    ChangeArrow,
    Direction,
    DotInterval,
    Figure,
    Meter,
    Move,
    StackedBands,
    draw,
    draw_axis,
    draw_band_key,
    draw_flag,
    draw_sample,
)
from heard.reports.blocks import Sample
from heard.reports.formats.pictures import SHARP, stack, take_off, to_png

DOT = DotInterval("Between 60 % and 80 %.", 70, 60, 80, 65, 72, Certainty.CLEAR, Direction.BETTER)
FIGURES: tuple[Figure, ...] = (
    DOT,
    BandInterval("Over 80 %.", 80, 100),
    ChangeArrow("Up.", Move.UP, Certainty.POSSIBLE, Direction.WORSE),
    Meter("Half.", 50, 30),
    StackedBands((BandSegment("Low", BandTone.LOW, 40), BandSegment("High", BandTone.HIGH, 60))),
)
DRAWINGS = (
    *map(draw, FIGURES),
    draw_axis(),
    *(draw_flag(certainty, way) for certainty in (*Certainty, None) for way in Direction),
    *(draw_sample(sample.value) for sample in Sample),
    *map(draw_band_key, BandTone),
)


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_a_drawing_needs_no_page(drawing: str) -> None:
    svg = take_off(drawing).svg
    assert "var(" not in svg
    assert "currentColor" not in svg
    assert ElementTree.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"


def test_it_says_its_sentence_or_nothing() -> None:
    assert take_off(draw(DOT)).sentence == "Between 60 % and 80 %."
    assert take_off(draw_axis()).sentence == ""


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_a_png_is_as_large_as_asked_and_the_same_each_time(drawing: str) -> None:
    content = to_png(take_off(drawing), 220, 46)
    to_png.cache_clear()
    assert to_png(take_off(drawing), 220, 46) == content
    assert struct.unpack(">II", content[16:24]) == (220 * SHARP, 46 * SHARP)


def test_letters_are_drawn_with_the_report_s_own_font() -> None:
    lettered, bare = draw_axis(), draw_axis().replace(">50<", "><")
    assert to_png(take_off(lettered), 220, 14) != to_png(take_off(bare), 220, 14)


def test_pictures_stand_under_each_other() -> None:
    both = stack(take_off(draw_axis()), take_off(draw(DOT)))
    assert both.sentence == DOT.sentence
    assert both.size == (220, 14 + 32)
    parts = ElementTree.fromstring(both.svg)
    assert [(part.get("y"), part.get("height")) for part in parts] == [("0", "14"), ("14", "32")]
