"""Bringing a council's own table into the plan: it waits, is looked at, and comes in whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from heard.base.errors import UserError
from heard.web.acting.actions import Written, add_action, add_theme
from heard.web.acting.contents import ActionContent, ThemeContent
from heard.web.acting.dates import When
from heard.web.acting.kinds import EntryKind, Status, VersionOf
from heard.web.acting.models import Action, Version, WaitingTable
from heard.web.acting.queries import find_waiting, list_themes
from heard.web.acting.reading.columns import Field
from heard.web.acting.reading.proposing import Proposal, propose
from heard.web.acting.reading.table import PlanTable, alike, read_table
from heard.web.audit.actions import record
from heard.web.policy import LONGEST_ROLE, MOST_ROLES, WAITING_TABLE_DAYS
from heard.web.tables.apart import read_apart
from heard.web.tenancy import entered_council
from heard.web.ui.clock import day_of


class NoSuchTable(UserError):
    """It was brought in, or put away, or waited for too long."""

    def __init__(self) -> None:
        super().__init__(
            "This table does not wait any more: it was brought in, or put away. Nothing was changed."
        )


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody decided on one row, by its place in the table from 0. `is_left_out`: it does not come in."""

    due: When
    step: When
    start: When
    status: Status
    is_proved: bool  # the words on progress are the evidence
    is_left_out: bool
    text: str = ""  # where the row says nothing of what is to be done


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What came of it."""

    numbers: tuple[int, ...]
    left_out: int


def keep_waiting(*, name: str, content: bytes, wave: str, by: str, at: datetime) -> UUID:
    """Read a file and let it wait to be looked at; its key. Raises InputProblems with all that is wrong, CannotRead."""
    table = read_table(name, read_apart(name, content))
    with transaction.atomic():
        row = WaitingTable.objects.create(
            council_id=entered_council(),
            file=name[:200],
            wave=wave,
            table=table.to_json(),
            by=by,
            on=day_of(at),
        )
        record(actor=by, action="read a table for the plan", subject=name[:200], at=at)
    return row.key


def put_away(*, key: UUID, by: str, at: datetime) -> None:
    """A table that waits is not wanted. Raises NoSuchTable."""
    with transaction.atomic():
        row = _hold(key)
        record(actor=by, action="put a table for the plan away", subject=row.file, at=at)
        row.delete()


def forget_waiting(*, today: date) -> None:
    """Tables that nobody brought in."""
    old = today - timedelta(days=WAITING_TABLE_DAYS)
    WaitingTable.objects.filter(council_id=entered_council(), on__lt=old).delete()


def keep_answers(*, key: UUID, page: int, sent: Mapping[str, Sequence[str]], by: str, at: datetime) -> None:
    """What somebody says of a page of the rows, from 0, right or not: it stands there when they come back. Raises
    NoSuchTable."""
    with transaction.atomic():
        row = _hold(key)
        row.typed = {**row.typed, str(page): {name: list(values) for name, values in sent.items()}}
        row.save(update_fields=["typed"])
        record(actor=by, action="looked at rows of a table for the plan", subject=row.file, at=at)


def take_columns(*, key: UUID, columns: Mapping[str, Field | None], by: str, at: datetime) -> None:
    """Each column is what somebody says it is; what was answered of the rows is asked again, for they say something
    else now. Raises NoSuchTable, NoAction."""
    with transaction.atomic():
        row = _hold(key)
        row.table = PlanTable.from_json(row.table).taken_as(columns).to_json()
        row.typed = {}
        row.save(update_fields=["table", "typed"])
        record(actor=by, action="said what the columns of a table for the plan are", subject=row.file, at=at)


def list_alike() -> dict[str, int]:
    """What every action says or said in any version → its number in the plan, by what makes two of them alike."""
    council = entered_council()
    numbers = dict(Action.objects.filter(council_id=council).values_list("pk", "number"))
    rows = Version.objects.filter(council_id=council, of=VersionOf.ACTION.value).order_by("-row")
    return {
        alike(content["text"]): numbers[row]
        for row, content in rows.values_list("row", "content")
        if row in numbers
    }


def bring_in(
    *, key: UUID, decided: Sequence[Decided], titles: Mapping[str, str], by: str, at: datetime
) -> BroughtIn:
    """Every row that is not left out, as an action, in the table's order; themes that are new with them.

    `titles`: for each theme the table names (its number, or its title) the title to be. All or nothing: raises
    NoSuchTable, NeedsEvidence.
    """
    with transaction.atomic():
        row = _hold(key)
        waiting = find_waiting(key)
        if waiting is None or len(decided) != len(waiting.table["rows"]):
            raise NoSuchTable
        table = PlanTable.from_json(waiting.table)
        proposals = [propose(each) for each in table.rows]
        themes = _make_themes(proposals, waiting.wave, titles, by, at)
        numbers = tuple(
            add_action(
                content=_content(proposal, each, waiting.wave, themes),
                written=_written(proposal, each, at),
                by=by,
                at=at,
            )
            for proposal, each in zip(proposals, decided, strict=True)
            if not each.is_left_out
        )
        subject = f"{row.file}: {len(numbers)} of {len(decided)} rows"
        record(actor=by, action="brought a table into the plan", subject=subject, at=at)
        row.delete()
    return BroughtIn(numbers, len(decided) - len(numbers))


def name_themes(proposals: Sequence[Proposal]) -> dict[str, str]:
    """The themes that a table names, each by the key it is asked for by, with the title the table gives it."""
    titled = {number: title for each in proposals for number, title in each.themes.titled}
    numbers = sorted({number for each in proposals for number in each.themes.numbers})
    titles = dict.fromkeys(title for each in proposals for title in each.themes.titles)
    return {str(number): titled.get(number, "") for number in numbers} | {title: title for title in titles}


def _make_themes(
    proposals: Sequence[Proposal], wave: str, titles: Mapping[str, str], by: str, at: datetime
) -> dict[str, int]:
    """Key → id of every theme the table names; those there are already stay as they are."""
    there = list_themes(wave)
    by_number = {str(each.number): each.id for each in there}
    by_title = {alike(each.title): each.id for each in there}
    last = max((each.number for each in there), default=0)
    found: dict[str, int] = {}
    named = name_themes(proposals)
    last = max([last, *(int(key) for key in named if key.isdecimal())])
    for key, given in named.items():
        title = (titles.get(key) or given).strip()
        known = by_number.get(key) if key.isdecimal() else by_title.get(alike(key))
        if known is None:
            last += 0 if key.isdecimal() else 1
            number = int(key) if key.isdecimal() else last
            content = ThemeContent(number=number, title=title or f"Theme {number}", wave=wave)
            known = add_theme(content=content, by=by, at=at)
        found[key] = known
    return found


def _content(proposal: Proposal, decided: Decided, wave: str, themes: Mapping[str, int]) -> ActionContent:
    row = proposal.row
    words = proposal.themes
    keys = [*map(str, words.numbers), *words.titles]
    ids = tuple(themes.values()) if words.is_all else tuple(themes[key] for key in keys)
    return ActionContent(
        text=proposal.text or decided.text,
        is_overarching=proposal.is_overarching,
        wave=wave,
        themes=tuple(dict.fromkeys(ids)),
        group=row.says(Field.GROUP)[:LONGEST_ROLE],
        roles=_roles(proposal),
        start=decided.start,
        due=decided.due,
        due_words=row.says(Field.DUE),
        step=decided.step,
        expected=row.says(Field.EXPECTED),
        status=decided.status,
        kept=_kept(proposal),
    )


def _roles(proposal: Proposal) -> tuple[str, ...]:
    """As they are written; a cell that is too long or too full to be roles stays with what is kept."""
    roles = proposal.roles
    fits = len(roles) <= MOST_ROLES and all(len(each) <= LONGEST_ROLE for each in roles)
    return roles if fits else ()


def _kept(proposal: Proposal) -> tuple[tuple[str, str], ...]:
    """Columns of no place of their own, and words that the plan understood in part."""
    row = proposal.row
    kept = list(row.kept)
    if proposal.themes.is_unclear:
        kept.append(("Theme", row.says(Field.THEME)))
    if proposal.roles and not _roles(proposal):
        kept.append(("By whom", row.says(Field.WHO)))
    if row.says(Field.START):
        kept.append(("Start", row.says(Field.START)))
    if row.says(Field.STATUS):
        kept.append(("Status", row.says(Field.STATUS)))
    if len(row.says(Field.GROUP)) > LONGEST_ROLE:
        kept.append(("Outcome group", row.says(Field.GROUP)))
    return tuple(kept)


def _written(proposal: Proposal, decided: Decided, at: datetime) -> tuple[Written, ...]:
    words = proposal.row.says(Field.PROGRESS)
    if not words:
        return ()
    progress = Written(kind=EntryKind.PROGRESS, words=words, on=day_of(at))
    return (progress, replace(progress, kind=EntryKind.EVIDENCE)) if decided.is_proved else (progress,)


def _hold(key: UUID) -> WaitingTable:
    row = WaitingTable.objects.select_for_update().filter(council_id=entered_council(), key=key).first()
    if row is None:
        raise NoSuchTable
    return row
