"""The sets of many councils, one after the other in as many processes as there are cores: a night's work."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from heard.base.errors import UserError
from heard.base.policy import Level
from heard.programme.counted import Counted, count_programme
from heard.programme.report_set import write_set
from heard.reports import Format, Kind

COUNCILS_A_PROCESS = 10  # then it ends and gives its memory back


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for of every council."""

    folder: Path
    wave: str
    level: Level
    out: Path
    today: date
    kinds: tuple[Kind, ...] = tuple(Kind)
    formats: tuple[Format, ...] = tuple(Format)
    by: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a council: how many files were written, or why none was. `done` of how many councils are done."""

    area: str
    files: int
    done: int
    refused: str = ""


def list_answering(counted: Counted, wave: str) -> tuple[str, ...]:
    """The councils of which somebody answered in the wave, in the order of the programme."""
    rows = counted.cube.filter(wave=wave, indicator="respondents", group="all")
    answering = set(rows.filter(rows["count"] > 0)["area"])
    return tuple(area for area in counted.programme.areas if area in answering)


def write_sets(asked: Asked, areas: Sequence[str], *, processes: int | None = None) -> Iterator[Outcome]:
    """Write the set of each of these councils, each into a folder of its own below `asked.out`; what becomes of each,
    as it does. A council that is refused does not keep the others from theirs. The ledger lets one record at a time;
    pages are set side by side."""
    with ProcessPoolExecutor(
        max_workers=processes or os.cpu_count() or 1,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(asked,),
        max_tasks_per_child=COUNCILS_A_PROCESS,
    ) as pool:
        waiting = {pool.submit(_write_one, asked, area): area for area in areas}
        for done, each in enumerate(as_completed(waiting), start=1):
            yield _outcome(each, waiting[each], done)


def _outcome(finished: "Future[int]", area: str, done: int) -> Outcome:
    """What a process said; a fault of ours is told by its kind alone, for its words may hold figures."""
    match finished.exception():
        case None:
            return Outcome(area, finished.result(), done)
        case UserError() as error:
            return Outcome(area, 0, done, str(error))
        case fault:
            return Outcome(area, 0, done, f"a fault of Heard's own ({type(fault).__name__})")


_COUNTED: dict[Path, Counted] = {}  # of this process: the folder is read and counted once


def _begin(asked: Asked) -> None:
    _COUNTED[asked.folder] = count_programme(asked.folder, wave=asked.wave)


def _write_one(asked: Asked, area: str) -> int:
    written = write_set(
        _COUNTED[asked.folder],
        wave=asked.wave,
        area=area,
        level=asked.level,
        kinds=asked.kinds,
        formats=asked.formats,
        out=asked.out / area,
        today=asked.today,
        by=asked.by,
    )
    return len(written.files)
