"""Protected tables of a wave, recorded in the ledger and then handed out.

Councils are protected and attacked side by side, a process each. What is finished is kept beside the ledger until the
release is recorded, so that a run that was killed goes on where it stopped. The release is recorded before its files
stand under their names, and after they were written in full: a run killed between the two leaves a release that nobody
was given, and the next one gives it.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

import polars as pl

from heard.analysis.frames import KEYS
from heard.analysis.tables import Tables
from heard.base.errors import InputProblems, UserError
from heard.base.messages import count_of
from heard.base.places import NATION
from heard.base.policy import Level
from heard.disclosure.ledger import Entry, Kind, ReleaseRefused, Statement
from heard.disclosure.ledger.refusals import NOTHING_RELEASED
from heard.programme.cases import Record, build_case, look_up, opened_ledger
from heard.programme.counted import Progress, count_programme, say_nothing, tables_of
from heard.programme.folder import LEDGER
from heard.programme.national_release import BesideCouncils, stand_beside
from heard.programme.place import check_by, check_handed_out, hand_out
from heard.programme.release_folder import COVER_SHEET, CoverSheet, find_cover_sheet, write_files
from heard.programme.safeguard import FIND_OUT, Case, QuestionKey, say_broken
from heard.programme.side_by_side import Finished, protect_side_by_side

WORK = "work"  # below the ledger: councils that are finished while others are not

Withheld = tuple[str, str, str]  # area, survey, indicator
Protect = Callable[[Sequence[Case]], Mapping[str, Finished]]
Stand = Callable[[Mapping[str, Finished]], BesideCouncils]


@dataclass(frozen=True)
class Released:
    """What was handed out.

    `withheld`: what the attacker broke, of which nothing new is said. `refused`: by council why nothing new at all is
    said of it. `entry`: what the ledger holds of it, None after a dry run; `is_new`: recorded just now, and not the
    same as before.
    """

    level: Level
    areas: tuple[str, ...]
    facts: pl.DataFrame
    withheld: tuple[Withheld, ...]
    refused: Mapping[str, str] = field(default_factory=dict)
    entry: Entry | None = None
    is_new: bool = False


def release_tables(
    folder: Path | str,
    *,
    wave: str,
    out: Path | str,
    today: date,
    level: Level = Level.PUBLIC,
    area: str | None = None,
    by: str = "",
    dry_run: bool = False,
    workers: int | None = None,
    progress: Progress = say_nothing,
) -> Released:
    """Protect a wave's tables of every council, or of one, attack them, record them in the ledger, write them to `out`.

    `by`: in whose name, empty where nobody is to be named; a release that was recorded before keeps the name it has.
    With `dry_run` nothing is written to `out` or the ledger.
    `workers`: processes side by side, one a core where none is given; 1 = in this one.
    Raises UserError for an unknown wave or area, where nobody answered, or where `out` cannot be written, stands in the
    programme folder or holds another release; DamagedLedger where the ledger is not
    whole, ReleaseRefused where what is asked for would betray a child together with what was published before. One
    council of which nothing new may be said holds up no other: of it stands what was said before, and it is `refused`.
    The same responses, policy, version and ledger give the same bytes.
    """
    folder, out = Path(folder), Path(out)
    level = Level(level)  # a plain word would pass for a level, and be none
    if level is Level.WORKING:
        raise UserError("Tables at level working never leave the analysts; `heard analyse` writes them.")
    check_handed_out(out, folder)
    check_by(by)
    counted = count_programme(folder, wave=wave, area=area, progress=progress)
    tables = tables_of(counted, wave=wave, area=area, progress=progress)
    areas = _list_areas(tables)
    _check_replaced(out, wave, level, areas)
    with opened_ledger(folder / LEDGER, dry_run=dry_run, progress=progress) as (ledger, key):
        record = look_up(counted, ledger, key, level=level, wave=wave, areas=areas)
        work = None if dry_run else ledger.folder / WORK
        cases = [build_case(record, _without_comparisons(tables, each), each) for each in areas]
        protect = partial(protect_side_by_side, work=work, workers=workers, progress=progress)
        stand = partial(stand_beside, record, tables, is_whole=area is None, progress=progress)
        released = _gather(level, areas, _protect_together(cases, protect, stand))
        if work is None:
            return released
        progress("Writing the tables")
        released = _hand_out(out, record, released, by=by, today=today)
        shutil.rmtree(work, ignore_errors=True)
    return released


def _protect_together(cases: Sequence[Case], protect: Protect, stand: Stand) -> Mapping[str, Finished]:
    """Every council, and the nation where all are asked for. Raises ReleaseRefused where a national figure that is out
    already betrays a council whatever is left out now.

    A report may have printed a figure of the nation before the other councils' figures are out. What that breaks
    together with them is left out of every council: which of them is given away would be told by whom it is left out.
    """
    withheld: frozenset[QuestionKey] = frozenset()
    while True:
        finished = protect([replace(case, withheld=withheld) for case in cases])
        _check_refused(finished)
        found = stand(finished)
        if not found.broken:
            return finished if found.nation is None else {**finished, NATION: found.nation}
        if found.broken <= withheld:
            raise ReleaseRefused(say_broken(found.broken))
        withheld |= found.broken


def _list_areas(tables: Tables) -> tuple[str, ...]:
    areas = tuple(sorted(set(tables.estimates["area"]) - {NATION}))
    if not areas:
        raise UserError(f"Nobody answered in wave {tables.wave}, so there is nothing to release.")
    return areas


def _without_comparisons(tables: Tables, area: str) -> Tables:
    """They are no facts of a release: a comparison is made of what its tables say. Of the pool the council's own part,
    which says how many were asked what."""
    return replace(
        tables,
        comparisons=tables.comparisons.clear(),
        pool=tables.pool.filter(pl.col("area") == area),
        associations=tables.associations.clear(),
    )


def _gather(level: Level, areas: tuple[str, ...], finished: Mapping[str, Finished]) -> Released:
    facts = pl.concat([each.facts for each in finished.values()]).sort(KEYS, maintain_order=True)
    withheld = tuple((area, *block) for area, each in finished.items() for block in each.withheld)
    refused = {area: each.refused for area, each in finished.items() if each.refused}
    return Released(level, areas, facts, withheld, refused)


def _check_refused(finished: Mapping[str, Finished]) -> None:
    """Raise ReleaseRefused where of no council anything new may be said."""
    refused = [each.refused for each in finished.values() if each.refused]
    if len(refused) == len(finished):
        raise ReleaseRefused(f"{refused[0]} {NOTHING_RELEASED} {FIND_OUT}")


def _check_replaced(out: Path, wave: str, level: Level, areas: tuple[str, ...]) -> None:
    """Raise UserError where another release stands in the folder: of another wave or councils, or for other readers."""
    try:
        stands = find_cover_sheet(out)
    except InputProblems:
        raise UserError(_say_replaced(out, f"a {COVER_SHEET} that is not of a release")) from None
    if stands is not None and (stands.wave, stands.level, stands.areas) != (wave, level, areas):
        councils = stands.areas[0] if len(stands.areas) == 1 else count_of(len(stands.areas), "council")
        holds = f"another release ({stands.level}, wave {stands.wave}, {councils})"
        raise UserError(_say_replaced(out, holds))


def _say_replaced(out: Path, holds: str) -> str:
    return (
        f"{out} holds {holds}, which would be replaced. Nothing was written or recorded; name a folder of its own for "
        "this release."
    )


def _hand_out(out: Path, record: Record, released: Released, *, by: str, today: date) -> Released:
    statement = Statement(
        kind=Kind.RELEASE,
        level=released.level,
        wave=record.wave,
        areas=released.areas,
        snapshots=record.snapshots,
        definitions=record.definitions,
        facts=released.facts,
        at=today,
        by=by,
    )
    known = record.ledger.find(statement)
    files = write_files(_describe(record, released), released.facts)
    entry = hand_out(out, files, lambda: known or record.ledger.append(statement).entries[-1])
    return replace(released, entry=entry, is_new=known is None)


def _describe(record: Record, released: Released) -> CoverSheet:
    programme = record.counted.programme
    return CoverSheet(
        programme=programme.name,
        made_up=programme.made_up,
        wave=record.wave,
        level=released.level,
        areas=released.areas,
        snapshots={place: each.digest for place, each in record.snapshots.items()},
    )
