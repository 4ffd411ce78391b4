"""Spark over the stored dataset, here or where a cluster can read it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import ibis
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from heard.analysis.counting.cube import GroupCounts
from heard.analysis.counting.tables import count_tables
from heard.analysis.counts import Engine
from heard.base.errors import UserError
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.dataset.codebook import read_codebook
from heard.dataset.storing import CODEBOOK, StoredDataset
from heard.programme.engines.copies import check_copy
from heard.programme.engines.settings import EngineSettings

if TYPE_CHECKING:
    import ibis.expr.types as ir

HERE = "local[*]"
OF_A_SESSION = {
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",  # a wave called 2026 is a word
    "spark.sql.ansi.enabled": "true",  # an overflow is an error, never another number
}
OF_ONE_MACHINE = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",  # Heard says what is being done
    "spark.log.level": "ERROR",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",
}


@contextmanager
def open_it(settings: EngineSettings) -> Iterator[Engine]:
    """Spark by its own configuration (spark-defaults.conf, SPARK_HOME); `settings.url` names the master.

    `settings.path`: the stored dataset as the cluster reads it (hdfs:, s3a:, a shared folder); left out: the folder's.
    A session that is there already is used and left open.
    """
    was_there = SparkSession.getActiveSession() is not None
    session = _start(settings.url)
    connection = ibis.pyspark.connect(session)

    def count(dataset: StoredDataset, catalogue: Catalogue) -> Iterable[GroupCounts]:
        path = (settings.path or str(dataset.path.resolve())).rstrip("/")
        if settings.path:
            check_copy(_fingerprint_in(session, path), dataset, path)
        tables = {
            survey: _read(session, connection, path, dataset, survey)
            for survey in dataset.codebook.surveys
            if any(partition.survey is survey for partition in dataset.partitions())
        }
        return count_tables(tables, dataset.codebook, catalogue)

    try:
        yield count
    finally:
        if not was_there:
            session.stop()


def _read(
    session: SparkSession, connection: ibis.BaseBackend, path: str, dataset: StoredDataset, survey: Survey
) -> "ir.Table":
    folders = [
        f"{path}/wave={partition.wave}/survey={survey.value}"
        for partition in dataset.partitions()
        if partition.survey is survey
    ]
    name = f"heard_{survey.name.lower()}"
    session.read.option("basePath", path).parquet(*folders).createOrReplaceTempView(name)
    return connection.table(name)


def _start(master: str) -> SparkSession:
    builder = SparkSession.builder.appName("heard")
    if not master or master.startswith("local"):
        builder = builder.master(master or HERE)
        for key, value in OF_ONE_MACHINE.items():
            builder = builder.config(key, value)
    else:
        builder = builder.remote(master) if master.startswith("sc:") else builder.master(master)
    try:
        session = builder.getOrCreate()
    except (PySparkException, OSError) as error:
        raise UserError(f"Spark does not start ({error}). It needs Java 17.") from None
    for key, value in OF_A_SESSION.items():
        session.conf.set(key, value)
    return session


def _fingerprint_in(session: SparkSession, path: str) -> str:
    file = f"{path}/{CODEBOOK}"
    try:
        (row,) = session.read.text(file, wholetext=True).collect()
    except PySparkException:
        raise UserError(f"Spark finds no stored dataset in {path}: there is no {CODEBOOK}.") from None
    return read_codebook(row.value.encode(), file).fingerprint
