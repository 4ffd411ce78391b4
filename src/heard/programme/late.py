"""How the responses that came after a snapshot answered, counted as the tables count them.

It stands here and not with the ledger because it counts a dataset of its own, written for the purpose.
"""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from heard.analysis.cells import take_together
from heard.analysis.counts import count_cube
from heard.analysis.estimates import estimate
from heard.analysis.frames import KEYS, in_words
from heard.analysis.scope import Scope
from heard.base.files import temporary_folder
from heard.base.places import Area, Wave
from heard.base.surveys import TAKEN_TOGETHER, Survey
from heard.catalogue import Catalogue
from heard.cohort import Cohort
from heard.dataset.parquet_files import faults_of_the_disk
from heard.dataset.storing import Partition, StoredDataset
from heard.disclosure.ledger.snapshots import mark_added


def count_added(
    stored: StoredDataset,
    catalogue: Catalogue,
    *,
    waves: Mapping[str, Wave],
    areas: Mapping[str, Area],
    wave: str,
    area: str,
    before: Mapping[str, pl.DataFrame],
    key: bytes,
) -> pl.DataFrame:
    """KEYS, `count` and `base` of the responses of `area` that are not in the snapshots `before`, by survey.

    They lie in a folder of their own beside the dataset for the time it takes to count them.
    """
    place = stored.codebook.areas.index(area)
    with temporary_folder(stored.path.parent) as folder:
        for partition in stored.partitions():
            if partition.wave == wave and partition.survey.value in before:
                old = before[partition.survey.value]
                _store(_added(stored, partition, place, old, key), folder, wave, partition.survey)
        cube = count_cube(StoredDataset(folder, stored.codebook), catalogue)
    scope = Scope.of(
        cube,
        catalogue=catalogue,
        cohort=Cohort.unknown(),
        waves=waves,
        areas=areas,
        wave=wave,
        only_areas={area},
    )
    return _count(scope).filter(pl.col("area") == area)


def _added(
    stored: StoredDataset, partition: Partition, place: int, old: pl.DataFrame, key: bytes
) -> pl.DataFrame:
    rows = pl.concat([batch.filter(pl.col("area") == place) for batch in partition.batches()])
    columns = stored.codebook.surveys[partition.survey]
    return rows.filter(pl.Series(mark_added(rows, columns, old, key), dtype=pl.Boolean))


def _store(rows: pl.DataFrame, folder: Path, wave: str, survey: Survey) -> None:
    into = folder / f"wave={wave}" / f"survey={survey.value}"
    into.mkdir(parents=True)
    with faults_of_the_disk():
        rows.write_parquet(into / "part-0000.parquet")


def _count(scope: Scope) -> pl.DataFrame:
    """Of each survey and of those taken together."""
    together = (take_together(each, scope.own, scope.catalogue) for each in TAKEN_TOGETHER)
    cells = [*scope.own.values(), *(each for each in together if each is not None)]
    found = estimate(cells, catalogue=scope.catalogue, cohort=scope.cohort, wave=scope.wave.key)
    return in_words(found.select(*KEYS, "count", "base"))
