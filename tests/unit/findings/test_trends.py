"""A trend over three waves and more, in words."""

import re
from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heard.analysis.nation.trends import SCHEMA
from heard.catalogue import load_catalogue
from heard.findings import Finding, check_sentence, find

CATALOGUE = load_catalogue()
ASKED = [
    (survey.value, item.key, asked.headline)
    for item in CATALOGUE.indicators.values()
    for survey, asked in item.asked.items()
]
# Ten, twenty and thirty of forty, two years apart.
ROW: dict[str, Any] = {
    "wave": "2026",
    "area": "E1",
    "survey": "8-11",
    "group": "all",
    "level": "all",
    "indicator": "good_friend",
    "cut_point": "positive",
    "waves": 3,
    "first_wave": "2022",
    "last_wave": "2026",
    "years": 4.0,
    "first_count": 10,
    "first_base": 40,
    "last_count": 30,
    "last_base": 40,
    "smallest_base": 40,
    "slope": 0.125,
    "slope_low": 0.07,
    "slope_high": 0.18,
    "change": 0.5,
    "change_low": 0.3,
    "change_high": 0.7,
    "p": 0.00001,
    "departure_p": 1.0,
    "q": 0.0002,
    "flag": "clear",
    "direction": "better",
    "reason": "",
}


def told(make_tables, *rows: dict[str, Any], comparisons=()) -> tuple[Finding, ...]:
    whole = [ROW | {"symbol": ""} | row for row in rows]
    trends = pl.DataFrame(whole, schema={**SCHEMA, "symbol": pl.String})
    return find(replace(make_tables(comparisons=comparisons), trends=trends), CATALOGUE, area="E1")


def test_the_whole_sentence(make_tables) -> None:
    (finding,) = told(make_tables, {})
    assert finding.sentence == (
        "Among children aged 8 to 11, 30 of 40 (75\u00a0%) said they have a really good friend, against 25\u00a0% of 40"
        " in wave 2022: over the 3 waves taken together, a rise of about 50 points (between 28 and 72 points),"
        " a clear trend."
    )
    assert finding.key == "2026/E1/8-11/good_friend/positive/all=all/improved/trend"
    assert (finding.kind, finding.evidence, finding.against) == ("improved", "clear", "trend")
    assert finding.reason == ""


def test_its_basis_is_the_last_wave_the_first_and_the_line_between_them(make_tables) -> None:
    (finding,) = told(make_tables, {"change": 0.48})
    held = {name: value for name, value in finding.basis.items() if value not in (None, "")}
    assert held == {
        "cut_point": "positive",
        "group": "all",
        "level": "all",
        "against": "trend",
        "flag": "clear",
        "direction": "better",
        "count": 30,
        "base": 40,
        "share": 0.75,
        "reference": "2022",
        "reference_count": 10,
        "reference_base": 40,
        "reference_share": 0.25,
        "difference": 0.48,  # the line's, not 0.75 - 0.25
        "difference_low": pytest.approx(0.07 * 4),  # 95 %, as of every other finding; change_low is 90 %
        "difference_high": pytest.approx(0.18 * 4),
        "p": 0.00001,
        "q": 0.0002,
        "waves": 3,
    }


def test_a_possible_trend_says_that_it_could_be_chance(make_tables) -> None:
    (finding,) = told(make_tables, {"flag": "possible"})
    assert finding.sentence.endswith(
        " points), which could be chance: worth asking children about, not proof of a trend."
    )
    assert finding.evidence == "possible"


def test_a_fall_declined(make_tables) -> None:
    turned = {"change": -0.5, "slope": -0.125, "slope_low": -0.18, "slope_high": -0.07, "direction": "worse"}
    (finding,) = told(make_tables, turned | {"first_count": 30, "last_count": 10})
    assert "a fall of about 50 points (between 28 and 72 points), a clear trend." in finding.sentence
    assert finding.key.endswith("/declined/trend")


def test_of_what_is_wrong_the_rise_is_told_and_it_declined(make_tables) -> None:
    # The headline counts those who are not embarrassed: 30, then 10 of 40, a fall. The sentence tells of the others.
    turned = {"change": -0.5, "slope": -0.125, "slope_low": -0.18, "slope_high": -0.07, "direction": "worse"}
    asked = {"survey": "11-17", "indicator": "made_different", "first_count": 30, "last_count": 10}
    (finding,) = told(make_tables, turned | asked)
    assert finding.kind == "declined"
    assert ", 30 of 40 (75\u00a0%) said they " in finding.sentence
    assert (
        ", against 25\u00a0% of 40 in wave 2022: over the 3 waves taken together, a rise of about 50 points"
        in (finding.sentence)
    )
    assert check_sentence(finding, CATALOGUE) == ()


@pytest.mark.parametrize("flag", ["steady", "cannot_tell"])
def test_steady_and_not_to_be_told_are_no_findings(flag: str, make_tables) -> None:
    assert told(make_tables, {"flag": flag}) == ()


def test_a_question_that_points_nowhere_has_no_trend_to_tell(make_tables) -> None:
    assert told(make_tables, {"direction": "none"}) == ()


def test_a_row_that_may_not_be_shown_is_no_finding(make_tables) -> None:
    assert told(make_tables, {"symbol": "c"}) == ()


@pytest.mark.parametrize(("last_count", "number"), [(9, 0), (10, 0), (11, 1)])
def test_the_line_must_go_the_way_of_the_first_share_and_the_last(
    last_count: int, number: int, make_tables
) -> None:
    # Or the sentence would hold a fall, or nothing, and call it a rise.
    assert len(told(make_tables, {"last_count": last_count})) == number


@pytest.mark.parametrize(
    ("departure_p", "bent"), [(0.049, True), (0.05, True), (0.051, False), (None, False)]
)
def test_where_the_shares_leave_the_straight_line_it_says_so(departure_p, bent: bool, make_tables) -> None:
    (finding,) = told(make_tables, {"departure_p": departure_p})
    assert (
        "over the 3 waves taken together, though not in a straight line, a rise of" in finding.sentence
    ) == bent
    assert finding.basis["reason"] == ("not_a_straight_line" if bent else "")
    assert check_sentence(finding, CATALOGUE) == ()


def test_no_end_of_its_interval_is_beyond_a_hundred_points(make_tables) -> None:
    (finding,) = told(make_tables, {"slope_low": -0.01, "slope_high": 0.3})
    assert "(between 4 points lower and 100 points higher)" in finding.sentence
    assert check_sentence(finding, CATALOGUE) == ()


def test_the_points_are_rounded_once(make_tables) -> None:
    (finding,) = told(make_tables, {"change": 0.495, "slope_low": 0.0712})  # 4 × 7.12 = 28.48
    assert "a rise of about 50 points (between 28 and 72 points)" in finding.sentence


def test_a_change_since_last_time_stands_beside_it(make_tables) -> None:
    since_last = {
        "survey": "8-11",
        "indicator": "good_friend",
        "against": "previous",
        "reference": "2024",
        "direction": "better",
        "count": 30,
        "base": 40,
        "reference_share": 0.5,
        "difference": 0.25,
    }
    found = told(make_tables, {}, comparisons=[since_last])
    assert [finding.key.split("/", 6)[6] for finding in found] == ["improved/trend", "improved/previous"]


def test_another_council_s_trend_is_not_this_one_s(make_tables) -> None:
    assert told(make_tables, {"area": "E2"}, {"area": "all"}) == ()


@pytest.mark.parametrize(
    ("instead_of", "written", "complaint"),
    [
        ("30 of 40 (75", "31 of 40 (75", "where the basis holds"),
        ("against 25\u00a0%", "against 26\u00a0%", "26 % is not in the basis"),
        ("\u00a0% of 40 in", "\u00a0% of 41 in", "41 is not in the basis"),
        ("about 50 points", "about 51 points", "51 is not in the basis"),
        ("between 28", "between 29", "29 is not in the basis"),
        ("the 3 waves", "the 4 waves", "does not say: over the 3 waves"),
        ("the 3 waves", "the 40 waves", "does not say: over the 3 waves"),
        (" together,", " together, though not in a straight line,", "does not say: over the 3 waves"),
        ("a rise of", "a fall of", "does not say that the share is a rise"),
        ("a clear trend", "a clear change", "does not conclude that the evidence is clear"),
        (", a clear trend.", ".", "does not conclude that the evidence is clear"),
        ("a rise of", "by better work it caused a rise of", "says 'caused'"),
        ("a clear trend", "a significant trend", "says 'significant'"),
    ],
)
def test_the_guard_finds_what_is_wrong(instead_of, written, complaint, make_tables) -> None:
    (finding,) = told(make_tables, {})
    assert check_sentence(finding, CATALOGUE) == ()
    assert instead_of in finding.sentence
    changed = replace(finding, sentence=finding.sentence.replace(instead_of, written, 1))
    assert complaint in " | ".join(check_sentence(changed, CATALOGUE))


def test_the_guard_finds_a_straight_line_claimed_where_there_is_none(make_tables) -> None:
    (finding,) = told(make_tables, {})
    claimed = replace(finding, basis=finding.basis | {"reason": "not_a_straight_line"})
    assert check_sentence(claimed, CATALOGUE) == (
        "does not say: over the 3 waves taken together, though not in a straight line, a rise",
    )


def test_the_guard_finds_a_possible_trend_called_clear(make_tables) -> None:
    (finding,) = told(make_tables, {})
    claimed = replace(finding, basis=finding.basis | {"flag": "possible"})
    assert check_sentence(claimed, CATALOGUE) == ("concludes that the evidence is clear",)


def test_the_guard_finds_a_change_called_a_trend(make_tables) -> None:
    (finding,) = find(
        make_tables(comparisons=[{"against": "previous", "reference": "2024"}]), CATALOGUE, area="E1"
    )
    called = replace(finding, sentence=finding.sentence.replace("a clear change.", "a clear trend."))
    assert check_sentence(called, CATALOGUE) == ("does not conclude that the evidence is clear",)


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    survey, indicator, headline = draw(st.sampled_from(ASKED))
    bases = [draw(st.integers(20, 400) | st.integers(1000, 40_000)) for _ in range(2)]
    counts = [draw(st.integers(0, base)) for base in bases]
    years, slope = draw(st.floats(0.5, 12)), draw(st.floats(-0.4, 0.4))
    change = max(-1.0, min(1.0, slope * years))
    return {
        "survey": survey,
        "indicator": indicator,
        "cut_point": headline.key,
        "waves": draw(st.integers(3, 12)),
        "years": years,
        "first_count": counts[0],
        "first_base": bases[0],
        "last_count": counts[1],
        "last_base": bases[1],
        "slope": slope,
        "slope_low": slope - draw(st.floats(0, 0.2)),
        "slope_high": slope + draw(st.floats(0, 0.2)),
        "change": change,
        "departure_p": draw(st.none() | st.floats(0, 1)),
        "flag": draw(st.sampled_from(["clear", "possible"])),
        "direction": "better" if change * headline.polarity > 0 else "worse",
    }


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(row=rows())
def test_whatever_the_numbers_each_follows_from_the_basis(row, make_tables) -> None:
    for finding in told(make_tables, row):
        assert check_sentence(finding, CATALOGUE) == ()
        assert re.search(r"\bnan\b|None|\{", finding.sentence) is None
        up = finding.basis["share"] > finding.basis["reference_share"]
        assert up == (row["change"] > 0)
