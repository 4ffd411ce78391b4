"""One at a time: whoever writes to a collection holds it to the end of the transaction.

Without this a finish could be acknowledged after the opening had read the sealed rows, or meet its seat while the
seats are being written anew and believe it used.
"""

from django.db import connection
from django.db.models import QuerySet

from heard.base.errors import HeardError, UserError
from heard.web.codes.models import Collection, State
from heard.web.tenancy import entered_council


class WrongState(UserError):
    """The collection does not stand where this can be done."""

    def __init__(self, state: State) -> None:
        super().__init__(f"The wave is {state.label.lower()}, so this cannot be done. Nothing was changed.")


def hold_collection(collection_id: int) -> Collection:
    """A collection of the council entered, held until the transaction around this ends.

    SQLite has one writer: there the transaction itself holds everything.
    """
    return _held(collection_id).get()


def hold_if_there(collection_id: int) -> Collection | None:
    """The same; None where it was a try-out that is wiped."""
    return _held(collection_id).first()


def _held(collection_id: int) -> QuerySet[Collection]:
    if not connection.in_atomic_block:
        raise HeardError("a collection is held inside a transaction")
    held = Collection.objects.select_for_update(of=("self",))
    return held.filter(pk=collection_id, council_id=entered_council())


def check_state(collection: Collection, *allowed: State) -> None:
    """Raise WrongState unless the collection is in one of these."""
    if collection.state not in allowed:
        raise WrongState(State(collection.state))
