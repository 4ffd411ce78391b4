"""A wave as `waves` tells of it, without a database."""

from datetime import date

from heard.web.codes.models import State
from heard.web.waves.queries import WaveFacts
from web.staff import COUNCIL, FEEDBACK_ON, FEEDBACK_OWNER, LAST_ANSWER_DAY, PANEL_ON, WAVE


def a_wave(surveys: tuple[str, ...] = ("8-11",), feedback_on: date | None = FEEDBACK_ON) -> WaveFacts:
    """It is opened, and the panel has met."""
    return WaveFacts(
        id=1,
        collection_id=1,
        council=COUNCIL,
        wave=WAVE,
        state=State.OPENED,
        surveys=surveys,
        last_answer_day=LAST_ANSWER_DAY,
        grace_days=7,
        closed_on=LAST_ANSWER_DAY,
        panel_on=PANEL_ON,
        panel_held_on=PANEL_ON,
        custody=(),
        wave_key=b"",
        feedback_on=feedback_on,
        feedback_owner=FEEDBACK_OWNER,
    )
