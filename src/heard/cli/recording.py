"""What the commands share that add to the ledger of releases."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heard.disclosure.ledger import Entry


def add_record(parser: argparse.ArgumentParser) -> None:
    """In whose name it is recorded, and whether it is."""
    parser.add_argument("--by", default="", metavar="NAME", help="in whose name it is recorded (nobody's)")
    parser.add_argument("--dry-run", action="store_true", help="only ask: write and record nothing")


def entry_as_json(entry: "Entry | None") -> dict[str, object] | None:
    """The ledger's entry, with the hash that can be printed and compared; None where nothing was recorded."""
    if entry is None:
        return None
    return {
        "number": entry.number,
        "hash": entry.hash,
        "facts": entry.facts.sha256,
        "at": entry.at.isoformat(),
        "by": entry.by,
    }
