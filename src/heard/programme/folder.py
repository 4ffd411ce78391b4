"""A programme folder: everything the library needs to know about a programme, read and checked at once."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import polars as pl

from heard.base.errors import InputProblems, UserError
from heard.base.files import say_why
from heard.base.messages import count_of, name_some
from heard.base.places import Area, Wave
from heard.base.problems import Problem
from heard.catalogue import Catalogue, load_catalogue
from heard.catalogue.benchmarks import Benchmark
from heard.cohort import Cohort, read_cohort
from heard.cohort.columns import ELIGIBLE, KEYS
from heard.cohort.table import EVERYBODY
from heard.dataset.areas import read_areas
from heard.dataset.benchmarks import read_benchmarks
from heard.dataset.codebook import build_codebook
from heard.dataset.comments import Comments, no_comments, read_comments
from heard.dataset.responses import ResponseReader, count_respondents
from heard.dataset.storing import StoredDataset, find_stored, store_responses
from heard.dataset.tally import Tally
from heard.programme.engines.settings import NO_ENGINE, EngineSettings
from heard.programme.response_files import list_response_files
from heard.programme.settings import NO_SETTINGS, read_settings

SETTINGS, AREAS, RESPONSES = "programme.toml", "areas.csv", "responses"
COHORT, BENCHMARKS, COMMENTS = "cohort.csv", "benchmarks.csv", "comments.csv"
DATASET, LEDGER, KEPT = "dataset", "ledger", "protected"
INCOMING = ".incoming"  # while an import is put in place (`importing`): what is here is half of it
KNOWN = {SETTINGS, AREAS, RESPONSES, COHORT, BENCHMARKS, COMMENTS, DATASET, LEDGER, KEPT}

T = TypeVar("T")


@dataclass(frozen=True, repr=False)
class Programme:
    """A programme as its folder tells it; the responses themselves are read by `ensure_stored`.

    `made_up`: nobody real answered. `warnings` are those of the folder's files, the responses' apart.
    """

    path: Path
    name: str
    waves: Mapping[str, Wave]
    areas: Mapping[str, Area]
    cohort: Cohort
    benchmarks: tuple[Benchmark, ...]
    comments: Comments
    made_up: bool
    response_files: tuple[Path, ...]
    warnings: tuple[Problem, ...] = ()
    engine: EngineSettings = NO_ENGINE

    @property
    def dataset_path(self) -> Path:
        """Where the stored dataset is kept."""
        return self.path / DATASET

    def __repr__(self) -> str:
        """A line, without what children wrote: what a notebook shows of it."""
        made_up = ", made up" if self.made_up else ""
        return (
            f"{self.name}: {count_of(len(self.areas), 'area')}, waves {name_some(list(self.waves))}{made_up}"
        )


def open_programme(path: Path | str, catalogue: Catalogue | None = None) -> Programme:
    """The programme in that folder, with Heard's own catalogue where none is given; its responses are not read yet.

    It has `name`, `waves` and `areas` (by their keys), `cohort` (`cohort.frame`), `benchmarks`, `comments`, `made_up`
    and `warnings`.
    InputProblems with all that is wrong in any file but the responses.
    """
    tally = Tally()
    programme = _read(Path(path), catalogue or load_catalogue(), tally)
    if tally.has_errors():
        raise InputProblems(tally.problems())
    return programme


def ensure_stored(programme: Programme, catalogue: Catalogue) -> StoredDataset:
    """The programme's stored dataset, made anew only where responses, waves, areas, catalogue or
    what the programme says of versions changed.

    Raises InputProblems where a response file has an error; what was stored before then stays.
    """
    files, waves, areas, path = (
        programme.response_files,
        programme.waves,
        programme.areas,
        programme.dataset_path,
    )
    stored = find_stored(path, files, catalogue=catalogue, waves=waves, areas=areas)
    if stored is not None:
        return stored
    try:
        store_responses(files, into=path, catalogue=catalogue, waves=waves, areas=areas)
    except OSError as error:
        raise UserError(
            f"Nothing could be stored in {path}: {say_why(error)}. Heard keeps the responses there, checked and "
            "coded. Copy the programme folder to where there is room and the right to write, and use the copy."
        ) from None
    return StoredDataset.open(path)


def check_programme(path: Path, catalogue: Catalogue) -> tuple[Problem, ...]:
    """Everything wrong in the folder, responses and the cohort against them included. Writes nothing."""
    tally = Tally()
    programme = _read(path, catalogue, tally)
    if programme.waves and programme.areas:  # without them every row would be wrong
        codebook = build_codebook(catalogue, programme.waves, programme.areas)
        reader = ResponseReader(catalogue, codebook, programme.waves)
        respondents = count_respondents(reader.read(programme.response_files), codebook)
        tally.extend(reader.problems())
        _check_cohort(programme.cohort, respondents, tally)
    else:
        tally.warn(RESPONSES, f"not checked: {SETTINGS} and {AREAS} must be right first.")
    return tally.problems()


def _read(path: Path, catalogue: Catalogue, tally: Tally) -> Programme:
    """The programme, with nothing in the place of what cannot be read."""
    if not path.is_dir():
        raise UserError(f"{path} is no folder. Name a programme folder: it holds {SETTINGS}.")
    is_incoming = (path / INCOMING).exists()
    _warn_of_unknown(path, tally)
    for name in (SETTINGS, AREAS):
        if not os.path.lexists(path / name):
            tally.add(name, "the file is missing.")
    settings = _take(path / SETTINGS, partial(read_settings, catalogue=catalogue), tally) or NO_SETTINGS
    areas = _take(path / AREAS, read_areas, tally) or {}
    waves = settings.waves
    response_files = list_response_files(path / RESPONSES, tally)
    read = partial(read_cohort, catalogue=catalogue, waves=waves, areas=areas)
    cohort = _take(path / COHORT, read, tally) or Cohort.unknown()
    figures = partial(read_benchmarks, catalogue=catalogue, made_up=settings.made_up)
    benchmarks = _take(path / BENCHMARKS, figures, tally) or ()
    texts = partial(read_comments, catalogue=catalogue, waves=waves, areas=areas)
    comments = _take(path / COMMENTS, texts, tally) or no_comments()
    if (
        is_incoming or (path / INCOMING).exists()
    ):  # begun while this was read: half of its files may be listed
        words = (
            "an import is being put in place, or broke off: what is here is half of it. The site finishes it."
        )
        tally.add(INCOMING, words)
    return Programme(
        path=path,
        name=settings.name,
        waves=waves,
        areas=areas,
        cohort=cohort,
        benchmarks=benchmarks,
        comments=comments,
        made_up=settings.made_up,
        response_files=response_files,
        warnings=tally.problems(),
        engine=settings.engine,
    )


def _take(path: Path, read: Callable[[Path], tuple[T, tuple[Problem, ...]]], tally: Tally) -> T | None:
    """What a file holds; None where it is not there or has errors, which the tally then has."""
    if not os.path.lexists(path):  # a link that leads nowhere is there, and cannot be read
        return None
    try:
        found, warnings = read(path)
    except InputProblems as error:
        tally.extend(error.problems)
        return None
    tally.extend(warnings)
    return found


def _warn_of_unknown(path: Path, tally: Tally) -> None:
    for each in sorted(path.iterdir()):
        if each.name not in KNOWN and not each.name.startswith("."):
            tally.warn(each.name, "is no file of a programme folder, and not read.")


def _check_cohort(cohort: Cohort, respondents: pl.DataFrame, tally: Tally) -> None:
    """Warn where more answered than could, and where a programme that gives cohorts lacks one."""
    if cohort.frame.is_empty():
        return
    totals = cohort.frame.filter(pl.col("group") == EVERYBODY)
    both = respondents.join(totals, on=KEYS, how="left", maintain_order="left")
    both = both.select(*KEYS, "respondents", ELIGIBLE)
    for wave, area, survey, answered, eligible in both.filter(
        pl.col("respondents") > pl.col(ELIGIBLE)
    ).iter_rows():
        words = f"{answered} responses, and only {eligible} could answer; taken as cohort unknown."
        tally.warn(COHORT, f"wave {wave}, area {area}, survey {survey}: {words}")
    for (wave,), lacking in both.filter(pl.col(ELIGIBLE).is_null()).group_by("wave", maintain_order=True):
        named = [f"{area} ({survey})" for area, survey in lacking.select("area", "survey").iter_rows()]
        words = (
            f"wave {wave}: children answered whose cohort is not given, taken as unknown: {name_some(named)}."
        )
        tally.warn(COHORT, words)
