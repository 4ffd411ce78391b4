"""The stored dataset: a folder of plain Parquet that any engine can read, and the codebook beside it."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import polars as pl

from heard.base.errors import InputProblems, UserError
from heard.base.files import to_be_read, write_together
from heard.base.places import Area, Wave
from heard.base.problems import Problem, has_errors
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.dataset.codebook import (
    Codebook,
    build_codebook,
    extends,
    read_codebook,
    seal_codebook,
    unread_of,
    write_codebook,
)
from heard.dataset.exports.column_map import map_beside
from heard.dataset.parquet_files import faults_of_the_disk
from heard.dataset.piles import ROWS_A_PART, Pile
from heard.dataset.replacing import alone_at, aside, leftovers, put_back, put_in_place
from heard.dataset.responses import Batch, ResponseReader, count_respondents

CODEBOOK = "codebook.json"


@dataclass(frozen=True, slots=True)
class Partition:
    """The responses of one wave and survey, in files of at most ROWS_A_PART rows."""

    wave: str
    survey: Survey
    paths: tuple[Path, ...]

    def batches(self) -> Iterator[pl.DataFrame]:
        """The rows, one file at a time: `area`, then the survey's columns."""
        for path in self.paths:
            yield pl.read_parquet(path, hive_partitioning=False)


@dataclass(frozen=True, slots=True)
class StoredDataset:
    """A stored dataset, its files and what they mean."""

    path: Path
    codebook: Codebook

    @classmethod
    def open(cls, path: Path) -> "StoredDataset":
        """The dataset in that folder; UserError where there is none or it cannot be used."""
        if not path.exists() and aside(path).exists():
            with alone_at(path):
                put_back(path)
        file = path / CODEBOOK
        if not file.is_file():
            raise UserError(f"{path} holds no stored dataset.")
        return cls(path, read_codebook(file.read_bytes(), str(file)))

    def partitions(self) -> tuple[Partition, ...]:
        """Every wave and survey that has responses, waves by their keys, surveys by age."""
        found = []
        for wave in self.codebook.waves:
            for survey in Survey:
                paths = tuple(sorted((self.path / _folder_of(wave, survey)).glob("part-*.parquet")))
                if paths:
                    found.append(Partition(wave, survey, paths))
        return tuple(found)

    def respondents(self) -> pl.DataFrame:
        """`wave, area, survey, respondents`, the area by its code: how many responses there are, where any are."""
        return count_respondents(
            (
                Batch(partition.wave, partition.survey, rows)
                for partition in self.partitions()
                for rows in partition.batches()
            ),
            self.codebook,
        )


def find_stored(
    path: Path,
    files: Sequence[Path],
    *,
    catalogue: Catalogue,
    waves: Mapping[str, Wave],
    areas: Mapping[str, Area],
) -> StoredDataset | None:
    """The dataset in that folder where it is what `store_responses` would store of these files, byte for byte.

    None where there is none, where files, waves, areas or catalogue differ, and where anything in the folder was
    changed since.
    """
    try:
        stored = StoredDataset.open(path)
    except UserError:
        return None
    sealed = _sealed(files, build_codebook(catalogue, waves, areas))
    if replace(unread_of(stored.codebook), fingerprint=stored.codebook.fingerprint) != sealed:
        return None
    return stored if stored.codebook.parts == _hashes_below(path) else None


def store_responses(
    files: Sequence[Path],
    *,
    into: Path,
    catalogue: Catalogue,
    waves: Mapping[str, Wave],
    areas: Mapping[str, Area],
) -> tuple[Problem, ...]:
    """Read, check and store the responses of all files together; returns the warnings.

    Raises InputProblems where any file has an error. Then, and wherever the work is interrupted, `into` holds
    what it held before. The same files give the same bytes, and files of the same rows in another order the same
    parts: nothing stored says who came when. What `into` holds of these files already is not read from them again.
    """
    codebook = _sealed(files, build_codebook(catalogue, waves, areas))
    reader = ResponseReader(catalogue, codebook, waves)
    into = Path(os.path.realpath(into))  # a link is followed: what it leads to is replaced, not the link
    into.parent.mkdir(parents=True, exist_ok=True)
    with alone_at(into), tempfile.TemporaryDirectory(prefix=leftovers(into), dir=into.parent) as work:
        put_back(into)
        _check_ours(into)
        new, waiting = Path(work) / "new", Path(work) / "waiting"
        before = _find_extended(into, codebook)
        if before:
            reader.go_on_from(before.codebook)
        known = before.codebook.files if before else {}
        unread = [path for path in sorted(files) if path.name not in known]
        piles = _pile_up(reader.read(unread), waiting, len(codebook.areas))
        problems = reader.problems()
        if has_errors(problems):
            raise InputProblems(problems)
        if before:
            _take_over(before, codebook, piles, new, waiting)
        for (wave, survey), pile in piles.items():
            _write_parts(new / _folder_of(wave, survey), pile)
        left_out = _by_survey(reader.left_out)
        text = write_codebook(
            replace(codebook, left_out=left_out, warnings=problems, parts=_hashes_below(new))
        )
        write_together(new, {CODEBOOK: lambda path: _write(path, text)})
        put_in_place(new, into)
    return problems


def _check_ours(into: Path) -> None:
    if not into.exists() or (into / CODEBOOK).is_file():
        return
    if not into.is_dir() or any(into.iterdir()):
        raise UserError(f"{into} holds something else than a stored dataset. Move it, then try again.")


def _sealed(files: Sequence[Path], codebook: Codebook) -> Codebook:
    return seal_codebook(codebook, [(path.name, _hash_as_read(path)) for path in files])


def _hash_as_read(path: Path) -> str:
    """A file's hash; with a column map beside it, of both: another map makes other responses of it."""
    beside = map_beside(path)
    if beside is None:
        return _hash_of(path)
    return hashlib.sha256(f"{_hash_of(path)} {_hash_of(beside)}".encode()).hexdigest()


def _hash_of(path: Path) -> str:
    with to_be_read(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hashes_below(folder: Path) -> Mapping[str, str]:
    """The hash of every Parquet file in the folder, by its path from there."""
    return {path.relative_to(folder).as_posix(): _hash_of(path) for path in sorted(folder.rglob("*.parquet"))}


def _pile_up(batches: Iterable[Batch], waiting: Path, areas: int) -> dict[tuple[str, Survey], Pile]:
    piles: dict[tuple[str, Survey], Pile] = {}
    for batch in batches:
        key = (batch.wave, batch.survey)
        if key not in piles:
            piles[key] = Pile(waiting / _folder_of(*key), areas)
        piles[key].add(batch.frame)
    return piles


def _find_extended(path: Path, codebook: Codebook) -> StoredDataset | None:
    """What is stored there, where all of it stands as it is under the codebook and no part was changed since."""
    try:
        stored = StoredDataset.open(path)
    except UserError:
        return None
    is_sound = (
        seal_codebook(stored.codebook, stored.codebook.files.items()).fingerprint
        == stored.codebook.fingerprint
    )
    is_whole = is_sound and stored.codebook.parts == _hashes_below(path)
    return stored if is_whole and extends(codebook, stored.codebook) else None


def _take_over(
    before: StoredDataset,
    codebook: Codebook,
    piles: dict[tuple[str, Survey], Pile],
    new: Path,
    waiting: Path,
) -> None:
    """Put the rows stored before beside the new ones; parts that nothing comes to are copied as they are."""
    same_areas = before.codebook.areas == codebook.areas
    place = [codebook.areas.index(area) for area in before.codebook.areas]
    for partition in before.partitions():
        key = (partition.wave, partition.survey)
        if key not in piles and same_areas:
            folder = new / _folder_of(*key)
            folder.mkdir(parents=True)
            for path in partition.paths:
                shutil.copyfile(path, folder / path.name)
            continue
        pile = piles.setdefault(key, Pile(waiting / _folder_of(*key), len(codebook.areas)))
        for rows in partition.batches():
            pile.add(
                rows.with_columns(
                    pl.col("area").replace_strict(range(len(place)), place, return_dtype=pl.Int16)
                )
            )


def _by_survey(counts: Mapping[tuple[Survey, str], int]) -> dict[Survey, dict[str, int]]:
    found: dict[Survey, dict[str, int]] = {}
    for (survey, indicator), count in sorted(counts.items()):
        found.setdefault(survey, {})[indicator] = count
    return found


def _folder_of(wave: str, survey: Survey) -> Path:
    return Path(f"wave={wave}") / f"survey={survey}"


def _write_parts(folder: Path, pile: Pile) -> None:
    for number, rows in enumerate(pile.parts()):
        write_together(folder, {f"part-{number:04}.parquet": partial(_write_part, rows)})


def _write_part(rows: pl.DataFrame, path: Path) -> None:
    with faults_of_the_disk():
        rows.write_parquet(path, row_group_size=ROWS_A_PART)


def _write(path: Path, text: bytes) -> None:
    path.write_bytes(text)
