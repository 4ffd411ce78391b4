"""The bar of well-being bands."""

import re

from heard.charts import BandSegment, BandTone, StackedBands, draw, draw_band_key


def bar(*shares: int) -> str:
    tones = (BandTone.LOW, BandTone.MODERATE, BandTone.HIGH, BandTone.VERY_HIGH)
    segments = tuple(BandSegment(tone, tone, share) for tone, share in zip(tones, shares, strict=True))
    return draw(StackedBands(segments))


def widths(svg: str) -> list[float]:
    return [float(width) for width in re.findall(r'<rect x="[^"]+" width="([\d.]+)%"', svg)]


def test_parts_stand_one_after_the_other() -> None:
    svg = bar(10, 20, 30, 40)
    assert widths(svg) == [10, 20, 30, 40]
    assert re.findall(r'<rect x="([\d.]+)%"', svg) == ["0.00", "10.00", "30.00", "60.00"]


def test_parts_that_round_to_101_still_fill_the_bar_and_no_more() -> None:
    svg = bar(11, 20, 33, 37)
    assert abs(sum(widths(svg)) - 100) < 0.05
    assert ">11 %<" in svg


def test_an_empty_part_is_not_drawn() -> None:
    assert len(widths(bar(0, 20, 30, 50))) == 3


def test_a_narrow_part_has_no_label_the_key_has_it() -> None:
    svg = bar(6, 24, 30, 40)
    assert ">6 %<" not in svg
    assert ">24 %<" in svg


def test_what_is_not_shown_is_open_and_unlabelled() -> None:
    segments = (BandSegment("High", BandTone.HIGH, 40), BandSegment("Not shown", BandTone.NOT_SHOWN, 60))
    svg = draw(StackedBands(segments))
    assert widths(svg) == [40, 60]
    assert ">60 %<" not in svg


def test_a_bar_of_nothing_is_an_empty_picture() -> None:
    assert widths(bar(0, 0, 0, 0)) == []


def test_every_band_has_a_key_of_its_own() -> None:
    assert len({draw_band_key(tone) for tone in BandTone}) == len(BandTone)
