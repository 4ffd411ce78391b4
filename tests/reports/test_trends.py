"""What a council's report says of trends over three waves and more."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from heard.analysis.nation.trends import SCHEMA
from heard.catalogue import Catalogue
from heard.charts import DotInterval
from heard.disclosure import ProtectedTables
from heard.findings import find
from heard.reports import Report, ReportFacts, build_full_report, render_html
from heard.reports.blocks import FindingItem, FindingList, Paragraph
from reports.conftest import AREA

KEYS = {
    "wave": "2026",
    "area": AREA,
    "survey": "11-17",
    "group": "all",
    "level": "all",
    "cut_point": "positive",
}
# 20 of 70, 30 of 72 and 44 of 74 like school.
TREND: dict[str, Any] = KEYS | {
    "indicator": "likes_school", "waves": 3, "first_wave": "2022", "last_wave": "2026", "years": 4.0,
    "first_count": 20, "first_base": 70, "last_count": 44, "last_base": 74, "smallest_base": 70,
    "slope": 0.0775, "slope_low": 0.04, "slope_high": 0.115, "change": 0.31, "change_low": 0.18, "change_high": 0.44,
    "p": 0.0001, "departure_p": 0.8, "q": 0.002, "flag": "clear", "direction": "better", "reason": "", "symbol": "",
}  # fmt: skip
ESTIMATE = {"count": 44, "share": 44 / 74, "low": 0.48, "high": 0.69, "level_flag": ""}
SINCE_LAST = {
    "reference_share": 0.42, "reference_base": 72, "difference": 0.18, "difference_low": 0.02, "difference_high": 0.33,
    "flag": "possible", "direction": "better", "reason": "", "count": 44, "base": 74, "share": 44 / 74,
}  # fmt: skip

Build = Callable[..., Report]


def with_values(frame: pl.DataFrame, values: Mapping[str, object], **where: str) -> pl.DataFrame:
    """The frame with these values in the row of everybody who was asked whether they like school."""
    there = pl.all_horizontal(
        *(pl.col(name) == value for name, value in (KEYS | {"indicator": "likes_school"} | where).items())
    )
    return frame.with_columns(
        **{name: pl.when(there).then(pl.lit(value)).otherwise(pl.col(name)) for name, value in values.items()}
    )


@pytest.fixture
def build(protected: ProtectedTables, catalogue: Catalogue, facts: ReportFacts) -> Build:
    """The report of the made-up council with these trends, with no other flag, and `previous` for liking school."""

    def built(*trends: Mapping[str, object], previous: Mapping[str, object] | None = None) -> Report:
        quiet = protected.comparisons.with_columns(flag=pl.lit("cannot_tell"), reason=pl.lit("too_few"))
        tables = replace(
            protected,
            estimates=with_values(protected.estimates, ESTIMATE),
            comparisons=with_values(quiet, previous or {}, against="previous"),
            trends=pl.DataFrame([TREND | trend for trend in trends], schema={**SCHEMA, "symbol": pl.String}),
        )
        return build_full_report(tables, find(tables, catalogue, area=AREA), catalogue, facts)

    return built


def changes(report: Report) -> dict[str, Any]:
    section = next(each for each in report.sections if each.key == "changes")
    return {
        "title": section.title,
        "intro": section.blocks,
        **{part.key: part.blocks[0] for part in section.parts},
    }


def only_item(block: object) -> FindingItem:
    assert isinstance(block, FindingList)
    (item,) = block.items
    return item


def at_a_glance(report: Report) -> FindingItem:
    glance = next(each for each in report.sections if each.key == "glance")
    return only_item(next(part for part in glance.parts if part.key == "glance-changed").blocks[0])


def test_a_trend_stands_among_what_improved(build: Build) -> None:
    item = only_item(changes(build({}))["changes-improved"])
    assert item.first.tag.words == "Improved over 3 waves"
    assert item.first.text.endswith(
        " in wave 2022: over the 3 waves taken together, a rise of about 31 points"
        " (between 16 and 46 points), a clear trend."
    )
    assert item.also == ()


def test_a_possible_fall_stands_among_what_declined(build: Build) -> None:
    fall = {
        "flag": "possible",
        "direction": "worse",
        "change": -0.31,
        "slope_low": -0.115,
        "slope_high": -0.04,
    }
    item = only_item(changes(build(fall | {"first_count": 60}))["changes-declined"])
    assert item.first.tag.words == "Possibly declined over 3 waves"


def test_its_picture_marks_the_first_wave_and_is_as_sure_as_the_trend(build: Build) -> None:
    picture = only_item(changes(build({}))["changes-improved"]).picture
    assert isinstance(picture, DotInterval)
    assert (picture.share, picture.others, picture.population) == (59, 29, None)  # 44 of 74, 20 of 70
    assert (picture.certainty, picture.direction) == ("clear", "better")


def test_a_trend_and_the_change_since_last_time_are_one_story(build: Build) -> None:
    report = build({}, previous=SINCE_LAST)
    item = only_item(changes(report)["changes-improved"])
    assert [tag.words for tag in item.tags] == ["Improved over 3 waves", "Possibly improved"]
    (since_last,) = item.also
    assert since_last.text == (
        "Against 42\u00a0% of 72 in wave 2024: 18 points higher (between 2 and 33 points),"
        " which could be chance: worth asking children about, not proof of a change."
    )
    assert [tag.words for tag in at_a_glance(report).tags] == ["Improved over 3 waves", "Possibly improved"]


def test_what_trends_are_is_said_once_there_is_one_to_look_for(build: Build) -> None:
    said = changes(build({"flag": "steady"}))
    assert said["title"] == "What changed"
    assert [block.text.partition(",")[0] for block in said["intro"]] == [
        "Against wave 2024",
        "A trend takes 3 waves or more together that put the question alike",
    ]
    assert said["changes-improved"] == Paragraph("No improvement can be told from chance.")
    page = render_html(build({"flag": "steady"}))
    assert (
        "Trends: over 3 waves or more of this council that put the question alike, each with 20 answers"
        in page
    )


def test_where_there_are_fewer_waves_nothing_is_said_of_trends(build: Build) -> None:
    report = build()
    assert changes(report)["title"] == "What changed since last time"
    assert len(changes(report)["intro"]) == 1
    assert "trend" not in render_html(report).lower()


def test_another_council_s_waves_are_not_this_one_s(build: Build) -> None:
    assert "trend" not in render_html(build({"area": "X9"}, {"area": "all"})).lower()
