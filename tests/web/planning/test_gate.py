"""No wave opens without what children are owed: asked of the actions themselves, not of the pages."""

from datetime import timedelta

import pytest

from heard.web.codes.actions import CardsInHands
from heard.web.people.roles import Role
from heard.web.tenancy import in_council
from heard.web.waves import actions, gate
from heard.web.waves.actions import NotNow
from heard.web.waves.queries import Gap, State
from web.staff import (
    BY,
    COUNCIL,
    FEEDBACK_ON,
    NOON,
    PANEL_ON,
    WAVE,
    actions_recorded,
    address,
    make_cards,
    make_people,
    open_for_answers,
    prepare,
    settled,
    sign_off,
    wave_of,
)

pytestmark = pytest.mark.django_db

BOARD = address(Role.BOARD)


@pytest.fixture(autouse=True)
def wave() -> None:
    """With its key registered and both files tried: only the plan is missing."""
    make_people()
    prepare()


def settle(**otherwise: object) -> None:
    with in_council(COUNCIL):
        gate.settle(wave=WAVE, settled=settled(**otherwise), by=BY, at=NOON)  # type: ignore[arg-type]


def open_now() -> None:
    with in_council(COUNCIL):
        actions.open_wave(wave=WAVE, by=BY, at=NOON)


def test_with_everything_there_the_wave_opens() -> None:
    sign_off()
    assert wave_of().gaps == ()
    open_now()
    assert wave_of().state is State.OPEN


@pytest.mark.parametrize(
    ("lacks", "named"),
    [
        ({"feedback_on": None}, "a plan for telling children"),
        ({"feedback_on": PANEL_ON}, "a plan for telling children"),
        ({"feedback_owner": "  "}, "a plan for telling children"),
        ({"assessed_by": ""}, "the data-protection assessment"),
        ({}, "the sign-off"),
    ],
    ids=["no day", "not after the panel's day", "no owner", "no assessment", "no sign-off"],
)
def test_without_one_of_them_it_stays_closed_and_is_told_which(lacks: dict[str, object], named: str) -> None:
    settle(**lacks)
    with pytest.raises(NotNow, match=named):
        open_now()
    assert wave_of().state is State.PREPARING


def test_everything_that_is_missing_is_named_at_once() -> None:
    settle(feedback_on=None, assessed_by="")
    assert wave_of().gaps == tuple(Gap)
    with pytest.raises(NotNow, match=r"telling children.*assessment.*sign-off.*Nothing was changed"):
        open_now()


@pytest.mark.parametrize("lacks", [{"feedback_on": None}, {"assessed_by": ""}])
def test_what_is_not_whole_cannot_be_signed_off(lacks: dict[str, object]) -> None:
    settle(**lacks)
    with in_council(COUNCIL), pytest.raises(NotNow, match="nothing to sign off"):
        gate.sign_off(wave=WAVE, by=BOARD, at=NOON)


def test_whoever_planned_the_wave_or_confirmed_its_assessment_does_not_sign_it_off() -> None:
    settle(assessed_by=BOARD)
    for maker in (BY, BOARD):
        with in_council(COUNCIL), pytest.raises(NotNow, match="somebody else signs it off"):
            gate.sign_off(wave=WAVE, by=maker, at=NOON)
    assert wave_of().signed_off_on is None


@pytest.mark.parametrize(
    "changed",
    [
        {"last_answer_day": PANEL_ON - timedelta(days=20)},
        {"feedback_owner": "nobody in particular"},
        {"feedback_on": FEEDBACK_ON + timedelta(days=90)},
        {"assessed_by": "somebody else"},
        {},
    ],
    ids=["days", "owner", "feedback day", "assessment", "kept again"],
)
def test_a_change_after_the_sign_off_makes_it_void(changed: dict[str, object]) -> None:
    sign_off()
    settle(**changed)
    assert wave_of().gaps == (Gap.SIGN_OFF,)
    with pytest.raises(NotNow, match="the sign-off"):
        open_now()
    assert actions_recorded()[-1] == (BY, "changed the plan, so its sign-off is void", WAVE)


def test_once_the_wave_is_open_its_plan_stands() -> None:
    sign_off()
    open_now()
    before = wave_of()
    with pytest.raises(NotNow, match="its plan stands"):
        settle(feedback_on=None)
    with in_council(COUNCIL), pytest.raises(NotNow, match="its plan stands"):
        gate.sign_off(wave=WAVE, by=BOARD, at=NOON)
    assert wave_of() == before


def test_a_survey_that_has_cards_is_not_taken_out() -> None:
    make_cards(10)  # for 8 to 11
    with pytest.raises(CardsInHands, match="Cards are made"):
        settle(versions=_other_surveys())
    assert wave_of().surveys == ("8-11",)


def _other_surveys() -> dict[str, str]:
    from heard.web.instruments.questionnaires import list_versions

    return {"16-25": list_versions()["16-25"]}


def test_the_days_of_a_plan_are_the_days_of_the_wave() -> None:
    settle(last_answer_day=PANEL_ON - timedelta(days=10), grace_days=3, versions=_other_surveys())
    wave = wave_of()
    assert (wave.last_answer_day, wave.grace_days) == (PANEL_ON - timedelta(days=10), 3)
    assert wave.surveys == ("16-25",)


def test_the_tests_own_way_of_opening_goes_through_the_gate() -> None:
    from web.staff import OTHER

    make_people(OTHER)
    open_for_answers(OTHER)
    assert wave_of(OTHER).signed_off_by == address(Role.BOARD, OTHER)
