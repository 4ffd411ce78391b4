"""Tables of remarks: brought, looked at by a person, taken over whole or not at all."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from heard.base.errors import UserError
from heard.web.audit.actions import record
from heard.web.interpreting.actions.remarks import MayName, Origin, Said, add_remark, find_places
from heard.web.interpreting.models import RemarkTable
from heard.web.interpreting.tables import Column, ReadTable, read_table
from heard.web.interpreting.terms import By, Kind, Standing, Way
from heard.web.policy import LONGEST_LINE
from heard.web.tenancy import entered_council
from heard.web.waves.actions import NotNow

WAITING, TAKEN, DROPPED = "waiting", "taken", "dropped"
IS_THERE = "The same table was taken over before. Nothing was changed; its remarks stand with the findings."
NOT_WAITING = "This table was taken over or thrown away already. Nothing was changed."


@dataclass(frozen=True, slots=True)
class RowTaken:
    """What somebody said of one row. `indicators`: none where it is kept under its theme. `texts`: its remarks."""

    number: int
    indicators: tuple[str, ...]
    kind: Kind
    by_whom: By
    texts: tuple[str, ...] = field(repr=False)


def bring_table(*, wave: str, name: str, content: bytes, by: str, at: datetime) -> UUID:
    """Keep a table until somebody says what its rows are about; the same one twice is one. Raises InputProblems with
    all that is wrong, NotNow for a table that was taken over."""
    read = read_table(name, content)
    digest = hashlib.sha256(repr((read.headings, read.rows)).encode()).hexdigest()
    council = entered_council()
    with transaction.atomic():
        rows = RemarkTable.objects.filter(council_id=council, wave=wave, digest=digest)
        if rows.filter(standing=TAKEN).exists():
            raise NotNow(IS_THERE)
        known = rows.filter(standing=WAITING).first()
        if known:
            return known.pk
        row = RemarkTable.objects.create(
            council_id=council,
            wave=wave,
            name=name[-LONGEST_LINE:],
            tables=read.to_stored(),
            digest=digest,
            brought_by=by,
            brought_at=at,
        )
        record(actor=by, action="brought a table of remarks", subject=wave, at=at)
    return row.pk


def take_table(
    *,
    wave: str,
    table: UUID,
    taken: Sequence[RowTaken],
    by: str,
    at: datetime,
    is_looked_at: bool = False,
) -> int:
    """Every row becomes its remarks, in one transaction: how many. Raises MayName where somebody might be known and
    nobody has looked, NotNow where the table waits no longer, UserError where a row is missing."""
    places = {text: find_places(text) for each in taken for text in each.texts}
    named = [text[a:b] for text, found in places.items() for a, b in found]
    if named and not is_looked_at:
        raise MayName(named)
    with transaction.atomic():
        row = _hold(wave, table)
        stored = ReadTable.from_stored(row.tables)
        if {each.number for each in taken} != {each.number for each in stored.rows}:
            raise UserError(
                "Every row of the table must be there. Nothing was taken over; look at the table again."
            )
        count = 0
        for each in taken:
            theme = _theme_of(stored, each.number)
            for text in each.texts:
                said = Said(each.indicators, each.kind, each.by_whom, text, theme)
                origin = Origin(Way.TABLE, table=row.pk, row=each.number)
                add_remark(wave, said, origin, places=places[text], standing=Standing.KEPT, by=by, at=at)
                count += 1
        row.standing = TAKEN
        row.save(update_fields=["standing"])
        record(actor=by, action=f"took over {count} remarks from a table", subject=wave, at=at)
    return count


def drop_table(*, wave: str, table: UUID, by: str, at: datetime) -> None:
    """A table that waits is thrown away: its cells are kept no longer."""
    with transaction.atomic():
        row = _hold(wave, table)
        row.standing, row.tables = DROPPED, {}
        row.save(update_fields=["standing", "tables"])
        record(actor=by, action="threw a table of remarks away", subject=wave, at=at)


def _theme_of(table: ReadTable, number: int) -> str:
    """Theme and finding as the row names them, as far as a line holds."""
    row = next(each for each in table.rows if each.number == number)
    theme, finding = table.cell(row, Column.THEME), table.cell(row, Column.FINDING)
    said = ": ".join(each.replace("\n", " ") for each in (theme, finding) if each)
    return said if len(said) <= LONGEST_LINE else f"{said[: LONGEST_LINE - 1]}…"


def _hold(wave: str, table: UUID) -> RemarkTable:
    rows = RemarkTable.objects.select_for_update().filter(council_id=entered_council(), wave=wave, pk=table)
    row = rows.first()
    if row is None or row.standing != WAITING:
        raise NotNow(NOT_WAITING)
    return row
