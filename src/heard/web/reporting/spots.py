"""Where words of the council stand: one of the places of a report, or beside the findings of a question."""

from collections.abc import Iterable
from dataclasses import dataclass

from heard.base.errors import HeardError
from heard.catalogue import load_catalogue
from heard.reports.additions import Place

ANSWER = "answer-"  # no place begins so


class NoSuchSpot(HeardError):
    """There is no such place, and no such question."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place, or the indicator of an answer; one of the two is empty."""

    place: Place | None = None
    indicator: str = ""

    @property
    def key(self) -> str:
        """`introduction`, or `answer-belonging`: in addresses and names of fields."""
        return self.place.value if self.place else f"{ANSWER}{self.indicator}"


PLACES = tuple(Spot(place) for place in Place)


def read_spot(key: str) -> Spot:
    """What a key stands for. Raises NoSuchSpot."""
    if key in set(Place):
        return Spot(Place(key))
    indicator = key.removeprefix(ANSWER)
    if not key.startswith(ANSWER) or indicator not in load_catalogue().indicators:
        raise NoSuchSpot(key)
    return Spot(indicator=indicator)


def in_order(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """Each once: places as they stand, then answers in the order in which their questions stand in the catalogue.

    Answers to a question that the catalogue does not have are left out.
    """
    given = set(spots)
    answers = (Spot(indicator=key) for key in load_catalogue().indicators)
    return tuple(each for each in (*PLACES, *answers) if each in given)
