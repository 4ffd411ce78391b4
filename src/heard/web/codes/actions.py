"""What is written about collections and by children who answer. Cards are made in `issuing`, drafts in `pausing`.

Each is one transaction in the council entered. What a child does leaves no audit event, no time and no address.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from django.db import transaction

from heard.base.errors import UserError
from heard.web.codes.contents import Answers, Comment, Content, Slip, SlipKind, sealing_purpose
from heard.web.codes.holding import WrongState, check_state, hold_collection
from heard.web.codes.issuing import BatchRefused, CardIsVoid, IssuedBatch, issue_batch, replace_card
from heard.web.codes.models import (
    Batch,
    Collection,
    PausedDraft,
    SealedAnswers,
    SealedComment,
    SealedSlip,
    Seat,
    State,
)
from heard.web.codes.pausing import NoDraft, Paused, Resumed, Waits, WrongPictures, pause, resume, throw_away
from heard.web.codes.queries import Card
from heard.web.codes.sealing import ANSWERS_SIZE, COMMENT_SIZE, SLIP_SIZE, check_public_key, seal
from heard.web.codes.voiding import NoSuchBatch, void_batch, void_card
from heard.web.instruments.questionnaires import counted_groups, get_questionnaire
from heard.web.tenancy import entered_council

__all__ = [
    "BatchRefused",
    "CardIsVoid",
    "CardsInHands",
    "Finished",
    "IssuedBatch",
    "MadeUp",
    "NoDraft",
    "NoKey",
    "NoSuchBatch",
    "Paused",
    "Resumed",
    "State",
    "Waits",
    "WrongPictures",
    "WrongState",
    "change_collection",
    "decline",
    "finish",
    "issue_batch",
    "make_collection",
    "move_collection",
    "move_last_answer_day",
    "pause",
    "replace_card",
    "resume",
    "set_wave_key",
    "throw_away",
    "void_batch",
    "void_card",
    "wipe_made_up",
]

NEXT = dict(zip(State, list(State)[1:], strict=False))
STILL_TAKEN = (State.OPEN, State.CLOSED)  # closed: what was under way may still be sent


class NoKey(UserError):
    """A collection without the wave's public key cannot open: nothing could be sealed."""

    def __init__(self) -> None:
        super().__init__("The wave has no public key yet. Nothing was changed; register the key first.")


class MadeUp(UserError):
    """A try-out is never opened."""

    def __init__(self) -> None:
        super().__init__(
            "This is a try-out: its answers are made up and nobody can open them. Nothing was changed."
        )


class CardsInHands(UserError):
    """A survey is not taken out of a wave whose cards for it are made."""

    def __init__(self) -> None:
        super().__init__(
            "Cards are made for a survey that would be taken out. Nothing was changed; keep that survey, or have a "
            "wave of its own without it."
        )


class Finished(StrEnum):
    """What became of an answer that was sent."""

    SENT = "sent"
    ALREADY_SENT = "already_sent"
    TOO_LATE = "too_late"
    VOID = "void"  # the card was made void meanwhile


def make_collection(
    *,
    wave: str,
    versions: Mapping[str, str],
    counting_key: bytes,
    reading_key: bytes,
    feedback_words: str,
    last_answer_day: date | None = None,
    is_made_up: bool = False,
) -> int:
    """The ballot box of a wave, in preparation. Raises NotAKey, and RetiredVersion for a version that is not here."""
    for survey, version in versions.items():
        get_questionnaire(survey, version)
    check_public_key(counting_key)
    check_public_key(reading_key)
    made = Collection.objects.create(
        council_id=entered_council(),
        wave=wave,
        versions=dict(versions),
        counting_key=counting_key,
        reading_key=reading_key,
        feedback_words=feedback_words,
        last_answer_day=last_answer_day,
        is_made_up=is_made_up,
    )
    return made.pk


def change_collection(
    *, collection_id: int, versions: Mapping[str, str], feedback_words: str, last_answer_day: date
) -> None:
    """What was planned otherwise, while the wave is prepared. Raises WrongState, RetiredVersion and CardsInHands."""
    for survey, version in versions.items():
        get_questionnaire(survey, version)
    with transaction.atomic():
        collection = hold_collection(collection_id)
        check_state(collection, State.PREPARING)
        if Batch.objects.filter(collection=collection).exclude(survey__in=list(versions)).exists():
            raise CardsInHands
        collection.versions, collection.feedback_words = dict(versions), feedback_words
        collection.last_answer_day = last_answer_day
        collection.save(update_fields=["versions", "feedback_words", "last_answer_day"])


def wipe_made_up(*, collection_id: int) -> None:
    """A try-out and all that is in it, sealed or not, is there no longer. Raises WrongState for a wave that is real."""
    with transaction.atomic():
        collection = hold_collection(collection_id)
        if not collection.is_made_up:
            raise WrongState(State(collection.state))
        collection.delete()


def set_wave_key(*, collection_id: int, public_key: bytes) -> None:
    """What answers will be sealed to. Raises NotAKey, and WrongState once the wave has opened."""
    check_public_key(public_key)
    with transaction.atomic():
        collection = hold_collection(collection_id)
        check_state(collection, State.PREPARING)
        collection.wave_key = public_key
        collection.save(update_fields=["wave_key"])


def move_collection(*, collection_id: int, to: State) -> None:
    """Bring a collection into the next state; raises WrongState for any other, and NoKey."""
    with transaction.atomic():
        collection = hold_collection(collection_id)
        if NEXT.get(State(collection.state)) is not to:
            raise WrongState(State(collection.state))
        if collection.is_made_up and to is State.OPENING:
            raise MadeUp
        if not collection.wave_key:
            raise NoKey
        collection.state = to
        collection.save(update_fields=["state"])


def move_last_answer_day(*, collection_id: int, to: date) -> None:
    """Until when children are told that they may answer; a survey begins until then. Raises WrongState once closed."""
    with transaction.atomic():
        collection = hold_collection(collection_id)
        check_state(collection, State.PREPARING, State.OPEN)
        collection.last_answer_day = to
        collection.save(update_fields=["last_answer_day"])


def finish(*, card: Card, answers: Mapping[str, str], comments: Mapping[str, str]) -> Finished:
    """Send a survey: the seat is marked, and everything sealed, in one transaction or not at all.

    `answers`: the row that `build_response` made, by indicator and demographic. `comments`: what was written, by open
    question; one row is sealed for each that the survey has, so that the rows do not tell how many were answered.
    """
    with transaction.atomic():
        collection = hold_collection(card.collection_id)
        if collection.state not in STILL_TAKEN:
            return Finished.TOO_LATE
        if not _take_seat(card):
            return Finished.VOID if _is_void(card) else Finished.ALREADY_SENT
        _seal_everything(collection, card.survey, answers, comments)
        PausedDraft.objects.filter(council_id=card.council, lookup=card.draft_lookup).delete()
    return Finished.SENT


def decline(*, card: Card) -> None:
    """Somebody said no thank you: counted, and nothing else. The card still works. Too late, nothing is counted."""
    with transaction.atomic():
        collection = hold_collection(card.collection_id)
        if collection.state in STILL_TAKEN:
            _slip(collection, card.survey, Slip(SlipKind.DECLINED)).save(force_insert=True)
        throw_away(card=card)


def _take_seat(card: Card) -> bool:
    """Whether this is the one that takes it: the database decides, not what was read before."""
    free = Seat.objects.filter(key=card.seat, council_id=card.council, is_finished=False, is_void=False)
    return free.update(is_finished=True) == 1


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
    return SealedAnswers(council_id=collection.council_id, collection=collection, sealed=sealed)


def _slip(collection: Collection, survey: str, slip: Slip) -> SealedSlip:
    sealed = seal(
        slip.to_bytes(),
        to=bytes(collection.counting_key),
        purpose=_purpose(collection, Content.SLIP),
        size=SLIP_SIZE,
    )
    return SealedSlip(council_id=collection.council_id, collection=collection, survey=survey, sealed=sealed)


def _comments(collection: Collection, comments: Iterator[Comment]) -> Iterator[SealedComment]:
    purpose = _purpose(collection, Content.COMMENT)
    for comment in comments:
        sealed = seal(
            comment.to_bytes(), to=bytes(collection.reading_key), purpose=purpose, size=COMMENT_SIZE
        )
        yield SealedComment(council_id=collection.council_id, collection=collection, sealed=sealed)


def _purpose(collection: Collection, content: Content) -> str:
    return sealing_purpose(content, collection.council_id, collection.wave)
