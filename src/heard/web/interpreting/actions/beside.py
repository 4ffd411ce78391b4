"""What stands beside a finding: evidence from elsewhere, and deep dives with a record of their own."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from heard.base.errors import UserError
from heard.web.audit.actions import record
from heard.web.interpreting.actions.remarks import MayName, find_places
from heard.web.interpreting.models import DiveEdit, DiveNote, EvidenceEdit
from heard.web.interpreting.queries import DiveFacts, EvidenceFacts, find_dive, find_evidence
from heard.web.interpreting.terms import Source
from heard.web.results.found import find_finding
from heard.web.tenancy import entered_council
from heard.web.waves.actions import NotNow

NO_FINDING = "There is no such finding. Nothing was changed."
NO_EVIDENCE = "There is no such piece of evidence. Nothing was changed."
NO_DIVE = "There is no such deep dive. Nothing was changed."
CLOSED = "This deep dive is closed. Nothing was changed; open it again first."
NO_OUTCOME = "Say what came out of it before you close it. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Piece:
    """Evidence from elsewhere, as somebody wrote it."""

    source: Source
    source_words: str
    dated_on: date
    says: str = field(repr=False)
    link: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """A finding opened as a question of its own. `lead`: a role."""

    question: str
    lead: str
    begun_on: date


def add_evidence(
    *, wave: str, indicator: str, piece: Piece, by: str, at: datetime, is_looked_at: bool = False
) -> UUID:
    """It stands beside the finding. Raises MayName where somebody might be known and nobody has looked."""
    _look_at(is_looked_at, piece.says, piece.source_words)
    _check_finding(wave, indicator)
    key = uuid4()
    _write_evidence(
        wave,
        key,
        0,
        indicator,
        piece,
        is_withdrawn=False,
        by=by,
        at=at,
        action="put evidence beside a finding",
    )
    return key


def change_evidence(
    *, wave: str, evidence: UUID, read: int, piece: Piece, by: str, at: datetime, is_looked_at: bool = False
) -> bool:
    """Another version. False, and nothing is written, where somebody changed it since version `read`."""
    _look_at(is_looked_at, piece.says, piece.source_words)
    now = _evidence(wave, evidence)
    action = "changed evidence beside a finding"
    return now.number == read and _write_evidence(
        wave, evidence, read, now.indicator, piece, is_withdrawn=False, by=by, at=at, action=action
    )


def withdraw_evidence(*, wave: str, evidence: UUID, read: int, by: str, at: datetime) -> bool:
    """It stands beside the finding no longer; its versions stay."""
    now = _evidence(wave, evidence)
    piece = Piece(now.source, now.source_words, now.dated_on, now.says, now.link)
    action = "withdrew evidence beside a finding"
    return now.number == read and _write_evidence(
        wave, evidence, read, now.indicator, piece, is_withdrawn=True, by=by, at=at, action=action
    )


def open_dive(
    *, wave: str, indicator: str, asking: Asking, by: str, at: datetime, is_looked_at: bool = False
) -> UUID:
    """A finding becomes a question of its own: the key of the deep dive."""
    _look_at(is_looked_at, asking.question)
    _check_finding(wave, indicator)
    key = uuid4()
    _write_dive(
        wave, key, 0, indicator, asking, outcome="", closed_on=None, by=by, at=at, action="opened a deep dive"
    )
    return key


def change_dive(
    *, wave: str, dive: UUID, read: int, asking: Asking, by: str, at: datetime, is_looked_at: bool = False
) -> bool:
    """Another version of the question, the lead or the day. False where somebody changed it since version `read`."""
    _look_at(is_looked_at, asking.question)
    now = _dive(wave, dive)
    return now.number == read and _write_dive(
        wave,
        dive,
        read,
        now.indicator,
        asking,
        outcome=now.outcome,
        closed_on=now.closed_on,
        by=by,
        at=at,
        action="changed a deep dive",
    )


def note_dive(
    *, wave: str, dive: UUID, noted_on: date, text: str, by: str, at: datetime, is_looked_at: bool = False
) -> None:
    """What came out on a day. Raises NotNow once the dive is closed."""
    _look_at(is_looked_at, text)
    with transaction.atomic():
        if _dive(wave, dive).closed_on:
            raise NotNow(CLOSED)
        DiveNote.objects.create(
            council_id=entered_council(), dive=dive, noted_on=noted_on, text=text, by=by, at=at
        )
        record(actor=by, action="noted something in a deep dive", subject=wave, at=at)


def close_dive(
    *,
    wave: str,
    dive: UUID,
    read: int,
    outcome: str,
    closed_on: date,
    by: str,
    at: datetime,
    is_looked_at: bool = False,
) -> bool:
    """What came of it, in words; a dive without them stays open. False where somebody changed it since `read`."""
    if not outcome.strip():
        raise NotNow(NO_OUTCOME)
    _look_at(is_looked_at, outcome)
    now = _dive(wave, dive)
    return now.number == read and _write_dive(
        wave,
        dive,
        read,
        now.indicator,
        _asking(now),
        outcome=outcome,
        closed_on=closed_on,
        by=by,
        at=at,
        action="closed a deep dive",
    )


def open_again(*, wave: str, dive: UUID, read: int, by: str, at: datetime) -> bool:
    """A deep dive that was closed goes on; what came of it so far stays in its versions."""
    now = _dive(wave, dive)
    return now.number == read and _write_dive(
        wave,
        dive,
        read,
        now.indicator,
        _asking(now),
        outcome=now.outcome,
        closed_on=None,
        by=by,
        at=at,
        action="opened a deep dive again",
    )


def _look_at(is_looked_at: bool, *texts: str) -> None:
    named = [text[a:b] for text in texts for a, b in find_places(text)]
    if named and not is_looked_at:
        raise MayName(named)


def _check_finding(wave: str, indicator: str) -> None:
    if find_finding(wave, indicator) is None:
        raise UserError(NO_FINDING)


def _evidence(wave: str, key: UUID) -> EvidenceFacts:
    found = find_evidence(wave, key)
    if not found:
        raise UserError(NO_EVIDENCE)
    return found[0]


def _dive(wave: str, key: UUID) -> DiveFacts:
    found = find_dive(wave, key)
    if not found:
        raise UserError(NO_DIVE)
    return found[0]


def _asking(dive: DiveFacts) -> Asking:
    return Asking(dive.question, dive.lead, dive.begun_on)


def _write_evidence(
    wave: str,
    key: UUID,
    read: int,
    indicator: str,
    piece: Piece,
    *,
    is_withdrawn: bool,
    by: str,
    at: datetime,
    action: str,
) -> bool:
    """False where somebody else was quicker: the database takes each number once."""
    try:
        with transaction.atomic():
            EvidenceEdit.objects.create(
                council_id=entered_council(),
                wave=wave,
                key=key,
                number=read + 1,
                indicator=indicator,
                source=piece.source.value,
                source_words=piece.source_words,
                dated_on=piece.dated_on,
                says=piece.says,
                link=piece.link,
                is_withdrawn=is_withdrawn,
                by=by,
                at=at,
            )
            record(actor=by, action=action, subject=f"{wave}: {indicator}", at=at)
    except IntegrityError:
        return False
    return True


def _write_dive(
    wave: str,
    key: UUID,
    read: int,
    indicator: str,
    asking: Asking,
    *,
    outcome: str,
    closed_on: date | None,
    by: str,
    at: datetime,
    action: str,
) -> bool:
    try:
        with transaction.atomic():
            DiveEdit.objects.create(
                council_id=entered_council(),
                wave=wave,
                key=key,
                number=read + 1,
                indicator=indicator,
                question=asking.question,
                lead=asking.lead,
                begun_on=asking.begun_on,
                outcome=outcome,
                closed_on=closed_on,
                by=by,
                at=at,
            )
            record(actor=by, action=action, subject=f"{wave}: {indicator}", at=at)
    except IntegrityError:
        return False
    return True
