"""A job while it runs: what its handler holds, and the heartbeat that keeps its lease."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, connection

from heard.base.errors import HeardError
from heard.web.jobs import leases
from heard.web.policy import HEARTBEAT_SECONDS
from heard.web.tenancy import in_council

logger = logging.getLogger(__name__)


class NeedsInput(Exception):
    """The work cannot go on before somebody does what this sentence asks for. Raised by handlers."""


@dataclass(frozen=True, slots=True)
class RunningJob:
    """One attempt of a job. The handler is called outside any council; see heard.web.jobs.registry.

    `now` is the worker's clock.
    """

    key: UUID
    council: str
    kind: str
    subject: str
    attempt: int
    now: Callable[[], datetime]

    def say(self, sentence: str, *, done: int = 0, total: int = 0) -> None:
        """Tell people what is being done, and keep the lease; LostLease where another attempt took the job over.

        `done` of `total` steps. Called outside transactions, so that it is seen at once.
        """
        with in_council(self.council):
            leases.say(
                key=self.key, attempt=self.attempt, sentence=sentence, done=done, total=total, at=self.now()
            )

    def hold(self) -> None:
        """Keep the job from being taken over until the caller's transaction ends; LostLease where it was already.

        For writes of the handler that a late attempt must not make. HeardError outside a transaction.
        """
        if not connection.in_atomic_block:
            raise HeardError("a job can be held in a transaction only")
        with in_council(self.council):
            leases.renew(key=self.key, attempt=self.attempt, at=self.now())


@contextmanager
def beating(running: RunningJob) -> Iterator[None]:
    """Renew the lease every few seconds for as long as the block runs, from a thread with a connection of its own."""
    stopped = threading.Event()
    heart = threading.Thread(target=_beat, args=(running, stopped), daemon=True)
    heart.start()
    try:
        yield
    finally:
        stopped.set()
        # A beat that comes even later does nothing: the lease knows its attempt.
        heart.join(timeout=HEARTBEAT_SECONDS)


def _beat(running: RunningJob, stopped: threading.Event) -> None:
    try:
        while not stopped.wait(HEARTBEAT_SECONDS):
            try:
                with in_council(running.council):
                    leases.renew(key=running.key, attempt=running.attempt, at=running.now())
            except leases.LostLease:
                return
            except DatabaseError as error:  # locked, or restarting: the next beat may come through
                logger.warning("a heartbeat did not reach the database: %s", type(error).__name__)
                connection.close()
    finally:
        connection.close()
