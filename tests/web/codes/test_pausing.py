"""Putting a survey away under three pictures: five wrong tries, and then the next day."""

from datetime import date, timedelta

import pytest

from heard.web.codes import actions
from heard.web.codes.actions import NoDraft, Paused, Resumed, State, Waits, WrongPictures
from heard.web.codes.cards import read_code
from heard.web.codes.models import PausedDraft
from heard.web.codes.queries import find_card, has_paused_draft
from heard.web.tenancy import in_council
from web.ballots import Ballot, move_to
from web.codes.sending import count_rows, decline, finish

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)
RIGHT, WRONG = ("cat", "boat", "cat"), ("boat", "cat", "cat")


def pause(ballot: Ballot, content: bytes = b"so far", pictures: tuple[str, str, str] = RIGHT) -> Paused:
    card = find_card(ballot.code())
    with in_council(ballot.council):
        return actions.pause(card=card, code=read_code(ballot.code()), pictures=pictures, content=content)


def resume(
    ballot: Ballot, pictures: tuple[str, str, str] = RIGHT, today: date = MONDAY, place: int = 0
) -> Resumed | WrongPictures | Waits | NoDraft:
    with in_council(ballot.council):
        return actions.resume(code=read_code(ballot.code(place=place)), pictures=pictures, today=today)


def is_paused(ballot: Ballot) -> bool:
    card = find_card(ballot.code())
    with in_council(ballot.council):
        return has_paused_draft(card)


def test_the_same_pictures_bring_it_back(ballot: Ballot) -> None:
    assert pause(ballot) is Paused.KEPT
    assert resume(ballot) == Resumed(b"so far")


def test_it_can_be_taken_out_more_than_once(ballot: Ballot) -> None:
    pause(ballot)
    resume(ballot)
    assert resume(ballot) == Resumed(b"so far")


def test_what_is_put_away_again_replaces_what_was(ballot: Ballot) -> None:
    pause(ballot)
    pause(ballot, b"further", pictures=WRONG)
    assert resume(ballot, WRONG) == Resumed(b"further")
    assert count_rows(ballot)["PausedDraft"] == 1


def test_another_card_finds_nothing(ballot: Ballot) -> None:
    pause(ballot)
    assert resume(ballot, place=1) == NoDraft()


def test_wrong_pictures_are_counted_down_and_then_it_waits_for_the_next_day(ballot: Ballot) -> None:
    pause(ballot)
    found = [resume(ballot, WRONG) for _ in range(6)]
    assert found == [*(WrongPictures(left) for left in (4, 3, 2, 1)), Waits(TUESDAY), Waits(TUESDAY)]


def test_while_it_waits_the_right_pictures_do_not_open_it_either(ballot: Ballot) -> None:
    pause(ballot)
    for _ in range(5):
        resume(ballot, WRONG)
    assert resume(ballot) == Waits(TUESDAY)
    assert resume(ballot, today=TUESDAY) == Resumed(b"so far")


def test_the_next_day_gives_five_tries_again(ballot: Ballot) -> None:
    pause(ballot)
    for _ in range(5):
        resume(ballot, WRONG)
    assert resume(ballot, WRONG, TUESDAY) == WrongPictures(4)


def test_the_fifth_try_may_still_be_right_and_then_all_is_forgiven(ballot: Ballot) -> None:
    pause(ballot)
    for _ in range(4):
        resume(ballot, WRONG)
    assert resume(ballot) == Resumed(b"so far")
    assert resume(ballot, WRONG) == WrongPictures(4)


def test_the_database_holds_neither_code_nor_pictures_nor_content(ballot: Ballot) -> None:
    pause(ballot)
    with in_council(ballot.council):
        kept = repr(PausedDraft.objects.values_list().get()).lower()
    for secret in ("so far", "boat", ballot.code().lower(), read_code(ballot.code()).lower()):
        assert secret not in kept


def test_sending_takes_the_draft_away_in_the_same_transaction(ballot: Ballot) -> None:
    pause(ballot)
    finish(ballot)
    assert not is_paused(ballot)


def test_throwing_away_and_saying_no_take_it_away_too(ballot: Ballot) -> None:
    pause(ballot)
    card = find_card(ballot.code())
    with in_council(ballot.council):
        actions.throw_away(card=card)
    assert not is_paused(ballot)
    pause(ballot)
    decline(ballot)
    assert not is_paused(ballot)


@pytest.mark.parametrize(
    ("state", "outcome"), [(State.CLOSED, Paused.KEPT), (State.OPENING, Paused.TOO_LATE)]
)
def test_it_can_be_put_away_until_the_opening(ballot: Ballot, state: State, outcome: Paused) -> None:
    move_to(ballot.collection_id, state)
    assert pause(ballot) is outcome
    assert is_paused(ballot) is (outcome is Paused.KEPT)


def test_nothing_of_it_is_in_a_repr() -> None:
    assert "so far" not in repr(Resumed(b"so far"))


def test_what_was_sent_from_another_device_meanwhile_is_not_put_away(ballot: Ballot) -> None:
    finish(ballot)
    assert pause(ballot) is Paused.ALREADY_SENT
    assert not is_paused(ballot)
