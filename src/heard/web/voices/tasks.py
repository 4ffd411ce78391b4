"""Reading in what children wrote, at two fixed hours of each working day, and looking which to read first."""

from datetime import date

from heard.web.jobs.actions import start_job
from heard.web.jobs.registry import at_hours, job_kind
from heard.web.jobs.running import RunningJob
from heard.web.policy import READING_HOURS
from heard.web.tenancy import in_council
from heard.web.ui.clock import now
from heard.web.voices.actions import keep_signs, read_in
from heard.web.voices.queries import list_unlooked
from heard.web.waves.queries import State, list_waves
from heard.web.waves.server_keys import reading_key

LOOK = "look_for_concern"


@at_hours("read_comments", READING_HOURS)
def read_comments(council: str, today: date) -> None:
    """Of every wave whose answers still come in. What they hold is looked at by a job of its own: it may fail, and
    the reader has the words all the same."""
    for wave in list_waves():
        if wave.state in (State.OPEN, State.CLOSED):
            read_in(wave=wave.wave, collection_id=wave.collection_id, key=reading_key(council), today=today)
    if list_unlooked():
        start_job(kind=LOOK, subject="", at=now())


@job_kind(LOOK)
def look_for_concern(running: RunningJob) -> None:
    """Outside any transaction but to read and to keep: looking takes its time."""
    from heard.web.voices.flagging import look

    with in_council(running.council):
        waiting = list_unlooked()
    for done, (comment, text) in enumerate(waiting):
        running.say("Looking which words to read first", done=done, total=len(waiting))
        signs = look(text)
        with in_council(running.council):
            keep_signs(comment=comment, signs=signs)
