"""Void cards: they open nothing, say nothing of whether they were used, and take nothing back."""

import dataclasses

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heard.web.codes import actions
from heard.web.codes.actions import CardIsVoid, NoSuchBatch, State, WrongState
from heard.web.codes.cards import MistypedCode, new_code
from heard.web.codes.models import Batch, PausedDraft, SealedAnswers, SealedSlip, Seat
from heard.web.codes.queries import UnknownCode, find_card, get_counts
from heard.web.tenancy import in_council
from web.answering.children import Child, answer_to_the_end
from web.ballots import Ballot, make_ballot, move_to
from web.codes.sending import finish

pytestmark = pytest.mark.django_db
STOPPED = "This card does not work any more"


def void(ballot: Ballot, code: str) -> None:
    with in_council(ballot.council):
        actions.void_card(collection_id=ballot.collection_id, code=code)


def void_batch(ballot: Ballot, batch: int | None = None) -> str:
    with in_council(ballot.council):
        number = batch or Batch.objects.get(council_id=ballot.council).pk
        return actions.void_batch(collection_id=ballot.collection_id, batch_id=number)


def replace(ballot: Ballot, code: str) -> str:
    with in_council(ballot.council):
        return actions.replace_card(collection_id=ballot.collection_id, code=code)


def rows(model: type, ballot: Ballot) -> int:
    with in_council(ballot.council):
        return int(model.objects.filter(council_id=ballot.council).count())  # type: ignore[attr-defined]


def statements(ballot: Ballot, code: str) -> list[str]:
    """What is asked of the database when this card is made void, without its values."""
    with in_council(ballot.council), CaptureQueriesContext(connection) as asked:
        actions.void_card(collection_id=ballot.collection_id, code=code)
    said = [each["sql"].split("WHERE")[0] for each in asked.captured_queries]
    return [each for each in said if "SAVEPOINT" not in each]


def test_a_void_card_opens_no_survey_and_the_others_still_do(ballot: Ballot) -> None:
    void(ballot, ballot.code(place=0))
    assert STOPPED in Child().type_code(ballot.code(place=0)).text
    assert Child().type_code(ballot.code(place=1)).heading == "Before you start"


def test_a_void_card_says_the_same_whether_or_not_it_was_used(ballot: Ballot) -> None:
    finish(ballot, 0)
    for place in (0, 1):
        void(ballot, ballot.code(place=place))
    used, unused = (Child().type_code(ballot.code(place=place)) for place in (0, 1))
    assert used.page.status_code == unused.page.status_code == 422
    assert STOPPED in used.text
    assert "The answers for this card are in" not in used.text
    assert used.heading == unused.heading
    assert len(used.page.content) == len(unused.page.content)


def test_making_void_asks_the_database_the_same_whether_or_not_the_card_was_used(ballot: Ballot) -> None:
    finish(ballot, 0)
    used, unused = (statements(ballot, ballot.code(place=place)) for place in (0, 1))
    assert used == unused
    assert sum(each.startswith("UPDATE") for each in used) == 1


def test_making_void_changes_neither_answers_nor_marks_nor_counts(ballot: Ballot) -> None:
    for place in range(6):
        finish(ballot, place)
    with in_council(ballot.council):
        Batch.objects.filter(council_id=ballot.council).update(finished_shown=5)
        before = get_counts(ballot.collection_id)
    void(ballot, ballot.code(place=0))
    void_batch(ballot)
    with in_council(ballot.council):
        after = get_counts(ballot.collection_id)
        finished = Seat.objects.filter(council_id=ballot.council, is_finished=True).count()
    (counted,) = before.surveys
    assert after.surveys == (dataclasses.replace(counted, cards=0, void_cards=10),)  # the whole batch is void
    assert after.groups == before.groups
    assert [(each.size, each.finished_shown, each.is_void) for each in after.batches] == [(10, 5, True)]
    assert (finished, rows(SealedAnswers, ballot), rows(SealedSlip, ballot)) == (6, 6, 6)


def test_a_survey_under_way_with_a_card_made_void_is_told_kindly_and_leaves_nothing(ballot: Ballot) -> None:
    child = answer_to_the_end(Child().start(ballot.code()))
    void(ballot, ballot.code())
    assert child.press().heading == STOPPED
    assert "none of them are kept" in child.text
    assert (rows(SealedAnswers, ballot), rows(SealedSlip, ballot)) == (0, 0)


@pytest.mark.parametrize("is_used", [False, True])
def test_nothing_is_put_away_under_a_void_card_and_it_is_not_told_whether_it_was_used(
    ballot: Ballot, is_used: bool
) -> None:
    child = Child().start(ballot.code())
    if is_used:
        finish(ballot, 0)
    void(ballot, ballot.code())
    child.go("/answer/pause/").press(first="cat", second="boat", third="sun")
    assert child.heading == STOPPED
    assert rows(PausedDraft, ballot) == 0


def test_a_whole_batch_is_void_with_the_cards_that_replaced_others(ballot: Ballot) -> None:
    new = replace(ballot, ballot.code(place=0))
    assert void_batch(ballot) == "Team 8-11"
    assert find_card(new).is_void
    assert all(find_card(code).is_void for code in ballot.codes["8-11"])


def test_a_lost_card_that_was_replaced_made_void_leaves_the_new_one_alone(ballot: Ballot) -> None:
    new = replace(ballot, ballot.code())
    void(ballot, ballot.code())
    assert "swapped for a new one" in Child().type_code(ballot.code()).text
    assert Child().type_code(new).heading == "Before you start"


def test_a_void_card_gets_no_successor_whichever_of_its_codes_is_given(ballot: Ballot) -> None:
    new = replace(ballot, ballot.code())
    void(ballot, new)
    for code in (ballot.code(), new):
        with pytest.raises(CardIsVoid, match="no new one takes its place"):
            replace(ballot, code)


def test_making_a_card_void_twice_is_the_same_as_once(ballot: Ballot) -> None:
    void(ballot, ballot.code())
    void(ballot, ballot.code())
    assert find_card(ballot.code()).is_void


def test_a_batch_is_made_void_once(ballot: Ballot) -> None:
    with in_council(ballot.council):
        number = Batch.objects.get(council_id=ballot.council).pk
    void_batch(ballot, number)
    with pytest.raises(NoSuchBatch):
        void_batch(ballot, number)


def test_codes_of_no_card_half_codes_and_cards_of_other_councils_and_waves_are_refused(
    ballot: Ballot,
) -> None:
    other = make_ballot(surveys=["8-11"], council="X0000002")
    earlier = make_ballot(surveys=["8-11"], wave="2024")
    for code in (new_code(), other.code(), earlier.code()):
        with pytest.raises(UnknownCode):
            void(ballot, code)
    with pytest.raises(MistypedCode):
        void(ballot, ballot.code()[:-1])
    assert not any(find_card(each.code()).is_void for each in (other, earlier))


def test_a_batch_of_another_council_or_wave_is_refused(ballot: Ballot) -> None:
    others = [make_ballot(surveys=["8-11"], council="X0000002"), make_ballot(surveys=["8-11"], wave="2024")]
    for other in others:
        with in_council(other.council):
            number = Batch.objects.get(collection_id=other.collection_id, council_id=other.council).pk
        with pytest.raises(NoSuchBatch):
            void_batch(ballot, number)
        assert not find_card(other.code()).is_void


@pytest.mark.parametrize("state", [State.CLOSED, State.OPENING, State.OPENED])
def test_after_the_closing_nothing_is_made_void(ballot: Ballot, state: State) -> None:
    move_to(ballot.collection_id, state)
    with pytest.raises(WrongState):
        void(ballot, ballot.code())
    with pytest.raises(WrongState):
        void_batch(ballot)
