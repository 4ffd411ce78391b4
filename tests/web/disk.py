"""The database's files as they lie on the disk: what somebody who copies it has."""

from contextlib import suppress
from pathlib import Path

from django.db import connection

from clusters import Cluster


def read_database(*, with_journal: bool = False) -> bytes:
    """Every byte of the tables. PostgreSQL's write-ahead log, a copy of every step, only `with_journal`.

    The server throws files of its own away while they are read; one that is gone holds nothing.
    """
    found = b""
    for path in _list_files(with_journal=with_journal):
        with suppress(FileNotFoundError):
            found += path.read_bytes()
    return found


def _list_files(*, with_journal: bool) -> list[Path]:
    database = connection.settings_dict
    if connection.vendor != "postgresql":
        name = Path(database["NAME"])
        return sorted(name.parent.glob(f"{name.name}*"))
    cluster = Cluster(Path(database["HOST"]).parent)
    cluster.sql("CHECKPOINT")
    folders = ["base", "pg_wal"] if with_journal else ["base"]
    return sorted(path for each in folders for path in (cluster.data / each).rglob("*") if path.is_file())
