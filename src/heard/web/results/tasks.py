"""Opening a wave's answers, as a job; and removing keys that no worker took."""

from heard.web.jobs.registry import at_every_tick, job_kind
from heard.web.jobs.running import RunningJob
from heard.web.results import handover
from heard.web.results.actions import OPEN_WAVE


@job_kind(OPEN_WAVE)
def open_wave(running: RunningJob) -> None:
    """Every step that is still to do; it may be killed at any instant and run again."""
    from heard.web.results.opening import carry_out

    carry_out(running)


@at_every_tick
def remove_leftover_keys() -> None:
    """A key lies in memory for ten minutes at most."""
    handover.remove_leftovers()
