"""`heard manage add_council`, `add_member` and `plan_wave`: how an installation's first wave begins."""

from datetime import date
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.core.management.base import CommandError

from heard.base.errors import UserError
from heard.web.codes.queries import get_ballot
from heard.web.codes.sealing import new_private_key
from heard.web.people.queries import get_council, list_memberships
from heard.web.people.roles import Role
from heard.web.tenancy import in_council
from heard.web.waves.queries import Gap, State, find_wave

pytestmark = pytest.mark.django_db

EMAIL = "kim@council.example"


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


@pytest.fixture
def private_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_COUNTING_KEY", new_private_key().to_bytes().hex())
    monkeypatch.setenv("HEARD_READING_KEY_X1", new_private_key().to_bytes().hex())


def plan(*more: str) -> str:
    dates = ("--last-answer-day", "2027-03-26", "--panel-on", "2027-04-20")
    return run("plan_wave", "X1", "2027", *dates, *more)


def test_a_council_takes_part_and_added_again_changes_its_name() -> None:
    run("add_council", "X1", "--name", "Alderbrok")
    run("add_council", "X1", "--name", "Alderbrook", "--help-words", "Ring the bell")
    with in_council("X1"):
        assert (get_council().name, get_council().help_words) == ("Alderbrook", "Ring the bell")


@pytest.mark.parametrize("code", ["", "X 1", "../X1", "all", "X" * 41])
def test_a_code_that_could_be_no_file_s_name_is_refused(code: str) -> None:
    with pytest.raises(UserError, match="Nothing was changed"):
        run("add_council", code, "--name", "Alderbrook")


def test_somebody_new_can_sign_in_with_the_password_that_was_shown() -> None:
    run("add_council", "X1", "--name", "Alderbrook")
    said = run("add_member", "X1", EMAIL, "coordinator")
    password = said.partition("their password is ")[2].split()[0]
    user = authenticate(username=EMAIL, password=password)
    assert user is not None
    (member,) = list_memberships(user_id=user.pk, email=EMAIL)
    assert (member.council, member.roles) == ("X1", {Role.COORDINATOR})


def test_a_member_of_no_council_is_refused_and_nobody_is_added() -> None:
    with pytest.raises(UserError, match=r"There is no council .X9"):
        run("add_member", "X9", EMAIL, "coordinator")
    assert authenticate(username=EMAIL, password="anything at all") is None


def test_a_role_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="role"):
        run("add_member", "X1", EMAIL, "king")


@pytest.mark.usefixtures("private_keys")
def test_a_planned_wave_is_in_preparation_with_the_surveys_and_days_given() -> None:
    run("add_council", "X1", "--name", "Alderbrook")
    assert "heard keys make --council X1 --wave 2027" in plan("--surveys", "4-7", "16-25")
    with in_council("X1"):
        wave = find_wave("2027")
        assert wave is not None
        ballot = get_ballot(wave.collection_id)
    assert wave.state is State.PREPARING
    assert (wave.panel_on, wave.last_answer_day) == (date(2027, 4, 20), date(2027, 3, 26))
    assert set(ballot.versions) == {"4-7", "16-25"}


@pytest.mark.usefixtures("private_keys")
def test_a_wave_planned_with_its_feedback_lacks_only_what_people_give() -> None:
    run("add_council", "X1", "--name", "Alderbrook")
    told = ("--feedback-on", "2027-06-11", "--feedback-owner", "head of participation")
    plan("--opens-on", "2027-02-08", *told)
    with in_council("X1"):
        wave = find_wave("2027")
    assert wave is not None
    assert (wave.opens_on, wave.feedback_on) == (date(2027, 2, 8), date(2027, 6, 11))
    assert wave.gaps == (Gap.ASSESSMENT, Gap.SIGN_OFF)


def test_without_the_server_s_keys_no_wave_is_planned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEARD_COUNTING_KEY", raising=False)
    run("add_council", "X1", "--name", "Alderbrook")
    with pytest.raises(UserError, match="HEARD_COUNTING_KEY"):
        plan()
    with in_council("X1"):
        assert find_wave("2027") is None
