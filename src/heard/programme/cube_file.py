"""A cube kept in a file with what it counted, and the responses added that came since."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from heard.analysis.counts import add_cubes, count_cube
from heard.base.errors import UserError
from heard.base.files import temporary_folder
from heard.base.messages import name_some
from heard.catalogue import Catalogue
from heard.dataset.codebook import Codebook, extends, read_codebook, unread_of, write_codebook
from heard.dataset.parquet_files import faults_of_the_disk
from heard.dataset.storing import StoredDataset, store_responses
from heard.programme.folder import Programme

COUNTED, CODEBOOK = "heard.counted", "heard.codebook"
NAMED = 5
ANEW = "Count anew: the same command without --add."


@dataclass(frozen=True, slots=True)
class KeptCube:
    """A cube, and the codebook of what it counted: files and hashes, councils, waves, scales."""

    cube: pl.DataFrame
    codebook: Codebook


def write_cube(cube: pl.DataFrame, codebook: Codebook, path: Path) -> None:
    """Write the cube with what it counted; the same cube of the same files gives the same bytes."""
    metadata = {COUNTED: codebook.fingerprint, CODEBOOK: write_codebook(unread_of(codebook)).decode()}
    with faults_of_the_disk():
        cube.write_parquet(path, metadata=metadata)


def read_cube(path: Path) -> KeptCube:
    """The cube of that file; UserError where it is damaged or another version wrote it."""
    try:
        metadata = pl.read_parquet_metadata(path)
        cube = pl.read_parquet(path)
    except PolarsError:
        raise UserError(f"{path} is damaged. {ANEW}") from None
    if CODEBOOK not in metadata:
        raise UserError(f"{path} does not say which files it counted. {ANEW}")
    return KeptCube(cube, read_codebook(metadata[CODEBOOK].encode(), str(path)))


def add_to_cube(
    kept: KeptCube, stored: StoredDataset, programme: Programme, catalogue: Catalogue
) -> pl.DataFrame:
    """The cube of all that is stored, from a kept one: only files it did not count are read and counted.

    No file is counted twice, and none that was counted may have changed or gone: then UserError says which.
    """
    now = stored.codebook
    _check_still_there(kept.codebook.files, now.files)
    if not extends(now, kept.codebook):
        raise UserError(f"The kept cube was counted by other questions, scales or waves than today's. {ANEW}")
    new = [path for path in programme.response_files if path.name not in kept.codebook.files]
    if not new:
        return add_cubes([kept.cube], now, catalogue)
    with temporary_folder(programme.dataset_path.parent) as folder:
        into = folder / "new" / "dataset"  # the folder itself is held for as long as it is used
        store_responses(new, into=into, catalogue=catalogue, waves=programme.waves, areas=programme.areas)
        return add_cubes([kept.cube, count_cube(StoredDataset.open(into), catalogue)], now, catalogue)


def _check_still_there(counted: Mapping[str, str], now: Mapping[str, str]) -> None:
    changed = [name for name, file_hash in counted.items() if now.get(name) != file_hash]
    if changed:
        raise UserError(
            f"Files that the kept cube counted have changed or gone since: {name_some(changed, NAMED)}. {ANEW}"
        )
