"""What staff do to a wave. Each is a transaction that leaves an audit event; none says anything of a child."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from django.db import transaction
from django.db.models import QuerySet

from heard.base.errors import UserError
from heard.web.audit.actions import record
from heard.web.codes import actions as codes
from heard.web.codes.key_files import Holder, KeyFile, open_key_file
from heard.web.codes.queries import BatchKind
from heard.web.codes.sealing import open_sealed, seal
from heard.web.tenancy import entered_council
from heard.web.ui.clock import day_of
from heard.web.waves.models import CouncilWave, KeyCustody
from heard.web.waves.public_keys import read_public_key
from heard.web.waves.queries import State, WaveFacts, find_wave, list_waves
from heard.web.waves.words import say_gaps

TEST_CONTENT = b"a rehearsal"
TEST_SIZE = 64
CLOCK = "the site's clock"  # who did it, where nobody did


class WaveAction(Protocol):
    """Something done to a wave that needs nothing but the wave."""

    def __call__(self, *, wave: str, by: str, at: datetime) -> None: ...


class NotNow(UserError):
    """The wave does not stand where this can be done; somebody may have done it already."""


def plan_wave(
    *,
    wave: str,
    versions: Mapping[str, str],
    last_answer_day: date,
    grace_days: int,
    panel_on: date,
    counting_key: bytes,
    reading_key: bytes,
    feedback_words: str,
    by: str,
    at: datetime,
    opens_on: date | None = None,
    feedback_on: date | None = None,
    feedback_owner: str = "",
) -> None:
    """The council takes part in a wave: a collection, its window, and the custody of two key files to come.

    What the wave needs besides before it may open (`WaveFacts.gaps`) can come now or later, through `gate`.
    """
    council = entered_council()
    with transaction.atomic():
        collection_id = codes.make_collection(
            wave=wave,
            versions=versions,
            counting_key=counting_key,
            reading_key=reading_key,
            feedback_words=feedback_words,
            last_answer_day=last_answer_day,
        )
        planned = CouncilWave.objects.create(
            council_id=council,
            collection_id=collection_id,
            grace_days=grace_days,
            panel_on=panel_on,
            planned_by=by,
            opens_on=opens_on,
            feedback_on=feedback_on,
            feedback_owner=feedback_owner,
        )
        for holder in Holder:
            KeyCustody.objects.create(council_id=council, council_wave=planned, holder=holder.value)
        record(actor=by, action="planned the wave", subject=wave, at=at)


def register_key(*, wave: str, content: bytes, by: str, at: datetime) -> None:
    """The wave's public key is the one in this file. Another key than before: both holders rehearse again.

    Raises NotNow once the wave has opened, and WrongPublicKey or WrongKeyFile in words for whoever chose the file.
    """
    public_key = read_public_key(content, council=entered_council(), wave=wave)
    with transaction.atomic():
        facts = hold_wave(wave)
        _check(facts, State.PREPARING, "The wave has opened, so its key cannot change. Nothing was changed.")
        codes.set_wave_key(collection_id=facts.collection_id, public_key=public_key)
        if facts.wave_key != public_key:
            KeyCustody.objects.filter(council_id=facts.council, council_wave_id=facts.id).update(
                rehearsed_on=None
            )
        record(actor=by, action="registered the wave's public key", subject=wave, at=at)


def rehearse_key(*, wave: str, content: bytes, passphrase: str, by: str, at: datetime) -> Holder:
    """Try a key file on a test row sealed to the wave's public key, in memory; says whose file it was.

    Raises WrongKeyFile in words for whoever chose the file.
    """
    facts = _get(wave)
    if not facts.wave_key:
        raise NotNow(
            "The wave has no public key yet. Nothing was changed; the coordinator registers it first."
        )
    file = KeyFile.from_text(content)
    key = open_key_file(file, passphrase, council=facts.council, wave=wave, public_key=facts.wave_key)
    purpose = f"rehearsal/{facts.council}/{wave}"
    sealed = seal(TEST_CONTENT, to=facts.wave_key, purpose=purpose, size=TEST_SIZE)
    if open_sealed(sealed, key=key, purpose=purpose) != TEST_CONTENT:
        raise NotNow("The test row did not open. Nothing was changed; use another copy of the key file.")
    with transaction.atomic():
        if hold_wave(wave).wave_key != facts.wave_key:
            raise NotNow("The wave's public key changed meanwhile. Nothing was changed; try your file again.")
        _custody(facts, file.holder).update(rehearsed_on=day_of(at))
        record(actor=by, action=f"rehearsed the {file.holder} key file", subject=wave, at=at)
    return file.holder


def open_wave(*, wave: str, by: str, at: datetime) -> None:
    """Cards work from now on.

    Raises NotNow before both key files were rehearsed, while the plan lacks what children are owed, and where the wave
    has opened already.
    """
    with transaction.atomic():
        facts = hold_wave(wave)
        _check(facts, State.PREPARING, "The wave has opened already. Nothing was changed.")
        if not facts.is_rehearsed:
            raise NotNow("Both key files must be rehearsed before the wave opens. Nothing was changed.")
        if facts.gaps:
            lacks = say_gaps(facts.gaps)
            raise NotNow(f"The wave cannot open yet. Its plan still lacks: {lacks}. Nothing was changed.")
        codes.move_collection(collection_id=facts.collection_id, to=State.OPEN)
        record(actor=by, action="opened the wave", subject=wave, at=at)


def close_wave(*, wave: str, by: str, at: datetime) -> None:
    """No card starts a survey any more. Raises NotNow where it is not open."""
    with transaction.atomic():
        facts = hold_wave(wave)
        _check(
            facts,
            State.OPEN,
            "The wave is not open: somebody may have closed it already. Nothing was changed.",
        )
        codes.move_collection(collection_id=facts.collection_id, to=State.CLOSED)
        CouncilWave.objects.filter(council_id=facts.council, pk=facts.id).update(closed_on=day_of(at))
        record(actor=by, action="closed the wave", subject=wave, at=at)


def issue_cards(
    *,
    wave: str,
    survey: str,
    label: str,
    size: int,
    by: str,
    at: datetime,
    kind: BatchKind = BatchKind.TEAM,
) -> codes.IssuedBatch:
    """Make a batch of cards. Its codes are in what this returns and nowhere else.

    A second batch of the same survey and name is refused: it is a page loaded again or a button pressed twice.
    """
    with transaction.atomic():
        facts = hold_wave(wave)
        if facts.state not in (State.PREPARING, State.OPEN):
            raise NotNow("The wave has closed, so no cards are made. Nothing was changed.")
        batch = codes.issue_batch(
            collection_id=facts.collection_id, survey=survey, label=label, size=size, kind=kind
        )
        record(actor=by, action=f"made {len(batch.codes)} cards", subject=f"{wave}, survey {survey}", at=at)
    return batch


def replace_card(*, wave: str, code: str, by: str, at: datetime) -> str:
    """A new code for a damaged card's seat. The same answer whether or not the card was used."""
    with transaction.atomic():
        facts = hold_wave(wave)
        if facts.state not in (State.PREPARING, State.OPEN):
            raise NotNow("The wave has closed, so no cards are made. Nothing was changed.")
        new = codes.replace_card(collection_id=facts.collection_id, code=code)
        record(actor=by, action="replaced a card", subject=wave, at=at)
    return new


def record_panel(*, wave: str, held_on: date, by: str, at: datetime) -> None:
    """The young people's panel met on this day: the report is held no longer."""
    if held_on > day_of(at):
        raise NotNow("This day is still to come. Nothing was changed; record the session once it was held.")
    with transaction.atomic():
        facts = hold_wave(wave)
        _check(
            facts, State.OPENED, "There is no report yet that a panel could have read. Nothing was changed."
        )
        if facts.closed_on and held_on < facts.closed_on:
            raise NotNow(
                "On this day the wave had not closed. Nothing was changed; say on which day the panel met."
            )
        row = CouncilWave.objects.filter(council_id=facts.council, pk=facts.id)
        row.update(panel_held_on=held_on, panel_recorded_by=by)
        record(actor=by, action="recorded the panel's session", subject=wave, at=at)


def record_destroyed(*, wave: str, holder: Holder, by: str, at: datetime) -> None:
    """A holder has destroyed every copy of their key file. Raises NotNow before the answers were opened."""
    with transaction.atomic():
        facts = hold_wave(wave)
        _check(
            facts,
            State.OPENED,
            "The answers are not opened yet, so the key is still needed. Nothing was changed.",
        )
        if _custody(facts, holder).filter(destroyed_on=None).update(destroyed_on=day_of(at)):
            record(actor=by, action=f"recorded that the {holder} key file is destroyed", subject=wave, at=at)


def close_overdue(*, today: date, at: datetime) -> None:
    """Close the council's waves whose last answer day has passed: after it nobody starts."""
    for facts in list_waves():
        if facts.state is State.OPEN and facts.last_answer_day < today:
            close_wave(wave=facts.wave, by=CLOCK, at=at)


def _get(wave: str) -> WaveFacts:
    facts = find_wave(wave)
    if facts is None:
        raise NotNow("There is no such wave. Nothing was changed.")
    return facts


def hold_wave(wave: str) -> WaveFacts:
    """The wave, for the caller's transaction, with nobody else changing it until the end of the transaction."""
    rows = CouncilWave.objects.select_for_update(of=("self",))
    list(rows.filter(council_id=entered_council(), collection__wave=wave).values_list("pk"))
    return _get(wave)


def _check(facts: WaveFacts, state: State, otherwise: str) -> None:
    if facts.state is not state:
        raise NotNow(otherwise)


def _custody(facts: WaveFacts, holder: Holder) -> QuerySet[KeyCustody]:
    return KeyCustody.objects.filter(council_id=facts.council, council_wave_id=facts.id, holder=holder.value)
