"""cohort.csv: how many children could have answered, in all and by any of their groups."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from heard.base.errors import InputProblems
from heard.base.messages import quote
from heard.base.problems import Problem
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.cohort.columns import ELIGIBLE, KEYS, MOST
from heard.dataset.reading import ROW
from heard.dataset.small_tables import check_known, check_unrepeated, read_small_table
from heard.dataset.tally import Tally

EVERYBODY = "all"  # the group and the level of a whole survey
PATTERN = "pattern"  # which demographic columns a row fills, its name in messages
SCHEMA = {**dict.fromkeys((*KEYS, "group", "level"), pl.String), ELIGIBLE: pl.Int64}


@dataclass(frozen=True)
class Cohort:
    """`frame`: wave, area, survey, group, level, eligible (children), one row a level; `all`, `all` for everybody.

    A wave, area and survey that is not in it has an unknown cohort, as has a group that is not.
    """

    frame: pl.DataFrame

    @classmethod
    def unknown(cls) -> "Cohort":
        """The cohort of a programme that does not say who could have answered."""
        return cls(pl.DataFrame(schema=SCHEMA))


def read_cohort(
    path: Path, *, catalogue: Catalogue, waves: Iterable[str], areas: Iterable[str]
) -> tuple[Cohort, tuple[Problem, ...]]:
    """The cohort of a file, and the warnings. InputProblems where the file has an error.

    A row counts the children of one wave, area and survey who are in the groups it names; a row that names none
    counts all. Rows that name the same demographics (a pattern) add up to everybody, so each pattern must give the
    same total, and the same count of every level it shares with another.
    """
    tally = Tally()
    groups = [item.key for item in catalogue.demographics.values() if not item.open_codes]
    table = read_small_table(path, tally, required=(*KEYS, ELIGIBLE), optional=groups)
    check_known(path.name, table, tally, "wave", list(waves))
    check_known(path.name, table, tally, "area", list(areas))
    check_known(path.name, table, tally, "survey", list(Survey))
    for group in groups:
        codes = catalogue.demographics[group].codes + catalogue.demographics[group].unknown
        check_known(path.name, table.drop_nulls(group), tally, group, codes)
    counted = _read_counts(path.name, table, tally)
    check_unrepeated(path.name, counted, tally, [*KEYS, *groups], "the same wave, area, survey and groups")
    levels = _add_up(counted, groups)
    _check_agreement(path.name, levels, tally)
    if tally.has_errors():
        raise InputProblems(tally.problems())
    frame = levels.unique([*KEYS, "group", "level"], keep="first", maintain_order=True)
    return Cohort(frame.select(list(SCHEMA)).sort(list(SCHEMA)[:5])), tally.problems()


def _read_counts(file: str, table: pl.DataFrame, tally: Tally) -> pl.DataFrame:
    """The table with `eligible` as whole numbers; rows without one are noted and left out."""
    numbers = table.with_columns(pl.col(ELIGIBLE).cast(pl.Int64, strict=False).alias("number"))
    wrong = numbers.filter(~pl.col("number").is_between(0, MOST).fill_null(False))
    for (value,), rows in wrong.group_by(ELIGIBLE, maintain_order=True):
        message = f"{quote(value)} is not a count of children." if value else "nothing stands here."
        tally.add(
            file, message, column=ELIGIBLE, rows=rows[ROW], allowed=f"a whole number from 0 to {MOST:,}"
        )
    right = numbers.filter(pl.col("number").is_between(0, MOST))
    return right.with_columns(pl.col("number").alias(ELIGIBLE)).drop("number")


def _add_up(table: pl.DataFrame, groups: Sequence[str]) -> pl.DataFrame:
    """KEYS, group, level, eligible, pattern: every level of every pattern of filled columns, `all` first."""
    filled = [pl.when(pl.col(group).is_not_null()).then(pl.lit(group)) for group in groups]
    name = pl.concat_str(filled, separator=" and ", ignore_nulls=True).alias(PATTERN)
    table = table.with_columns(name)
    sums = [_sum_levels(table.with_columns(pl.lit(EVERYBODY).alias(EVERYBODY)), EVERYBODY)]
    sums += [_sum_levels(table.drop_nulls(group), group) for group in groups]
    return pl.concat(sums)


def _sum_levels(table: pl.DataFrame, group: str) -> pl.DataFrame:
    level = pl.col(group).alias("level")
    sums = table.group_by([*KEYS, PATTERN, level], maintain_order=True).agg(
        pl.col(ELIGIBLE).sum(), pl.col(ROW)
    )
    return sums.with_columns(pl.lit(group).alias("group"))


def _check_agreement(file: str, levels: pl.DataFrame, tally: Tally) -> None:
    """Note where two patterns differ; where the totals do, the levels under them are not named as well."""
    of_group, of_level = [*KEYS, "group"], [*KEYS, "group", "level"]
    patterns = pl.col(PATTERN).n_unique().over(of_group)
    lacks_some = (pl.len().over(of_level) < patterns) & (pl.col(ELIGIBLE) > 0)  # a level left out counts as 0
    differs = pl.col(ELIGIBLE).n_unique().over(of_level) > 1
    wrong = levels.filter(differs | lacks_some)
    totals = wrong.filter(pl.col("group") == EVERYBODY)
    below = wrong.join(totals, on=KEYS, how="anti")
    for (wave, area, survey, group, level), rows in pl.concat([totals, below]).group_by(
        of_level, maintain_order=True
    ):
        where = f"wave {wave}, area {area}, survey {survey}"
        what = "children" if group == EVERYBODY else f"children with {group} {level}"
        sums = ", ".join(_say_sum(*row) for row in rows.select(ELIGIBLE, PATTERN).iter_rows())
        message = f"{where}: the rows differ in how many {what} there are: {sums}."
        tally.add(file, message, column=ELIGIBLE, rows=rows[ROW].explode())


def _say_sum(eligible: int, pattern: str) -> str:
    return f"{eligible} by {pattern}" if pattern else f"{eligible} in all"
