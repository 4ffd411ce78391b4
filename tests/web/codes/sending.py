"""Finishing surveys by the dozen, straight through the action."""

from collections.abc import Mapping
from itertools import product

from heard.web.codes import actions
from heard.web.codes.actions import Finished
from heard.web.codes.contents import Slip, sealing_purpose
from heard.web.codes.models import Code, PausedDraft, SealedAnswers, SealedComment, SealedSlip, Seat
from heard.web.codes.queries import find_card
from heard.web.codes.sealing import open_sealed
from heard.web.tenancy import in_council
from web.ballots import Ballot, keys

TABLES = (Seat, Code, SealedAnswers, SealedSlip, SealedComment, PausedDraft)
GIRL = {"gender": "girl", "feels_safe": "always"}


def finish(ballot: Ballot, place: int = 0, survey: str = "8-11", **given: Mapping[str, str]) -> Finished:
    """Send one card's survey."""
    card = find_card(ballot.code(survey, place))
    with in_council(ballot.council):
        return actions.finish(
            card=card, answers=given.get("answers", GIRL), comments=given.get("comments", {})
        )


def decline(ballot: Ballot, place: int = 0, survey: str = "8-11") -> None:
    """Say no thank you with one card."""
    card = find_card(ballot.code(survey, place))
    with in_council(ballot.council):
        actions.decline(card=card)


def finish_many(ballot: Ballot, places: range, **given: Mapping[str, str]) -> None:
    """Send several cards' surveys."""
    for place, survey in product(places, ["8-11"]):
        assert finish(ballot, place, survey, **given) is Finished.SENT


def read_slips(ballot: Ballot) -> list[Slip]:
    """The slips that wait to be counted."""
    purpose = sealing_purpose("slip", ballot.council, "2026")
    with in_council(ballot.council):
        rows = [bytes(each.sealed) for each in SealedSlip.objects.all()]
    return [Slip.from_bytes(open_sealed(row, key=keys()["counting"], purpose=purpose)) for row in rows]


def count_rows(ballot: Ballot) -> dict[str, int]:
    """How many rows each table of the child's side has."""
    with in_council(ballot.council):
        return {model.__name__: model.objects.count() for model in TABLES}
