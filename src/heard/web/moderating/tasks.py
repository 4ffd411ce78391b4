"""Suggesting what to take out and what comments are about: once the safeguarding reader has read them, as a job."""

from datetime import date

from heard.web.jobs.actions import start_job
from heard.web.jobs.registry import daily, job_kind
from heard.web.jobs.running import RunningJob
from heard.web.moderating import actions
from heard.web.moderating.queries import get_known, list_coded, list_unprepared
from heard.web.tenancy import in_council
from heard.web.ui.clock import day_of, now

AT_ONCE = 50  # comments between two sentences of progress


@daily("prepare_comments")
def prepare_daily(_council: str, _today: date) -> None:
    """Where there is anything to prepare."""
    if list_unprepared():
        start_job(kind=actions.PREPARE, subject="", at=now())


@job_kind(actions.PREPARE)
def prepare_comments(running: RunningJob) -> None:
    """Outside any transaction but to read and to keep: a model takes its time. What is kept already stays."""
    from heard.web.moderating.suggesting import Suggesting

    with in_council(running.council):
        left, known, coded = list_unprepared(), get_known(), list_coded()
    running.say("Loading the lists and the language model")
    suggesting = Suggesting.of(known, coded)
    for done in range(0, len(left), AT_ONCE):
        running.say("Looking for names, places and themes", done=done, total=len(left))
        found = suggesting.suggest(left[done : done + AT_ONCE])
        with in_council(running.council):
            actions.keep_suggestions(found)
    running.say("Every comment is ready for a moderator.", done=len(left), total=len(left))


@job_kind(actions.COUNT)
def count_themes(running: RunningJob) -> None:
    """What comments of a wave are about, as each level may know it."""
    from heard.web.moderating.counting import count_wave

    running.say("Counting what the comments are about")
    with in_council(running.council):
        running.hold()
        count_wave(running.subject, today=day_of(running.now()))
    running.say("The themes are counted.")
