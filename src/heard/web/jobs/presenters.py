"""How background work is shown: a sentence, and how much of it is done."""

import hashlib
from dataclasses import dataclass

from heard.web.jobs import words
from heard.web.jobs.queries import JobFacts


@dataclass(frozen=True, slots=True)
class ProgressView:
    """What `jobs/progress.html` shows. `address`: where the page with it is, which is asked again every second.

    `seen` tells whether the sentence changed since: a screen reader says it once and not every second.
    """

    address: str
    sentence: str
    done: int
    total: int
    is_moving: bool
    is_done: bool
    has_failed: bool
    needs_input: bool

    @property
    def is_measured(self) -> bool:
        """Whether there is something to measure."""
        return self.is_moving and self.total > 0

    @property
    def measure(self) -> str:
        """`12 of 200`."""
        return f"{self.done:,} of {self.total:,}"

    @property
    def seen(self) -> str:
        """Stands for the sentence."""
        return hashlib.sha256(self.sentence.encode()).hexdigest()[:12]


def present_job(job: JobFacts, *, address: str) -> ProgressView:
    """The job for the page at this address."""
    return ProgressView(
        address=address,
        sentence=job.says if job.says and not (job.is_done and job.says == words.WAITING) else words.DONE,
        done=min(job.done, job.total),
        total=job.total,
        is_moving=job.is_moving,
        is_done=job.is_done,
        has_failed=job.has_failed,
        needs_input=job.needs_input,
    )
