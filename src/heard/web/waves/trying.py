"""Trying the site out: cards and pages as they are, and answers that nobody can ever open.

A try-out needs no ceremony, because its public keys are made here and their private halves are never kept: what is
sealed to them stays sealed. That it is one stands on its collection; the database refuses to move it to opening.
"""

from datetime import datetime, timedelta

from django.db import transaction

from heard.base.errors import UserError
from heard.web.audit.actions import record
from heard.web.codes import actions as codes
from heard.web.codes.sealing import new_private_key
from heard.web.instruments.questionnaires import list_versions
from heard.web.policy import TRY_OUT_DAYS
from heard.web.tenancy import entered_council
from heard.web.ui.clock import day_of
from heard.web.waves.actions import CLOCK, NotNow, hold_wave
from heard.web.waves.models import CouncilWave
from heard.web.waves.queries import State, find_wave, list_try_outs

TRY_OUT = "try-out"  # the key that stands in its addresses; no wave may be called so


class NoTryOut(UserError):
    """There is none, or it is a real wave."""


def try_out(*, counting_key: bytes, by: str, at: datetime) -> None:
    """Every survey, open from now on. Raises NotNow where there is one already.

    `counting_key`: the installation's public one, so that counts move as they do in a wave.
    """
    with transaction.atomic():
        if find_wave(TRY_OUT) is not None:
            raise NotNow("There is a try-out already. Nothing was changed; wipe it to begin anew.")
        last_day = day_of(at) + timedelta(days=TRY_OUT_DAYS - 1)
        collection_id = codes.make_collection(
            wave=TRY_OUT,
            versions=list_versions(),
            counting_key=counting_key,
            reading_key=new_private_key().public,
            feedback_words="",
            last_answer_day=last_day,
            is_made_up=True,
        )
        codes.set_wave_key(collection_id=collection_id, public_key=new_private_key().public)
        codes.move_collection(collection_id=collection_id, to=State.OPEN)
        CouncilWave.objects.create(
            council_id=entered_council(),
            collection_id=collection_id,
            grace_days=0,
            panel_on=last_day,
            planned_by=by,
        )
        record(actor=by, action="began a try-out", subject=TRY_OUT, at=at)


def wipe_try_out(*, by: str, at: datetime) -> None:
    """Its cards, answers and counts are there no longer. Raises NoTryOut where there is none."""
    with transaction.atomic():
        if not list_try_outs():
            raise NoTryOut("There is no try-out; somebody may have wiped it already. Nothing was changed.")
        facts = hold_wave(TRY_OUT)
        CouncilWave.objects.filter(council_id=facts.council, pk=facts.id).delete()
        codes.wipe_made_up(collection_id=facts.collection_id)
        record(actor=by, action="wiped the try-out", subject=TRY_OUT, at=at)


def wipe_overdue(*, at: datetime) -> None:
    """Wipe the council's try-out once its last day has passed."""
    if any(each.last_answer_day < day_of(at) for each in list_try_outs()):
        wipe_try_out(by=CLOCK, at=at)
