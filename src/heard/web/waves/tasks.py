"""What is done for every wave once a day, before anybody is at work."""

import logging
from datetime import date

from django.db import transaction

from heard.web.codes.counting import WrongCountingKey, count_slips, stir
from heard.web.codes.opening import JournalInUse, forget_earlier_rows
from heard.web.jobs.registry import daily
from heard.web.ui.clock import now
from heard.web.waves.actions import close_overdue
from heard.web.waves.queries import State, list_try_outs, list_waves
from heard.web.waves.server_keys import counting_key
from heard.web.waves.trying import wipe_overdue

logger = logging.getLogger(__name__)


@daily("count_slips")
def count_and_stir(council: str, today: date) -> None:
    """Count what came since yesterday, and write seats and sealed rows anew in random order.

    The rows as they were before are given up once that is committed.
    """
    taking = [wave for wave in (*list_waves(), *list_try_outs()) if wave.state in (State.OPEN, State.CLOSED)]
    for wave in taking:
        try:
            count_slips(collection_id=wave.collection_id, key=counting_key(), today=today)
        except WrongCountingKey:
            if not wave.is_made_up:
                raise
            logger.warning(
                "a try-out is sealed to another counting key and stays uncounted until it is wiped"
            )
        stir(collection_id=wave.collection_id)
    if taking:
        transaction.on_commit(_forget_earlier_rows)


def _forget_earlier_rows() -> None:
    """What was counted stays counted, whatever comes of this; tomorrow it is tried again."""
    try:
        forget_earlier_rows()
    except JournalInUse:
        logger.warning("the journal was in use and still holds rows as they were before the daily rewriting")


@daily("close_overdue")
def close_overdue_waves(council: str, today: date) -> None:
    """Nobody starts after the last answer day."""
    close_overdue(at=now(), today=today)


@daily("wipe_try_outs")
def wipe_try_outs(council: str, today: date) -> None:
    """What was made up to try the site out is not kept."""
    wipe_overdue(at=now())
