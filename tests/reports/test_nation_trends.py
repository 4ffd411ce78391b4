"""The page about all councils: trends, and what goes with well-being."""

import re
from dataclasses import replace

import pytest

from heard.catalogue import Catalogue
from heard.reports.blocks import Details, Paragraph, SimpleTable
from reports.nations import (
    FACTS,
    Saying,
    odds_of,
    trends_of,
)


@pytest.fixture
def said(catalogue: Catalogue) -> Saying:
    return Saying(catalogue)


# --- The trends ---------------------------------------------------------------------------------------


def test_a_clear_trend_is_told_with_its_interval_and_both_shares(said: Saying) -> None:
    text = said("trends", trends=trends_of({}))
    assert "Clearly better How councils differ: " in text
    assert (
        "They have a pet, ages 11 to 17: up by 12 points over 4 years (+11 to +14, a 90 % interval)."
        " Of all answers it was 58 % of 1,000 in 2022 and 70 % of 1,000 in 2026."
    ) in text


def test_a_possible_decline_stands_after_what_is_clear(said: Saying) -> None:
    decline = {
        "indicator": "feels_safe",
        "change": -0.3,
        "change_low": -0.4,
        "change_high": -0.2,
        "years": 2.5,
    }
    text = said("trends", trends=trends_of(decline | {"flag": "possible", "direction": "worse"}, {}))
    assert text.index("Clearly better") < text.index("Possibly worse")
    assert "down by 30 points over 2.5 years (−40 to −20, a 90 % interval)" in text


def test_of_what_is_clear_the_widest_move_stands_first(said: Saying) -> None:
    rows = trends_of({"change": 0.07}, {"indicator": "goals", "change": -0.11, "direction": "worse"})
    text = said("trends", trends=rows)
    assert text.index("down by 11 points") < text.index("up by 7 points")


def test_what_did_not_move_is_counted_with_the_reason_where_it_cannot_be_told(said: Saying) -> None:
    unknown = {"change": None, "change_low": None, "change_high": None, "flag": "cannot_tell"}
    rows = trends_of(
        {"flag": "steady"},
        unknown | {"indicator": "goals", "reason": "too_few"},
        unknown | {"indicator": "feels_safe", "reason": "not_comparable"},
        {"indicator": "life_skills", "flag": "cannot_tell", "reason": "not_a_straight_line"},
        {"indicator": "carers_notice", "flag": "cannot_tell", "reason": "interval_too_wide"},
    )
    text = said("trends", trends=rows)
    for words in (
        "Nothing clearly or possibly moved.",
        "1 held steady.",
        "1 had too few answers",
        "For 1 no council answered twice.",
        "1 went up and down",
        "For 1 the figures leave open",
    ):
        assert words in text


def test_the_trend_of_a_council_is_not_on_the_page(said: Saying) -> None:
    assert "there is no trend" in said("trends", trends=trends_of({"area": "X1"}))


@pytest.mark.parametrize(
    ("waves", "words"),
    [
        (1, "This is the programme’s first wave. A trend needs 3"),
        (2, "The programme has 2 waves so far. A trend needs 3"),
        (3, "No question was asked alike and answered in 3 waves"),
    ],
)
def test_without_trends_the_page_says_why(said: Saying, waves: int, words: str) -> None:
    assert words in said("trends", replace(FACTS, waves=waves))
    assert words in said("glance", replace(FACTS, waves=waves))


# --- What goes with well-being ------------------------------------------------------------------------


def test_odds_are_said_in_words_with_what_they_allow_for(said: Saying) -> None:
    text = said("odds-11-17", odds=odds_of({}))
    assert "1.5 times the odds of low well-being (1.2 to 1.8, a 95 % interval) among those who" in text
    assert "1.5 times the others’ (1.2 to 1.8) 30 % of 500 15 % of 2,000" in text
    assert "those of 78 councils together" in text
    assert "They allow for answers of one council being alike" in text
    assert "These odds allow for age and gender." in text


def test_the_odds_are_of_as_many_councils_as_the_most_answered_of_one_thing(said: Saying) -> None:
    text = said("odds-11-17", odds=odds_of({"councils": 71}, {"indicator": "goals", "councils": 79}))
    assert "those of 79 councils together" in text


@pytest.mark.parametrize(("outcome", "opened"), [("low", 5), ("very_high", 0)])
def test_of_low_well_being_five_things_are_open_and_of_very_high_a_sentence(
    said: Saying, outcome: str, opened: int
) -> None:
    keys = ("pet", "goals", "life_skills", "feels_safe", "trusts_carers", "carers_notice", "likes_school")
    rows = odds_of(*({"outcome": outcome, "indicator": key} for key in keys))
    [part] = [
        part
        for section in said.report(odds=rows).sections
        for part in section.parts
        if part.key == "odds-11-17"
    ]
    tables = [block for block in part.blocks if isinstance(block, SimpleTable)]
    [fold] = [block for block in part.blocks if isinstance(block, Details)]
    [folded] = fold.blocks
    assert isinstance(folded, SimpleTable)
    assert sum(len(table.rows) for table in tables) == opened
    assert len(folded.rows) == len(keys) - opened
    assert isinstance(part.blocks[0], Paragraph)
    assert "1.5 times the odds of" in part.blocks[0].text


def test_odds_that_allow_for_nothing_do_not_say_that_they_do(said: Saying) -> None:
    text = said("odds-11-17", odds=odds_of({"adjusted_for": ""}))
    assert "They allow for answers of one council being alike" in text


@pytest.mark.parametrize(("q", "told"), [(0.0999, True), (0.10, True), (0.1001, False), (None, False)])
def test_what_chance_may_have_brought_together_is_left_out(said: Saying, q: float | None, told: bool) -> None:
    text = said("odds-11-17", odds=odds_of({"q": q}))
    assert ("1.5 times" in text) is told
    assert ("nothing that goes with low well-being can be told from chance" in text) is not told


def test_a_tenth_of_the_odds_is_as_strong_as_ten_times(said: Saying) -> None:
    rows = odds_of(
        {"odds_ratio": 3.0, "low": 2.0, "high": 4.0},
        {"indicator": "goals", "odds_ratio": 0.1, "low": 0.05, "high": 0.2},
    )
    text = said("odds-11-17", odds=rows)
    assert text.index("0.10 times") < text.index("3.0 times")


def test_a_council_s_own_odds_are_not_on_the_page(said: Saying) -> None:
    assert "Too few councils" in said("wellbeing", odds=odds_of({"area": "X1"}))


@pytest.mark.parametrize(
    "reason",
    ["too_few_events", "too_few_exposed", "constant", "no_answers", "too_few_councils", "no_fit"],
)
def test_why_there_is_no_figure_is_said(said: Saying, reason: str) -> None:
    missing = {"odds_ratio": None, "low": None, "high": None, "q": None, "reason": reason}
    text = said("wellbeing", odds=odds_of(missing, missing | {"indicator": "goals"}))
    assert re.search(r"\b2 things\b", text)
