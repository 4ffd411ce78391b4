"""What one council's report says, protected and attacked, and how it is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from heard.analysis.frames import ITEM, KEYS
from heard.analysis.pairs import OTHERS
from heard.analysis.tables import Tables
from heard.base.places import NATION
from heard.disclosure import ProtectedTables
from heard.disclosure.ledger import Entry, Kind, ReleaseRefused, Snapshot, Statement, take_snapshots
from heard.disclosure.protected import Symbol, hide
from heard.programme.cases import Record, build_case, list_national, with_steady_pool
from heard.programme.national_release import list_broken, name_national
from heard.programme.safeguard import QuestionKey, are_of, list_beside, say_broken


@dataclass(frozen=True)
class Reported:
    """A report's tables as they may be shown. `facts`: all they say, of other waves and of the nation too."""

    protected: ProtectedTables
    facts: pl.DataFrame
    withheld: tuple[QuestionKey, ...]


def protect_report(record: Record, tables: Tables, area: str) -> Reported:
    """The tables of `area` for a report at the record's level. Raises ReleaseRefused where they cannot be made safe.

    What breaks beside the figures of the nation and of other councils is said less of: of the nation first, then of
    the council.
    """
    national, withheld = list_national(record, tables), frozenset[QuestionKey]()
    while True:
        reported = _protect(record, tables, area, national, withheld)
        broken = list_broken(record, tables, reported.facts)
        if not broken:
            return reported
        of_nation = name_national(broken, reported.facts.filter(area=NATION))
        if not of_nation and broken <= withheld:
            raise ReleaseRefused(say_broken(broken))
        national = hide(national, are_of(of_nation))
        withheld |= frozenset() if of_nation else broken


def protect_alone(record: Record, tables: Tables, area: str) -> Reported:
    """The same before it stands beside other councils. Raises as `protect_report` does."""
    return _protect(record, tables, area, list_national(record, tables), frozenset())


def _protect(
    record: Record, tables: Tables, area: str, national: pl.DataFrame, withheld: frozenset[QuestionKey]
) -> Reported:
    case = build_case(record, with_steady_pool(tables, national, area), area, with_earlier=True)
    done = record.safeguards.of(replace(case, withheld=withheld), record.counted.catalogue)
    said = [done.facts, list_beside(done.protected, case.earlier), _printed(done.protected, national)]
    return Reported(done.protected, pl.concat(said).sort(KEYS, maintain_order=True), done.withheld)


def record_report(record: Record, reported: Reported, area: str, *, by: str, today: date) -> Entry:
    """The ledger's entry of this report: the one that is there where it was handed out before, else a new one."""
    statement = Statement(
        kind=Kind.REPORT,
        level=record.level,
        wave=record.wave,
        areas=(area,),
        snapshots=_all_snapshots(record, reported, area),
        definitions=record.definitions,
        facts=reported.facts,
        at=today,
        by=by,
    )
    return record.ledger.find(statement) or record.ledger.append(statement).entries[-1]


def _printed(protected: ProtectedTables, national: pl.DataFrame) -> pl.DataFrame:
    """The national figures the report's comparisons print."""
    printed = protected.comparisons.filter(
        pl.col("against") == OTHERS, pl.col("symbol") == Symbol.SHOWN.value
    )
    shown = national.filter(pl.col("symbol") == Symbol.SHOWN.value)
    return shown.join(printed.select(ITEM), on=list(ITEM), how="semi", maintain_order="left")


def _all_snapshots(record: Record, reported: Reported, area: str) -> Mapping[str, Snapshot]:
    """Of every wave that the report prints a figure of."""
    earlier = set(reported.facts["wave"]) - {record.wave}
    found = dict(record.snapshots)
    for wave in sorted(earlier):
        found |= take_snapshots(record.counted.stored, wave, [area], record.key)
    return found
