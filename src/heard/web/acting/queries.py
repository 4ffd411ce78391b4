"""Reading the action plan and what stands beside it. All for the council entered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Max

from heard.web.acting.contents import ActionContent, CitingContent, Finding, ThemeContent
from heard.web.acting.facts import (
    ActionCount,
    ActionFacts,
    CitingFacts,
    EntryFacts,
    MeasureFacts,
    PledgeCounts,
    PledgeFacts,
    SessionFacts,
    ThemeFacts,
    ValueFacts,
    VersionFacts,
    WaitingFacts,
)
from heard.web.acting.kinds import EntryKind, PledgeKind, Rhythm, VersionOf, Went
from heard.web.acting.models import (
    Action,
    Citing,
    Entry,
    Measure,
    MeasureValue,
    Pledge,
    PledgeFollowUp,
    StaffSession,
    Theme,
    Version,
    WaitingTable,
)
from heard.web.tenancy import entered_council

__all__ = [
    "ActionCount",
    "ActionFacts",
    "CitingFacts",
    "EntryFacts",
    "MeasureFacts",
    "PledgeCounts",
    "PledgeFacts",
    "SessionFacts",
    "ThemeFacts",
    "ValueFacts",
    "VersionFacts",
    "WaitingFacts",
    "count_actions_by_finding",
    "count_pledges",
    "find_action",
    "find_citing",
    "find_pledge",
    "find_theme",
    "find_waiting",
    "list_actions",
    "list_citings",
    "list_entries",
    "list_last_words",
    "list_measures",
    "list_pledges",
    "list_sessions",
    "list_themes",
    "list_versions",
    "list_waiting",
]
READ_AS: Mapping[VersionOf, type[ActionContent] | type[ThemeContent] | type[CitingContent]] = {
    VersionOf.ACTION: ActionContent,
    VersionOf.THEME: ThemeContent,
    VersionOf.CITING: CitingContent,
}


# --- What others ask ----------------------------------------------------------------------------------


def list_actions(wave: str | None = None, indicator: str | None = None) -> tuple[ActionFacts, ...]:
    """The plan, by number. With a wave, those that belong to it or answer one of its findings; with an indicator too,
    those that answer that finding."""
    rows = Action.objects.filter(council_id=entered_council()).order_by("number")
    noted, proved = _last_noted(), _with_evidence()
    found = (_action(row, noted, proved) for row in rows)
    return tuple(each for each in found if _belongs(each, wave, indicator))


def count_actions_by_finding(wave: str) -> dict[str, ActionCount]:
    """Indicator → how many actions answer the wave's finding. What no action answers is not in it."""
    counted: dict[str, dict[str, int]] = {}
    rows = Action.objects.filter(council_id=entered_council()).values_list("content", flat=True)
    for content in rows:
        for indicator in {finding[1] for finding in content["findings"] if finding[0] == wave}:
            by_status = counted.setdefault(indicator, {})
            by_status[content["status"]] = by_status.get(content["status"], 0) + 1
    return {indicator: ActionCount(**by_status) for indicator, by_status in counted.items()}


def list_citings(wave: str | None = None, indicator: str | None = None) -> tuple[CitingFacts, ...]:
    """Training, standards and policies; with a wave and an indicator, those in use that cite that finding."""
    rows = Citing.objects.filter(council_id=entered_council()).order_by("pk")
    found = (CitingFacts(row.pk, row.version, CitingContent.from_json(row.content)) for row in rows)
    if wave is None:
        return tuple(found)
    return tuple(
        each for each in found if not each.content.is_ended and _names(each.content.findings, wave, indicator)
    )


def count_pledges(wave: str) -> PledgeCounts:
    """What was pledged in a wave, in figures."""
    sessions, pledges = list_sessions(wave), list_pledges(wave)
    went = [each.went for each in pledges]
    return PledgeCounts(
        sessions=len(sessions),
        people=sum(each.count for each in sessions),
        pledges=len(pledges),
        individual=sum(each.kind is PledgeKind.INDIVIDUAL for each in pledges),
        team=sum(each.kind is PledgeKind.TEAM for each in pledges),
        kept=went.count(Went.KEPT),
        partly=went.count(Went.PARTLY),
        not_yet=went.count(Went.NOT_YET),
        changed=went.count(Went.CHANGED),
    )


# --- The plan -----------------------------------------------------------------------------------------


def find_action(number: int) -> ActionFacts | None:
    """The action of this number in the council's plan."""
    row = Action.objects.filter(council_id=entered_council(), number=number).first()
    return _action(row, _last_noted(row.pk), _with_evidence(row.pk)) if row else None


def list_themes(wave: str | None = None) -> tuple[ThemeFacts, ...]:
    """By wave, the newest first, and number; of one wave alone where one is named."""
    rows = Theme.objects.filter(council_id=entered_council())
    if wave is not None:
        rows = rows.filter(wave=wave)
    return tuple(
        ThemeFacts(row.pk, row.version, ThemeContent.from_json(row.content))
        for row in rows.order_by("-wave", "number")
    )


def find_theme(theme: int) -> ThemeFacts | None:
    """One theme, by its id."""
    return next((each for each in list_themes() if each.id == theme), None)


def find_citing(citing: int) -> CitingFacts | None:
    """One of them, by its id."""
    return next((each for each in list_citings() if each.id == citing), None)


def list_versions(of: VersionOf, row: int) -> tuple[VersionFacts, ...]:
    """Every version, the newest first."""
    rows = Version.objects.filter(council_id=entered_council(), of=of.value, row=row).order_by("-number")
    return tuple(
        VersionFacts(each.number, READ_AS[of].from_json(each.content), each.by, each.at) for each in rows
    )


def list_entries(action: int, kind: EntryKind | None = None) -> tuple[EntryFacts, ...]:
    """What was written beside an action, the newest first. `action`: its id."""
    rows = Entry.objects.filter(council_id=entered_council(), action_id=action)
    if kind:
        rows = rows.filter(kind=kind.value)
    return tuple(map(_entry, rows.order_by("-on", "-pk")))


def list_last_words(actions: Iterable[int] | None = None) -> dict[int, EntryFacts]:
    """Action id → what was written last beside it; of these actions, or of all."""
    rows = Entry.objects.filter(council_id=entered_council())
    if actions is not None:
        rows = rows.filter(action_id__in=list(actions))
    last = dict(rows.order_by("on", "pk").values_list("action_id", "pk"))
    return {row.action_id: _entry(row) for row in rows.filter(pk__in=last.values())}


def list_measures(actions: Iterable[int] | None = None) -> tuple[MeasureFacts, ...]:
    """The measures of these actions, or of all, with their values."""
    council = entered_council()
    rows = Measure.objects.filter(council_id=council).order_by("pk")
    values = MeasureValue.objects.filter(council_id=council)
    if actions is not None:
        wanted = list(actions)
        rows, values = rows.filter(action_id__in=wanted), values.filter(measure__action_id__in=wanted)
    by_measure: dict[int, dict[date, ValueFacts]] = {}
    for each in values.order_by("on", "pk"):
        by_measure.setdefault(each.measure_id, {})[each.on] = ValueFacts(each.on, each.value, each.by)
    return tuple(_measure(row, by_measure.get(row.pk, {}).values()) for row in rows)


def find_waiting(key: UUID) -> WaitingFacts | None:
    """A table that waits to be brought in."""
    row = WaitingTable.objects.filter(council_id=entered_council(), key=key).first()
    return _waiting(row) if row else None


def list_waiting() -> tuple[WaitingFacts, ...]:
    """Every table that waits, the newest first."""
    rows = WaitingTable.objects.filter(council_id=entered_council()).order_by("-on", "key")
    return tuple(map(_waiting, rows))


def _waiting(row: WaitingTable) -> WaitingFacts:
    typed = {int(page): sent for page, sent in row.typed.items()}
    return WaitingFacts(row.key, row.file, row.wave, row.by, row.on, row.table, typed)


# --- Pledges ------------------------------------------------------------------------------------------


def list_sessions(wave: str) -> tuple[SessionFacts, ...]:
    """Sessions of staff in a wave, the newest first."""
    council = entered_council()
    made: dict[int | None, int] = {}
    for session in Pledge.objects.filter(council_id=council, wave=wave).values_list("session_id", flat=True):
        made[session] = made.get(session, 0) + 1
    rows = StaffSession.objects.filter(council_id=council, wave=wave).order_by("-on", "-pk")
    return tuple(
        SessionFacts(row.pk, row.wave, row.on, row.team, row.count, made.get(row.pk, 0)) for row in rows
    )


def list_pledges(wave: str) -> tuple[PledgeFacts, ...]:
    """All of a wave, the newest first."""
    council = entered_council()
    said = {
        row.pledge_id: row
        for row in PledgeFollowUp.objects.filter(council_id=council, pledge__wave=wave).order_by("pk")
    }
    rows = Pledge.objects.filter(council_id=council, wave=wave).order_by("-on", "-pk")
    return tuple(_pledge(row, said.get(row.pk)) for row in rows)


def find_pledge(wave: str, pledge: int) -> PledgeFacts | None:
    """One of them."""
    return next((each for each in list_pledges(wave) if each.id == pledge), None)


# --- Rows → facts -------------------------------------------------------------------------------------


def _belongs(action: ActionFacts, wave: str | None, indicator: str | None) -> bool:
    if wave is None:
        return indicator is None or any(each[1] == indicator for each in action.findings)
    if indicator is None:
        return action.content.wave == wave or any(each[0] == wave for each in action.findings)
    return action.answers(wave, indicator)


def _names(findings: Sequence[Finding], wave: str, indicator: str | None) -> bool:
    return any(each[0] == wave and indicator in (None, each[1]) for each in findings)


def _last_noted(action: int | None = None) -> dict[int, date]:
    """Action id → the last day of anything written or counted."""
    council = entered_council()
    entries = Entry.objects.filter(council_id=council)
    values = MeasureValue.objects.filter(council_id=council)
    if action is not None:
        entries, values = entries.filter(action_id=action), values.filter(measure__action_id=action)
    noted = dict(entries.values_list("action_id").annotate(Max("on")))
    for which, on in values.values_list("measure__action_id").annotate(Max("on")):
        noted[which] = max(on, noted.get(which, on))
    return noted


def _with_evidence(action: int | None = None) -> frozenset[int]:
    rows = Entry.objects.filter(council_id=entered_council(), kind=EntryKind.EVIDENCE.value)
    if action is not None:
        rows = rows.filter(action_id=action)
    return frozenset(rows.values_list("action_id", flat=True))


def _action(row: Action, noted: Mapping[int, date], proved: frozenset[int]) -> ActionFacts:
    return ActionFacts(
        row.pk,
        row.number,
        row.version,
        ActionContent.from_json(row.content),
        row.pk in proved,
        max(row.made_on, noted.get(row.pk, row.made_on)),
        row.made_on,
        row.completed_on,
    )


def _entry(row: Entry) -> EntryFacts:
    return EntryFacts(
        row.pk, EntryKind(row.kind), row.words, row.on, row.by, row.at, row.criterion, row.sample, row.met
    )


def _measure(row: Measure, values: Iterable[ValueFacts]) -> MeasureFacts:
    rhythm = Rhythm(row.rhythm) if row.rhythm else None
    return MeasureFacts(row.pk, row.action_id, row.name, row.unit, rhythm, row.ended_on, tuple(values))


def _pledge(row: Pledge, said: PledgeFollowUp | None) -> PledgeFacts:
    return PledgeFacts(
        row.pk,
        row.wave,
        row.session_id,
        PledgeKind(row.kind),
        row.who,
        row.words,
        row.indicator,
        row.follow_up_on,
        row.on,
        Went(said.went) if said else None,
        said.words if said else "",
        said.on if said else None,
        row.own,
    )
