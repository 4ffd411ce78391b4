"""The clock: starts regular work when it is due, and runs the reaper.

Once per due time, however often the clock is restarted and however many run. Where it stood still, only the last due
time is made up for.
"""

import logging
import time
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from heard.web.jobs import actions, queries, queue, registry
from heard.web.jobs.reaper import sweep
from heard.web.policy import COUNTING_HOUR, REAPER_SECONDS
from heard.web.tenancy import in_council

logger = logging.getLogger(__name__)

CLEARING = registry.Regular(
    "clearing", (COUNTING_HOUR,), on_working_days=False, work=lambda _council, _day: None
)


def run() -> None:
    """Tick until the process ends."""
    while True:
        close_old_connections()
        try:
            tick(timezone.now())
        except DatabaseError as error:  # locked, or restarting: the next tick may come through
            logger.error("the clock did not reach the database: %s", type(error).__name__)
            connection.close()
        time.sleep(REAPER_SECONDS)


def tick(at: datetime) -> None:
    """Start what is due, take up what was lost, and once a day clear away what is old."""
    for chore in registry.list_chores():
        chore()
    zone = ZoneInfo(settings.TIME_ZONE)
    rounds = queries.read_rounds()
    councils = queries.list_councils()
    for work in registry.list_regular():
        due = work.last_due(at, zone)
        for council in councils:
            if rounds.get(f"{work.name} {council}", "") < due:
                with in_council(council):
                    actions.start_round(work=work.name, due=due, at=at)
    sweep(at)
    due = CLEARING.last_due(at, zone)
    if rounds.get(CLEARING.name, "") < due and actions.take_round(name=CLEARING.name, due=due):
        clear(at)


def clear(at: datetime) -> None:
    """Forget finished work that is older than it is kept."""
    queue.forget_old(at)
    for council in queries.list_councils():
        with in_council(council):
            actions.forget_old_jobs(at=at)
