"""Two ledgers of one programme: whether one goes on from the other, and taking over what the longer one has more.

Publishing from two ledgers that each know nothing of the other's last entries can betray a child. Where both have
entries that the other lacks nothing brings them together again: no order of them is the true one.
"""

from enum import StrEnum
from pathlib import Path

from heard.disclosure.ledger.chain import Link
from heard.disclosure.ledger.entries import FIRST_FOLLOWS, write_entry
from heard.disclosure.ledger.files import (
    FACTS,
    HEAD,
    KEY,
    NEXT,
    SNAPSHOTS,
    snapshot_file,
    write_files,
    write_owned,
)
from heard.disclosure.ledger.ledger import Ledger, find_key
from heard.disclosure.ledger.pending import announce, remove_pending
from heard.disclosure.ledger.refusals import ReleaseRefused


class Relation(StrEnum):
    """How theirs stands to ours."""

    SAME = "same"
    OURS_GOES_ON = "ours goes on"
    THEIRS_GOES_ON = "theirs goes on"


class Forked(ReleaseRefused):
    """Both have entries that the other lacks, or their keys differ."""


def relate(ours: Ledger, theirs: Ledger) -> Relation:
    """Which of the two goes on from the other. Raises Forked; DamagedLedger where a key is not its ledger's.

    An entry names the one before by its hash, so that one alike entry stands for all before it.
    """
    shared = min(len(ours.entries), len(theirs.entries))
    if shared and ours.entries[shared - 1].hash != theirs.entries[shared - 1].hash:
        raise Forked(_say_where(ours, theirs, shared))
    keys = find_key(ours), find_key(theirs)
    if shared and keys[0] != keys[1]:
        raise Forked("The two ledgers have the same entries and two keys. One of the keys was changed.")
    if len(ours.entries) == len(theirs.entries):
        return Relation.SAME
    return Relation.OURS_GOES_ON if shared == len(theirs.entries) else Relation.THEIRS_GOES_ON


def take_over(ours: Ledger, theirs: Ledger) -> None:
    """Add what theirs has more, file for file as it is, so that ours is whole after every one of them.

    Only while ours is held. Killed at any moment, it goes on where it was. Raises Forked.
    """
    if relate(ours, theirs) is Relation.OURS_GOES_ON:
        return
    if not ours.entries and theirs.entries:
        write_files(ours.folder, {HEAD: FIRST_FOLLOWS.encode()})
        write_owned(ours.folder, {KEY: (theirs.folder / KEY).read_bytes()})
    for link in theirs.links[len(ours.entries) :]:
        ours = _add(ours, link, theirs.folder)
    if ours.entries:  # killed after the last entry, its head may be that of the one before
        write_files(ours.folder, {HEAD: ours.entries[-1].hash.encode()})


def _add(ours: Ledger, link: Link, folder: Path) -> Ledger:
    """In the order in which an entry is recorded."""
    entry = link.entry
    remove_pending(ours.folder, ours.entries)
    write_files(ours.folder, {HEAD: entry.previous.encode(), NEXT: announce(entry)})
    facts = Path(entry.facts.file)
    write_files(ours.folder / FACTS, {facts.name: (folder / facts).read_bytes()})
    snapshots = [Path(snapshot_file(digest)) for digest in entry.snapshots.values()]
    write_owned(ours.folder / SNAPSHOTS, {each.name: (folder / each).read_bytes() for each in snapshots})
    write_files(ours.folder, {entry.file: write_entry(entry), HEAD: entry.hash.encode()})
    (ours.folder / NEXT).unlink()
    return Ledger(ours.folder, (*ours.links, link))


def _say_where(ours: Ledger, theirs: Ledger, shared: int) -> str:
    pairs = zip(ours.entries[:shared], theirs.entries[:shared], strict=True)
    first = next(one for one, other in pairs if one.hash != other.hash)
    return (
        f"The two ledgers part at entry {first.number}: here it is of {first.at}, wave {first.wave}, and in the copy "
        "it is another. Something was published from each without the other, and nobody can tell any more what both "
        "together give away."
    )
