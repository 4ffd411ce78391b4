"""How tests of background work start it, run it and look at it. Imports Django: only test modules may import this."""

from datetime import UTC, datetime
from uuid import UUID

from django_tasks_db.models import DBTaskResult

from heard.web.jobs.models import Job
from heard.web.jobs.worker import Worker, carry_out
from heard.web.tenancy import in_council

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
COUNCIL = "X1"


def run(key: UUID, *, attempt: int = 1, at: datetime = NOON) -> None:
    """What the worker does with one row of the queue."""
    carry_out(council=COUNCIL, key=key, attempt=attempt, now=lambda: at)


def run_queue() -> int:
    """The worker, until the queue is empty; how many rows it took."""
    worker, count = Worker(), 0
    while (row := DBTaskResult.objects.ready().first()) is not None:
        row.claim("a test's worker")
        worker.run_task(row)
        count += 1
    return count


def read(key: UUID) -> Job:
    with in_council(COUNCIL):
        return Job.objects.get(pk=key)


def change(key: UUID, **fields: object) -> None:
    with in_council(COUNCIL):
        assert Job.objects.filter(pk=key).update(**fields) == 1


def in_queue(key: UUID) -> list[tuple[str, int]]:
    """(status, attempt) of each row of the queue that names the job."""
    rows = DBTaskResult.objects.order_by("enqueued_at")
    told = [(row.status, row.args_kwargs["kwargs"]) for row in rows]
    return [(status, each["attempt"]) for status, each in told if each["key"] == str(key)]
