"""Protected figures of a report that was recorded, kept so that it can be rendered again without a new attack.

They say what the ledger's entry says and nothing else, so rendering them tells nobody anything new. They are taken only
where everything they rest on is byte for byte what it was: responses, cohort, benchmarks, councils, settings, version;
and where the entry still stands in the ledger. Otherwise the work is done again.
"""

import hashlib
import json
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from heard.base.files import write_together
from heard.base.policy import Level
from heard.disclosure import ProtectedTables
from heard.disclosure.ledger import Entry, Kind, Ledger
from heard.disclosure.ledger.files import as_parquet
from heard.programme.counted import Counted
from heard.programme.fingerprint import fingerprint_of_code
from heard.programme.folder import AREAS, BENCHMARKS, COHORT, KEPT, SETTINGS

MANIFEST = "manifest.json"
FRAMES = tuple(each.name for each in fields(ProtectedTables) if each.name not in ("level", "wave"))


@dataclass(frozen=True, slots=True)
class Kept:
    """A council's protected figures and the entry that holds them. `withheld`: survey and indicator of what the
    attacker had broken."""

    protected: ProtectedTables
    entry: Entry
    withheld: tuple[tuple[str, str], ...]


def keep(counted: Counted, kept: Kept) -> None:
    """Keep what an entry of the ledger holds of its council; what was kept of it before is written over."""
    protected, entry = kept.protected, kept.entry
    (area,) = entry.areas
    folder = _folder(counted, protected.wave, area, protected.level)
    contents = {f"{name}.parquet": as_parquet(getattr(protected, name)) for name in FRAMES}
    manifest = {
        "rests_on": _rests_on(counted),
        "entry": entry.hash,
        "withheld": kept.withheld,
        "files": {name: _hash(content) for name, content in contents.items()},
    }
    contents[MANIFEST] = json.dumps(manifest, indent=1).encode()
    write_together(folder, {name: partial(_put, content) for name, content in contents.items()})


def find_kept(counted: Counted, ledger: Ledger, *, wave: str, area: str, level: Level) -> Kept | None:
    """What was kept of a council at a level; None where there is nothing that may be taken."""
    folder = _folder(counted, wave, area, level)
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        entry = next(each for each in ledger.entries if each.hash == manifest["entry"])
        fits = (entry.kind, entry.level, entry.wave, entry.areas) == (Kind.REPORT, level, wave, (area,))
        contents = {name: (folder / f"{name}.parquet").read_bytes() for name in FRAMES}
        whole = all(
            _hash(content) == manifest["files"][f"{name}.parquet"] for name, content in contents.items()
        )
        if not (fits and whole and manifest["rests_on"] == _rests_on(counted)):
            return None
        frames = {name: pl.read_parquet(content) for name, content in contents.items()}
        withheld = tuple((survey, indicator) for survey, indicator in manifest["withheld"])
    except (OSError, ValueError, KeyError, TypeError, StopIteration, PolarsError):
        return None
    return Kept(ProtectedTables(level=level, wave=wave, **frames), entry, withheld)


def _folder(counted: Counted, wave: str, area: str, level: Level) -> Path:
    return counted.programme.path / KEPT / f"{wave}-{area}-{level}"


def _rests_on(counted: Counted) -> str:
    """A digest of everything a council's figures are made of."""
    digest = hashlib.sha256(f"{fingerprint_of_code()} {counted.fingerprint}".encode())
    for name in (SETTINGS, AREAS, COHORT, BENCHMARKS):
        path = counted.programme.path / name
        digest.update(f"\n{name} {_hash(path.read_bytes()) if path.exists() else ''}".encode())
    return digest.hexdigest()


def _put(content: bytes, path: Path) -> None:
    path.write_bytes(content)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
