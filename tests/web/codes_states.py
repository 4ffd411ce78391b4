"""Bringing a council's wave to a state, one after the other, without doing what a state stands for."""

from heard.web.codes.models import State
from web.ballots import move_to
from web.staff import COUNCIL, wave_of


def move_wave(state: State, council: str = COUNCIL) -> None:
    """From where it is."""
    move_to(wave_of(council).collection_id, state, council=council)
