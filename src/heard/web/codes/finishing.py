"""Sending: a survey sealed here, one that a browser sealed, and a no thank you.

Each is one transaction in the council entered, and leaves no audit event, no time and no address.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from django.db import connection, transaction

from heard.base.errors import HeardError
from heard.web.codes.contents import Answers, Comment, Content, Slip, SlipKind, sealing_purpose
from heard.web.codes.holding import hold_collection, hold_if_there
from heard.web.codes.models import (
    Collection,
    PausedDraft,
    SealedAnswers,
    SealedComment,
    SealedRow,
    SealedSlip,
    Seat,
    State,
)
from heard.web.codes.pausing import throw_away
from heard.web.codes.queries import Card
from heard.web.codes.sealing import ANSWERS_SIZE, COMMENT_SIZE, SLIP_SIZE, CannotOpen, check_sealed, seal
from heard.web.instruments.questionnaires import counted_groups, get_questionnaire

SealedRowKind = TypeVar("SealedRowKind", bound=SealedRow)
NOT_SENT = {"is_finished": False}
NO_WORDS = {"is_finished": True, "has_words": False}  # words follow the ticks: a seat that has them was sent
STILL_TAKEN = (State.OPEN, State.CLOSED)  # closed: what was under way may still be sent


class WordsBeforeTicks(HeardError):
    """Comments came before the ticks of the same survey; they are to be sent again after them."""

    def __init__(self) -> None:
        super().__init__("The ticks of this survey are not here yet.")


class Finished(StrEnum):
    """What became of an answer that was sent."""

    SENT = "sent"
    ALREADY_SENT = "already_sent"
    TOO_LATE = "too_late"
    VOID = "void"  # the card was made void meanwhile


def finish(*, card: Card, answers: Mapping[str, str], comments: Mapping[str, str]) -> Finished:
    """Send a survey: the seat is marked, and everything sealed, in one transaction or not at all.

    `answers`: the row that `build_response` made, by indicator and demographic. `comments`: what was written, by open
    question; one row is sealed for each that the survey has, so that the rows do not tell how many were answered.
    """
    # On PostgreSQL the council was entered with a transaction of its own: a savepoint in it would hold nothing more.
    with transaction.atomic(savepoint=connection.vendor == "sqlite"):
        collection = hold_if_there(card.collection_id)
        if collection is None:
            return Finished.TOO_LATE
        if refusal := _take_seat(collection, card, NOT_SENT, is_finished=True, has_words=True):
            return refusal
        _seal_everything(collection, card.survey, answers, comments)
        _drop_draft(card)
    return Finished.SENT


def take_sealed_answers(*, card: Card, answers: bytes, slip: bytes) -> Finished:
    """Send what a browser sealed: the seat is marked and both are kept, in one transaction or not at all.

    Nobody here can look into them. For a try-out that is wiped it is too late. Raises CannotOpen for bytes that nobody
    could have sealed here.
    """
    check_sealed(answers, ANSWERS_SIZE)
    check_sealed(slip, SLIP_SIZE)
    with transaction.atomic():
        collection = hold_if_there(card.collection_id)
        if collection is None:
            return Finished.TOO_LATE
        if refusal := _take_seat(collection, card, NOT_SENT, is_finished=True):
            return refusal
        _row(SealedAnswers, collection, answers).save(force_insert=True)
        _row(SealedSlip, collection, slip, survey=card.survey).save(force_insert=True)
        _drop_draft(card)
    return Finished.SENT


def take_sealed_words(*, card: Card, comments: Sequence[bytes]) -> Finished:
    """Send what a browser sealed to the reader: one for each open question of the survey, after its ticks.

    Raises WordsBeforeTicks where those are not here yet, and CannotOpen for another number of them, or bytes that
    nobody could have sealed here.
    """
    for comment in comments:
        check_sealed(comment, COMMENT_SIZE)
    with transaction.atomic():
        collection = hold_if_there(card.collection_id)
        if collection is None:
            return Finished.TOO_LATE
        questionnaire = get_questionnaire(card.survey, collection.versions[card.survey])
        if len(comments) != len(tuple(questionnaire.open_questions())):
            raise CannotOpen
        waits = Seat.objects.filter(key=card.seat, council_id=card.council, is_void=False, **NOT_SENT)
        if collection.state in STILL_TAKEN and waits.exists():
            raise WordsBeforeTicks
        if refusal := _take_seat(collection, card, NO_WORDS, has_words=True):
            return refusal
        SealedComment.objects.bulk_create(_row(SealedComment, collection, each) for each in comments)
    return Finished.SENT


def decline(*, card: Card) -> None:
    """Somebody said no thank you: counted, and nothing else. The card still works. Too late, nothing is counted."""
    with transaction.atomic():
        collection = hold_collection(card.collection_id)
        if collection.state in STILL_TAKEN:
            _slip(collection, card.survey, Slip(SlipKind.DECLINED)).save(force_insert=True)
        throw_away(card=card)


def _take_seat(
    collection: Collection, card: Card, free: Mapping[str, bool], **marks: bool
) -> Finished | None:
    """Mark a seat that is still free, or say why it is not: the database decides, not what was read before."""
    if collection.state not in STILL_TAKEN:
        return Finished.TOO_LATE
    seat = Seat.objects.filter(key=card.seat, council_id=card.council, is_void=False)
    if seat.filter(**free).update(**marks) == 1:
        return None
    return Finished.VOID if _is_void(card) else Finished.ALREADY_SENT


def _drop_draft(card: Card) -> None:
    PausedDraft.objects.filter(council_id=card.council, lookup=card.draft_lookup).delete()


def _row(model: type[SealedRowKind], collection: Collection, sealed: bytes, **more: str) -> SealedRowKind:
    return model(council_id=collection.council_id, collection=collection, sealed=sealed, **more)


def _is_void(card: Card) -> bool:
    """Said before anything else, so that a void card says the same whether or not it was used."""
    return Seat.objects.filter(key=card.seat, council_id=card.council, is_void=True).exists()


def _seal_everything(
    collection: Collection, survey: str, answers: Mapping[str, str], comments: Mapping[str, str]
) -> None:
    version = collection.versions[survey]
    questionnaire = get_questionnaire(survey, version)
    groups = {key: answers[key] for key in counted_groups(questionnaire) if answers.get(key)}
    _answers(collection, Answers(survey, version, answers)).save(force_insert=True)
    _slip(collection, survey, Slip(SlipKind.FINISHED, groups)).save(force_insert=True)
    SealedComment.objects.bulk_create(
        _comments(
            collection,
            (Comment(survey, q.key, comments.get(q.key, "")) for q in questionnaire.open_questions()),
        )
    )


def _answers(collection: Collection, answers: Answers) -> SealedAnswers:
    sealed = seal(
        answers.to_bytes(),
        to=bytes(collection.wave_key),
        purpose=_purpose(collection, Content.ANSWERS),
        size=ANSWERS_SIZE,
    )
    return _row(SealedAnswers, collection, sealed)


def _slip(collection: Collection, survey: str, slip: Slip) -> SealedSlip:
    sealed = seal(
        slip.to_bytes(),
        to=bytes(collection.counting_key),
        purpose=_purpose(collection, Content.SLIP),
        size=SLIP_SIZE,
    )
    return _row(SealedSlip, collection, sealed, survey=survey)


def _comments(collection: Collection, comments: Iterator[Comment]) -> Iterator[SealedComment]:
    purpose = _purpose(collection, Content.COMMENT)
    for comment in comments:
        sealed = seal(
            comment.to_bytes(), to=bytes(collection.reading_key), purpose=purpose, size=COMMENT_SIZE
        )
        yield _row(SealedComment, collection, sealed)


def _purpose(collection: Collection, content: Content) -> str:
    return sealing_purpose(content, collection.council_id, collection.wave)
