"""Reading the ledger's folder: every entry and every file of facts is checked, or nothing is read at all."""

import io
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from heard.base.files import say_why
from heard.disclosure.facts import SCHEMA
from heard.disclosure.ledger.entries import FIRST_FOLLOWS, Entry, file_of, hash_of, read_entry
from heard.disclosure.ledger.files import HEAD, KEY, NEXT, list_files
from heard.disclosure.ledger.pending import check_files
from heard.disclosure.ledger.refusals import DamagedLedger

NAMES = "[0-9]*.json"


@dataclass(frozen=True)
class Link:
    """An entry that follows the one before it, with the facts it names."""

    entry: Entry
    facts: pl.DataFrame


def read_chain(folder: Path) -> tuple[Link, ...]:
    """Every entry in order with its facts; none where nothing was released yet.

    Raises DamagedLedger, naming the file, where an entry or its facts were changed, are missing or do not follow,
    where a snapshot is missing, and where files are left of entries that are gone.
    """
    links: list[Link] = []
    follows = FIRST_FOLLOWS
    for number, name in enumerate(list_entry_files(folder), start=1):
        if name != file_of(number):
            raise DamagedLedger(file_of(number), f"is missing, and {name} is there.")
        content = _read(folder, name)
        entry = read_entry(content, name)
        if entry.number != number:
            raise DamagedLedger(name, f"holds entry {entry.number}.")
        if entry.previous != follows:
            raise DamagedLedger(name, f"does not follow {_before(number)}: one of the two was changed.")
        links.append(Link(entry, _read_facts(folder, entry)))
        follows = hash_of(content)
    entries = [link.entry for link in links]
    _check_head(folder, entries, follows)
    check_files(folder, entries)
    return tuple(links)


def list_entry_files(folder: Path) -> list[str]:
    """The names of the files of entries, in the order of their numbers."""
    return sorted((path.name for path in folder.glob(NAMES)), key=lambda name: (len(name), name))


def _before(number: int) -> str:
    return f"ledger/{file_of(number - 1)}" if number > 1 else "nothing, as the first must"


def _read(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError:
        raise DamagedLedger(name, "is missing.") from None
    except OSError as error:
        raise DamagedLedger(name, f"cannot be read: {say_why(error)}.") from None


def _read_facts(folder: Path, entry: Entry) -> pl.DataFrame:
    content = _read(folder, entry.facts.file)
    if hash_of(content) != entry.facts.sha256:
        raise DamagedLedger(entry.facts.file, f"was changed: it is not what {entry.file} names.")
    frame = pl.read_parquet(io.BytesIO(content))
    if dict(frame.schema) != SCHEMA or frame.height != entry.facts.rows:
        raise DamagedLedger(entry.facts.file, f"holds other rows than {entry.file} says.")
    return frame


def _check_head(folder: Path, entries: list[Entry], last: str) -> None:
    """The head is written after the entry: a run that was killed between the two leaves the head of the one before."""
    if not (folder / HEAD).exists():
        _check_without_head(folder, entries)
        return
    head = _read(folder, HEAD).decode(errors="replace").strip()
    if head == last or (entries and head == entries[-1].previous):
        return
    if head in (FIRST_FOLLOWS, *(entry.previous for entry in entries)):
        raise DamagedLedger(HEAD, f"was changed: it does not name {file_of(len(entries))}, which is there.")
    missing = file_of(len(entries) + 1)
    raise DamagedLedger(missing, "is missing, or the entry before it was changed: the head names another.")


def _check_without_head(folder: Path, entries: list[Entry]) -> None:
    """The head is the first file of a ledger: without it there may be no other."""
    if entries:
        raise DamagedLedger(HEAD, "is missing.")
    left = [name for name in (KEY, NEXT) if (folder / name).exists()] + sorted(list_files(folder))
    if left:
        raise DamagedLedger(
            file_of(1), f"is missing, and {HEAD} too: {left[0]} shows that there was a ledger."
        )
