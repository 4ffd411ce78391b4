"""The funnel plot: what is drawn where, and that it needs no colour."""

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from heard.base.errors import HeardError
from heard.charts.funnel import FunnelLimit, FunnelPlot, draw_funnel

LIMITS = (
    FunnelLimit(10, 40, 55, 100, 100),
    FunnelLimit(50, 62, 68, 90, 95),
    FunnelLimit(100, 68, 72, 88, 91),
)
FIGURE = FunnelPlot(
    'Of 4 councils "X1" & no other is outside.',
    "Children who answered",
    80,
    LIMITS,
    others=((20, 75), (60, 82), (90, 84)),
    own=(70, 60),
)


def shapes(figure: FunnelPlot, name: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(draw_funnel(figure)).findall(name)


def test_it_says_its_point_to_who_cannot_see_it() -> None:
    root = ElementTree.fromstring(draw_funnel(FIGURE))
    assert (root.get("role"), root.get("aria-label")) == ("img", FIGURE.sentence)


def test_a_council_stands_by_its_answers_and_its_share() -> None:
    # The scale of answers ends at 100, 382 units on from 44; that of shares goes from 50 to 100 over 246 units from 12.
    [first, *_] = shapes(FIGURE, "circle")
    assert (first.get("cx"), first.get("cy")) == ("120.4", "135.0")  # 44 + 20 × 3.82 and 12 + 246 / 2


def test_more_answers_stand_further_right_and_higher_shares_higher() -> None:
    places = [(float(dot.get("cx", 0)), float(dot.get("cy", 0))) for dot in shapes(FIGURE, "circle")]
    assert [x for x, _ in places] == sorted(x for x, _ in places)
    assert [y for _, y in places] == sorted((y for _, y in places), reverse=True)


def test_this_council_alone_is_a_filled_diamond_and_lies_on_top() -> None:
    drawn = list(ElementTree.fromstring(draw_funnel(FIGURE)))
    assert [dot.tag for dot in drawn].count("circle") == 3
    assert drawn[-1].get("d", "").endswith("l8 8l-8 8l-8 -8z")
    assert drawn[-1].get("fill", "").startswith("var(--ink")


def test_without_a_council_of_its_own_nobody_is_marked() -> None:
    svg = draw_funnel(replace(FIGURE, own=None))
    assert "l8 8" not in svg
    assert svg.count("<circle") == 3


def test_no_council_is_named() -> None:
    words = [text.text for text in shapes(FIGURE, "text")]
    assert words[-4:] == ["Children who answered", "99.8 %", "95 %", "80 %"]
    assert all(re.fullmatch(r"\d+( %)?", word or "") for word in words[:-4])


def test_the_two_pairs_of_limits_and_the_target_differ_without_colour() -> None:
    lines = [
        path
        for path in shapes(FIGURE, "path")
        if path.get("stroke-width") in ("1.5", "2") and "L" in path.get("d", "")
    ]
    assert [line.get("stroke-dasharray") for line in lines] == ["2 3", "2 3", "7 4", "7 4"]
    [target] = [
        path
        for path in shapes(FIGURE, "path")
        if path.get("stroke-width") == "2" and "H" in path.get("d", "")
    ]
    assert target.get("stroke-dasharray") is None


def test_limits_beyond_the_scale_run_along_its_edge() -> None:
    heights = [float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", draw_funnel(FIGURE))]
    assert min(heights) >= 12
    assert max(heights) <= 300 - 42


def test_names_of_lines_close_together_stand_clear_of_each_other() -> None:
    figure = replace(FIGURE, target=98, limits=(FunnelLimit(100, 50, 55, 99, 100),), others=(), own=None)
    heights = [float(text.get("y", 0)) for text in shapes(figure, "text")[-3:]]
    assert [low - high for high, low in pairwise(heights)] == [14, 14]


def test_only_whole_per_cents_can_be_drawn() -> None:
    with pytest.raises(HeardError, match="not a per cent"):
        replace(FIGURE, target=101)
    with pytest.raises(HeardError, match="not a per cent"):
        replace(FIGURE, own=(70, -1))
    with pytest.raises(HeardError, match="not a per cent"):
        replace(FIGURE, limits=(FunnelLimit(10, -9, 55, 100, 100),))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"own": (0, 50)}, "without answers"),
        ({"limits": LIMITS[::-1]}, "rising base"),
        ({"limits": LIMITS[:1] * 2}, "rising base"),
    ],
)
def test_what_makes_no_funnel_is_refused(changed: dict[str, object], message: str) -> None:
    with pytest.raises(HeardError, match=message):
        replace(FIGURE, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize("target", [0, 50, 100])
def test_a_funnel_of_nothing_but_its_target_can_be_drawn(target: int) -> None:
    svg = draw_funnel(FunnelPlot("Nobody yet.", "Answers", target, (), ()))
    assert f">{target} %<" in svg


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        (1, "0 1"),
        (5, "0 1 2 3 4 5"),
        (6, "0 2 4 6"),
        (59, "0 10 20 30 40 50"),
        (60, "0 20 40 60"),
        (2400, "0 500 1000 1500 2000"),
    ],
)
def test_the_scale_of_answers_has_a_few_round_numbers(most: int, ticks: str) -> None:
    figure = FunnelPlot("One.", "Answers", 50, (), ((most, 50),))
    under = [text.text for text in shapes(figure, "text") if text.get("y") == "276"]
    assert under == ticks.split()


def test_the_page_s_colours_are_taken() -> None:
    colours = re.findall(r'(?:fill|stroke)="([^"]+)"', draw_funnel(FIGURE))
    assert all(colour == "none" or colour.startswith("var(--") for colour in colours)


def test_words_are_written_safely() -> None:
    figure = replace(FIGURE, base_label="Children & <others>")
    assert "Children & <others>" in [text.text for text in shapes(figure, "text")]
