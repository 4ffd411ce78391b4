"""Making sets of reports, as jobs: one a council, so that one council's failure stops nobody."""

from heard.web.jobs.registry import job_kind
from heard.web.jobs.running import RunningJob
from heard.web.reporting.actions import MAKE_REPORTS


@job_kind(MAKE_REPORTS)
def make_reports(running: RunningJob) -> None:
    """All of a wave's set, anew from the beginning however often it is started."""
    from heard.web.reporting.making import carry_out

    carry_out(running)
