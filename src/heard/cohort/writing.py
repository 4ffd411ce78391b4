"""Counts → rows of cohort.csv: each survey in all, then by each demographic singly. Other rows of the file are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from heard.base.errors import InputProblems
from heard.base.files import write_together
from heard.base.messages import name_some
from heard.base.problems import Problem
from heard.catalogue import Catalogue
from heard.cohort.counting import CohortCount, SurveyCount
from heard.cohort.table import ELIGIBLE, KEYS
from heard.dataset.reading import read_table


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows were written, took the place of others, and were there before and are kept."""

    rows: int
    replaced: int
    kept: int


def rows_of(count: CohortCount, *, wave: str, area: str, catalogue: Catalogue) -> pl.DataFrame:
    """`wave`, `area`, `survey`, the demographics that are counted, `eligible`; all text but the last."""
    rows = [row for each in count.surveys for row in _rows_of_survey(each, wave, area)]
    counted = {key for each in count.surveys for key in each.groups}
    groups = [key for key in catalogue.demographics if key in counted]
    schema = {**dict.fromkeys((*KEYS, *groups), pl.String), ELIGIBLE: pl.Int64}
    return pl.DataFrame(rows, schema=schema)


def _read_others(path: Path) -> pl.DataFrame | None:
    """The file that is there already, all text; None where there is none. InputProblems where it is no cohort.csv."""
    if not path.exists():
        return None
    table = read_table(path)
    missing = [name for name in (*KEYS, ELIGIBLE) if name not in table.columns]
    if missing:
        message = (
            f"something else than a cohort.csv is there: it has no column {name_some(missing)}. Nothing was "
            "written; name another file."
        )
        raise InputProblems([Problem(path.name, message)])
    return table


def write_cohort(path: Path, new: pl.DataFrame) -> Written:
    """Put the rows in the file, in the place of those of the same wave, area and survey; all others stay."""
    there = _read_others(path)
    text = new.with_columns(pl.col(ELIGIBLE).cast(pl.String))
    kept = there.join(text.select(KEYS).unique(), on=list(KEYS), how="anti") if there is not None else None
    whole = pl.concat([kept, text], how="diagonal") if kept is not None else text
    columns = [name for name in whole.columns if name != ELIGIBLE]
    write_together(path.parent, {path.name: lambda to: whole.select(*columns, ELIGIBLE).write_csv(to)})
    replaced = there.height - kept.height if there is not None and kept is not None else 0
    return Written(rows=new.height, replaced=replaced, kept=kept.height if kept is not None else 0)


def _rows_of_survey(count: SurveyCount, wave: str, area: str) -> Sequence[dict[str, str | int]]:
    keys: dict[str, str | int] = {"wave": wave, "area": area, "survey": count.survey.value}
    margins: list[dict[str, str | int]] = [
        {**keys, group: level, ELIGIBLE: children}
        for group, levels in count.groups.items()
        for level, children in levels.items()
    ]
    return [{**keys, ELIGIBLE: count.eligible}, *margins]
