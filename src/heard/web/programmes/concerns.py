"""What in a council's wave needs somebody now, worst first. Reckoned from its standing and the day."""

from datetime import date, timedelta
from enum import IntEnum

from heard.web.policy import CLOSING_DAYS, DAYS_TO_REHEARSE, QUIET_DAYS
from heard.web.programmes.queries import Standing, State


class Concern(IntEnum):
    """In the order in which the page shows them; NONE last."""

    KEY_OVERDUE = 1  # the days of grace are over and nobody has handed the key in
    NOT_REHEARSED = 2  # opens within a week, or should have, and not every key file was tried
    QUIET = 3  # open for two weeks, and fewer than five have answered
    CLOSING = 4  # the last answer day is near
    NONE = 5


def concern_of(standing: Standing, today: date) -> Concern:
    """The worst of them."""
    match standing.state:
        case State.CLOSED:
            key_from = standing.key_from
            return Concern.KEY_OVERDUE if key_from is not None and today > key_from else Concern.NONE
        case State.PREPARING:
            return Concern.NOT_REHEARSED if _opens_unrehearsed(standing, today) else Concern.NONE
        case State.OPEN:
            return _while_open(standing, today)
        case _:
            return Concern.NONE


def _opens_unrehearsed(standing: Standing, today: date) -> bool:
    if standing.is_rehearsed or standing.opens_on is None:
        return False
    return standing.opens_on - today <= timedelta(days=DAYS_TO_REHEARSE)


def _while_open(standing: Standing, today: date) -> Concern:
    opened = standing.opens_on
    if opened is not None and today - opened >= timedelta(days=QUIET_DAYS) and not standing.finished_shown:
        return Concern.QUIET
    last = standing.last_answer_day
    if last is not None and last - today <= timedelta(days=CLOSING_DAYS):
        return Concern.CLOSING
    return Concern.NONE
