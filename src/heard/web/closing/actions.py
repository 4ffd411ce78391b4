"""Saying what was brought in, and writing and signing how a wave went. Each leaves an audit event."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from heard.base.errors import UserError
from heard.web.audit.actions import record
from heard.web.closing.models import BroughtIn, Kind, WaveReview
from heard.web.closing.queries import Answers, get_figures, list_out_there
from heard.web.tenancy import entered_council
from heard.web.ui.clock import day_of
from heard.web.waves.actions import NotNow, hold_wave
from heard.web.waves.queries import State

NOTHING = "Nothing was changed."
CLOSED_DOWN = (State.CLOSED, State.OPENING, State.OPENED)


class WrittenMeanwhile(UserError):
    """Somebody else changed the same page."""


def say_brought_in(
    *, wave: str, kind: Kind, survey: str, label: str, is_in: bool, by: str, at: datetime
) -> None:
    """Nothing more is out there, or it turned out that something is. The same twice is done once.

    Raises NotNow before the wave has closed, once the key was handed in (nothing comes in any more), and for a batch
    there is not.
    """
    with transaction.atomic():
        facts = hold_wave(wave)
        if facts.state is not State.CLOSED:
            raise NotNow(f"This is said between the closing and the handing in of the key. {NOTHING}")
        if (kind, survey, label) not in [
            (each.kind, each.survey, each.label) for each in list_out_there(facts)
        ]:
            raise NotNow(f"There is no such batch. {NOTHING}")
        place = {"council_id": facts.council, "council_wave_id": facts.id, "kind": kind, "survey": survey}
        rows = BroughtIn.objects.filter(**place, label=label)
        if rows.exists() is is_in:
            return
        if is_in:
            BroughtIn.objects.create(**place, label=label, said_on=day_of(at), said_by=by)
        else:
            rows.delete()
        what = "every device was opened" if kind is Kind.DEVICES else "all paper is in"
        subject = f"{wave}, {survey} {label}" if label else wave
        record(actor=by, action=f"{'said' if is_in else 'took back'} that {what}", subject=subject, at=at)


def write_review(*, wave: str, answers: Answers, version: int, by: str, at: datetime) -> int:
    """Keep what was written on how the wave went; the new version. `version`: of what the writer had before them.

    Raises NotNow before the wave has opened and once it was signed, WrittenMeanwhile where somebody else wrote.
    """
    council = entered_council()
    with transaction.atomic():
        facts = hold_wave(wave)
        if facts.is_made_up:  # it is wiped whole, and the next wave learns nothing from it
            raise NotNow(f"This is a try-out, so there is nothing to tell of it. {NOTHING}")
        if facts.state is State.PREPARING:
            raise NotNow(f"The wave has not opened yet, so there is nothing to tell of it. {NOTHING}")
        row = WaveReview.objects.filter(council_id=council, council_wave_id=facts.id).first()
        if row is None:
            row = WaveReview(council_id=council, council_wave_id=facts.id, version=0)
        _check_open(row, version)
        for name, text in asdict(answers).items():
            setattr(row, name, text)
        row.version, row.written_by, row.written_on = row.version + 1, by, day_of(at)
        row.save()
        record(actor=by, action="wrote how the wave went", subject=wave, at=at)
    return row.version


def sign_review(*, wave: str, version: int, by: str, at: datetime) -> None:
    """How the wave went is written to the end: figures are taken down, and nothing of it changes any more.

    Raises NotNow before the wave has closed and where nothing was written of what to change or what went well.
    """
    with transaction.atomic():
        facts = hold_wave(wave)
        if facts.state not in CLOSED_DOWN:
            raise NotNow(f"The wave is still under way. {NOTHING} Sign once it has closed.")
        row = WaveReview.objects.filter(council_id=facts.council, council_wave_id=facts.id).first()
        if row is None or not (row.went_well.strip() and row.to_change.strip()):
            raise NotNow(
                f"Write what went well and what to change before you sign: the next wave starts from it. {NOTHING}"
            )
        _check_open(row, version)
        row.figures = get_figures(facts).to_json()
        row.signed_by, row.signed_on = by, day_of(at)
        row.save()
        record(actor=by, action="signed how the wave went", subject=wave, at=at)


def _check_open(row: WaveReview, version: int) -> None:
    if row.signed_on is not None:
        raise NotNow(f"How the wave went was signed already, so it changes no more. {NOTHING}")
    if row.version != version:
        raise WrittenMeanwhile(
            "Somebody else wrote here since you opened this page. What they wrote is kept and stands below the form; "
            "what you typed is in the form and not saved yet. Put both together, and save again."
        )
