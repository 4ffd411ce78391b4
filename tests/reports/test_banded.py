"""What a headline said as a band tells: the good news, the open question, and neither where it says nothing."""

import polars as pl
import pytest

from heard.catalogue import Catalogue
from heard.disclosure import ProtectedTables
from heard.findings import find
from heard.reports.blocks import Paragraph, Points
from reports.conftest import AREA
from reports.parts import Build, section, with_bands, with_symbol

NBSP = "\u00a0"


def test_bands_too_wide_to_tell_stand_in_one_line_among_neither_strengths_nor_worries(
    protected: ProtectedTables, catalogue: Catalogue, build: Build
) -> None:
    tables = with_bands(protected, 0.55, 1.0, "likes_school", "trusted_person")
    found = find(tables, catalogue, area=AREA)
    banded = [each for each in found if each.survey == "11-17" and each.indicator == "likes_school"]
    assert [each for each in banded if not each.against and each.group == "all"] == []
    parts = {part.key: part for part in section(build(tables, found), "asking").parts}
    [intro, points] = parts["asking-undecided"].blocks
    assert isinstance(intro, Paragraph)
    assert "does not tell whether many say otherwise" in intro.text
    assert isinstance(points, Points)
    [line] = points.items
    assert line.startswith("Ages 11 to 17: they ")
    assert line.count(";") == 1
    glance = {part.key: part for part in section(build(tables, found), "glance").parts}["glance-ask"]
    assert isinstance(glance.blocks[0], Paragraph)
    assert glance.blocks[0].text.startswith("Of 2 answers that are given as wide bands")


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.6, 1.0, False),  # not at or under 60 %, so not many
        (0.55, 1.0, True),
        (0.0, 0.65, True),
        (0.0, 0.6, False),  # all of it is: worth asking about
    ],
)
def test_a_band_does_not_tell_where_the_line_lies_inside_it(
    low: float, high: float, *, said: bool, protected: ProtectedTables, build: Build
) -> None:
    report = build(with_bands(protected, low, high, "likes_school"))
    assert ("asking-undecided" in {part.key for part in section(report, "asking").parts}) is said


def test_what_nearly_all_said_stands_beside_the_bright_spots(
    protected: ProtectedTables, build: Build
) -> None:
    report = build(with_bands(protected, 0.8, 1.0, "likes_school", "trusted_person"))
    [part] = section(report, "strengths").parts
    [intro, points] = part.blocks
    assert isinstance(intro, Paragraph)
    assert f"only that it is over 80{NBSP}%" in intro.text
    assert isinstance(points, Points)
    assert points.items == (
        "Ages 11 to 17: they have an adult in their life they trust; like school or college a lot or a bit.",
    )
    glance = {part.key: part for part in section(report, "glance").parts}["glance-strengths"]
    assert any(
        isinstance(block, Paragraph) and block.text.startswith("To 2 questions") for block in glance.blocks
    )


@pytest.mark.parametrize(
    ("low", "high"),
    [
        (0.79, 1.0),  # wider: over 79 % is not nearly all
        (0.8, 0.95),  # some did not
    ],
)
def test_a_wider_band_is_no_good_news(
    low: float, high: float, protected: ProtectedTables, build: Build
) -> None:
    report = build(with_bands(protected, low, high, "likes_school"))
    assert section(report, "strengths").parts == ()


def test_a_worry_that_nearly_all_have_is_no_good_news(protected: ProtectedTables, build: Build) -> None:
    worry = (pl.col("cut_point") == "negative") & (pl.col("group") == "all")
    report = build(with_symbol(protected, "b", worry, low=pl.lit(0.8), high=pl.lit(1.0)))
    assert section(report, "strengths").parts == ()


@pytest.mark.parametrize(("low", "said"), [(0.0, True), (0.05, False)])
def test_low_well_being_in_a_band_from_nought_is_not_said_to_be_there(
    low: float, *, said: bool, protected: ProtectedTables, catalogue: Catalogue, build: Build
) -> None:
    """From nought: some or nobody. From above it there is somebody, and each one matters."""
    lowest = (pl.col("indicator") == "wellbeing_band") & (pl.col("cut_point") == "low")
    at_11 = lowest & (pl.col("survey") == "11-17") & (pl.col("group") == "all")
    tables = with_symbol(protected, "b", at_11, low=pl.lit(low), high=pl.lit(0.2))
    found = find(tables, catalogue, area=AREA)
    of_all = [each for each in found if each.group == "all" and not each.against]
    asked = [each for each in of_all if (each.survey, each.indicator) == ("11-17", "wellbeing_band")]
    assert (asked == []) is said
    parts = {part.key: part for part in section(build(tables, found), "asking").parts}
    assert ("asking-low-wellbeing" in parts) is said
    if said:
        [_, points] = parts["asking-low-wellbeing"].blocks
        assert isinstance(points, Points)
        assert points.items == ("Ages 11 to 17: they have low overall well-being.",)
