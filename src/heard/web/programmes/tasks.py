"""The worker's part in waves of the programme: one job a council, so that one council's failure stops nobody."""

from django.conf import settings
from django.db import transaction

from heard.web.jobs.registry import job_kind
from heard.web.jobs.running import RunningJob
from heard.web.programmes import actions
from heard.web.programmes.programme_file import add_wave
from heard.web.programmes.queries import find_programme_wave
from heard.web.tenancy import in_council


@job_kind(actions.TAKE_PART)
def take_part(running: RunningJob) -> None:
    """The wave stands in the programme folder, then in the council."""
    running.say("Writing the wave into the programme folder", total=2)
    wave = find_programme_wave(running.subject)
    if wave is not None:
        add_wave(settings.HEARD.home / "programme", wave)
    running.say("Planning the council’s wave", done=1, total=2)
    with in_council(running.council), transaction.atomic():
        running.hold()
        actions.plan_council_wave(wave=running.subject, at=running.now())


@job_kind(actions.OPEN_WITH_OTHERS)
def open_with_others(running: RunningJob) -> None:
    """One council's wave, or what it lacks."""
    with in_council(running.council), transaction.atomic():
        running.hold()
        actions.open_with_others(wave=running.subject, at=running.now())
