"""What happens to children's words: they are opened, shuffled, read by one person, and parted from their day."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from heard.base.errors import HeardError
from heard.base.places import is_key
from heard.base.surveys import Survey
from heard.interview import clean_words
from heard.web.audit.actions import record
from heard.web.codes import contents, opening
from heard.web.codes.queries import get_ballot
from heard.web.codes.sealing import CannotOpen, PrivateKey, open_sealed
from heard.web.policy import LONGEST_COMMENT
from heard.web.tenancy import entered_council
from heard.web.tenancy.owner import owning_tables
from heard.web.voices.looking import Signs
from heard.web.voices.models import Comment, EscalationContacts


class WrongReadingKey(HeardError):
    """The key is not the one that the comments of this collection are sealed to."""

    def __init__(self) -> None:
        super().__init__(
            "The reading key in the environment is not this wave's. Nothing was read or deleted."
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reading brought in: comments kept, and rows that could not be read and were dropped."""

    kept: int
    unreadable: int


def read_in(*, wave: str, collection_id: int, key: PrivateKey, today: date) -> Reading:
    """Open the sealed comments that came since the last reading, shuffled; keep the words and the day, no more.

    One transaction: a comment is sealed or readable, never both and never neither. Raises WrongReadingKey: with
    another key every comment would look damaged, and be dropped.
    """
    if key.public != get_ballot(collection_id).reading_key:
        raise WrongReadingKey
    with transaction.atomic():
        sealed = opening.take_sealed_comments(collection_id)
        purpose = contents.sealing_purpose("comment", entered_council(), wave)
        found = [_open(each, key, purpose) for each in sealed]
        rows = [_row(each, wave=wave, arrived_on=today) for each in found if each and each.text.strip()]
        _keep(rows)
    return Reading(kept=len(rows), unreadable=found.count(None))


def keep_signs(*, comment: UUID, signs: Signs) -> None:
    """What was found in a comment that nobody has read yet."""
    Comment.objects.filter(council_id=entered_council(), pk=comment, is_read=False).update(
        signs=signs.stored, rank=signs.rank
    )


def mark_read(*, comment: UUID, note: str, outcome: str = "", by: str, at: datetime) -> None:
    """A safeguarding reader has read it and did something. Pressed twice, the first note stays.

    Once the wave has closed no note is kept: what was done goes into the council's own records.
    """
    with transaction.atomic():
        rows = Comment.objects.select_for_update().filter(
            council_id=entered_council(), pk=comment, is_read=False
        )
        for row in rows:
            row.is_read, row.signs, row.rank = True, [], None
            if row.arrived_on is not None:
                row.read_by, row.outcome, row.note = by, outcome, note
            row.save(update_fields=["is_read", "signs", "rank", "read_by", "outcome", "note"])
            record(actor=by, action="read a comment", subject=row.wave, at=at)


def take_over_words(*, wave: str, words: Sequence[contents.Comment]) -> None:
    """Words of a wave that is over, read elsewhere: they go on to the moderators, in a new random order."""
    with transaction.atomic():
        _keep([_row(each, wave=wave, is_read=True) for each in words])


def put_to_reader(*, wave: str, words: Sequence[contents.Comment]) -> None:
    """Words of a wave that is over and that nobody has read: what children say to the council's answers. They stand in
    the safeguarding reader's queue at once, without their day, and go on to the moderators once they were read."""
    with transaction.atomic():
        _keep([_row(each, wave=wave) for each in words])


def ask_to_read_again(*, comment: UUID) -> None:
    """A moderator is worried about a comment of a wave that has closed: it stands in the reader's queue again."""
    Comment.objects.filter(council_id=entered_council(), pk=comment, arrived_on__isnull=True).update(
        is_read=False
    )


def record_look(*, by: str, at: datetime) -> None:
    """Somebody looked at the list of what children wrote."""
    record(actor=by, action="looked at what children wrote", subject="comments", at=at)


def set_contacts(*, words: str, by: str, at: datetime) -> None:
    """Whom the safeguarding reader calls."""
    with transaction.atomic():
        EscalationContacts.objects.update_or_create(council_id=entered_council(), defaults={"words": words})
        record(actor=by, action="said whom the safeguarding reader calls", subject="", at=at)


def close_queue(*, wave: str) -> None:
    """Part the wave's texts from their day and their notes, in a new random order under new random keys."""
    with transaction.atomic():
        rows = Comment.objects.filter(council_id=entered_council(), wave=wave)
        kept = [
            _row(contents.Comment(row.survey, row.question, row.text), wave=wave, is_read=row.is_read)
            for row in rows
        ]
        rows.delete()
        _keep(kept)


def _keep(rows: list[Comment]) -> None:
    random.SystemRandom().shuffle(rows)
    Comment.objects.bulk_create(rows)


def give_space_back() -> None:
    """Rewrite the table without the days and notes that were deleted from it. Outside any transaction.

    On SQLite the whole file is rewritten where codes' space is given back.
    """
    if connection.vendor == "postgresql":
        with owning_tables(), connection.cursor() as cursor:
            cursor.execute(f"VACUUM FULL {connection.ops.quote_name(Comment._meta.db_table)}")


def _words_of(row: Comment) -> contents.Comment:
    return contents.Comment(row.survey, row.question, row.text)


def _row(
    words: contents.Comment, *, wave: str, arrived_on: date | None = None, is_read: bool = False
) -> Comment:
    return Comment(
        council_id=entered_council(),
        wave=wave,
        survey=words.survey,
        question=words.question,
        text=words.text,
        arrived_on=arrived_on,
        is_read=is_read,
    )


def _open(sealed: bytes, key: PrivateKey, purpose: str) -> contents.Comment | None:
    """None for what cannot be read. Anybody may seal anything to a public key, so nothing of it is trusted."""
    try:
        words = contents.Comment.from_bytes(open_sealed(sealed, key=key, purpose=purpose))
    except (CannotOpen, RecursionError):
        return None
    if words.survey not in set(Survey) or not is_key(words.question):
        return None
    return contents.Comment(words.survey, words.question, clean_words(words.text)[:LONGEST_COMMENT])
