"""Ledgers for tests, written entry by entry from plain rows."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from heard.base.policy import Level
from heard.disclosure.facts import SCHEMA
from heard.disclosure.ledger import Kind, Ledger, Snapshot, Statement, hold_ledger
from heard.disclosure.ledger.snapshots import SCHEMA as ROWS
from heard.disclosure.ledger.snapshots import seal_rows

KEY = bytes(range(32))
DAY = date(2026, 5, 1)
Rows = Sequence[tuple[str, str, str]]  # group, level, and a letter for the response


def make_facts(*rows: Mapping[str, object]) -> pl.DataFrame:
    """Facts of a cell each; what a row lacks is one survey's headline of X1 in 2026, shown as 30 of 60."""
    cell = {
        "wave": "2026",
        "area": "X1",
        "survey": "8-11",
        "group": "all",
        "level": "all",
        "indicator": "pet",
        "cut_point": "positive",
        "symbol": "",
        "count": 30,
        "base": 60,
    }
    return pl.DataFrame([{**cell, **row} for row in rows] or None, schema=SCHEMA)


def make_snapshot(rows: Rows, *, wave: str = "2026", area: str = "X1", survey: str = "8-11") -> Snapshot:
    """A snapshot of responses that are each a letter."""
    frame = pl.DataFrame(
        [(group, level, letter.encode()) for group, level, letter in rows], ROWS, orient="row"
    )
    place = f"{wave}/{area}/{survey}"
    return Snapshot(wave, area, survey, frame.sort(*ROWS), seal_rows(place, frame, KEY))


def everybody(letters: str) -> Rows:
    """So many responses, one a letter, of whom no group is known."""
    return [("all", "all", letter) for letter in letters]


def make_statement(
    facts: pl.DataFrame,
    *,
    snapshot: Snapshot | None = None,
    level: Level = Level.PUBLIC,
    kind: Kind = Kind.RELEASE,
    wave: str = "2026",
    definitions: Mapping[str, str] | None = None,
) -> Statement:
    """What X1 says of a wave."""
    snapshots = {} if snapshot is None else {snapshot.key: snapshot}
    return Statement(kind, level, wave, ("X1",), snapshots, definitions or {}, facts, DAY, "Somebody")


def write_ledger(folder: Path, *statements: Statement) -> Ledger:
    """The ledger in that folder with these entries added."""
    for statement in statements:
        with hold_ledger(folder) as ledger:
            ledger.append(statement)
    return Ledger.open(folder)
