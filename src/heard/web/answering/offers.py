"""What other apps offer on the page of help. They say so themselves: a child's way knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass

from heard.web.codes.queries import Card


@dataclass(frozen=True, slots=True)
class Offer:
    """A heading, short points, and a link to another page."""

    title: str
    points: tuple[str, ...]
    link: str
    url: str


Find = Callable[[str | None, str | None], Offer | None]
_finders: list[Find] = []


def offer_beside_help(find: Find) -> Find:
    """Let this be asked, with survey and council or neither, whether there is anything to offer."""
    if find not in _finders:
        _finders.append(find)
    return find


def offers_for(card: Card | None) -> tuple[Offer, ...]:
    """All that is offered to somebody with this card, or before a card is known. In a try-out nobody is asked for
    anything."""
    if card is not None and card.is_made_up:
        return ()
    survey, council = (card.survey, card.council) if card else (None, None)
    found = (find(survey, council) for find in _finders)
    return tuple(offer for offer in found if offer)
