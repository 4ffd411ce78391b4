"""Writing down a wave that was held before the site: it has reports, and no answers, cards or keys any more."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from heard.base.policy import Level
from heard.web.codes.actions import move_collection
from heard.web.codes.key_files import Holder
from heard.web.codes.models import State
from heard.web.codes.sealing import new_private_key
from heard.web.results.actions import record_reports
from heard.web.results.found import Told
from heard.web.results.models import Opening, Step
from heard.web.results.queries import ReportFacts
from heard.web.tenancy import entered_council
from heard.web.waves.actions import close_wave, plan_wave, record_destroyed, record_panel, register_key
from heard.web.waves.public_keys import write_public_key
from heard.web.waves.queries import WaveFacts, find_wave


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierWave:
    """A wave that is over. Moments carry their time zone."""

    wave: str
    versions: Mapping[str, str]
    planned_at: datetime
    closed_at: datetime
    panel_on: date
    panel_at: datetime
    responses: int


def record_earlier_wave(
    earlier: EarlierWave,
    *,
    reports: Sequence[ReportFacts],
    told: Mapping[Level, Sequence[Told]],
    counting_key: bytes,
    reading_key: bytes,
    by: str,
) -> None:
    """One transaction. Its public key is one whose private half was never kept: nothing is sealed to it."""
    with transaction.atomic():
        plan_wave(
            wave=earlier.wave,
            versions=earlier.versions,
            last_answer_day=earlier.closed_at.date(),
            grace_days=0,
            panel_on=earlier.panel_on,
            counting_key=counting_key,
            reading_key=reading_key,
            feedback_words="",
            by=by,
            at=earlier.planned_at,
        )
        public = write_public_key(
            council=entered_council(), wave=earlier.wave, public_key=new_private_key().public
        )
        register_key(wave=earlier.wave, content=public.encode(), by=by, at=earlier.planned_at)
        facts = _facts(earlier.wave)
        move_collection(collection_id=facts.collection_id, to=State.OPEN)
        close_wave(wave=earlier.wave, by=by, at=earlier.closed_at)
        move_collection(collection_id=facts.collection_id, to=State.OPENING)
        move_collection(collection_id=facts.collection_id, to=State.OPENED)
        Opening.objects.create(
            council_id=facts.council,
            council_wave_id=facts.id,
            step=Step.WIPED,
            opened_by=by,
            responses=earlier.responses,
        )
        record_reports(
            wave=earlier.wave,
            reports=reports,
            told={level: lines for level, lines in told.items() if lines},
            on=earlier.panel_on,
            hold=_nobody_else,
        )
        for holder in Holder:
            record_destroyed(wave=earlier.wave, holder=holder, by=by, at=earlier.closed_at)
        record_panel(wave=earlier.wave, held_on=earlier.panel_at.date(), by=by, at=earlier.panel_at)


def _facts(wave: str) -> WaveFacts:
    facts = find_wave(wave)
    if facts is None:
        raise LookupError("the wave was planned a moment ago")
    return facts


_nobody_else: Callable[[], None] = lambda: None  # noqa: E731 no job writes here
