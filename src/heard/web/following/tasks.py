"""Every morning: how far each wave's findings have come, for the programme team."""

from datetime import date

from heard.base.policy import Level
from heard.web.following.actions import keep_count
from heard.web.following.chain import count_chains
from heard.web.following.queries import list_chains
from heard.web.jobs.registry import daily
from heard.web.policy import LOOP_HOUR
from heard.web.waves.queries import State, list_waves


@daily("count_the_loop", hour=LOOP_HOUR)
def count_the_loop(council: str, today: date) -> None:
    """All of a council's waves whose answers are opened, and which are held no longer for the panel."""
    for facts in list_waves():
        if facts.state is not State.OPENED or facts.is_held(today):
            continue
        chains = list_chains(facts.wave, Level.BOARD)
        if chains:
            keep_count(wave=facts.wave, counted=count_chains(chains, facts.report_from), on=today)
