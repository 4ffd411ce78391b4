"""One wave from responses to findings, written as files that other tools read."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from heard.analysis.frames import in_words
from heard.base.files import write_together
from heard.dataset.parquet_files import faults_of_the_disk
from heard.findings import findings_as_json
from heard.programme.counted import Progress, count_programme, say_nothing
from heard.programme.cube_file import write_cube
from heard.programme.engines import EngineName
from heard.programme.place import check_out
from heard.programme.wave import AnalysedWave, analyse_wave, frames_of

CUBE = "cube.parquet"


@dataclass(frozen=True, slots=True)
class Analysis:
    """What `analyse` wrote: file names, how many responses were counted, how many findings there are."""

    files: tuple[str, ...]
    responses: int
    findings: int


def analyse(
    folder: Path | str,
    *,
    wave: str,
    out: Path | str,
    area: str | None = None,
    weighted: bool = False,
    engine: EngineName = EngineName.LOCAL,
    add: bool = False,
    progress: Progress = say_nothing,
) -> Analysis:
    """Write a wave's tables, its cube and its findings to `out`: what `read_wave` gives, as files.

    With `weighted`, also shares weighted to the cohort's margins, beside the unweighted ones. `engine`: what counts.
    With `add`, the cube in `out`, where there is one, is added to: only response files it did not count are counted.
    Exact figures for the programme's own analysts (level working): nothing here may leave them.
    Raises UserError for an unknown wave or area and InputProblems for files that cannot be used.
    The same folder and version give byte-identical files.
    """
    folder, out = Path(folder), Path(out)
    check_out(out, folder)
    kept = out / CUBE if add and (out / CUBE).exists() else None
    counted = count_programme(folder, wave=wave, area=area, engine=engine, kept=kept, progress=progress)
    found = analyse_wave(counted, wave=wave, area=area, weighted=weighted, progress=progress)
    tables = frames_of(found)
    progress("Finding what the figures bear, and writing the files")
    with ThreadPoolExecutor(max_workers=1) as beside:
        # Sentences are made in Python while polars writes the tables in threads of its own: a quarter less to wait.
        sentences = beside.submit(_findings_of, found)
        writers: dict[str, Callable[[Path], None]] = {
            **{file: write for name in tables for file, write in _frame_writers(name, tables[name]).items()},
            CUBE: partial(write_cube, counted.cube, counted.stored.codebook),
            **_page_of_the_nation(found),
            "findings.json": lambda path: _write_text(path, sentences.result()),
        }
        write_together(out, writers)
    return Analysis(files=tuple(sorted(writers)), responses=found.responses, findings=len(found.found))


def _findings_of(found: AnalysedWave) -> str:
    return findings_as_json(found.programme, found.wave, found.found)


def _page_of_the_nation(found: AnalysedWave) -> dict[str, Callable[[Path], None]]:
    """The page about all councils together; none where one council is asked for."""
    if found.area is not None:
        return {}
    from heard.programme.nation import render_nation
    from heard.reports.nation import NationFacts

    counted = found.counted
    facts = NationFacts.of(counted.programme, wave=found.wave, fingerprint=counted.fingerprint)
    page = render_nation(found.tables, found.supplements, counted.catalogue, facts)
    return {"nation.html": lambda path: _write_text(path, page)}


def _frame_writers(name: str, frame: pl.DataFrame) -> dict[str, Callable[[Path], None]]:
    return {
        f"{name}.parquet": partial(_write_parquet, frame),
        f"{name}.csv": lambda path: in_words(frame).write_csv(path),
    }


def _write_parquet(frame: pl.DataFrame, path: Path) -> None:
    with faults_of_the_disk():
        in_words(frame).write_parquet(path)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
