"""Handing a wave's key in, and the steps of its opening. Each is a transaction that leaves an audit event."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from heard.base.errors import HeardError
from heard.base.policy import Level
from heard.web.audit.actions import record
from heard.web.codes import actions as codes
from heard.web.codes import counting
from heard.web.codes import opening as sealed_rows
from heard.web.codes.key_files import KeyFile, open_key_file
from heard.web.codes.sealing import PrivateKey
from heard.web.jobs.actions import resume_job, start_job
from heard.web.jobs.models import JobState
from heard.web.jobs.queries import find_job
from heard.web.results import handover
from heard.web.results.found import Told, record_findings
from heard.web.results.models import Opening, Step, WrittenReport
from heard.web.results.queries import ReportFacts, list_reports, read_report
from heard.web.results.responses import OpenedAnswers
from heard.web.tenancy import entered_council
from heard.web.ui.clock import day_of
from heard.web.ui.days import say_day
from heard.web.voices.actions import close_queue, read_in
from heard.web.waves.actions import NotNow, hold_wave
from heard.web.waves.queries import State, WaveFacts, find_wave

Hold = Callable[[], None]  # keeps the job that writes from being taken over; raises where it was already
OPEN_WAVE = "open_wave"  # the kind of the job


def hand_in(*, wave: str, content: bytes, passphrase: str, by: str, at: datetime) -> UUID:
    """Open the key file in memory, lay the key down for the worker, and start or resume the opening: the job's key.

    Raises WrongKeyFile, NotNow and NoHandover in words for the key holder. Two who press at once start one opening.
    """
    key = _open(wave, content, passphrase, at)
    with transaction.atomic():
        facts = hold_wave(wave)
        _check_time(facts, at)
        opening = _begin_opening(facts, by)
        if opening.step != Step.KEY_ASKED:
            raise NotNow("The answers are opened already; no key is needed any more. Nothing was changed.")
        job, begins = _job_for(opening, wave, at)
        if begins:
            handover.put(key, job=job)
            record(actor=by, action="handed the wave's key in", subject=wave, at=at)
    return job


def go_on(*, wave: str, by: str, at: datetime) -> UUID:
    """Go on with an opening that stopped after the answers were written, or write damaged reports again: the job's key.

    No key is needed. Raises NotNow where one is, and where everything is as it was written.
    """
    with transaction.atomic():
        opening = _find_held(hold_wave(wave))
        if opening is None or opening.step == Step.KEY_ASKED:
            raise NotNow(
                "The answers are not opened yet. Nothing was changed; a key holder hands the key in first."
            )
        if opening.step == Step.REPORTED:
            if _are_whole(wave):
                raise NotNow("Every report is there as it was written. Nothing was changed.")
            _set(opening, step=Step.WIPED)
        job, begins = _job_for(opening, wave, at)
        if begins:
            record(actor=by, action="went on with the opening", subject=wave, at=at)
    return job


def take_sealed(*, wave: str) -> tuple[bytes, ...] | None:
    """Every sealed answer, in random order; None where they were written already.

    The step is read while nobody can move it: a worker that lost its job and wakes late would find no rows, because
    they are wiped, and write an empty file over the full one.
    """
    with transaction.atomic():
        facts = hold_wave(wave)
        if _hold_opening(wave).step != Step.KEY_ASKED:
            return None
        return tuple(sealed_rows.read_sealed_answers(facts.collection_id))


def record_written(*, wave: str, opened: OpenedAnswers, hold: Hold) -> None:
    """Every answer lies in the programme folder: the sealed rows may go."""
    with transaction.atomic():
        hold()
        opening = _hold_opening(wave)
        if opening.step == Step.KEY_ASKED:
            _set(
                opening,
                step=Step.WRITTEN,
                responses=len(opened.rows),
                unreadable=opened.unreadable,
                dropped=dict(opened.dropped),
            )


def wipe(*, wave: str, counting_key: PrivateKey, reading_key: PrivateKey, at: datetime, hold: Hold) -> None:
    """Count and read what came last, then wipe what is sealed, the cards and the drafts, all in one transaction."""
    with transaction.atomic():
        hold()
        facts = hold_wave(wave)
        opening = _hold_opening(wave)
        if opening.step != Step.WRITTEN:
            return
        counting.count_slips(collection_id=facts.collection_id, key=counting_key, today=day_of(at))
        read_in(wave=wave, collection_id=facts.collection_id, key=reading_key, today=day_of(at))
        close_queue(wave=wave)
        sealed_rows.wipe(collection_id=facts.collection_id)
        codes.move_collection(collection_id=facts.collection_id, to=State.OPENED)
        _set(opening, step=Step.WIPED)
        record(actor=opening.opened_by, action="opened the answers", subject=wave, at=at)


def record_reports(
    *,
    wave: str,
    reports: Sequence[ReportFacts],
    told: Mapping[Level, Sequence[Told]],
    on: date,
    hold: Hold,
    at: datetime | None = None,
) -> None:
    """The reports lie whole on the disk, these and no others, and tell this. None: nobody answered.

    The audit log tells once as which entry of the ledger each is recorded; `at` None = reports of before the site.
    """
    council = entered_council()
    with transaction.atomic():
        hold()
        opening = _hold_opening(wave)
        known = {each.entry_hash for each in list_reports(wave).values()}
        WrittenReport.objects.filter(council_id=council, wave=wave).delete()
        for each in reports:
            WrittenReport.objects.create(
                council_id=council,
                wave=wave,
                level=each.level.value,
                file=each.file,
                digest=each.digest,
                written_on=each.written_on,
                entry=each.entry,
                entry_hash=each.entry_hash,
                rows=each.rows,
            )
            if at is not None and each.entry is not None and each.entry_hash not in known:
                said = f"recorded the {each.level.value} report as entry {each.entry} of the ledger"
                record(actor=opening.opened_by, action=said, subject=wave, at=at)
        record_findings(wave=wave, told=told, on=on)
        _set(opening, step=Step.REPORTED)


def _open(wave: str, content: bytes, passphrase: str, at: datetime) -> PrivateKey:
    """Before anything is held: it takes a second or two, on purpose."""
    facts = find_wave(wave)
    if facts is None:
        raise NotNow("There is no such wave. Nothing was changed.")
    _check_time(facts, at)
    file = KeyFile.from_text(content)
    return open_key_file(file, passphrase, council=facts.council, wave=wave, public_key=facts.wave_key)


def _check_time(facts: WaveFacts, at: datetime) -> None:
    if facts.is_made_up:
        raise NotNow(
            "This is a try-out: its answers are made up, and nobody has a key that opens them. Nothing was opened."
        )
    if facts.state is State.OPENED:
        raise NotNow("The answers are opened already; no key is needed any more. Nothing was changed.")
    if facts.key_from is None:
        raise NotNow("The wave has not closed yet. Nothing was opened; keep the key file until it has.")
    if day_of(at) < facts.key_from:
        raise NotNow(
            f"The key is taken from {say_day(facts.key_from)}, when the last answers are in. Nothing was opened; "
            "keep the key file until then."
        )


def _begin_opening(facts: WaveFacts, by: str) -> Opening:
    """The opening, which only its first key holder begins; nothing comes in from then on."""
    row = _find_held(facts)
    if row is None:
        codes.move_collection(collection_id=facts.collection_id, to=State.OPENING)
        row = Opening.objects.create(council_id=facts.council, council_wave_id=facts.id, opened_by=by)
    return row


def _find_held(facts: WaveFacts) -> Opening | None:
    """The opening, held with its wave until the end of the caller's transaction."""
    return Opening.objects.filter(council_id=facts.council, council_wave_id=facts.id).first()


def _hold_opening(wave: str) -> Opening:
    opening = _find_held(hold_wave(wave))
    if opening is None:
        raise HeardError("an opening goes on without its record")
    return opening


def _job_for(opening: Opening, wave: str, at: datetime) -> tuple[UUID, bool]:
    """The job of the opening, and whether it begins now: it is new, had asked for somebody's help, or had failed."""
    known = find_job(opening.job) if opening.job else None
    if known is not None and not known.is_over and known.state is not JobState.NEEDS_INPUT:
        return known.key, False
    if known is not None and resume_job(key=known.key, at=at):
        return known.key, True
    job = start_job(kind=OPEN_WAVE, subject=wave, at=at)
    _set(opening, job=job)
    return job, True


def _are_whole(wave: str) -> bool:
    return all(read_report(each) is not None for each in list_reports(wave).values())


def _set(opening: Opening, **values: object) -> None:
    for name, value in values.items():
        setattr(opening, name, value)
    opening.save(update_fields=list(values))
