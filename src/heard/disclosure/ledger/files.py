"""The files of the ledger's folder: what they are called, and how each is written, whole or not at all."""

import io
import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import polars as pl

from heard.base.files import write_together

FACTS, SNAPSHOTS, LOCK = "facts", "snapshots", ".lock"
KEY = "key"
HEAD = "head"  # the hash of the last entry, so that an entry taken away from the end is missed; empty before the first
NEXT = "next"  # the files of an entry that is being recorded, a line each; gone once it is
OWNER_ONLY = 0o600


def facts_file(sha256: str) -> str:
    """Where facts with that hash stand, below the ledger's folder."""
    return f"{FACTS}/{sha256}.parquet"


def snapshot_file(digest: str) -> str:
    """Where the snapshot with that digest stands, below the ledger's folder."""
    return f"{SNAPSHOTS}/{digest}.parquet"


def list_files(folder: Path) -> frozenset[str]:
    """Every file of facts and snapshots there is, as `facts_file` and `snapshot_file` name them."""
    return frozenset(
        f"{kind}/{path.name}" for kind in (FACTS, SNAPSHOTS) for path in (folder / kind).glob("*.parquet")
    )


def as_parquet(frame: pl.DataFrame) -> bytes:
    """The bytes of a file that holds it; equal frames give equal bytes."""
    into = io.BytesIO()
    frame.write_parquet(into)
    return into.getvalue()


def write_files(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Files by name, put in their places one after the other in that order."""
    write_together(folder, {name: partial(_put, content) for name, content in contents.items()})


def write_owned(folder: Path, contents: Mapping[str, bytes]) -> None:
    """The same, readable to their owner alone: they stay with whoever keeps the responses."""
    write_together(folder, {name: partial(_put_owned, content) for name, content in contents.items()})


def _put(content: bytes, path: Path) -> None:
    path.write_bytes(content)


def _put_owned(content: bytes, path: Path) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as file:
        file.write(content)
