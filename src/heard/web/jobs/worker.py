"""The worker: takes attempts from the queue, one at a time, and carries each out under its lease."""

import logging
import signal
import sys
import time
import traceback
from collections.abc import Callable
from datetime import datetime
from types import FrameType
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult

from heard.base.errors import HeardError
from heard.base.files import IN_WORDS
from heard.web.jobs import actions, leases, registry, words
from heard.web.jobs.leases import LostLease
from heard.web.jobs.models import JobState
from heard.web.jobs.running import NeedsInput, RunningJob, beating
from heard.web.tenancy import in_council

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 0.5  # into an empty queue: how long somebody waits at most before their work begins
# The database is gone for a moment. The work is left to its lease: the next attempt may find the database back.
DATABASE_AWAY = (OperationalError, InterfaceError)


def carry_out(*, council: str, key: UUID, attempt: int, now: Callable[[], datetime] = timezone.now) -> None:
    """Make this attempt of a job, if it is still to be made; a second delivery of the same attempt does nothing.

    The handler runs outside any council and any transaction. Its errors end here: their messages may hold what a
    person typed, so only what is written for people is shown, and only kind and place are logged.
    """
    with in_council(council):
        taken = leases.take(key=key, attempt=attempt, at=now())
    if taken is None:
        return
    running = RunningJob(key, council, taken.kind, taken.subject, attempt, now)
    try:
        with beating(running):
            state, sentence = _do(running)
        with in_council(council):
            leases.end(key=key, attempt=attempt, state=state, sentence=sentence, at=now())
    except LostLease:
        logger.warning("a job of the kind %s was taken over by another attempt", taken.kind)
    except DATABASE_AWAY as away:
        _log(running, away)
    except SystemExit:
        _give_back(running)
        raise


def _do(running: RunningJob) -> tuple[JobState, str]:
    """Call the handler. How it ended, and what to say of it."""
    try:
        registry.get_handler(running.kind)(running)
    except NeedsInput as asked:
        return JobState.NEEDS_INPUT, str(asked)
    except (LostLease, *DATABASE_AWAY):
        raise
    except HeardError as error:
        return JobState.FAILED, str(error) or words.OUR_FAULT
    except OSError as error:
        _log(running, error)
        why = IN_WORDS.get(error.errno or 0)
        return JobState.FAILED, words.say_disk_fault(why) if why else words.OUR_FAULT
    except Exception as fault:  # noqa: BLE001 whatever it is, the next job must still be done
        _log(running, fault)
        return JobState.FAILED, words.OUR_FAULT
    return JobState.DONE, ""


def _give_back(running: RunningJob) -> None:
    """On a fresh connection: the old one may have been stopped in the middle of anything."""
    connection.close()
    try:
        with in_council(running.council):
            actions.give_back(key=running.key, attempt=running.attempt)
    except DATABASE_AWAY as away:
        _log(running, away)  # its lease runs out instead


def _log(running: RunningJob, error: BaseException) -> None:
    """Kind and place, nothing else."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"
    logger.error("a job of the kind %s: %s at %s", running.kind, type(error).__name__, place)


class Worker(QueueWorker):
    """Django-tasks' own, but that it stops at once when told to, and stores nothing of an error."""

    def __init__(self) -> None:
        super().__init__(
            queue_names=["default"],
            interval=SECONDS_BETWEEN_LOOKS,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )

    def run(self) -> None:
        """Until the process ends; while the database is away, look again."""
        while True:
            try:
                super().run()
            except DATABASE_AWAY as away:
                logger.error("the worker did not reach the database: %s", type(away).__name__)
                connection.close()
                time.sleep(SECONDS_BETWEEN_LOOKS)

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Stop now, once: an opening may take minutes, and its next attempt goes on from where it is."""
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, signal.SIG_IGN)
        sys.exit(0)

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """The queue's row ends in any case; how the job went stands in the job."""
        try:
            db_task_result.task.call(**db_task_result.args_kwargs["kwargs"])
        except Exception as fault:  # noqa: BLE001 the queue would store its message
            logger.error("an attempt could not be made: %s", type(fault).__name__)
        finally:
            db_task_result.set_successful(None)
