"""Files of an entry that a killed run never wrote, told from files whose entry was taken away.

Facts and snapshots are written before the entry that names them. So that nobody can mistake a ledger that lost
entries for one whose run was killed, the run first says in `next` which files it is about to write; it takes `next`
away once the entry stands. Any other file that no entry names had one, and it is gone.
"""

from collections.abc import Collection
from pathlib import Path

from heard.disclosure.ledger.entries import Entry, file_of
from heard.disclosure.ledger.files import NEXT, list_files, snapshot_file
from heard.disclosure.ledger.refusals import DamagedLedger


def files_of(entry: Entry) -> frozenset[str]:
    """The files of facts and snapshots that an entry names."""
    return frozenset({entry.facts.file, *map(snapshot_file, entry.snapshots.values())})


def announce(entry: Entry) -> bytes:
    """What `next` says while that entry is recorded."""
    return "".join(f"{name}\n" for name in sorted(files_of(entry))).encode()


def check_files(folder: Path, entries: Collection[Entry]) -> None:
    """Raise DamagedLedger where a file that an entry names is missing, or one is there that no entry names.

    Only whether they are there: what facts hold is checked as they are read, what snapshots hold needs the key.
    """
    there = list_files(folder)
    named = frozenset[str]().union(*map(files_of, entries))
    for file in sorted(named - there):
        raise DamagedLedger(file, "is missing.")
    for file in sorted(there - named - _read_next(folder)):
        raise DamagedLedger(
            file_of(len(entries) + 1),
            f"is missing, or an entry before it is of an older copy: none names {file}.",
        )


def remove_pending(folder: Path, entries: Collection[Entry]) -> None:
    """Take away what a killed run left; nobody was told of it. Only while the ledger is held and known to be whole."""
    named = frozenset[str]().union(*map(files_of, entries))
    for file in list_files(folder) - named:
        (folder / file).unlink()
    (folder / NEXT).unlink(missing_ok=True)


def _read_next(folder: Path) -> frozenset[str]:
    try:
        return frozenset((folder / NEXT).read_text(errors="replace").splitlines())
    except FileNotFoundError:
        return frozenset()
