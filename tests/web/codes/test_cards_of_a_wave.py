"""Issuing batches, replacing cards, finding them again."""

import pytest

from heard.base.surveys import Survey
from heard.web.codes import actions
from heard.web.codes.actions import BatchRefused, State, WrongState
from heard.web.codes.cards import MistypedCode, new_code, written
from heard.web.codes.models import Batch, Code, Seat
from heard.web.codes.queries import UnknownCode, find_card
from heard.web.tenancy import in_council
from web.ballots import Ballot, make_ballot, move_to
from web.codes.sending import finish

pytestmark = pytest.mark.django_db


def issue(
    ballot: Ballot, survey: str = "8-11", label: str = "Another team", size: int = 10
) -> actions.IssuedBatch:
    with in_council(ballot.council):
        return actions.issue_batch(collection_id=ballot.collection_id, survey=survey, label=label, size=size)


def replace(ballot: Ballot, code: str) -> str:
    with in_council(ballot.council):
        return actions.replace_card(collection_id=ballot.collection_id, code=code)


def test_a_batch_has_as_many_codes_as_asked_for_all_different(ballot: Ballot) -> None:
    batch = issue(ballot, size=500)
    assert len(set(batch.codes)) == 500
    assert {find_card(code).survey for code in batch.codes[:5]} == {"8-11"}


def test_codes_are_nowhere_but_in_what_is_returned(ballot: Ballot) -> None:
    batch = issue(ballot)
    with in_council(ballot.council):
        rows = [*Code.objects.values_list(), *Seat.objects.values_list(), *Batch.objects.values_list()]
    kept = repr([rows, batch])
    assert not any(code in kept or written(code) in kept for code in batch.codes)


@pytest.mark.parametrize("size", [-1, 0, 9, 501])
def test_a_batch_of_the_wrong_size_is_refused(ballot: Ballot, size: int) -> None:
    with pytest.raises(BatchRefused, match="10 to 500 cards"):
        issue(ballot, size=size)


@pytest.mark.parametrize("label", ["", "   ", "x" * 61, "=1+1", "a\x00b"])
def test_a_batch_needs_a_plain_name(ballot: Ballot, label: str) -> None:
    with pytest.raises(BatchRefused, match="name of a batch"):
        issue(ballot, label=label)


def test_a_survey_the_wave_does_not_ask_is_refused(ballot: Ballot) -> None:
    with pytest.raises(BatchRefused, match="does not ask"):
        issue(ballot, survey=Survey.AGES_4_7)


def test_a_second_batch_of_the_same_name_is_refused(ballot: Ballot) -> None:
    issue(ballot, label="North  team")
    with pytest.raises(BatchRefused, match="already"):
        issue(ballot, label="North team ")


@pytest.mark.parametrize("state", [State.CLOSED, State.OPENING, State.OPENED])
def test_after_the_closing_no_card_is_made_or_replaced(ballot: Ballot, state: State) -> None:
    move_to(ballot.collection_id, state)
    with pytest.raises(WrongState):
        issue(ballot)
    with pytest.raises(WrongState):
        replace(ballot, ballot.code())


def test_a_replaced_card_shares_its_seat_with_the_new_one(ballot: Ballot) -> None:
    new = find_card(replace(ballot, ballot.code()))
    old = find_card(ballot.code())
    assert (old.seat, old.is_replaced, new.is_replaced) == (new.seat, True, False)


def test_replacing_answers_the_same_whether_or_not_the_card_was_used(ballot: Ballot) -> None:
    finish(ballot, 0)
    used, unused = replace(ballot, ballot.code(place=0)), replace(ballot, ballot.code(place=1))
    assert len(used) == len(unused) == 12
    assert (find_card(used).is_finished, find_card(unused).is_finished) == (True, False)


def test_of_several_cards_of_a_seat_only_the_newest_works(ballot: Ballot) -> None:
    first = replace(ballot, ballot.code())
    second = replace(ballot, ballot.code())
    assert [find_card(code).is_replaced for code in (ballot.code(), first, second)] == [True, True, False]


def test_a_code_of_no_card_is_unknown_and_half_a_code_is_mistyped(ballot: Ballot) -> None:
    with pytest.raises(UnknownCode):
        find_card(new_code())
    with pytest.raises(MistypedCode):
        find_card(ballot.code()[:-1])
    with pytest.raises(UnknownCode):
        replace(ballot, new_code())


def test_a_card_of_another_council_cannot_be_replaced(ballot: Ballot) -> None:
    other = make_ballot(surveys=["8-11"], council="X0000002")
    with pytest.raises(UnknownCode):
        replace(ballot, other.code())
    assert find_card(other.code()).council == "X0000002"


def test_a_card_shows_neither_its_seat_nor_whether_it_was_used(ballot: Ballot) -> None:
    card = find_card(ballot.code())
    assert str(card.seat) not in repr(card)
    assert "finished" not in repr(card)
