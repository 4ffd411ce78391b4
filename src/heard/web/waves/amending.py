"""What is changed while a wave runs: cards that are void, and a last answer day that is moved later."""

from datetime import date, datetime, timedelta

from django.db import transaction

from heard.web.audit.actions import record
from heard.web.codes import actions as codes
from heard.web.policy import LONGEST_EXTENSION_DAYS
from heard.web.ui.clock import day_of
from heard.web.ui.days import say_day
from heard.web.waves.actions import NotNow, hold_wave
from heard.web.waves.queries import State, WaveFacts


def void_card(*, wave: str, code: str, by: str, at: datetime) -> None:
    """One card opens nothing any more. The same answer whether or not it was used; the log does not name it."""
    with transaction.atomic():
        facts = _hold_running(wave, "no card can be made void any more")
        codes.void_card(collection_id=facts.collection_id, code=code)
        record(actor=by, action="made a card void", subject=wave, at=at)


def void_batch(*, wave: str, batch: int, by: str, at: datetime) -> str:
    """No card of a batch opens anything any more. What was answered with them stays and is counted."""
    with transaction.atomic():
        facts = _hold_running(wave, "no card can be made void any more")
        label = codes.void_batch(collection_id=facts.collection_id, batch_id=batch)
        record(actor=by, action="made a batch of cards void", subject=f"{wave}, {label}", at=at)
    return label


def extend_wave(*, wave: str, until: date, by: str, at: datetime) -> None:
    """Answers come in until a later day. Raises NotNow once the last day has passed, and beyond `latest_last_day`.

    And before the wave has opened: its days are its plan's then, and are changed there, where they are signed off.
    """
    with transaction.atomic():
        facts = _hold_running(wave, "its last day cannot move any more")
        if facts.state is State.PREPARING:
            raise NotNow(
                "The wave has not opened yet, so its last day is changed in its plan. Nothing was changed."
            )
        today, latest = day_of(at), latest_last_day(facts)
        if today > facts.last_answer_day:
            raise NotNow(
                "The last day for answers has passed, so it cannot move any more. Nothing was changed."
            )
        if not facts.last_answer_day < until <= latest:
            raise NotNow(_say_limits(facts, latest))
        codes.move_last_answer_day(collection_id=facts.collection_id, to=until)
        moved = f"moved the last answer day from {facts.last_answer_day} to {until}"
        record(actor=by, action=moved, subject=wave, at=at)


def latest_last_day(facts: WaveFacts) -> date:
    """The latest day it may move to: so many days further, and early enough for the young people's panel to have the
    findings on its day."""
    furthest = facts.last_answer_day + timedelta(days=LONGEST_EXTENSION_DAYS)
    before_panel = facts.panel_on - timedelta(days=facts.grace_days + 1)
    return min(furthest, before_panel)


def _say_limits(facts: WaveFacts, latest: date) -> str:
    last = say_day(facts.last_answer_day)
    if latest <= facts.last_answer_day:
        return (
            f"Between {last} and the young people's panel on {say_day(facts.panel_on)} there is no time for a later "
            "day. Nothing was changed."
        )
    return f"Choose a day after {last} and no later than {say_day(latest)}. Nothing was changed."


def _hold_running(wave: str, what: str) -> WaveFacts:
    facts = hold_wave(wave)
    if facts.state not in (State.PREPARING, State.OPEN):
        raise NotNow(f"The wave has closed, so {what}. Nothing was changed.")
    return facts
