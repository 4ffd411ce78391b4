"""What the ledger asks of a new release: the same responses and definitions, and that what was hidden stays hidden."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from heard.analysis.frames import ALL, ITEM, KEYS
from heard.analysis.pairs import PREVIOUS
from heard.analysis.tables import Tables
from heard.base.errors import UserError
from heard.base.places import NATION
from heard.base.policy import Level
from heard.disclosure.attack.releases import Release
from heard.disclosure.facts import SCHEMA
from heard.disclosure.ledger import Ledger, Snapshot, hold_ledger, take_snapshots
from heard.disclosure.ledger.chain import Link
from heard.disclosure.ledger.corrections import FURTHER, check_changes, list_changes, list_further
from heard.disclosure.ledger.definitions import check_definitions, define
from heard.disclosure.ledger.ledger import TO, ensure_key, find_key, new_key
from heard.disclosure.ledger.repeated import check_repeated
from heard.disclosure.pooling.pools import national_facts
from heard.disclosure.protected import Symbol, hide_same
from heard.programme.counted import Counted, Progress, say_nothing, tables_of
from heard.programme.folder import INCOMING
from heard.programme.late import count_added
from heard.programme.safeguard import Case, Safeguards

WAITING = "Another release is at work in this programme; waiting until it has finished"


@dataclass(frozen=True)
class Record:
    """A wave as it is to be released at `level`, beside the ledger; nothing in it forbids that.

    snapshots: today's responses of every council asked for, by "wave/area/survey". changes: what is otherwise than
    when it was published, as corrections.CHANGES. safeguards: what was worked through before.
    """

    counted: Counted
    ledger: Ledger
    key: bytes
    level: Level
    wave: str
    snapshots: Mapping[str, Snapshot]
    definitions: Mapping[str, str]
    changes: pl.DataFrame
    safeguards: Safeguards


@contextmanager
def opened_ledger(
    folder: Path, *, dry_run: bool, progress: Progress = say_nothing
) -> Iterator[tuple[Ledger, bytes]]:
    """The ledger with its key, held until the work is recorded; where nothing is to be written, only read.

    Raises DamagedLedger, and UserError where an import that broke off is to be finished first: an entry added between
    its own would part the two ledgers for ever.
    """
    if dry_run:
        ledger = Ledger.open(folder)
        yield ledger, find_key(ledger) or new_key()
        return
    with hold_ledger(folder, say_waiting=lambda: progress(WAITING)) as ledger:
        if (folder.parent / INCOMING).exists():
            raise UserError("An import broke off half way and is to be finished first. Nothing was recorded.")
        yield ledger, ensure_key(ledger)


def look_up(
    counted: Counted,
    ledger: Ledger,
    key: bytes,
    *,
    level: Level,
    wave: str,
    areas: Collection[str],
    safeguards: Safeguards | None = None,
) -> Record:
    """Hold a wave of these councils beside the ledger. Raises ReleaseRefused where both could betray a child, and
    DamagedLedger where a snapshot of one of them, of any wave, is not what was recorded."""
    snapshots = take_snapshots(counted.stored, wave, areas, key)
    check_repeated(snapshots, ledger.read_snapshots(areas, key))
    definitions = define(counted.catalogue, counted.programme.waves[wave].surveys)
    check_definitions(ledger.entries, wave, definitions)
    changes = list_changes(ledger, level, snapshots, key)
    check_changes(changes)
    safeguards = safeguards or Safeguards(counted.attacked)
    return Record(counted, ledger, key, level, wave, snapshots, definitions, changes, safeguards)


def build_case(record: Record, tables: Tables, area: str, *, with_earlier: bool = False) -> Case:
    """One council's case. `tables`: the wave's, its own rows at least. `with_earlier`: comparisons over time too."""
    own = _own_tables(tables, area)
    earlier = _list_earlier(record, own, area) if with_earlier else pl.DataFrame(schema=SCHEMA)
    return Case(
        area=area,
        level=record.level,
        tables=own,
        said=record.ledger.said(record.level, record.wave, area),
        further=_find_further(record, own, area),
        earlier=earlier,
        before=_list_before(record.ledger, area, {record.wave, *earlier["wave"]}),
        snapshots=digests_of(record, area),
    )


def digests_of(record: Record, area: str) -> Mapping[str, str]:
    """The digests of a council's responses in this wave, by "wave/area/survey"."""
    return {place: each.digest for place, each in record.snapshots.items() if each.area == area}


def list_national(record: Record, tables: Tables) -> pl.DataFrame:
    """The national figures that may be said beside a council's, columns as facts.SCHEMA.

    A pool is published once a wave: a figure that has changed since is not said again, because the difference tells
    of the councils that changed. What a release hid from readers of this level stays hidden: it was broken beside the
    figures of councils that the report of one does not see.
    """
    national = national_facts(tables.pool, record.level, record.counted.catalogue, record.wave)
    said = record.ledger.said(Level.BOARD, record.wave, NATION)
    is_shown = pl.col("symbol") == Symbol.SHOWN.value
    both = national.filter(is_shown).join(said.filter(is_shown), on=KEYS, suffix="_said")
    changed = both.filter((pl.col("share") != pl.col("share_said")) | (pl.col("base") != pl.col("base_said")))
    steady = national.join(changed, on=["survey", "indicator"], how="anti", maintain_order="left")
    hidden = said.filter(pl.col("symbol") == Symbol.HIDDEN.value, pl.col(TO) == record.level.value)
    return hide_same(steady, hidden.select(KEYS))


def with_steady_pool(tables: Tables, national: pl.DataFrame, area: str) -> Tables:
    """The tables with the pools alone that `national` says a figure of, so that no report holds a council against
    another, and with what the pool says of the council itself."""
    said = national.filter(pl.col("symbol") == Symbol.SHOWN.value)
    open_questions = national.join(said, on=["survey", "indicator"], how="semi")
    items = open_questions.select(*ITEM, steady=pl.lit(value=True))
    pool = tables.pool.join(items, on=list(ITEM), how="left", maintain_order="left")
    kept = pool.filter(pl.col("steady") | (pl.col("area") == area))
    return replace(tables, pool=kept.drop("steady"))


def _own_tables(tables: Tables, area: str) -> Tables:
    """Every table but the pool, which is all councils'."""
    own = pl.col("area") == area
    return replace(
        tables,
        estimates=tables.estimates.filter(own),
        comparisons=tables.comparisons.filter(own),
        participation=tables.participation.filter(own),
        trends=tables.trends.clear(),
    )


def _list_before(ledger: Ledger, area: str, waves: Collection[str]) -> tuple[Release, ...]:
    """What was said of the council in these waves; of editions that say the same to the same readers, one."""
    found: dict[int, Release] = {}
    for link in ledger.links:
        facts = link.facts.filter(pl.col("area") == area, pl.col("wave").is_in(list(waves)))
        snapshots = _of_places(link, area, waves)
        known = any(
            each.level is link.entry.level and each.snapshots == snapshots and each.facts.equals(facts)
            for each in found.values()
        )
        if facts.height and not known:
            number = link.entry.number
            found[number] = Release(f"entry {number}", link.entry.level, facts, snapshots)
    return tuple(found.values())


def _of_places(link: Link, area: str, waves: Collection[str]) -> Mapping[str, str]:
    places = tuple(f"{wave}/{area}/" for wave in waves)
    return {place: digest for place, digest in link.entry.snapshots.items() if place.startswith(places)}


def _find_further(record: Record, own: Tables, area: str) -> pl.DataFrame:
    changes = record.changes.filter(pl.col("area") == area)
    frames = [
        _further_since(record, link, changes.filter(pl.col("entry") == link.entry.number), own, area)
        for link in record.ledger.links
        if link.entry.number in changes["entry"]
    ]
    every = pl.concat([pl.DataFrame(schema=FURTHER), *frames])
    return every.group_by(KEYS).agg(pl.col("up", "down").max()).sort(KEYS)


def _further_since(record: Record, link: Link, changes: pl.DataFrame, own: Tables, area: str) -> pl.DataFrame:
    before = {
        each["survey"]: record.ledger.read_snapshot(
            f"{record.wave}/{area}/{each['survey']}", each["digest"], record.key
        )
        for each in changes.unique(["survey", "digest"]).iter_rows(named=True)
    }
    counted = record.counted
    added = count_added(
        counted.stored,
        counted.catalogue,
        waves=counted.programme.waves,
        areas=counted.programme.areas,
        wave=record.wave,
        area=area,
        before=before,
        key=record.key,
    )
    said = link.facts.filter(pl.col("wave") == record.wave, pl.col("area") == area)
    return list_further(changes, added, own.estimates, said)


# --- Earlier waves ----------------------------------------------------------------------------------


def _list_earlier(record: Record, own: Tables, area: str) -> pl.DataFrame:
    """Headline facts of the waves the council's comparisons over time rest on, at this level."""
    previous = own.comparisons.filter(pl.col("against") == PREVIOUS)
    waves = sorted(set(previous["reference"].drop_nulls()) & set(record.counted.programme.waves))
    found = [_of_wave(record, area, wave) for wave in waves]
    return pl.concat([pl.DataFrame(schema=SCHEMA), *found]).filter(pl.col("group") == ALL)


def _of_wave(record: Record, area: str, wave: str) -> pl.DataFrame:
    """What was said of an earlier wave; where nothing was, what may be said of it. Nothing where it was corrected."""
    counted, ledger = record.counted, record.ledger
    said = ledger.said(record.level, wave, area)
    today = take_snapshots(counted.stored, wave, [area], record.key)
    check_repeated(record.snapshots, [(place, each.rows) for place, each in today.items()])
    published = [(place, digest) for entry in ledger.entries for place, digest in entry.snapshots.items()]
    if any(place in today and today[place].digest != digest for place, digest in published):
        return pl.DataFrame(schema=SCHEMA)
    if said.height:
        best = said.sort("symbol", maintain_order=True)  # a figure before a band, a band before nothing
        return best.unique(KEYS, keep="first", maintain_order=True).select(list(SCHEMA)).sort(KEYS)
    earlier = look_up(
        counted,
        ledger,
        record.key,
        level=record.level,
        wave=wave,
        areas=[area],
        safeguards=record.safeguards,
    )
    tables = _of_everybody(tables_of(counted, wave=wave, area=area, progress=say_nothing))
    return record.safeguards.of(build_case(earlier, tables, area), counted.catalogue).facts


def _of_everybody(tables: Tables) -> Tables:
    """Without groups: of an earlier wave only headlines are compared with."""
    everybody = pl.col("group") == ALL
    return replace(
        tables,
        estimates=tables.estimates.filter(everybody),
        comparisons=tables.comparisons.clear(),
        participation=tables.participation.filter(everybody),
        associations=tables.associations.clear(),
    )
