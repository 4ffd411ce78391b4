"""Keeping the plan: themes, actions, what is written beside them, measures. Each leaves an audit event.

Nothing is done without evidence: `_check_proved` is the one gate, and evidence once written is never taken away.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from heard.base.errors import UserError
from heard.web.acting.contents import ActionContent, CitingContent, ThemeContent
from heard.web.acting.kinds import EntryKind, Rhythm, Status, VersionOf
from heard.web.acting.models import (
    Action,
    Citing,
    Entry,
    Measure,
    MeasureValue,
    Theme,
    Version,
)
from heard.web.audit.actions import record
from heard.web.policy import MOST_ACTIONS
from heard.web.tenancy import entered_council
from heard.web.ui.clock import day_of

NOTHING = "Nothing was changed."
NO_SUCH_ACTION = f"There is no such action. {NOTHING}"


class NeedsEvidence(UserError):
    """Done, and nothing shows that it is."""

    def __init__(self) -> None:
        super().__init__(f"Done needs evidence: write what shows that it happened, and it is done. {NOTHING}")


class WrittenMeanwhile(UserError):
    """Somebody else changed the same since it was read."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else changed this while you wrote. Theirs is kept, and nothing of yours was saved yet: both "
            "stand below. Put them together, and save again."
        )


class NotTaken(UserError):
    """Something about it cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody writes down beside an action. Of an audit: how many were looked at, for what, how many met it."""

    kind: EntryKind
    words: str
    on: date
    criterion: str = ""
    sample: int | None = None
    met: int | None = None


def add_action(*, content: ActionContent, by: str, at: datetime, written: tuple[Written, ...] = ()) -> int:
    """A new action with what is written beside it from the start; its number. Raises NeedsEvidence."""
    council = entered_council()
    with transaction.atomic():
        _hold_plan(council)
        number = _next_number(council)
        row = Action.objects.create(
            council_id=council,
            number=number,
            version=1,
            content=content.to_json(),
            made_on=day_of(at),
            completed_on=day_of(at) if content.status is Status.DONE else None,
        )
        for each in written:
            _write(row, each, by, at)
        _check_proved(row, content)
        _keep_version(VersionOf.ACTION, row.pk, 1, content, by, at)
        record(actor=by, action="added an action to the plan", subject=f"action {number}", at=at)
    return number


def change_action(
    *,
    number: int,
    read: int,
    content: ActionContent,
    by: str,
    at: datetime,
    written: tuple[Written, ...] = (),
) -> bool:
    """Let an action say this from now on, with what is written beside it. `read`: the version it was made from. False
    where nothing differs. Raises WrittenMeanwhile, NeedsEvidence, NotTaken."""
    with transaction.atomic():
        row = _hold_action(number)
        if row.version != read:
            raise WrittenMeanwhile
        before = ActionContent.from_json(row.content)
        for each in written:
            _write(row, each, by, at)
        if content == before and not written:
            return False
        _check_proved(row, content)
        if content != before:
            row.version, row.content = read + 1, content.to_json()
            row.completed_on = _completed(before, content, row.completed_on, day_of(at))
            _keep_version(VersionOf.ACTION, row.pk, row.version, content, by, at)
            row.save()
        record(actor=by, action="changed an action of the plan", subject=f"action {number}", at=at)
    return True


def complete_action(*, number: int, read: int, evidence: str, by: str, at: datetime) -> None:
    """It is done, and this shows it; empty where evidence was written before. Raises as `change_action`."""
    with transaction.atomic():
        content = ActionContent.from_json(_hold_action(number).content)
        shown = (Written(kind=EntryKind.EVIDENCE, words=evidence, on=day_of(at)),) if evidence.strip() else ()
        done = replace(content, status=Status.DONE)
        change_action(number=number, read=read, content=done, written=shown, by=by, at=at)


def write_entry(*, number: int, written: Written, by: str, at: datetime) -> None:
    """Progress, evidence or an audit, beside an action. Raises NotTaken."""
    with transaction.atomic():
        _write(_hold_action(number), written, by, at)
        record(actor=by, action=f"wrote {written.kind.value}", subject=f"action {number}", at=at)


def add_measure(*, number: int, name: str, unit: str, rhythm: Rhythm | None, by: str, at: datetime) -> int:
    """Something is counted for an action from now on; the measure's id."""
    with transaction.atomic():
        row = _hold_action(number)
        measure = Measure.objects.create(
            council_id=row.council_id,
            action=row,
            name=name,
            unit=unit,
            rhythm=rhythm.value if rhythm else "",
        )
        record(actor=by, action="added a measure", subject=f"action {number}", at=at)
    return measure.pk


def end_measure(*, measure: int, by: str, at: datetime) -> None:
    """It is counted no longer; its values stay. Raises NotTaken where there is no such measure."""
    with transaction.atomic():
        row = _hold_measure(measure)
        if row.ended_on is None:
            row.ended_on = day_of(at)
            row.save()
            record(actor=by, action="ended a measure", subject=f"action {row.action.number}", at=at)


def enter_value(*, measure: int, value: Decimal, on: date, by: str, at: datetime) -> int:
    """What a measure stands at; of several of one day the last counts. The number of its action. Raises NotTaken."""
    with transaction.atomic():
        row = _hold_measure(measure)
        if row.ended_on is not None:
            raise NotTaken(f"This is counted no longer. {NOTHING}")
        if on > day_of(at):
            raise NotTaken(f"That day has not come yet. {NOTHING}")
        MeasureValue.objects.create(council_id=row.council_id, measure=row, on=on, value=value, by=by, at=at)
        record(actor=by, action="entered a value", subject=f"action {row.action.number}", at=at)
    return row.action.number


def add_theme(*, content: ThemeContent, by: str, at: datetime) -> int:
    """A new theme; its id. Raises NotTaken where the wave has one of this number."""
    council = entered_council()
    with transaction.atomic():
        _hold_plan(council)
        if _theme_with(content).exists():
            raise NotTaken(f"There is a theme {content.number} already. {NOTHING}")
        row = Theme.objects.create(
            council_id=council,
            wave=content.wave,
            number=content.number,
            version=1,
            content=content.to_json(),
        )
        _keep_version(VersionOf.THEME, row.pk, 1, content, by, at)
        record(actor=by, action="added a theme to the plan", subject=f"theme {content.number}", at=at)
    return row.pk


def change_theme(*, theme: int, read: int, content: ThemeContent, by: str, at: datetime) -> None:
    """Let a theme say this from now on. Raises WrittenMeanwhile, NotTaken."""
    with transaction.atomic():
        _hold_plan(entered_council())
        row = Theme.objects.select_for_update().filter(council_id=entered_council(), pk=theme).first()
        if row is None:
            raise NotTaken(f"There is no such theme. {NOTHING}")
        if row.version != read:
            raise WrittenMeanwhile
        if _theme_with(content).exclude(pk=theme).exists():
            raise NotTaken(f"There is a theme {content.number} already. {NOTHING}")
        if content.to_json() == row.content:
            return
        row.version, row.content = read + 1, content.to_json()
        row.wave, row.number = content.wave, content.number
        _keep_version(VersionOf.THEME, row.pk, row.version, content, by, at)
        row.save()
        record(actor=by, action="changed a theme of the plan", subject=f"theme {content.number}", at=at)


def add_citing(*, content: CitingContent, by: str, at: datetime) -> int:
    """Training, a standard or a policy that cites findings; its id."""
    with transaction.atomic():
        row = Citing.objects.create(council_id=entered_council(), version=1, content=content.to_json())
        _keep_version(VersionOf.CITING, row.pk, 1, content, by, at)
        record(
            actor=by, action=f"added {content.kind.value} that cites findings", subject=content.title, at=at
        )
    return row.pk


def change_citing(*, citing: int, read: int, content: CitingContent, by: str, at: datetime) -> None:
    """Let it say this from now on. Raises WrittenMeanwhile, NotTaken."""
    with transaction.atomic():
        row = Citing.objects.select_for_update().filter(council_id=entered_council(), pk=citing).first()
        if row is None:
            raise NotTaken(f"There is no such entry. {NOTHING}")
        if row.version != read:
            raise WrittenMeanwhile
        if content.to_json() == row.content:
            return
        row.version, row.content = read + 1, content.to_json()
        _keep_version(VersionOf.CITING, row.pk, row.version, content, by, at)
        row.save()
        record(
            actor=by, action=f"changed {content.kind.value} that cites findings", subject=content.title, at=at
        )


def _write(row: Action, written: Written, by: str, at: datetime) -> None:
    if not written.words.strip():
        raise NotTaken(f"Nothing was written. {NOTHING}")
    if written.on > day_of(at):
        raise NotTaken(f"That day has not come yet. {NOTHING}")
    if written.kind is EntryKind.AUDIT and not _adds_up(written):
        raise NotTaken(f"An audit says how many were looked at and how many of them met it. {NOTHING}")
    Entry.objects.create(
        council_id=row.council_id,
        action=row,
        kind=written.kind.value,
        words=written.words.strip(),
        criterion=written.criterion.strip(),
        sample=written.sample,
        met=written.met,
        on=written.on,
        by=by,
        at=at,
    )


def _adds_up(audit: Written) -> bool:
    return bool(
        audit.criterion.strip() and audit.sample and audit.met is not None and 0 <= audit.met <= audit.sample
    )


def _check_proved(row: Action, content: ActionContent) -> None:
    proofs = Entry.objects.filter(council_id=row.council_id, action_id=row.pk, kind=EntryKind.EVIDENCE.value)
    if content.status is Status.DONE and not proofs.exists():
        raise NeedsEvidence


def _completed(before: ActionContent, now: ActionContent, since: date | None, today: date) -> date | None:
    if now.status is not Status.DONE:
        return None
    return since if before.status is Status.DONE else today


def _keep_version(  # noqa: PLR0917 - one line each where it is called
    of: VersionOf,
    row: int,
    number: int,
    content: ActionContent | ThemeContent | CitingContent,
    by: str,
    at: datetime,
) -> None:
    """The database takes each number once, whatever two processes think they hold."""
    try:
        with transaction.atomic():
            Version.objects.create(
                council_id=entered_council(),
                of=of.value,
                row=row,
                number=number,
                content=content.to_json(),
                by=by,
                at=at,
            )
    except IntegrityError:
        raise WrittenMeanwhile from None


def _hold_action(number: int) -> Action:
    row = Action.objects.select_for_update().filter(council_id=entered_council(), number=number).first()
    if row is None:
        raise NotTaken(NO_SUCH_ACTION)
    return row


def _hold_measure(measure: int) -> Measure:
    rows = Measure.objects.select_related("action").filter(council_id=entered_council(), pk=measure)
    row = rows.first()
    if row is None:
        raise NotTaken(f"There is no such measure. {NOTHING}")
    return row


def _theme_with(content: ThemeContent) -> QuerySet[Theme]:
    return Theme.objects.filter(council_id=entered_council(), wave=content.wave, number=content.number)


def _next_number(council: str) -> int:
    last = (
        Action.objects.filter(council_id=council).order_by("-number").values_list("number", flat=True).first()
    )
    if (last or 0) >= MOST_ACTIONS:
        raise NotTaken(f"The plan holds {MOST_ACTIONS:,} actions, which is as many as it can. {NOTHING}")
    return (last or 0) + 1


def _hold_plan(council: str) -> None:
    """One at a time gives numbers. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"plan {council}"])
