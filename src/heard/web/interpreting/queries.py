"""Reading what people made of findings. All for the council entered.

What other apps ask for stands first; it gives what stands now, never what waits, was left out or withdrawn.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from heard.web.interpreting.facts import (
    Chosen,
    DayFacts,
    DiveFacts,
    EvidenceFacts,
    NoteFacts,
    PriorityFacts,
    RemarkFacts,
    SessionFacts,
    TableFacts,
)
from heard.web.interpreting.models import (
    DiveEdit,
    DiveNote,
    EvidenceEdit,
    GoneThrough,
    PriorityEdit,
    RemarkEdit,
    RemarkTable,
    Session,
    SessionDay,
    VoteCount,
)
from heard.web.interpreting.tables import ReadTable
from heard.web.interpreting.terms import By, Choice, Kind, Source, Standing, Vote, Way, Who
from heard.web.policy import SMALLEST_VOTE
from heard.web.tenancy import entered_council

__all__ = [
    "Chosen",
    "DayFacts",
    "DiveFacts",
    "EvidenceFacts",
    "NoteFacts",
    "PriorityFacts",
    "RemarkFacts",
    "SessionFacts",
    "TableFacts",
    "count_remarks",
    "find_dive",
    "find_evidence",
    "find_remark",
    "find_session",
    "find_table",
    "list_chosen",
    "list_days",
    "list_decisions",
    "list_deep_dives",
    "list_evidence",
    "list_gone_through",
    "list_interpreted",
    "list_on_ballot",
    "list_priorities",
    "list_remark_versions",
    "list_remarks",
    "list_session_remarks",
    "list_sessions",
    "list_tables",
    "list_votes",
    "list_waiting",
]


# --- For other apps ----------------------------------------------------------------------------------


def list_remarks(wave: str, indicator: str | None = None) -> tuple[RemarkFacts, ...]:
    """What was said of the findings of a wave, or of one question's, as it stands; the oldest first.

    What was said in the board's own session (`is_of_board`) is for readers of board level.
    """
    kept = _remarks(wave, standing=Standing.KEPT)
    return tuple(each for each in kept if indicator is None or indicator in each.indicators)


def count_remarks(wave: str) -> dict[str, int]:
    """How many remarks stand, by question; only questions with any."""
    return dict(Counter(each for remark in list_remarks(wave) for each in remark.indicators))


def list_interpreted(wave: str) -> frozenset[str]:
    """The questions of which anything was said, or which were gone through in a session."""
    rows = GoneThrough.objects.filter(council_id=entered_council(), session__wave=wave)
    return frozenset(count_remarks(wave)) | frozenset(rows.values_list("indicator", flat=True))


def list_priorities(wave: str) -> dict[str, PriorityFacts]:
    """When each question's finding is answered, where that was decided."""
    rows = PriorityEdit.objects.filter(council_id=entered_council(), wave=wave).order_by("number")
    return {row.indicator: _priority(row) for row in rows}


def list_evidence(wave: str, indicator: str | None = None) -> tuple[EvidenceFacts, ...]:
    """What is known from elsewhere of one question's finding, or of all; the newest day first."""
    rows = EvidenceEdit.objects.filter(council_id=entered_council(), wave=wave).order_by("number", "pk")
    newest = {row.key: _evidence(row) for row in rows}
    stands = (
        each
        for each in newest.values()
        if not each.is_withdrawn and (indicator is None or each.indicator == indicator)
    )
    return tuple(sorted(stands, key=lambda each: each.dated_on, reverse=True))


def list_deep_dives(wave: str, indicator: str | None = None) -> tuple[DiveFacts, ...]:
    """The deep dives into one question's finding, or into all; the first begun first."""
    rows = DiveEdit.objects.filter(council_id=entered_council(), wave=wave).order_by("number", "pk")
    newest = {row.key: row for row in rows if indicator is None or row.indicator == indicator}
    notes = _notes(newest)
    return tuple(
        sorted((_dive(row, notes[row.key]) for row in newest.values()), key=lambda each: each.begun_on)
    )


def list_votes(wave: str) -> dict[str, int]:
    """How many chose each finding, over the votes that are closed and in which at least five voted."""
    total: Counter[str] = Counter()
    for each in list_chosen(wave):
        total.update(each.votes or {})
    return dict(total)


# --- For this app's own pages ------------------------------------------------------------------------


def list_sessions(wave: str) -> tuple[SessionFacts, ...]:
    """The latest day first."""
    rows = _counted(Session.objects.filter(council_id=entered_council(), wave=wave))
    return tuple(map(_session, rows.order_by("-held_on", "pk")))


def find_session(wave: str, key: UUID) -> SessionFacts | None:
    """One of them; None where there is none."""
    rows = _counted(Session.objects.filter(council_id=entered_council(), wave=wave, pk=key))
    return next(map(_session, rows), None)


def list_days(session: SessionFacts) -> tuple[DayFacts, ...]:
    """Every version of a session's day, the newest first."""
    rows = SessionDay.objects.filter(council_id=entered_council(), session_id=session.key).order_by("-number")
    found = tuple(DayFacts(row.number, row.held_on, row.by, row.at) for row in rows)
    return found or (DayFacts(1, session.held_on, session.begun_by, None),)


def list_gone_through(session: UUID) -> frozenset[str]:
    """The questions whose findings were before the people of a session."""
    rows = GoneThrough.objects.filter(council_id=entered_council(), session_id=session)
    return frozenset(rows.values_list("indicator", flat=True))


def list_session_remarks(wave: str, session: UUID) -> tuple[RemarkFacts, ...]:
    """Everything said in a session, whether it stands, waits, was left out or withdrawn."""
    return _remarks(wave, remark__session_id=session)


def list_waiting(wave: str, session: UUID) -> tuple[RemarkFacts, ...]:
    """What came from telephones and waits for the host, in no order."""
    found = _remarks(wave, remark__session_id=session, standing=Standing.WAITING)
    return tuple(sorted(found, key=lambda each: each.key))


def find_remark(wave: str, key: UUID) -> RemarkFacts | None:
    """A remark as it stands; None where there is none."""
    return next(iter(_remarks(wave, remark_id=key)), None)


def list_remark_versions(wave: str, key: UUID) -> tuple[RemarkFacts, ...]:
    """Every version of a remark, the newest first."""
    rows = RemarkEdit.objects.filter(council_id=entered_council(), remark_id=key, remark__wave=wave)
    return tuple(_remark(row) for row in rows.select_related("remark__session").order_by("-number"))


def list_chosen(wave: str) -> tuple[Chosen, ...]:
    """What each session chose whose vote is closed; the panel's first."""
    closed = [each for each in list_sessions(wave) if each.vote is Vote.CLOSED]
    rows = VoteCount.objects.filter(
        council_id=entered_council(), session_id__in=[each.key for each in closed], votes__gt=0
    )
    counts: dict[UUID, dict[str, int]] = {each.key: {} for each in closed}
    for row in rows.order_by("-votes", "indicator"):
        counts[row.session_id][row.indicator] = row.votes
    return tuple(
        _chosen(each, counts[each.key]) for each in sorted(closed, key=lambda each: each.who is not Who.PANEL)
    )


def list_on_ballot(session: UUID) -> tuple[str, ...]:
    """The questions that can be chosen in a session's vote; none before it opens."""
    rows = VoteCount.objects.filter(council_id=entered_council(), session_id=session)
    return tuple(rows.order_by("indicator").values_list("indicator", flat=True))


def find_evidence(wave: str, key: UUID) -> tuple[EvidenceFacts, ...]:
    """Every version of one piece of evidence, the newest first; none where there is no such piece."""
    rows = EvidenceEdit.objects.filter(council_id=entered_council(), wave=wave, key=key).order_by("-number")
    return tuple(map(_evidence, rows))


def find_dive(wave: str, key: UUID) -> tuple[DiveFacts, ...]:
    """Every version of a deep dive, the newest first and with its notes; none where there is no such dive."""
    rows = [*DiveEdit.objects.filter(council_id=entered_council(), wave=wave, key=key).order_by("-number")]
    notes = _notes([key])[key]
    return tuple(_dive(row, notes if place == 0 else ()) for place, row in enumerate(rows))


def list_decisions(wave: str, indicator: str) -> tuple[PriorityFacts, ...]:
    """Every version of when a finding is answered, the newest first."""
    rows = PriorityEdit.objects.filter(council_id=entered_council(), wave=wave, indicator=indicator)
    return tuple(map(_priority, rows.order_by("-number")))


def _counted(rows: QuerySet[Session]) -> QuerySet[Session]:
    return rows.annotate(
        card_count=Count("cards"), spent_count=Count("cards", filter=Q(cards__is_spent=True))
    )


def _session(row: Session) -> SessionFacts:
    return SessionFacts(
        key=row.pk,
        wave=row.wave,
        who=Who(row.who),
        who_words=row.who_words,
        host=row.host,
        held_on=row.held_on,
        took_part=row.took_part,
        is_ended=row.is_ended,
        vote=Vote(row.vote),
        begun_by=row.begun_by,
        cards=row.card_count,  # type: ignore[attr-defined]
        voted=row.spent_count,  # type: ignore[attr-defined]
        number=row.number,
    )


def _chosen(session: SessionFacts, counts: dict[str, int]) -> Chosen:
    places = {
        indicator: 1 + sum(count > votes for count in counts.values()) for indicator, votes in counts.items()
    }
    return Chosen(session, places, counts if session.voted >= SMALLEST_VOTE else None)


def _remarks(wave: str, **which: object) -> tuple[RemarkFacts, ...]:
    """Only versions that stand: those of the remark's own number."""
    rows = RemarkEdit.objects.filter(
        council_id=entered_council(), remark__wave=wave, number=F("remark__number"), **which
    )
    first = rows.select_related("remark__session").order_by("pk")
    return tuple(map(_remark, first))


def _remark(row: RemarkEdit) -> RemarkFacts:
    return RemarkFacts(
        key=row.remark_id,
        wave=row.remark.wave,
        indicators=tuple(row.indicators),
        theme=row.remark.theme,
        kind=Kind(row.kind),
        by_whom=By(row.by_whom),
        text=row.text,
        may_name=tuple((start, end) for start, end in row.may_name),
        standing=Standing(row.standing),
        is_wiped=row.is_wiped,
        number=row.number,
        by=row.by,
        at=row.at,
        way=Way(row.remark.way),
        session=row.remark.session_id,
        is_of_board=row.remark.session is not None and row.remark.session.who == Who.BOARD,
        table=row.remark.table_id,
        row=row.remark.row,
    )


def _priority(row: PriorityEdit) -> PriorityFacts:
    return PriorityFacts(Choice(row.choice), row.reasons, row.by, row.at, row.number)


def _evidence(row: EvidenceEdit) -> EvidenceFacts:
    return EvidenceFacts(
        key=row.key,
        wave=row.wave,
        indicator=row.indicator,
        source=Source(row.source),
        source_words=row.source_words,
        dated_on=row.dated_on,
        says=row.says,
        link=row.link,
        is_withdrawn=row.is_withdrawn,
        number=row.number,
        by=row.by,
        at=row.at,
    )


def _dive(row: DiveEdit, notes: Sequence[NoteFacts]) -> DiveFacts:
    return DiveFacts(
        key=row.key,
        wave=row.wave,
        indicator=row.indicator,
        question=row.question,
        lead=row.lead,
        begun_on=row.begun_on,
        outcome=row.outcome,
        closed_on=row.closed_on,
        number=row.number,
        by=row.by,
        at=row.at,
        notes=tuple(notes),
    )


def _notes(dives: Iterable[UUID]) -> dict[UUID, list[NoteFacts]]:
    found: dict[UUID, list[NoteFacts]] = {key: [] for key in dives}
    rows = DiveNote.objects.filter(council_id=entered_council(), dive__in=list(found))
    for row in rows.order_by("noted_on", "pk"):
        found[row.dive].append(NoteFacts(row.noted_on, row.text, row.by))
    return found


def list_tables(wave: str) -> tuple[TableFacts, ...]:
    """The tables of a wave, the newest first; dropped ones are none."""
    rows = RemarkTable.objects.filter(council_id=entered_council(), wave=wave).exclude(standing="dropped")
    return tuple(map(_table, rows.order_by("-brought_at")))


def find_table(wave: str, key: UUID) -> TableFacts | None:
    """One of them; None where there is none, or it was thrown away."""
    return next((each for each in list_tables(wave) if each.key == key), None)


def _table(row: RemarkTable) -> TableFacts:
    read = ReadTable.from_stored(row.tables) if row.tables else None
    return TableFacts(row.pk, row.name, read, row.standing, row.brought_by, row.brought_at)
