"""What is written about collections. Cards are made in `issuing`, surveys sent in `finishing`, drafts in `pausing`.

Each is one transaction in the council entered. What a child does leaves no audit event, no time and no address.
"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from heard.base.errors import UserError
from heard.web.codes.finishing import (
    Finished,
    WordsBeforeTicks,
    decline,
    finish,
    take_sealed_answers,
    take_sealed_words,
)
from heard.web.codes.holding import WrongState, check_state, hold_collection
from heard.web.codes.issuing import BatchRefused, CardIsVoid, IssuedBatch, issue_batch, replace_card
from heard.web.codes.models import Batch, Collection, State
from heard.web.codes.pausing import NoDraft, Paused, Resumed, Waits, WrongPictures, pause, resume, throw_away
from heard.web.codes.sealing import check_public_key
from heard.web.codes.voiding import NoSuchBatch, void_batch, void_card
from heard.web.instruments.questionnaires import get_questionnaire
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
    "WordsBeforeTicks",
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
    "take_sealed_answers",
    "take_sealed_words",
    "throw_away",
    "void_batch",
    "void_card",
    "wipe_made_up",
]

NEXT = dict(zip(State, list(State)[1:], strict=False))


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
