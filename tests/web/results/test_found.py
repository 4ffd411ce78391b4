"""What reports tell of a question is kept as long as anything may hang on it, and shown to whoever may read it."""

from datetime import date

import pytest

from heard.base.policy import Level
from heard.findings import Kind
from heard.web.results.found import (
    SIDES,
    FindingFacts,
    Side,
    Told,
    find_finding,
    list_findings,
    list_waves_with,
    record_findings,
)
from heard.web.tenancy import in_council
from web.found import finding
from web.staff import COUNCIL, WAVE, make_people

FIRST_DAY, LATER = date(2026, 3, 9), date(2026, 3, 20)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def council() -> None:
    make_people()


def tell(level: Level, *told: tuple[str, str], on: date = FIRST_DAY) -> None:
    lines = Told.of_all([finding(*each) for each in told], level)
    with in_council(COUNCIL):
        record_findings(wave=WAVE, told={level: lines}, on=on)


def found() -> dict[str, FindingFacts]:
    with in_council(COUNCIL):
        return {each.indicator: each for each in list_findings(WAVE)}


def test_all_that_is_told_of_a_question_is_one_finding() -> None:
    tell(Level.PUBLIC, ("likes_school", "development"), ("feels_safe", "strength"), ("likes_school", "gap"))
    assert list(found()) == ["likes_school", "feels_safe"]
    lines = found()["likes_school"].at(Level.PUBLIC)
    assert [(each.kind, each.place) for each in lines] == [("development", 0), ("gap", 2)]


def test_each_reader_sees_what_the_reports_of_their_level_tell() -> None:
    tell(Level.PUBLIC, ("feels_safe", "strength"))
    tell(Level.BOARD, ("feels_safe", "development"), ("likes_school", "development"))
    both = found()
    assert [each.kind for each in both["feels_safe"].at(Level.PUBLIC)] == ["strength"]
    assert [each.kind for each in both["feels_safe"].at(Level.BOARD)] == ["development"]
    assert both["likes_school"].at(Level.PUBLIC) == ()
    assert both["likes_school"].side(Level.PUBLIC) is None
    assert both["likes_school"].at(Level.WORKING) == both["likes_school"].at(Level.BOARD)


def test_the_gravest_side_is_the_findings_and_what_settles_nothing_needs_no_answer() -> None:
    tell(
        Level.PUBLIC,
        ("feels_safe", "strength"),
        ("feels_safe", "declined"),
        ("likes_school", "improved"),
        ("happy_yesterday", "ask"),
    )
    sides = {key: each.side(Level.PUBLIC) for key, each in found().items()}
    assert sides == {
        "feels_safe": Side.DEVELOPMENT,
        "likes_school": Side.STRENGTH,
        "happy_yesterday": Side.ASK,
    }
    assert [key for key, each in found().items() if each.needs_answer(Level.PUBLIC)] == [
        "feels_safe",
        "likes_school",
    ]


def test_reports_made_again_delete_no_finding_and_keep_no_sentence_that_is_told_no_longer() -> None:
    tell(Level.PUBLIC, ("feels_safe", "strength"), ("likes_school", "development"))
    tell(Level.BOARD, ("feels_safe", "strength"))
    before = found()["feels_safe"].id
    tell(Level.PUBLIC, ("likes_school", "improved"), on=LATER)
    kept = found()["feels_safe"]
    assert (kept.id, kept.first_told_on) == (before, FIRST_DAY)
    assert kept.at(Level.PUBLIC) == ()
    assert [each.sentence for each in kept.told if each.level is Level.PUBLIC] == [""]
    assert len(kept.at(Level.BOARD)) == 1  # nothing was said of that level
    assert [each.kind for each in found()["likes_school"].at(Level.PUBLIC)] == ["improved"]


def test_what_is_told_again_stands_once() -> None:
    for day in (FIRST_DAY, LATER, LATER):
        tell(Level.PUBLIC, ("feels_safe", "strength"), on=day)
    assert len(found()["feels_safe"].told) == 1


def test_a_question_is_found_through_the_waves_the_oldest_first() -> None:
    tell(Level.PUBLIC, ("feels_safe", "strength"))
    with in_council(COUNCIL):
        record_findings(
            wave="2020",
            told={Level.PUBLIC: Told.of_all([finding("feels_safe", "gap")], Level.PUBLIC)},
            on=LATER,
        )
        assert [each.wave for each in list_waves_with("feels_safe")] == ["2020", WAVE]
        assert find_finding(WAVE, "nothing_such") is None


def test_every_kind_that_points_somewhere_has_its_side() -> None:
    assert set(SIDES) == set(Kind) - {Kind.ASK, Kind.ASSOCIATION}
