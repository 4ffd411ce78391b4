"""Making cards void: lost, stolen, or handed to the wrong people. What they already counted stays counted.

Nothing here reads whether a card was used: what is answered, how many rows change and what is asked of the database
is the same, so that nobody learns by making cards void who has answered.
"""

from django.conf import settings
from django.db import transaction

from heard.base.errors import UserError
from heard.web.codes.cards import digest, read_code
from heard.web.codes.holding import check_state, hold_collection
from heard.web.codes.models import Batch, Code, Seat, State
from heard.web.codes.queries import UnknownCode
from heard.web.tenancy import entered_council


class NoSuchBatch(UserError):
    """No batch of this wave has this number, or it is void already."""

    def __init__(self) -> None:
        super().__init__(
            "There is no such batch, or it was made void already. Nothing was changed; look at the list again."
        )


def void_card(*, collection_id: int, code: str) -> None:
    """The card with this code opens nothing any more. A card that was replaced opens nothing already: it stays so,
    and so does the card that replaced it.

    The same whether or not the card was used. Raises MistypedCode, UnknownCode, and WrongState once the wave has
    closed.
    """
    council = entered_council()
    known_by = digest(read_code(code), settings.HEARD.code_key).hex()
    with transaction.atomic():
        check_state(hold_collection(collection_id), State.PREPARING, State.OPEN)
        found = Code.objects.filter(
            digest=known_by, council_id=council, seat__batch__collection_id=collection_id
        )
        row = found.values_list("seat_id", "is_replaced").first()
        if row is None:
            raise UnknownCode
        seat, is_replaced = row
        if not is_replaced:
            Seat.objects.filter(key=seat, council_id=council).update(is_void=True)


def void_batch(*, collection_id: int, batch_id: int) -> str:
    """No card of this batch opens anything any more, those that replaced others included. Returns its name.

    Raises NoSuchBatch, and WrongState once the wave has closed.
    """
    council = entered_council()
    with transaction.atomic():
        check_state(hold_collection(collection_id), State.PREPARING, State.OPEN)
        batches = Batch.objects.filter(
            pk=batch_id, council_id=council, collection_id=collection_id, is_void=False
        )
        label = batches.values_list("label", flat=True).first()
        if label is None:
            raise NoSuchBatch
        batches.update(is_void=True)
        Seat.objects.filter(batch_id=batch_id, council_id=council).update(is_void=True)
    return label
