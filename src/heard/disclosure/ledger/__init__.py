"""The ledger: everything that was ever released, so that nothing new betrays with it what each alone does not."""

from heard.disclosure.ledger.entries import Entry, Kind
from heard.disclosure.ledger.ledger import Ledger, Statement, hash_facts, hold_ledger
from heard.disclosure.ledger.refusals import DamagedLedger, ReleaseRefused
from heard.disclosure.ledger.snapshots import Snapshot, take_snapshots

__all__ = [
    "DamagedLedger",
    "Entry",
    "Kind",
    "Ledger",
    "ReleaseRefused",
    "Snapshot",
    "Statement",
    "hash_facts",
    "hold_ledger",
    "take_snapshots",
]
