"""Reading jobs. All but `list_councils` and `read_rounds` for the council entered."""

from dataclasses import dataclass
from uuid import UUID

from heard.base.errors import UserError
from heard.web.jobs.models import Job, JobState, Round
from heard.web.tenancy import entered_council


@dataclass(frozen=True, slots=True)
class JobFacts:
    """How a job stands. `done` of `total` steps, 0 of 0 where nobody can tell."""

    key: UUID
    kind: str
    subject: str
    state: JobState
    says: str
    done: int
    total: int

    @property
    def is_moving(self) -> bool:
        """Whether it goes on by itself."""
        return self.state in (JobState.WAITING, JobState.WORKING)

    @property
    def needs_input(self) -> bool:
        """Whether it waits for somebody."""
        return self.state == JobState.NEEDS_INPUT

    @property
    def is_done(self) -> bool:
        """Whether it has ended well."""
        return self.state == JobState.DONE

    @property
    def has_failed(self) -> bool:
        """Whether it was stopped before its end."""
        return self.state == JobState.FAILED

    @property
    def is_over(self) -> bool:
        """Whether it has ended, well or not."""
        return self.is_done or self.has_failed


def find_job(key: UUID) -> JobFacts | None:
    """A job of this council; None where there is none, or another council's."""
    row = (
        Job.objects.filter(pk=key, council_id=entered_council())
        .values_list("key", "kind", "subject", "state", "says", "done", "total")
        .first()
    )
    if row is None:
        return None
    key, kind, subject, state, says, done, total = row
    return JobFacts(key, kind, subject, JobState(state), says, done, total)


def get_job(key: UUID) -> JobFacts:
    """A job of this council; UserError where there is none."""
    job = find_job(key)
    if job is None:
        raise UserError("There is no such work here. It may be so old that it is no longer kept.")
    return job


def is_being_done(*, key: UUID, attempt: int) -> bool:
    """Whether a worker holds, or has just lost, this attempt."""
    return Job.objects.filter(
        pk=key, council_id=entered_council(), attempt=attempt, state=JobState.WORKING
    ).exists()


def list_councils() -> list[str]:
    """Every council of the installation. Reached through the job's own reference: people know jobs, not the reverse."""
    councils = Job._meta.get_field("council").related_model
    return list(councils._default_manager.order_by("pk").values_list("pk", flat=True))


def read_rounds() -> dict[str, str]:
    """When each regular work was last started, by its name."""
    return dict(Round.objects.values_list("name", "last"))
