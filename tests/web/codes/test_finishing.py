"""Sending a survey, and saying no thank you: what is written, once, and what the rows cannot tell."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from heard.catalogue import load_catalogue
from heard.interview import build_response, list_screens
from heard.web.codes.actions import Finished, State
from heard.web.codes.contents import Answers, Comment, SlipKind, sealing_purpose
from heard.web.codes.models import SealedAnswers, SealedComment, SealedSlip, Seat
from heard.web.codes.opening import read_sealed_answers
from heard.web.codes.queries import find_card
from heard.web.codes.sealing import CannotOpen, open_sealed
from heard.web.policy import LONGEST_COMMENT
from heard.web.tenancy import in_council
from web.ballots import Ballot, keys, make_ballot, move_to
from web.codes.sending import GIRL, count_rows, decline, finish, read_slips

pytestmark = pytest.mark.django_db


def opened_answers(ballot: Ballot) -> list[Answers]:
    purpose = sealing_purpose("answers", ballot.council, "2026")
    with in_council(ballot.council):
        sealed = read_sealed_answers(ballot.collection_id)
    return [Answers.from_bytes(open_sealed(each, key=keys()["wave"], purpose=purpose)) for each in sealed]


def opened_comments(ballot: Ballot) -> list[Comment]:
    purpose = sealing_purpose("comment", ballot.council, "2026")
    with in_council(ballot.council):
        sealed = [bytes(each.sealed) for each in SealedComment.objects.all()]
    return [Comment.from_bytes(open_sealed(each, key=keys()["reading"], purpose=purpose)) for each in sealed]


def test_what_was_sent_opens_with_the_waves_key(ballot: Ballot) -> None:
    assert finish(ballot) is Finished.SENT
    assert opened_answers(ballot) == [Answers("8-11", "2026.1", GIRL)]


def test_it_opens_with_no_other_key_and_for_no_other_purpose(ballot: Ballot) -> None:
    finish(ballot)
    with in_council(ballot.council):
        (sealed,) = read_sealed_answers(ballot.collection_id)
    for key, purpose in (("reading", "answers/X0000001/2026"), ("wave", "answers/X0000001/2027")):
        with pytest.raises(CannotOpen):
            open_sealed(sealed, key=keys()[key], purpose=purpose)


def test_sending_again_changes_nothing(ballot: Ballot) -> None:
    finish(ballot)
    before = count_rows(ballot)
    assert finish(ballot, answers={"feels_safe": "never"}) is Finished.ALREADY_SENT
    assert count_rows(ballot) == before
    assert opened_answers(ballot) == [Answers("8-11", "2026.1", GIRL)]


@pytest.mark.django_db(transaction=True)
def test_two_who_send_the_same_card_at_once_are_taken_once() -> None:
    ballot = make_ballot(surveys=["8-11"])
    card = find_card(ballot.code())

    def send(_: int) -> Finished:
        from heard.web.codes import actions

        try:
            with in_council(ballot.council):
                return actions.finish(card=card, answers=GIRL, comments={})
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        outcomes = sorted(threads.map(send, range(8)))
    assert outcomes == [Finished.ALREADY_SENT] * 7 + [Finished.SENT]
    assert count_rows(ballot)["SealedAnswers"] == 1


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (State.OPEN, Finished.SENT),
        (State.CLOSED, Finished.SENT),
        (State.OPENING, Finished.TOO_LATE),
        (State.OPENED, Finished.TOO_LATE),
    ],
)
def test_a_survey_is_taken_until_the_opening_begins(ballot: Ballot, state: State, outcome: Finished) -> None:
    move_to(ballot.collection_id, state)
    assert finish(ballot) is outcome
    assert count_rows(ballot)["SealedAnswers"] == (outcome is Finished.SENT)


def test_before_the_wave_opens_nothing_is_taken() -> None:
    ballot = make_ballot(surveys=["8-11"], state=State.PREPARING)
    assert finish(ballot) is Finished.TOO_LATE


def test_a_failure_half_way_leaves_nothing(ballot: Ballot, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("no space left on device")

    before = count_rows(ballot)
    monkeypatch.setattr(SealedComment.objects, "bulk_create", fail)
    with pytest.raises(OSError, match="space"):
        finish(ballot)
    assert count_rows(ballot) == before
    assert not find_card(ballot.code()).is_finished


def test_there_are_as_many_rows_whatever_was_answered(ballot: Ballot) -> None:
    def rows_of(place: int, **given: dict[str, str]) -> dict[str, int]:
        before = count_rows(ballot)
        finish(ballot, place, **given)
        return {table: count - before[table] for table, count in count_rows(ballot).items()}

    questionnaire = load_catalogue().questionnaires["8-11"]
    everything = {question.key: "x" * LONGEST_COMMENT for question in questionnaire.open_questions()}
    nothing = rows_of(0, answers={}, comments={})
    assert nothing == rows_of(1, answers=GIRL, comments=everything)
    assert nothing["SealedComment"] == len(everything) == 5
    assert nothing["SealedAnswers"] == nothing["SealedSlip"] == 1


def test_all_rows_of_a_kind_are_equally_long() -> None:
    ballot = make_ballot()
    for survey, questionnaire in load_catalogue().questionnaires.items():
        reached = len(list_screens(questionnaire)) - 1
        worst = {
            question.key: "\N{GRINNING FACE}" * LONGEST_COMMENT for question in questionnaire.open_questions()
        }
        finish(ballot, 0, survey, answers=build_response(questionnaire, {}, reached=reached), comments=worst)
        finish(ballot, 1, survey, answers={}, comments={})
        decline(ballot, 2, survey)
    with in_council(ballot.council):
        for model in (SealedAnswers, SealedSlip, SealedComment):
            assert len({len(row.sealed) for row in model.objects.all()}) == 1


def test_every_open_question_is_sealed_with_what_was_written_or_nothing(ballot: Ballot) -> None:
    finish(ballot, comments={"happier": "A dog \N{DOG FACE}", "not_a_question": "lost"})
    assert sorted((each.question, each.text) for each in opened_comments(ballot)) == [
        ("anything", ""),
        ("care_better", ""),
        ("family_time", ""),
        ("happier", "A dog \N{DOG FACE}"),
        ("worker", ""),
    ]


def test_the_slip_holds_the_shared_groups_and_not_how_the_survey_was_answered(ballot: Ballot) -> None:
    finish(ballot, answers={"gender": "girl", "placement": "", "helped": "read_to_me", "feels_safe": "never"})
    (slip,) = read_slips(ballot)
    assert slip.kind is SlipKind.FINISHED
    assert slip.groups == {"gender": "girl"}


def test_a_sealed_row_names_a_collection_a_council_and_nothing_else() -> None:
    for model in (SealedAnswers, SealedSlip, SealedComment):
        columns = {column.name for column in model._meta.fields}
        assert columns <= {"key", "council", "collection", "sealed", "survey"}
    assert "survey" not in {column.name for column in SealedComment._meta.fields}


def test_a_seat_knows_that_it_was_used_and_nothing_else(ballot: Ballot) -> None:
    columns = {"key", "council", "batch", "is_finished", "has_words", "is_void"}
    assert {column.name for column in Seat._meta.fields} == columns


def test_no_thank_you_is_one_slip_and_the_card_still_works(ballot: Ballot) -> None:
    before = count_rows(ballot)
    decline(ballot)
    assert count_rows(ballot) == {**before, "SealedSlip": 1}
    (slip,) = read_slips(ballot)
    assert (slip.kind, slip.groups) == (SlipKind.DECLINED, {})
    assert finish(ballot) is Finished.SENT


def test_no_thank_you_from_the_opening_on_is_not_counted(ballot: Ballot) -> None:
    move_to(ballot.collection_id, State.OPENING)
    decline(ballot)
    assert count_rows(ballot)["SealedSlip"] == 0


def test_nothing_of_a_child_is_in_a_repr() -> None:
    shown = repr([Answers("8-11", "1", {"feels_safe": "never"}), Comment("8-11", "happier", "my secret")])
    assert "never" not in shown
    assert "my secret" not in shown
