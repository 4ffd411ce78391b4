"""What a child reads after typing a code that does not open a survey."""

import pytest

from heard.web.answering.tries import Tries
from heard.web.codes import actions
from heard.web.codes.actions import State
from heard.web.codes.cards import new_code, written
from heard.web.policy import CODE_TRIES_A_MINUTE
from heard.web.tenancy import in_council
from web.answering.children import Child, answer_to_the_end
from web.answering.conftest import Clock
from web.ballots import Ballot, make_ballot, move_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def ballot() -> Ballot:
    return make_ballot(surveys=["8-11"])


def says(child: Child, words: str) -> bool:
    """The start page, with these words beside the field."""
    return child.heading == "Type your code" and words in child.text and child.page.status_code == 422


def test_a_code_is_read_however_it_is_typed(ballot: Ballot) -> None:
    for typed in (ballot.code().lower(), ballot.code().replace("-", " "), f"  {ballot.code()}\n"):
        assert Child().type_code(typed).path == "/answer/about/"


@pytest.mark.parametrize(
    "typed", ["", "   ", "hello", "BCDF-GHJK", "\N{GRINNING FACE}", "x" * 5000, "<script>"]
)
def test_what_is_no_code_is_shown_again_with_what_to_do(ballot: Ballot, typed: str) -> None:
    child = Child().type_code(typed)
    assert says(child, "That is not quite a code.")
    assert "<script>" not in child.page.content.decode()


def test_one_wrong_letter_is_told_and_the_code_stands_in_the_field(ballot: Ballot) -> None:
    typed = ballot.code()[:-1] + ("B" if ballot.code()[-1] != "B" else "C")
    child = Child().type_code(typed)
    assert says(child, "One letter or number may be wrong")
    assert f'value="{typed}"' in child.text


def test_a_code_of_no_card(ballot: Ballot) -> None:
    assert says(Child().type_code(written(new_code())), "We do not know that code.")


def test_a_used_card(ballot: Ballot) -> None:
    child = answer_to_the_end(Child().start(ballot.code())).press()
    assert says(child.type_code(ballot.code()), "The answers for this card are in.")


def test_a_replaced_card_says_so_whether_or_not_it_was_used(ballot: Ballot) -> None:
    answer_to_the_end(Child().start(ballot.code(place=0))).press()
    with in_council(ballot.council):
        new = [
            actions.replace_card(collection_id=ballot.collection_id, code=ballot.code(place=place))
            for place in (0, 1)
        ]
    for place in (0, 1):
        assert says(Child().type_code(ballot.code(place=place)), "This card has been swapped for a new one.")
    assert says(Child().type_code(new[0]), "The answers for this card are in.")
    assert Child().type_code(new[1]).path == "/answer/about/"


def test_before_the_wave_opens() -> None:
    ballot = make_ballot(surveys=["8-11"], state=State.PREPARING)
    assert says(Child().type_code(ballot.code()), "This survey has not started yet.")


@pytest.mark.parametrize("state", [State.CLOSED, State.OPENING, State.OPENED])
def test_after_the_closing(ballot: Ballot, state: State) -> None:
    move_to(ballot.collection_id, state)
    assert says(Child().type_code(ballot.code()), "This survey has ended.")


def test_after_the_last_day_no_survey_begins_though_the_wave_is_open(ballot: Ballot, clock: Clock) -> None:
    clock.pass_by(days=18)
    child = Child().type_code(ballot.code())
    assert child.path == "/answer/about/"
    clock.pass_by(hours=14)
    assert says(Child().type_code(ballot.code()), "This survey has ended.")
    child.type_code(ballot.code(place=1))
    assert says(child, "This survey has ended.")


def test_somebody_who_said_yes_only_after_the_last_day_reads_that_it_has_ended(
    ballot: Ballot, clock: Clock
) -> None:
    clock.pass_by(days=18, hours=13, minutes=50)
    child = Child().type_code(ballot.code())
    clock.pass_by(minutes=15)
    assert child.press("yes").heading == "This survey has ended"


def test_a_survey_under_way_goes_on_after_the_last_day(ballot: Ballot, clock: Clock) -> None:
    child = Child().start(ballot.code()).press("next")
    clock.pass_by(days=19)
    child.type_code(ballot.code())
    assert child.screen == 1
    assert answer_to_the_end(child).press().heading == "Thank you"


def test_after_many_unknown_codes_the_address_waits_and_a_right_one_still_passes(ballot: Ballot) -> None:
    child = Child()
    for _ in range(CODE_TRIES_A_MINUTE + 1):
        child.type_code(written(new_code()))
    assert child.page.status_code == 429
    assert "Wait 2 minutes" in child.text
    assert Child().type_code(ballot.code()).path == "/answer/about/"


def test_thirty_tablets_behind_one_address_pass(ballot: Ballot) -> None:
    for place in range(10):
        for typed in ("BCDF", "oops", ballot.code(place=place)):
            child = Child().type_code(typed)
        assert child.path == "/answer/about/"


def test_the_window_slides() -> None:
    tries = Tries(most=3)
    for at in (0.0, 10.0, 20.0):
        assert not tries.is_too_many("here", at)
        tries.add("here", at)
    assert tries.is_too_many("here", 59.9)
    assert not tries.is_too_many("there", 20.0)
    assert not tries.is_too_many("here", 60.0)
    tries.add("here", 60.0)
    assert tries.is_too_many("here", 69.9)
    assert not tries.is_too_many("here", 70.0)


def test_only_so_many_addresses_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    from heard.web.answering import tries as module

    monkeypatch.setattr(module, "MOST_ADDRESSES", 2)
    tries = Tries(most=1)
    for address in ("a", "b", "c"):
        tries.add(address, 0.0)
    assert [tries.is_too_many(address, 1.0) for address in ("a", "b", "c")] == [False, True, True]


def test_the_page_for_codes_asked_for_by_its_own_address_is_the_start() -> None:
    assert Child().go("/answer/code/").path == "/"


def answer_one(ballot: Ballot) -> Child:
    """The first card of the ballot, with its first question answered."""
    child = Child().start(ballot.code(place=0))
    (first,) = child.names
    return child.press("next", **{first: child.values(first)[0]})


def test_where_another_card_s_answers_wait_a_new_code_asks_first(ballot: Ballot) -> None:
    child = answer_one(ballot).type_code(ballot.code(place=1))
    assert child.heading == "Someone has begun here"
    assert child.type_code(ballot.code(place=0)).screen == 1  # nothing was lost by asking


def test_going_on_with_the_new_card_begins_anew_and_drops_the_other_answers(ballot: Ballot) -> None:
    child = answer_one(ballot).type_code(ballot.code(place=1)).press("replace")
    assert child.path == "/answer/about/"
    assert child.press("yes").screen == 0
    assert child.chosen() == {}


def test_where_nothing_was_answered_a_new_code_begins_at_once(ballot: Ballot) -> None:
    child = Child().start(ballot.code(place=0)).type_code(ballot.code(place=1))
    assert child.path == "/answer/about/"


def test_the_same_code_carries_on_where_the_visit_stands(ballot: Ballot) -> None:
    child = Child().start(ballot.code()).press("next").press("next")
    assert child.type_code(ballot.code()).screen == 2
