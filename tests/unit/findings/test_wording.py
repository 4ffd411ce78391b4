"""The words are all there, and read right for one and for many."""

import pytest

from heard.base.surveys import TAKEN_TOGETHER, Survey
from heard.findings.finding import Evidence
from heard.findings.levels import SETTLED_KINDS, Case
from heard.findings.wording import load_words

AGAINST = ("others", "neighbours", "population", "previous", "rest")


def test_every_survey_alone_and_taken_together_has_its_people() -> None:
    words = load_words()
    assert set(words.who) == set(words.everyone_of) == {*Survey, *TAKEN_TOGETHER}


def test_the_ages_said_are_the_ages_of_the_surveys() -> None:
    words = load_words()
    for key, who in words.who.items():
        ages = [Survey(part).ages for part in key.split(";")]
        assert who.endswith(f"aged {ages[0][0]} to {ages[-1][1]}")


def test_every_comparator_and_every_case_has_its_words() -> None:
    words = load_words()
    assert set(words.against) == {*AGAINST, "all", "trend"}  # of a trend nothing is open: it has no reason
    assert set(words.levels) - {"nearly_everyone_all", "perhaps_nearly_everyone_all"} == set(Case)
    assert set(words.reason) == {*AGAINST, "all", *(set(Case) - set(SETTLED_KINDS))}
    settled = (Evidence.CLEAR, Evidence.POSSIBLE)
    assert {f"{evidence}{change}" for evidence in settled for change in ("", "_change", "_trend")} < set(
        words.conclusion
    )


def test_every_way_a_comparison_is_open_has_its_sentence_and_its_reason() -> None:
    words = load_words()
    ways = {"too_few", "too_few_answers", "left_to_chance", "none_could_be_seen", "among_many", "not_counted"}
    assert ways < set(words.conclusion)
    assert set(words.open) == {*ways, "not_certain"}  # the last is of levels


@pytest.mark.parametrize(
    ("against", "base", "said"),
    [
        ("previous", 1_200, " of 1,200"),
        ("previous", None, ""),
        ("rest", 14, " of the 14 others"),
        ("rest", 1, " of the 1 other"),
        ("rest", None, " of the others"),
    ],
)
def test_a_share_held_against_says_of_how_many(against: str, base: int | None, said: str) -> None:
    assert load_words().of_them(against, base) == said


@pytest.mark.parametrize(
    ("difference", "said"),
    [(0.0, "0 points"), (0.01, "1 point"), (-0.0149, "1 point"), (0.145, "15 points"), (-0.145, "15 points")],
)
def test_a_difference_is_said_in_whole_points_half_up(difference: float, said: str) -> None:
    assert load_words().apart_by(difference) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (-0.26, -0.05, " (between 5 and 26 points)"),
        (0.05, 0.26, " (between 5 and 26 points)"),
        (-0.26, 0.04, " (between 26 points lower and 4 points higher)"),
        (-0.26, 0.0049, " (between 26 points lower and less than half a point higher)"),
        (-0.26, 0.005, " (between 26 points lower and 1 point higher)"),
        (-0.0049, 0.26, " (between less than half a point lower and 26 points higher)"),
        (-0.26, -0.0049, " (between less than half a point and 26 points)"),
        (-0.26, 0.0, " (between 26 points lower and no difference)"),
        (1e-17, 0.26, " (between no difference and 26 points higher)"),
        (0.0, 0.0, " (no difference)"),
        (None, 0.26, ""),
        (-0.26, None, ""),
    ],
)
def test_an_interval_that_holds_nought_never_reads_as_if_it_did_not(
    low: float | None, high: float | None, said: str
) -> None:
    assert load_words().between(low, high) == said


def test_one_answer_is_one_answer_and_thousands_are_parted() -> None:
    answers = load_words().answers
    assert [answers.of(number) for number in (0, 1, 2, 1234)] == [
        "0 answers",
        "1 answer",
        "2 answers",
        "1,234 answers",
    ]


def test_a_share_stands_before_its_sign_with_a_space_that_does_not_break() -> None:
    assert load_words().share(0.925) == "93\u00a0%"
