"""DuckDB over the stored dataset's own Parquet files."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import ibis

from heard.analysis.counting.cube import GroupCounts
from heard.analysis.counting.tables import count_tables
from heard.analysis.counts import Engine
from heard.catalogue import Catalogue
from heard.dataset.storing import StoredDataset
from heard.programme.engines.copies import check_copy
from heard.programme.engines.settings import EngineSettings


@contextmanager
def open_it(settings: EngineSettings) -> Iterator[Engine]:
    """DuckDB in memory. `settings.path`: a copy of the stored dataset; left out: the programme's own."""
    connection = ibis.duckdb.connect()

    def count(dataset: StoredDataset, catalogue: Catalogue) -> Iterable[GroupCounts]:
        copy = StoredDataset.open(Path(settings.path)) if settings.path else dataset
        check_copy(copy.codebook.fingerprint, dataset, settings.path)
        files = {
            survey: [
                str(path)
                for partition in copy.partitions()
                if partition.survey is survey
                for path in partition.paths
            ]
            for survey in dataset.codebook.surveys
        }
        tables = {
            survey: connection.read_parquet(paths, hive_partitioning=True, hive_types_autocast=False)
            for survey, paths in files.items()
            if paths
        }
        return count_tables(tables, dataset.codebook, catalogue)

    try:
        yield count
    finally:
        connection.disconnect()
