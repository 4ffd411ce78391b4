"""What is done for every wave once a day, before anybody is at work."""

from datetime import date

from heard.web.codes.counting import count_slips, stir
from heard.web.jobs.registry import daily
from heard.web.ui.clock import now
from heard.web.waves.actions import close_overdue
from heard.web.waves.queries import State, list_waves
from heard.web.waves.server_keys import counting_key


@daily("count_slips")
def count_and_stir(council: str, today: date) -> None:
    """Count what came since yesterday, and write seats and sealed rows anew in random order."""
    for wave in list_waves():
        if wave.state in (State.OPEN, State.CLOSED):
            count_slips(collection_id=wave.collection_id, key=counting_key(), today=today)
            stir(collection_id=wave.collection_id)


@daily("close_overdue")
def close_overdue_waves(council: str, today: date) -> None:
    """Nobody starts after the last answer day."""
    close_overdue(at=now(), today=today)
