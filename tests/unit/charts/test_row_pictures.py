"""The pictures of a row: what is drawn where, and that shape tells what colour tells."""

import re
from itertools import product
from xml.etree import ElementTree

import pytest

from heard.base.errors import HeardError
from heard.charts import (
    BandInterval,
    Certainty,
    ChangeArrow,
    Direction,
    DotInterval,
    Meter,
    Move,
    draw,
    draw_axis,
    draw_flag,
    draw_sample,
)

SENTENCE = 'says "92 %" & more'


def dot(certainty: Certainty | None = None, direction: Direction = Direction.NONE) -> DotInterval:
    return DotInterval(
        SENTENCE, 92, 86, 96, others=83, population=85, certainty=certainty, direction=direction
    )


def without_colour(svg: str) -> str:
    return re.sub(r"var\(--(leaf|coral|quiet|sun)[^)]*\)", "grey", svg)


def test_the_dot_the_line_and_the_mark_stand_two_units_to_a_per_cent() -> None:
    svg = draw(dot(Certainty.CLEAR, Direction.BETTER))
    assert 'cx="184"' in svg  # 92 %
    assert 'd="M172 12H192"' in svg  # 86 % to 96 %
    assert 'd="M166 2v19"' in svg  # 83 %
    assert 'd="M170 21' in svg  # the diamond's point over 85 %


def test_a_picture_says_its_sentence_to_who_cannot_see_it() -> None:
    root = ElementTree.fromstring(draw(dot()))
    assert root.get("role") == "img"
    assert root.get("aria-label") == SENTENCE


def test_marks_that_there_are_not_are_not_drawn() -> None:
    svg = draw(DotInterval("alone", 50, 40, 60))
    assert "v19" not in svg
    assert "l4 5" not in svg


def test_too_few_to_tell_is_hollow_and_dotted() -> None:
    svg = draw(dot(Certainty.CANNOT_TELL))
    assert "stroke-dasharray" in svg
    assert 'fill="var(--card,#fff)" stroke="var(--quiet,#435066)"' in svg


@pytest.mark.parametrize("certainty", [Certainty.CLEAR, Certainty.IN_LINE, None])
def test_what_is_not_in_doubt_is_filled_and_whole(certainty: Certainty | None) -> None:
    assert "stroke-dasharray" not in draw(dot(certainty))


def test_only_a_clear_or_possible_difference_is_coloured() -> None:
    coloured = {certainty: "--leaf" in draw(dot(certainty, Direction.BETTER)) for certainty in Certainty}
    assert coloured == {
        Certainty.CLEAR: True,
        Certainty.POSSIBLE: True,
        Certainty.IN_LINE: False,
        Certainty.CANNOT_TELL: False,
    }


def test_clear_possible_and_cannot_tell_differ_without_colour() -> None:
    certainties = (Certainty.CLEAR, Certainty.POSSIBLE, Certainty.CANNOT_TELL)
    drawn = {without_colour(draw(dot(certainty, Direction.WORSE))) for certainty in certainties}
    assert len(drawn) == len(certainties)


def test_a_band_has_a_box_and_no_dot() -> None:
    svg = draw(BandInterval("over 80 %", 80, 100))
    assert 'x="160"' in svg
    assert 'width="40"' in svg
    assert "circle" not in svg


@pytest.mark.parametrize("share", [-1, 101])
def test_what_is_no_per_cent_cannot_be_drawn(share: int) -> None:
    with pytest.raises(HeardError, match="not a per cent"):
        DotInterval("wrong", share, 0, 100)
    with pytest.raises(HeardError, match="not a per cent"):
        Meter("wrong", share)


@pytest.mark.parametrize(("move", "turn"), [(Move.UP, 0), (Move.LEVEL, 90), (Move.DOWN, 180)])
def test_the_arrow_points_where_the_share_went(move: Move, turn: int) -> None:
    svg = draw(ChangeArrow("moved", move, Certainty.CLEAR, Direction.NONE))
    assert f"rotate({turn} 12 12)" in svg


def test_arrows_differ_by_certainty_without_colour() -> None:
    certainties = (Certainty.CLEAR, Certainty.POSSIBLE, Certainty.CANNOT_TELL)
    arrows = (ChangeArrow("moved", Move.UP, certainty, Direction.BETTER) for certainty in certainties)
    assert len({without_colour(draw(arrow)) for arrow in arrows}) == len(certainties)


def test_flags_are_told_apart_by_shape_alone() -> None:
    flagged = product((Certainty.CLEAR, Certainty.POSSIBLE), (Direction.BETTER, Direction.WORSE))
    others = [
        (Certainty.IN_LINE, Direction.NONE),
        (Certainty.CANNOT_TELL, Direction.NONE),
        (None, Direction.NONE),
    ]
    shapes = [re.sub(r"var\([^)]*\)", "ink", draw_flag(*flag)) for flag in [*flagged, *others]]
    assert len(set(shapes)) == len(shapes)


def test_the_meter_is_as_wide_as_its_part_with_a_mark_at_the_target() -> None:
    svg = draw(Meter("35 % answered", 35, target=30))
    assert 'width="35%"' in svg
    assert 'x1="30%"' in svg


@pytest.mark.parametrize(
    "svg",
    [draw_axis(), draw_flag(None, Direction.NONE), *(draw_sample(kind) for kind in ("dot", "line", "band"))],
)
def test_ornaments_are_silent(svg: str) -> None:
    root = ElementTree.fromstring(svg)
    assert root.get("aria-hidden") == "true"
    assert root.get("role") is None


def test_the_page_s_colours_are_taken_so_that_dark_mode_and_print_are() -> None:
    for svg in (
        draw(dot()),
        draw(Meter("half", 50)),
        draw(ChangeArrow("up", Move.UP, Certainty.CLEAR, Direction.BETTER)),
    ):
        colours = re.findall(r'(?:fill|stroke)="([^"]+)"', svg)
        assert colours
        assert all(colour == "none" or colour.startswith("var(--") for colour in colours)
