"""PostgreSQL: one table that `heard load` fills from the stored dataset, and the engine that counts it there."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO

import polars as pl
import psycopg
from psycopg import sql

from heard.analysis.counting.cube import GroupCounts
from heard.analysis.counting.tables import count_tables
from heard.analysis.counts import Engine
from heard.base.errors import UserError
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.dataset.storing import CODEBOOK, StoredDataset
from heard.programme.engines.copies import check_copy
from heard.programme.engines.settings import EngineSettings

NOT_NAMED = 'programme.toml does not say which database. Write there: [engine], url = "postgresql://…" and table = "…".'
KEYS = {"wave": "text", "survey": "text", "area": "smallint"}


@contextmanager
def open_it(settings: EngineSettings) -> Iterator[Engine]:
    """The database `settings.url` names; passwords come as psycopg finds them (PGPASSWORD, a password file)."""
    import ibis

    with _connect(settings) as connection:
        tables = ibis.postgres.from_connection(connection)

        def count(dataset: StoredDataset, catalogue: Catalogue) -> Iterable[GroupCounts]:
            _check_loaded(connection, settings, dataset)
            schema, name = _parts(settings.table)
            table = tables.table(name, database=schema)
            of_survey = {
                survey: table.filter(table["survey"] == survey.value) for survey in _surveys(dataset)
            }
            return count_tables(of_survey, dataset.codebook, catalogue)

        yield count


def load(dataset: StoredDataset, settings: EngineSettings) -> int:
    """Fill the table with every response of the dataset, in place of what it held; how many there are.

    One table: wave, survey, area (a place in the codebook's areas) and every column of every survey as the stored
    dataset holds it; null where a survey does not ask. Beside it `<table>_codebook` holds the codebook. All or nothing.
    UserError for a table that Heard did not make.
    """
    try:
        with _connect(settings) as connection, connection.transaction():
            return _fill(connection, settings, dataset)
    except psycopg.Error as error:
        raise UserError(f"The table {settings.table} is as it was: {str(error).strip()}") from None


def _fill(connection: psycopg.Connection, settings: EngineSettings, dataset: StoredDataset) -> int:
    columns = _columns(dataset)
    _make(connection, settings, columns)
    rows = sum(_copy(connection, settings, frame, list(columns)) for frame in _frames(dataset))
    text = (dataset.path / CODEBOOK).read_text(encoding="utf-8")
    insert = sql.SQL("INSERT INTO {} VALUES (%s, %s)").format(_beside(settings))
    connection.execute(insert, (dataset.codebook.fingerprint, text))
    return rows


def _surveys(dataset: StoredDataset) -> list[Survey]:
    return sorted({partition.survey for partition in dataset.partitions()}, key=list(Survey).index)


def _columns(dataset: StoredDataset) -> dict[str, str]:
    columns = {column.key: "smallint" for each in dataset.codebook.surveys.values() for column in each.all}
    return KEYS | columns


def _frames(dataset: StoredDataset) -> Iterator[pl.DataFrame]:
    for partition in dataset.partitions():
        for rows in partition.batches():
            yield rows.with_columns(wave=pl.lit(partition.wave), survey=pl.lit(partition.survey.value))


def _make(connection: psycopg.Connection, settings: EngineSettings, columns: dict[str, str]) -> None:
    table, beside = _table(settings), _beside(settings)
    if _is_there(connection, settings.table) and not _is_there(connection, f"{settings.table}_codebook"):
        raise UserError(f"The table {settings.table} was not made by Heard. Name another in [engine].")
    connection.execute(sql.SQL("DROP TABLE IF EXISTS {}, {}").format(table, beside))
    listed = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind)) for name, kind in columns.items()
    )
    connection.execute(sql.SQL("CREATE TABLE {} ({})").format(table, listed))
    connection.execute(sql.SQL("CREATE TABLE {} (fingerprint text, codebook text)").format(beside))


def _copy(
    connection: psycopg.Connection, settings: EngineSettings, rows: pl.DataFrame, columns: list[str]
) -> int:
    there = [name for name in columns if name in rows.columns]
    names = sql.SQL(", ").join(map(sql.Identifier, there))
    text = BytesIO()
    rows.select(there).write_csv(text, include_header=False)
    command = sql.SQL("COPY {} ({}) FROM STDIN WITH (FORMAT csv)").format(_table(settings), names)
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        copy.write(text.getbuffer())
    return rows.height


def _check_loaded(connection: psycopg.Connection, settings: EngineSettings, dataset: StoredDataset) -> None:
    again = "Load it again (heard load)"
    if not _is_there(connection, f"{settings.table}_codebook"):
        raise UserError(f"There is no table {settings.table} of responses yet. Fill it: heard load FOLDER.")
    found = connection.execute(sql.SQL("SELECT fingerprint FROM {}").format(_beside(settings))).fetchone()
    check_copy(found[0] if found else "", dataset, f"table {settings.table}", again=again)


def _connect(settings: EngineSettings) -> psycopg.Connection:
    if not (settings.url and settings.table):
        raise UserError(NOT_NAMED)
    try:
        return psycopg.connect(settings.url, autocommit=True)
    except psycopg.Error as error:
        raise UserError(f"The database cannot be reached: {str(error).strip()}") from None


def _is_there(connection: psycopg.Connection, table: str) -> bool:
    found = connection.execute("SELECT to_regclass(%s)", (table,)).fetchone()
    return bool(found and found[0])


def _parts(table: str) -> tuple[str | None, str]:
    schema, _, name = table.rpartition(".")
    return schema or None, name


def _table(settings: EngineSettings) -> sql.Identifier:
    return sql.Identifier(*settings.table.split("."))


def _beside(settings: EngineSettings) -> sql.Identifier:
    *schema, name = settings.table.split(".")
    return sql.Identifier(*schema, f"{name}_codebook")
