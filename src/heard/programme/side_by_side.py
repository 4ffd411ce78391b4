"""Many councils protected and attacked at once, a process each; what is finished survives a kill."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from heard.base.files import write_together
from heard.base.messages import count_of
from heard.catalogue import load_catalogue
from heard.dataset.parquet_files import faults_of_the_disk
from heard.disclosure.facts import SCHEMA
from heard.programme.counted import Progress
from heard.programme.processes import do_side_by_side
from heard.programme.safeguard import Case, QuestionKey, say_what_is_safe

WITHHELD, REFUSED = "heard.withheld", "heard.refused"  # keys of both in a finished council's file


@dataclass(frozen=True)
class Finished:
    """What may be said of one council, and the questions withheld; `refused`: why nothing new may be said of it."""

    facts: pl.DataFrame
    withheld: tuple[QuestionKey, ...]
    refused: str = ""


def protect_side_by_side(
    cases: Sequence[Case], *, work: Path | None, workers: int | None, progress: Progress
) -> Mapping[str, Finished]:
    """By council, in the order given. Of one that cannot be made safe, nothing but what was said of it before.

    `work`: where finished councils are kept for a run that goes on after a kill; None = nowhere.
    `workers`: how many processes; None = one a core, 1 = none but this one.
    """
    found: dict[str, Finished] = {}
    for case, finished in _finish(cases, work, workers):
        found[case.area] = finished
        progress(f"Protected and attacked {case.area} ({len(found)} of {len(cases)}){_say(finished)}")
    return {case.area: found[case.area] for case in cases}


def _say(finished: Finished) -> str:
    if finished.refused:
        return "; refused"
    return f"; {count_of(len(finished.withheld), 'question')} withheld" if finished.withheld else ""


def _finish(cases: Sequence[Case], work: Path | None, workers: int | None) -> Iterator[tuple[Case, Finished]]:
    left = []
    for case in cases:
        kept = None if work is None else _read(work / _name(case))
        if kept is None:
            left.append(case)
        else:
            yield case, kept
    for place, finished in do_side_by_side(_protect_one, left, workers):
        if work is not None:
            _keep(work, left[place], finished)
        yield left[place], finished


def _protect_one(case: Case) -> Finished:
    done = say_what_is_safe(case, load_catalogue())
    return Finished(done.facts, done.withheld, done.refused)


# --- What is kept -----------------------------------------------------------------------------------


def _name(case: Case) -> str:
    return f"{case.area}-{case.fingerprint}.parquet"


def _keep(work: Path, case: Case, finished: Finished) -> None:
    write_together(work, {_name(case): partial(_write, finished)})


def _write(finished: Finished, path: Path) -> None:
    with faults_of_the_disk():
        finished.facts.write_parquet(
            path, metadata={WITHHELD: json.dumps(finished.withheld), REFUSED: finished.refused}
        )


def _read(path: Path) -> Finished | None:
    """What was kept under that name; None where there is nothing that can be used."""
    with suppress(OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError):
        facts = pl.read_parquet(path)
        says = pl.read_parquet_metadata(path)
        withheld = tuple((str(survey), str(indicator)) for survey, indicator in json.loads(says[WITHHELD]))
        if dict(facts.schema) == SCHEMA:
            return Finished(facts, withheld, says[REFUSED])
    return None
