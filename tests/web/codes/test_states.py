"""A collection goes from state to state, each only to the next."""

from itertools import product

import pytest

from heard.web.codes import actions
from heard.web.codes.actions import NoKey, State, WrongState
from heard.web.codes.holding import hold_collection
from heard.web.codes.queries import get_ballot
from heard.web.codes.sealing import NotAKey
from heard.web.instruments.questionnaires import RetiredVersion, list_versions
from heard.web.tenancy import in_council
from web.ballots import COUNCIL, Ballot, keys, make_ballot, move_to

pytestmark = pytest.mark.django_db
STATES = list(State)


@pytest.mark.parametrize(("start", "to"), list(product(State, State)))
def test_each_state_goes_to_the_next_and_to_no_other(start: State, to: State) -> None:
    ballot = make_ballot(surveys=["8-11"], state=start)
    is_next = STATES.index(to) == STATES.index(start) + 1
    with in_council(COUNCIL):
        if is_next:
            actions.move_collection(collection_id=ballot.collection_id, to=to)
        else:
            with pytest.raises(WrongState, match="Nothing was changed"):
                actions.move_collection(collection_id=ballot.collection_id, to=to)
        assert get_ballot(ballot.collection_id).state is (to if is_next else start)


def plan(**changes: object) -> int:
    fields: dict[str, object] = {
        "wave": "2027",
        "versions": list_versions(),
        "counting_key": keys()["counting"].public,
        "reading_key": keys()["reading"].public,
        "feedback_words": "",
    }
    with in_council(COUNCIL):
        return actions.make_collection(**{**fields, **changes})  # type: ignore[arg-type]


def test_a_wave_without_a_key_does_not_open(ballot: Ballot) -> None:
    collection_id = plan()
    with in_council(COUNCIL), pytest.raises(NoKey):
        actions.move_collection(collection_id=collection_id, to=State.OPEN)


def test_the_key_cannot_change_once_the_wave_is_open(ballot: Ballot) -> None:
    with in_council(COUNCIL), pytest.raises(WrongState):
        actions.set_wave_key(collection_id=ballot.collection_id, public_key=keys()["reading"].public)


def test_what_is_no_key_is_refused(ballot: Ballot) -> None:
    with pytest.raises(NotAKey):
        plan(counting_key=b"")
    with pytest.raises(NotAKey):
        plan(reading_key=b"x" * 65)
    with in_council(COUNCIL), pytest.raises(NotAKey):
        actions.set_wave_key(collection_id=plan(), public_key=b"\x04" * 65)


def test_a_version_that_is_not_installed_is_refused(ballot: Ballot) -> None:
    with pytest.raises(RetiredVersion, match=r"2019\.1"):
        plan(versions={"8-11": "2019.1"})
    with pytest.raises(RetiredVersion):
        plan(versions={"9-12": "2026.1"})


@pytest.mark.django_db(transaction=True)
def test_a_collection_is_held_in_a_transaction_only() -> None:
    from django.db import connection

    from heard.base.errors import HeardError

    ballot = make_ballot(surveys=["8-11"])
    move_to(ballot.collection_id, State.CLOSED)
    if connection.vendor == "postgresql":
        pytest.skip("entering a council opens a transaction there")
    with in_council(COUNCIL), pytest.raises(HeardError, match="transaction"):
        hold_collection(ballot.collection_id)
