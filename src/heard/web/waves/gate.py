"""What must be decided before a wave opens: its plan as children depend on it, the assessment, the sign-off.

Each is a transaction that leaves an audit event. Whatever of a plan changes makes the sign-off void: what was signed
is what is done.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from heard.web.audit.actions import record
from heard.web.codes import actions as codes
from heard.web.ui.clock import day_of
from heard.web.waves.actions import NotNow, hold_wave
from heard.web.waves.models import CouncilWave
from heard.web.waves.queries import Gap, State, WaveFacts

UNSIGNED: Mapping[str, object] = {"signed_off_by": "", "signed_off_on": None}
OPENED = "The wave has opened, so its plan stands as it was signed off. Nothing was changed."


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What the wave itself knows of its plan. `assessed_by` is empty until somebody has confirmed the assessment."""

    versions: Mapping[str, str]
    opens_on: date | None
    last_answer_day: date
    grace_days: int
    panel_on: date
    feedback_on: date | None
    feedback_owner: str
    feedback_words: str
    assessed_by: str = ""


def settle(*, wave: str, settled: Settled, by: str, at: datetime) -> None:
    """The plan is this now. A sign-off of what it was before is void.

    Raises NotNow once the wave has opened, and CardsInHands for a survey that has cards.
    """
    with transaction.atomic():
        facts = hold_preparing(wave)
        codes.change_collection(
            collection_id=facts.collection_id,
            versions=settled.versions,
            feedback_words=settled.feedback_words,
            last_answer_day=settled.last_answer_day,
        )
        _update(
            facts,
            opens_on=settled.opens_on,
            grace_days=settled.grace_days,
            panel_on=settled.panel_on,
            feedback_on=settled.feedback_on,
            feedback_owner=settled.feedback_owner,
            **_assessed(facts, settled.assessed_by, at),
            **UNSIGNED,
        )
        voids = "changed the plan, so its sign-off is void"
        action = voids if facts.signed_off_on else "brought the wave in line with its plan"
        record(actor=by, action=action, subject=wave, at=at)


def sign_off(*, wave: str, by: str, at: datetime) -> None:
    """Somebody who may stands behind the plan.

    Raises NotNow where feedback plan or assessment are missing, and for whoever planned the wave or confirmed its
    assessment: two people look at what children are asked to trust.
    """
    with transaction.atomic():
        facts = hold_preparing(wave)
        if set(facts.gaps) - {Gap.SIGN_OFF}:
            raise NotNow(
                "The feedback plan or the assessment is not there yet, so there is nothing to sign off. "
                "Nothing was changed."
            )
        if by in (facts.planned_by, facts.assessed_by):
            raise NotNow("You made this plan, so somebody else signs it off. Nothing was changed.")
        _update(facts, signed_off_by=by, signed_off_on=day_of(at))
        record(actor=by, action="signed the plan off", subject=wave, at=at)


def hold_preparing(wave: str) -> WaveFacts:
    """The wave, held for the caller's transaction; NotNow once it has opened."""
    facts = hold_wave(wave)
    if facts.state is not State.PREPARING:
        raise NotNow(OPENED)
    return facts


def _assessed(facts: WaveFacts, by: str, at: datetime) -> dict[str, object]:
    """The day stays as long as the same person stands behind it."""
    day = facts.assessed_on if by and by == facts.assessed_by else day_of(at)
    return {"assessed_by": by, "assessed_on": day if by else None}


def _update(facts: WaveFacts, **values: object) -> None:
    CouncilWave.objects.filter(council_id=facts.council, pk=facts.id).update(**values)
