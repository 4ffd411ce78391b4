"""Parquet: each table as it is, with what its columns mean in the file's own metadata."""

import io
import json
from collections.abc import Mapping

import polars as pl

from heard.reports.data_files.council_tables import CouncilTables
from heard.reports.data_files.describing import describe_source
from heard.reports.data_files.files import is_written, stem_of
from heard.reports.data_files.variables import TABLES, Table


def write_parquet(tables: CouncilTables) -> Mapping[str, bytes]:
    """A file a table, by name. A value that is not there is null, and `symbol` says why."""
    stem = stem_of(tables.facts)
    return {
        f"{stem}-{table}.parquet": _file(tables, table, frame)
        for table, frame in tables.frames.items()
        if is_written(table, tables.facts)
    }


def _file(tables: CouncilTables, table: Table, frame: pl.DataFrame) -> bytes:
    say = tables.material.say
    labels = {each.name: say(f"files.variables.{each.words}") for each in TABLES[table]}
    source = describe_source(tables.material)
    metadata = {
        "title": say(f"files.tables.{table}.title"),
        "about": say(f"files.tables.{table}.about"),
        "source": "\n".join(source.values()),
        "labels": json.dumps(labels, ensure_ascii=False),
    }
    content = io.BytesIO()
    frame.write_parquet(content, metadata=metadata)
    return content.getvalue()
