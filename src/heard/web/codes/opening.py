"""What happens to sealed rows once: at the opening they are read, and then nothing of them is left.

Comments are taken out while the wave is open as well, on working days.
"""

import time
from secrets import SystemRandom

from django.apps import apps
from django.db import connection, transaction

from heard.base.errors import HeardError
from heard.web.codes.holding import check_state, hold_collection
from heard.web.codes.models import (
    Code,
    Collection,
    PausedDraft,
    SealedAnswers,
    SealedComment,
    SealedSlip,
    Seat,
    State,
)
from heard.web.tenancy import entered_council
from heard.web.tenancy.owner import owning_tables

random = SystemRandom()

CHECKPOINT_TRIES = 40
CHECKPOINT_PAUSE = 0.25  # seconds: a page being read keeps the journal for milliseconds


class JournalInUse(HeardError):
    """SQLite's journal still holds what was wiped, because something keeps reading from it."""

    def __init__(self) -> None:
        super().__init__("The database's journal could not be emptied: something kept it in use. Try again.")


class MadeUpAnswers(HeardError):
    """Answers of a try-out were asked for. They are never read."""

    def __init__(self) -> None:
        super().__init__("These answers are of a try-out: they are made up and belong to no data set.")


def read_sealed_answers(collection_id: int) -> list[bytes]:
    """Every sealed survey of a collection, in random order. Raises MadeUpAnswers for a try-out's."""
    if Collection.objects.filter(council_id=entered_council(), pk=collection_id, is_made_up=True).exists():
        raise MadeUpAnswers
    rows = SealedAnswers.objects.filter(council_id=entered_council(), collection_id=collection_id)
    sealed = [bytes(each) for each in rows.values_list("sealed", flat=True)]
    random.shuffle(sealed)
    return sealed


def take_sealed_comments(collection_id: int) -> list[bytes]:
    """Every sealed comment of a collection, in random order, deleted here: part of the caller's transaction.

    A row that lies there twice is given once: a copy could only have been made to find it again.
    """
    if not connection.in_atomic_block:
        raise HeardError("comments are taken inside the transaction that keeps them")
    hold_collection(collection_id)
    rows = SealedComment.objects.filter(council_id=entered_council(), collection_id=collection_id)
    sealed = list({bytes(each) for each in rows.values_list("sealed", flat=True)})
    rows.delete()
    random.shuffle(sealed)
    return sealed


def wipe(*, collection_id: int) -> None:
    """Delete all that was sealed, every paused draft, every code and every mark. The counts shown stay.

    Raises WrongState unless the collection is being opened, or was.
    """
    with transaction.atomic():
        collection = hold_collection(collection_id)
        check_state(collection, State.OPENING, State.OPENED)
        for model in (SealedAnswers, SealedSlip, SealedComment, PausedDraft):
            model._base_manager.filter(council_id=collection.council_id, collection=collection).delete()
        Code.objects.filter(council_id=collection.council_id, seat__batch__collection=collection).delete()
        Seat.objects.filter(council_id=collection.council_id, batch__collection=collection).delete()
        collection.tally = b""
        collection.save(update_fields=["tally"])


def give_space_back() -> None:
    """Rewrite the tables without what was deleted from them, so that no copy of the files holds it. Safe to repeat.

    Outside any transaction. On SQLite the journal is emptied too; raises JournalInUse where it cannot be.
    """
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
    forget_earlier_rows()


def forget_earlier_rows() -> None:
    """Part with what the database still keeps of rows as they were before they were written anew. Safe to repeat.

    PostgreSQL leaves them in the table with the number of their transaction, SQLite in the journal in the order they
    came: one copy of the files would tie a seat to the rows sealed with it, days later. Outside any transaction.
    """
    if connection.vendor == "postgresql":
        with owning_tables(), connection.cursor() as cursor:
            for model in apps.get_app_config("codes").get_models():
                cursor.execute(f"VACUUM FULL {connection.ops.quote_name(model._meta.db_table)}")
    else:
        _empty_journal()


def _empty_journal() -> None:
    for _ in range(CHECKPOINT_TRIES):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy, _pages, _moved = cursor.fetchone()
        if not is_busy:
            return
        time.sleep(CHECKPOINT_PAUSE)
    raise JournalInUse
