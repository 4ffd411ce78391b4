"""A ticket: what a browser hands in with a survey it sealed, in place of the code. Nobody but the server can read it.

It may wait on a device for weeks beside the sealed survey; whoever finds the device learns nothing from it.
"""

import json
from dataclasses import asdict
from uuid import UUID

from django.conf import settings

from heard.web.codes.drafts import open_cookie, seal_cookie
from heard.web.codes.queries import Card
from heard.web.codes.sealing import CannotOpen

LONGEST_TICKET = 2_000  # characters; they are a few hundred


def write_ticket(card: Card) -> str:
    """A ticket for the card."""
    content = {"ticket": {**asdict(card), "seat": card.seat.hex}}
    return seal_cookie(json.dumps(content, separators=(",", ":")).encode(), key=settings.HEARD.draft_key)


def read_ticket(text: str) -> Card:
    """The card of a ticket; raises CannotOpen."""
    if len(text) > LONGEST_TICKET:
        raise CannotOpen
    fields = json.loads(open_cookie(text, key=settings.HEARD.draft_key)).get("ticket")
    if fields is None:  # a cookie of another kind, closed under the same key
        raise CannotOpen
    return Card(**{**fields, "seat": UUID(fields["seat"])})
