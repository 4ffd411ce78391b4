"""The one opening: rows are read in random order, and then nothing of them is left, in rows or in files."""

from datetime import date

import pytest
from django.db import connection, transaction

from heard.base.errors import HeardError
from heard.web.codes import actions, counting, opening
from heard.web.codes.actions import State, WrongState
from heard.web.codes.cards import read_code
from heard.web.codes.models import Collection, SealedAnswers
from heard.web.codes.queries import UnknownCode, find_card, get_counts
from heard.web.tenancy import in_council
from web.ballots import COUNCIL, Ballot, keys, make_ballot, move_to
from web.codes.sending import TABLES, count_rows, finish, finish_many
from web.disk import read_database

pytestmark = pytest.mark.django_db


def test_sealed_answers_come_in_an_order_of_their_own(ballot: Ballot) -> None:
    finish_many(ballot, range(10))
    with in_council(COUNCIL):
        orders = {tuple(opening.read_sealed_answers(ballot.collection_id)) for _ in range(5)}
    assert len(orders) > 1
    assert len({frozenset(order) for order in orders}) == 1


def test_comments_are_taken_once(ballot: Ballot) -> None:
    finish_many(ballot, range(2))
    with in_council(COUNCIL), transaction.atomic():
        assert len(opening.take_sealed_comments(ballot.collection_id)) == 10
        assert opening.take_sealed_comments(ballot.collection_id) == []


@pytest.mark.django_db(transaction=True)
def test_comments_are_taken_only_inside_the_transaction_that_keeps_them() -> None:
    ballot = make_ballot(surveys=["8-11"])
    finish(ballot)
    if connection.vendor == "postgresql":
        pytest.skip("entering a council opens a transaction there")
    with in_council(COUNCIL), pytest.raises(HeardError, match="transaction"):
        opening.take_sealed_comments(ballot.collection_id)
    assert count_rows(ballot)["SealedComment"] == 5


def fill(ballot: Ballot) -> None:
    finish_many(ballot, range(6))
    card = find_card(ballot.code(place=7))
    with in_council(COUNCIL):
        counting.count_slips(
            collection_id=ballot.collection_id, key=keys()["counting"], today=date(2026, 11, 23)
        )
        code = read_code(ballot.code(place=7))
        actions.pause(card=card, code=code, pictures=("cat", "cat", "cat"), content=b"x")
    finish(ballot, 6)
    assert all(count_rows(ballot).values())


def wipe(ballot: Ballot) -> None:
    with in_council(COUNCIL):
        opening.wipe(collection_id=ballot.collection_id)


def test_wiping_leaves_no_row_no_code_and_no_tally(ballot: Ballot) -> None:
    fill(ballot)
    move_to(ballot.collection_id, State.OPENING)
    wipe(ballot)
    assert count_rows(ballot) == dict.fromkeys((model.__name__ for model in TABLES), 0)
    with in_council(COUNCIL):
        assert bytes(Collection.objects.get().tally) == b""
    with pytest.raises(UnknownCode):
        find_card(ballot.code())


def test_the_counts_that_people_saw_stay(ballot: Ballot) -> None:
    fill(ballot)
    with in_council(COUNCIL):
        before = get_counts(ballot.collection_id)
    move_to(ballot.collection_id, State.OPENING)
    wipe(ballot)
    with in_council(COUNCIL):
        assert get_counts(ballot.collection_id) == before


def test_wiping_again_is_no_fault(ballot: Ballot) -> None:
    move_to(ballot.collection_id, State.OPENED)
    wipe(ballot)
    wipe(ballot)


@pytest.mark.parametrize("state", [State.PREPARING, State.OPEN, State.CLOSED])
def test_before_the_opening_nothing_is_wiped(state: State) -> None:
    ballot = make_ballot(surveys=["8-11"], state=state)
    before = count_rows(ballot)
    with pytest.raises(WrongState):
        wipe(ballot)
    assert count_rows(ballot) == before


def test_wiping_one_wave_leaves_another_alone(ballot: Ballot) -> None:
    other = make_ballot(surveys=["8-11"], wave="2027")
    finish(other)
    before = other.collection_id
    move_to(ballot.collection_id, State.OPENING)
    wipe(ballot)
    with in_council(COUNCIL):
        assert len(opening.read_sealed_answers(before)) == 1
    assert find_card(other.code()).is_finished


@pytest.mark.django_db(transaction=True)
def test_after_the_space_is_given_back_no_file_holds_a_sealed_row() -> None:
    ballot = make_ballot(surveys=["8-11"])
    finish_many(ballot, range(5))
    with in_council(COUNCIL):
        sealed = [bytes(row.sealed)[100:160] for row in SealedAnswers.objects.all()]
    before = read_database()
    assert any(each in before for each in sealed)
    move_to(ballot.collection_id, State.OPENING)
    wipe(ballot)
    opening.give_space_back()
    after = read_database()
    assert not any(each in after for each in sealed)
