"""The ledger of releases in a programme's folder: append-only, each entry chained to the one before it.

ledger/0001.json            what was said, to whom, of which responses (`entries.Entry`)
ledger/facts/….parquet      the rows that were said, protected values only (`disclosure.facts`)
ledger/snapshots/….parquet  how the responses it was said of are known again (`snapshots`)
ledger/key                  what snapshots are keyed with, made once
ledger/head                 the hash of the last entry; there before the key is
ledger/next                 which files belong to the entry that is being recorded (`pending`)
"""

import io
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

import heard
from heard.analysis.frames import KEYS
from heard.base.files import locked, say_why
from heard.base.policy import Level
from heard.disclosure.facts import SCHEMA
from heard.disclosure.ledger.chain import Link, list_entry_files, read_chain
from heard.disclosure.ledger.entries import FIRST_FOLLOWS, Entry, FactsFile, Kind, hash_of, write_entry
from heard.disclosure.ledger.files import (
    FACTS,
    HEAD,
    KEY,
    LOCK,
    NEXT,
    SNAPSHOTS,
    as_parquet,
    facts_file,
    snapshot_file,
    write_files,
    write_owned,
)
from heard.disclosure.ledger.pending import announce, remove_pending
from heard.disclosure.ledger.refusals import NOTHING_RELEASED, DamagedLedger, ReleaseRefused
from heard.disclosure.ledger.snapshots import SCHEMA as ROWS
from heard.disclosure.ledger.snapshots import Snapshot, seal_rows, split_place

KEY_BYTES = 32
TO = "to"  # the column of `said`: the level a row was said to
TOLD_TO: Mapping[Level, tuple[Level, ...]] = {  # who reads a level's tables holds these levels' facts
    Level.BOARD: (Level.PUBLIC, Level.BOARD),
    Level.PUBLIC: (Level.PUBLIC,),
}


@dataclass(frozen=True)
class Statement:
    """What is to be recorded. `facts`: columns as disclosure.facts.SCHEMA; the rest as in `entries.Entry`."""

    kind: Kind
    level: Level
    wave: str
    areas: tuple[str, ...]
    snapshots: Mapping[str, Snapshot]
    definitions: Mapping[str, str]
    facts: pl.DataFrame
    at: date
    by: str = ""


@dataclass(frozen=True)
class Ledger:
    """A ledger that was whole when it was read."""

    folder: Path
    links: tuple[Link, ...]

    @classmethod
    def open(cls, folder: Path) -> "Ledger":
        """The ledger in that folder, empty where there is none. Raises DamagedLedger; writes nothing."""
        return cls(folder, read_chain(folder) if folder.is_dir() else ())

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, the first first."""
        return tuple(link.entry for link in self.links)

    def said(self, level: Level, wave: str, area: str) -> pl.DataFrame:
        """What readers of `level` hold of this wave and area (`all` is the nation): SCHEMA and `to`.

        Of a cell said to one level more than once, the newest edition. Readers of board tables hold the public ones
        too. Empty at level working, which nobody outside the analysts reads.
        """
        none = pl.DataFrame(schema={**SCHEMA, TO: pl.String})
        told = [
            link.facts.filter(pl.col("wave") == wave, pl.col("area") == area).with_columns(
                pl.lit(link.entry.level.value).alias(TO)
            )
            for link in self.links
            if link.entry.level in TOLD_TO.get(level, ())
        ]
        return pl.concat([none, *told]).unique([*KEYS, TO], keep="last", maintain_order=True).sort(*KEYS, TO)

    def find(self, statement: Statement) -> Entry | None:
        """The newest entry that says the same to the same readers of the same responses; None where there is none."""
        snapshots = {key: each.digest for key, each in statement.snapshots.items()}
        for entry, facts in ((link.entry, link.facts) for link in reversed(self.links)):
            same = (entry.kind, entry.level, entry.wave, entry.areas, entry.snapshots) == (
                statement.kind,
                statement.level,
                statement.wave,
                statement.areas,
                snapshots,
            )
            if same and entry.facts.rows == statement.facts.height and facts.equals(statement.facts):
                return entry
        return None

    def append(self, statement: Statement) -> "Ledger":
        """Record it: the facts and snapshots first, then the entry, each whole; the ledger with it at its end.

        Only while the ledger is held (`hold_ledger`). After it returns, the statement may be handed out. Raises
        ReleaseRefused where another entry was added since the ledger was read.
        """
        content = as_parquet(statement.facts)
        facts = FactsFile(facts_file(hash_of(content)), hash_of(content), statement.facts.height)
        entry = self._next_entry(statement, facts)
        self._check_last()
        remove_pending(self.folder, self.entries)
        write_files(self.folder, {HEAD: entry.previous.encode(), NEXT: announce(entry)})
        write_files(self.folder / FACTS, {Path(facts.file).name: content})
        write_owned(
            self.folder / SNAPSHOTS,
            {
                Path(snapshot_file(each.digest)).name: as_parquet(each.rows)
                for each in statement.snapshots.values()
            },
        )
        write_files(self.folder, {entry.file: write_entry(entry), HEAD: entry.hash.encode()})
        (self.folder / NEXT).unlink()
        return Ledger(self.folder, (*self.links, Link(entry, statement.facts)))

    def read_snapshot(self, place: str, digest: str, key: bytes) -> pl.DataFrame:
        """The rows of a snapshot an entry lists under `place`, checked against their digest; DamagedLedger."""
        file = snapshot_file(digest)
        rows = self._read_rows(file)
        if seal_rows(place, rows, key) != digest:
            raise DamagedLedger(file, f"was changed: it is not the snapshot of {place}.")
        return rows

    def read_snapshots(self, areas: Collection[str], key: bytes) -> list[tuple[str, pl.DataFrame]]:
        """Every snapshot of these councils in any wave, each once: "wave/area/survey" and its rows; DamagedLedger."""
        named = {each for entry in self.entries for each in entry.snapshots.items()}
        own = sorted((place, digest) for place, digest in named if split_place(place)[1] in areas)
        return [(place, self.read_snapshot(place, digest, key)) for place, digest in own]

    def check_key(self, key: bytes) -> None:
        """Raise DamagedLedger where the newest snapshot was keyed with another."""
        for entry in reversed(self.entries):
            for place, digest in entry.snapshots.items():
                if seal_rows(place, self._read_rows(snapshot_file(digest)), key) != digest:
                    raise DamagedLedger(
                        KEY, f"was changed, or {snapshot_file(digest)} was: they do not belong together."
                    )
                return

    def _read_rows(self, file: str) -> pl.DataFrame:
        try:
            rows = pl.read_parquet(io.BytesIO((self.folder / file).read_bytes()))
        except FileNotFoundError:
            raise DamagedLedger(file, "is missing.") from None
        except OSError as error:
            raise DamagedLedger(file, f"cannot be read: {say_why(error)}.") from None
        except pl.exceptions.PolarsError:
            raise DamagedLedger(file, "was changed: it is no snapshot.") from None
        if dict(rows.schema) != ROWS:
            raise DamagedLedger(file, "was changed: it is no snapshot.")
        return rows

    def _check_last(self) -> None:
        """Locks do not reach across every shared disk: an entry is never written over another's."""
        if len(list_entry_files(self.folder)) != len(self.entries):
            raise ReleaseRefused(
                f"Another release was recorded at the same time. {NOTHING_RELEASED} Release again."
            )

    def _next_entry(self, statement: Statement, facts: FactsFile) -> Entry:
        return Entry(
            number=len(self.entries) + 1,
            previous=self.entries[-1].hash if self.entries else FIRST_FOLLOWS,
            kind=statement.kind,
            level=statement.level,
            wave=statement.wave,
            areas=statement.areas,
            snapshots={key: each.digest for key, each in sorted(statement.snapshots.items())},
            definitions=dict(sorted(statement.definitions.items())),
            at=statement.at,
            by=statement.by,
            heard=heard.__version__,
            facts=facts,
        )


@contextmanager
def hold_ledger(folder: Path, *, say_waiting: Callable[[], None] | None = None) -> Iterator[Ledger]:
    """The ledger, held until what is asked of it is recorded: two releases at once wait for each other.

    Raises DamagedLedger. A kill lets go of it; what a killed run left of an entry it never wrote is taken away.
    """
    (folder / LOCK).mkdir(parents=True, exist_ok=True)
    with locked(folder / LOCK, say_waiting=say_waiting):
        ledger = Ledger.open(folder)
        remove_pending(folder, ledger.entries)
        yield ledger


def find_key(ledger: Ledger) -> bytes | None:
    """What its snapshots are keyed with; None where nothing was recorded yet. DamagedLedger where it is lost."""
    path = ledger.folder / KEY
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        if ledger.entries:
            raise DamagedLedger(
                KEY, "is missing, and nothing else tells which responses were published."
            ) from None
        return None
    except OSError as error:
        raise DamagedLedger(KEY, f"cannot be read: {say_why(error)}.") from None
    if len(key) != KEY_BYTES:
        raise DamagedLedger(KEY, f"was changed: it is not {KEY_BYTES} bytes long.")
    ledger.check_key(key)
    return key


def new_key() -> bytes:
    """A random key."""
    return secrets.token_bytes(KEY_BYTES)


def ensure_key(ledger: Ledger) -> bytes:
    """The same, made where there is none. Only its owner may read it. Only while the ledger is held.

    The head is written before it: a key without one is what is left of a ledger that lost its entries.
    """
    key = find_key(ledger)
    if key is None:
        key = new_key()
        write_files(ledger.folder, {HEAD: FIRST_FOLLOWS.encode()})
        write_owned(ledger.folder, {KEY: key})
    return key


def hash_facts(facts: pl.DataFrame) -> str:
    """What an entry's facts are known by: the same for the same facts, whenever and by whom they are recorded."""
    return hash_of(as_parquet(facts))
