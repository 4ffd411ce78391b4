"""Remarks: kept, changed, let in, withdrawn. Each version stays; words are wiped only where they named somebody."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from heard.base.errors import UserError
from heard.web.audit.actions import record
from heard.web.interpreting.actions.sessions import hold_session
from heard.web.interpreting.models import Remark, RemarkEdit, RemarkTable
from heard.web.interpreting.tables import ReadTable
from heard.web.interpreting.terms import By, Kind, Standing, Way
from heard.web.moderating.queries import get_known
from heard.web.tenancy import entered_council

WIPED = "[taken out: it named somebody]"


class NoSuchRemark(UserError):
    """No remark of this wave has this key."""

    def __init__(self) -> None:
        super().__init__("There is no such remark. Nothing was changed.")


class MayName(UserError):
    """Words by which somebody might be known, and nobody has said yet that they looked. `words`: which."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(dict.fromkeys(words))
        super().__init__(
            f"This may name somebody: {', '.join(self.words)}. Nothing was kept yet. Write it so that nobody can be "
            "known, or say that you have looked and keep it as it is."
        )


@dataclass(frozen=True, slots=True)
class Said:
    """What a remark says. `indicators`: the questions it is about; none where it stands under a theme."""

    indicators: tuple[str, ...]
    kind: Kind
    by_whom: By
    text: str = field(repr=False)
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """How a remark comes here: in which session, or from which row of a table."""

    way: Way
    session: UUID | None = None
    table: UUID | None = None
    row: int | None = None


def keep_remarks(
    *, wave: str, said: Sequence[Said], origin: Origin, by: str, at: datetime, is_looked_at: bool = False
) -> tuple[UUID, ...]:
    """All of them or none. Raises MayName where somebody might be known and nobody has looked."""
    places = [find_places(each.text) for each in said]
    named = [each.text[a:b] for each, found in zip(said, places, strict=True) for a, b in found]
    if named and not is_looked_at:
        raise MayName(named)
    with transaction.atomic():
        if origin.session:
            hold_session(wave, origin.session)
        keys = tuple(
            add_remark(wave, each, origin, places=found, standing=Standing.KEPT, by=by, at=at)
            for each, found in zip(said, places, strict=True)
        )
        record(actor=by, action=f"kept {len(keys)} remarks on findings", subject=wave, at=at)
    return keys


def change_remark(
    *, wave: str, remark: UUID, read: int, said: Said, by: str, at: datetime, is_looked_at: bool = False
) -> bool:
    """Another version. False, and nothing is written, where somebody changed it since version `read`."""
    places = find_places(said.text)
    if places and not is_looked_at:
        raise MayName([said.text[a:b] for a, b in places])
    return _add_version(
        wave, remark, read, by=by, at=at, action="changed a remark on a finding", said=said, places=places
    )


def decide_waiting(*, wave: str, remark: UUID, read: int, is_let_in: bool, by: str, at: datetime) -> bool:
    """The host lets in what came from a telephone, or leaves it out; either can be taken back."""
    standing = Standing.KEPT if is_let_in else Standing.LEFT_OUT
    action = "let an idea in" if is_let_in else "left an idea out"
    return _add_version(wave, remark, read, by=by, at=at, action=action, standing=standing)


def withdraw_remark(
    *, wave: str, remark: UUID, read: int, named_somebody: bool, by: str, at: datetime
) -> bool:
    """It stands no longer; who and when is kept. Its words too, unless they named somebody: then they are wiped from
    every version, and from the table they came in."""
    with transaction.atomic():
        action = "withdrew a remark and wiped its words" if named_somebody else "withdrew a remark"
        is_done = _add_version(wave, remark, read, by=by, at=at, action=action, standing=Standing.WITHDRAWN)
        if is_done and named_somebody:
            _wipe(wave, remark)
    return is_done


def bring_back(*, wave: str, remark: UUID, read: int, by: str, at: datetime) -> bool:
    """A remark that was withdrawn stands again; not one whose words are wiped."""
    return _add_version(
        wave, remark, read, by=by, at=at, action="brought a remark back", standing=Standing.KEPT
    )


def add_remark(
    wave: str,
    said: Said,
    origin: Origin,
    *,
    places: Sequence[tuple[int, int]],
    standing: Standing,
    by: str,
    at: datetime | None,
) -> UUID:
    """The first version, in the caller's transaction."""
    remark = Remark.objects.create(
        council_id=entered_council(),
        wave=wave,
        session_id=origin.session,
        way=origin.way.value,
        table_id=origin.table,
        row=origin.row,
        theme=said.theme,
    )
    _write(remark, 1, said, places=places, standing=standing, by=by, at=at)
    return remark.pk


def find_places(text: str) -> tuple[tuple[int, int], ...]:
    """Where somebody might be known by these words, with the names that the council knows."""
    from heard.comments.identities import suggest_identities  # lists of names: not for every page

    return tuple((span.start, span.end) for span in suggest_identities(text, known=get_known()))


def _add_version(
    wave: str,
    remark: UUID,
    read: int,
    *,
    by: str,
    at: datetime,
    action: str,
    said: Said | None = None,
    places: Sequence[tuple[int, int]] | None = None,
    standing: Standing | None = None,
) -> bool:
    """The next version after `read`. The database moves the number of one who was first, and of nobody else."""
    council = entered_council()
    with transaction.atomic():
        rows = Remark.objects.filter(council_id=council, wave=wave, pk=remark)
        if not rows.exists():
            raise NoSuchRemark
        if not rows.filter(number=read).update(number=F("number") + 1):
            return False
        last = RemarkEdit.objects.get(council_id=council, remark_id=remark, number=read)
        if last.is_wiped:
            raise UserError("The words of this remark are wiped, so it stays as it is. Nothing was changed.")
        now = said or Said(tuple(last.indicators), Kind(last.kind), By(last.by_whom), last.text)
        _write(
            last.remark,
            read + 1,
            now,
            places=last.may_name if places is None else places,
            standing=standing or Standing(last.standing),
            by=by,
            at=at,
        )
        record(actor=by, action=action, subject=wave, at=at)
    return True


def _write(
    remark: Remark,
    number: int,
    said: Said,
    *,
    places: Sequence[tuple[int, int]],
    standing: Standing,
    by: str,
    at: datetime | None,
) -> None:
    RemarkEdit.objects.create(
        council_id=remark.council_id,
        remark=remark,
        number=number,
        indicators=list(said.indicators),
        kind=said.kind.value,
        by_whom=said.by_whom.value,
        text=said.text,
        may_name=[list(place) for place in places],
        standing=standing.value,
        by=by,
        at=at,
    )


def _wipe(wave: str, key: UUID) -> None:
    remark = Remark.objects.get(council_id=entered_council(), wave=wave, pk=key)
    edits = RemarkEdit.objects.filter(council_id=entered_council(), remark_id=key)
    texts = [text for text in edits.values_list("text", flat=True) if text]
    edits.update(text="", may_name=[], is_wiped=True)
    if remark.table_id and remark.row:
        _wipe_cell(remark.table_id, remark.row, texts)


def _wipe_cell(table: UUID, number: int, texts: Sequence[str]) -> None:
    """The words are taken out of the row they came from; where they cannot be found there, of the row every cell of
    remarks is emptied."""
    row = RemarkTable.objects.select_for_update().get(council_id=entered_council(), pk=table)
    stored = ReadTable.from_stored(row.tables)
    lines = tuple(
        replace(each, cells=stored.without(each.cells, texts, WIPED)) if each.number == number else each
        for each in stored.rows
    )
    row.tables = replace(stored, rows=lines).to_stored()
    row.save(update_fields=["tables"])
