"""Drawings are all there, stay on their ground and are told apart without colour."""

import re
from xml.etree import ElementTree

import pytest

from heard.base.errors import HeardError
from heard.charts.drawings import Drawing, draw_drawing
from heard.charts.people import TenPeople, draw_ten_people


@pytest.mark.parametrize("drawing", list(Drawing), ids=str)
def test_every_drawing_is_drawn_and_repeats_the_words_beside_it(drawing: Drawing) -> None:
    svg = ElementTree.fromstring(draw_drawing(drawing))
    assert svg.get("aria-hidden") == "true"
    assert svg.get("viewBox") == "0 0 60 60"
    assert len(svg) >= 1


def test_no_two_drawings_are_alike() -> None:
    paths = {tuple(re.findall(r' d="([^"]+)"', draw_drawing(drawing))) for drawing in Drawing}
    assert len(paths) == len(Drawing)


def test_ten_people_are_filled_dotted_and_hollow() -> None:
    svg = draw_ten_people(TenPeople("Between 7 and 9 of every 10", 7, 2))
    assert 'aria-label="Between 7 and 9 of every 10"' in svg
    assert svg.count("<circle") == 10
    assert svg.count("stroke-dasharray") == 2 * 2  # a head and a body each
    assert svg.count("--ink") == 1 * 2


@pytest.mark.parametrize(("sure", "maybe"), [(-1, 0), (0, -1), (8, 3), (11, 0)])
def test_what_is_no_part_of_ten_people_is_refused(sure: int, maybe: int) -> None:
    with pytest.raises(HeardError, match="not a part of ten people"):
        TenPeople("", sure, maybe)
