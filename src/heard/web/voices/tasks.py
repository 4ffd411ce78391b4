"""Reading in what children wrote, at two fixed hours of each working day."""

from datetime import date

from heard.web.jobs.registry import at_hours
from heard.web.policy import READING_HOURS
from heard.web.voices.actions import read_in
from heard.web.waves.queries import State, list_waves
from heard.web.waves.server_keys import reading_key


@at_hours("read_comments", READING_HOURS)
def read_comments(council: str, today: date) -> None:
    """Of every wave whose answers still come in."""
    for wave in list_waves():
        if wave.state in (State.OPEN, State.CLOSED):
            read_in(wave=wave.wave, collection_id=wave.collection_id, key=reading_key(council), today=today)
