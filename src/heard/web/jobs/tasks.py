"""The one kind of job of this app's own: regular work of the other apps."""

from django.db import transaction
from django.utils import timezone

from heard.web.jobs.actions import REGULAR
from heard.web.jobs.registry import get_regular, job_kind
from heard.web.jobs.running import RunningJob
from heard.web.tenancy import in_council


@job_kind(REGULAR)
def do_regular_work(running: RunningJob) -> None:
    """All of it or none, and not beside another attempt: it holds the job for as long as it writes."""
    work = get_regular(running.subject.split()[0])
    with in_council(running.council), transaction.atomic():
        running.hold()
        work.work(running.council, timezone.localdate(running.now()))
