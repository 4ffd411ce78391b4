"""The queue between whoever starts a job and the worker: the tables of django-tasks, known to this module only.

A row of the queue holds the council, the job's key and the attempt, and nothing else. It may be delivered twice or be
lost: which attempt runs is decided by the lease in the job's own row.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from heard.web.policy import DAYS_RESULTS_ARE_KEPT, LEASE_SECONDS

UNDER_WAY = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
OVER = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)


@task()
def run_job(council: str, key: str, attempt: int) -> None:
    """Do one attempt of a job, if it is still to be done."""
    from heard.web.jobs.worker import carry_out  # the worker's module imports this one

    carry_out(council=council, key=UUID(key), attempt=attempt)


def enqueue(*, council: str, key: UUID, attempt: int) -> None:
    """Hand an attempt to the worker when the caller's transaction is committed: it is a row in the same database."""
    run_job.enqueue(council=council, key=str(key), attempt=attempt)


def is_under_way(*, key: UUID, attempt: int, at: datetime) -> bool:
    """Whether the worker will find this attempt, or found it so recently that it may not have taken it yet."""
    rows = DBTaskResult.objects.filter(
        args_kwargs__kwargs__key=str(key), args_kwargs__kwargs__attempt=attempt
    )
    just_claimed = rows.filter(status=TaskResultStatus.RUNNING, started_at__gte=_a_lease_before(at))
    return rows.filter(status=TaskResultStatus.READY).exists() or just_claimed.exists()


def list_long_claimed(at: datetime) -> list[tuple[UUID, str, UUID, int]]:
    """(row, council, job, attempt) of rows claimed longer ago than a lease and never ended."""
    rows = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=_a_lease_before(at))
    return [
        (row, told["council"], UUID(told["key"]), told["attempt"])
        for row, told in rows.values_list("pk", "args_kwargs__kwargs")
    ]


def end_claim(row: UUID, at: datetime) -> None:
    """Whoever claimed this row is gone. The rows tell no more than that: an error's words may be a child's."""
    DBTaskResult.objects.filter(pk=row, status=TaskResultStatus.RUNNING).update(
        status=TaskResultStatus.FAILED, finished_at=at
    )


def forget_old(at: datetime) -> None:
    """Delete rows that ended some days ago: a long table makes the worker crawl."""
    DBTaskResult.objects.filter(
        status__in=OVER, finished_at__lt=at - timedelta(days=DAYS_RESULTS_ARE_KEPT)
    ).delete()


def _a_lease_before(at: datetime) -> datetime:
    return at - timedelta(seconds=LEASE_SECONDS)
