"""One wave from responses to findings, written as files that other tools read."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from heard.analysis.associations.counting import count_associations
from heard.analysis.associations.table import build_associations
from heard.analysis.counts import count_cube
from heard.analysis.nonresponse.weighting import weigh
from heard.analysis.scope import Scope
from heard.analysis.supplements import Supplements, supplement
from heard.analysis.tables import Tables, describe_wave
from heard.base.errors import UserError
from heard.base.files import write_together
from heard.base.messages import count_of, name_some, quote
from heard.base.places import NATION
from heard.base.policy import Level
from heard.catalogue import Catalogue, load_catalogue
from heard.dataset.parquet_files import faults_of_the_disk
from heard.dataset.storing import StoredDataset
from heard.disclosure import protect
from heard.findings import find_all, findings_as_json
from heard.programme.engines import EngineName, open_engine
from heard.programme.folder import Programme, ensure_stored, open_programme
from heard.programme.place import check_out

KEYS_NAMED = 10

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Analysis:
    """What `analyse` wrote: file names, how many responses were counted, how many findings there are."""

    files: tuple[str, ...]
    responses: int
    findings: int


@dataclass(frozen=True)
class Counted:
    """A programme with the cube of its responses."""

    programme: Programme
    catalogue: Catalogue
    cube: pl.DataFrame
    stored: StoredDataset

    @property
    def fingerprint(self) -> str:
        """It differs whenever what was counted does."""
        return self.stored.codebook.fingerprint


def say_nothing(_message: str) -> None:
    """The progress of somebody who does not want to hear it."""


def analyse(
    folder: Path,
    *,
    wave: str,
    out: Path,
    area: str | None = None,
    weighted: bool = False,
    engine: EngineName = EngineName.LOCAL,
    progress: Progress = say_nothing,
) -> Analysis:
    """Write a wave's tables (`analysis.tables`, `analysis.supplements`), its cube and its findings to `out`.

    With `weighted`, also shares weighted to the cohort's margins, beside the unweighted ones. `engine`: what counts.
    Exact figures for the programme's own analysts (level working): nothing here may leave them.
    Raises UserError for an unknown wave or area and InputProblems for files that cannot be used.
    The same folder and version give byte-identical files.
    """
    check_out(out, folder)
    counted = count_programme(folder, wave=wave, area=area, engine=engine, progress=progress)
    scope = _scope_of(counted, wave, area)
    tables = _describe(counted, scope, progress)
    supplements = supplement(scope, tables)
    further = dict(supplements.by_name())
    if weighted:
        progress("Weighting to the cohort")
        further["weighted"] = _weigh(counted, wave, area)
    progress("Finding what the figures bear, and writing the files")
    with ThreadPoolExecutor(max_workers=1) as beside:
        # Sentences are made in Python while polars writes the tables in threads of its own: a quarter less to wait.
        found = beside.submit(_find, tables, counted, wave, area)
        writers = {
            **_frame_writers("estimates", tables.estimates),
            **_frame_writers("comparisons", tables.comparisons),
            **_frame_writers("participation", tables.participation),
            **_frame_writers("associations", tables.associations),
            **{
                file: write
                for name, frame in further.items()
                for file, write in _frame_writers(name, frame).items()
            },
            "cube.parquet": lambda path: _write_cube(counted, path),
            **_page_of_the_nation(counted, scope, tables, supplements),
            "findings.json": lambda path: _write_text(path, found.result().text),
        }
        write_together(out, writers)
    return Analysis(
        files=tuple(sorted(writers)),
        responses=count_responses(counted.cube, wave, area),
        findings=found.result().number,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    text: str
    number: int


def _find(tables: Tables, counted: Counted, wave: str, area: str | None) -> _Found:
    areas = [area] if area else sorted(set(tables.estimates["area"]) - {NATION})
    findings = find_all(protect(tables, Level.WORKING), counted.catalogue, areas)
    return _Found(findings_as_json(counted.programme.name, wave, findings), len(findings))


def count_programme(
    folder: Path,
    *,
    wave: str | None = None,
    area: str | None = None,
    engine: EngineName = EngineName.LOCAL,
    progress: Progress = say_nothing,
) -> Counted:
    """Open a programme folder, store its responses where they changed, and count them once.

    Raises UserError for a `wave` or `area` the programme does not have, before anything is stored.
    """
    catalogue = load_catalogue()
    progress("Checking the programme folder")
    programme = open_programme(folder, catalogue)
    _check_asked_for(programme, wave, area)
    progress("Reading the responses")
    stored = ensure_stored(programme, catalogue)
    warnings = len(programme.warnings) + len(stored.codebook.warnings)
    if warnings:
        progress(f"{count_of(warnings, 'warning')}; to read them: heard check {folder}")
    progress("Counting" if engine is EngineName.LOCAL else f"Counting by {engine.value}")
    with open_engine(engine, programme.engine) as counts:
        return Counted(programme, catalogue, count_cube(stored, catalogue, counts), stored)


def tables_of(
    counted: Counted, *, wave: str, area: str | None = None, progress: Progress = say_nothing
) -> Tables:
    """The tables of a wave, for one council or for all; UserError for an unknown wave or area."""
    return _describe(counted, _scope_of(counted, wave, area), progress)


def _scope_of(counted: Counted, wave: str, area: str | None) -> Scope:
    programme = counted.programme
    _check_asked_for(programme, wave, area)
    return Scope.of(
        counted.cube,
        catalogue=counted.catalogue,
        cohort=programme.cohort,
        waves=programme.waves,
        areas=programme.areas,
        wave=wave,
        only_areas=None if area is None else frozenset({area}),
    )


def _describe(counted: Counted, scope: Scope, progress: Progress) -> Tables:
    progress("Asking what goes with well-being")
    counts = count_associations(counted.stored, counted.catalogue, scope.wave.key, scope.only_areas)
    associations = build_associations(counts, scope.only_areas)
    progress("Estimating and comparing")
    return describe_wave(scope, counted.programme.benchmarks, associations)


def _page_of_the_nation(
    counted: Counted, scope: Scope, tables: Tables, supplements: Supplements
) -> dict[str, Callable[[Path], None]]:
    """The page about all councils together; none where one council is asked for."""
    if scope.only_areas is not None:
        return {}
    from heard.programme.nation import render_nation
    from heard.reports.nation import NationFacts

    facts = NationFacts.of(counted.programme, wave=scope.wave.key, fingerprint=counted.fingerprint)
    page = render_nation(tables, supplements, counted.catalogue, facts)
    return {"nation.html": lambda path: _write_text(path, page)}


def _weigh(counted: Counted, wave: str, area: str | None) -> pl.DataFrame:
    councils = counted.programme.areas if area is None else [area]
    return weigh(counted.stored, counted.catalogue, counted.programme.cohort.frame, wave, list(councils))


def _check_asked_for(programme: Programme, wave: str | None, area: str | None) -> None:
    for what, key, known in (("wave", wave, programme.waves), ("area", area, programme.areas)):
        if key is not None and key not in known:
            raise UserError(
                f"There is no {what} {quote(key)} in this programme. It has: {name_some(list(known), KEYS_NAMED)}."
            )


def _frame_writers(name: str, frame: pl.DataFrame) -> dict[str, Callable[[Path], None]]:
    return {
        f"{name}.parquet": partial(_write_parquet, frame),
        f"{name}.csv": frame.write_csv,
    }


def _write_parquet(frame: pl.DataFrame, path: Path) -> None:
    with faults_of_the_disk():
        frame.write_parquet(path)


def _write_cube(counted: Counted, path: Path) -> None:
    with faults_of_the_disk():
        counted.cube.write_parquet(path, metadata={"heard.counted": counted.fingerprint})


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def count_responses(cube: pl.DataFrame, wave: str, area: str | None) -> int:
    """How many answered in a wave: of one area, or of all."""
    rows = cube.filter(pl.col("wave") == wave, pl.col("indicator") == "respondents", pl.col("group") == "all")
    if area is not None:
        rows = rows.filter(pl.col("area") == area)
    return int(rows["count"].sum())
