"""polars: a column a question and cut point, a group_by for everybody and for each demographic."""

import polars as pl

from peers.columns import Sums, put_sums
from peers.plain import describe
from peers.plan import Cells, Cut, Group, Outcome, Plan, SurveyPlan, spent

TOLD = ("polars",)


def run(plan: Plan, _share: float) -> Outcome:
    """Every cell and the plain statistics of it."""
    cells = {}
    for wave, key, paths in plan.partitions():
        survey = plan.surveys[key]
        rows = pl.read_parquet(paths, columns=list(survey.columns), hive_partitioning=False)
        answered = {cut.column: _is_valid(cut).alias(f"n/{cut.column}") for cut in survey.cuts}
        met = [_meets(cut).alias(f"{cut.column}/{cut.key}") for cut in survey.cuts]
        groups: list[tuple[Group | None, slice]] = [(None, slice(0, 1)), *survey.places()]
        places = [_place(group).alias(f"place {number}") for number, (group, _) in enumerate(groups)]
        frame = rows.select(*answered.values(), *met, *places)
        values = [name for name in frame.columns if not name.startswith("place ")]
        found = cells[wave, key] = Cells.none(plan, key)
        for number, (group, at) in enumerate(groups):
            sums = frame.group_by(pl.col(f"place {number}").alias("place")).agg(pl.col(values).sum())
            put_sums(survey, found, _split(survey, sums), at, stride=(group.levels if group else 0) + 1)
    counted = spent()
    return Outcome(cells, counted=counted, told=describe(plan, cells))


def _place(group: Group | None) -> pl.Expr:
    area = pl.col("area").cast(pl.Int32)
    if group is None:
        return area
    level = pl.col(group.key).cast(pl.Int32).fill_null(group.levels)
    return area * (group.levels + 1) + level.clip(upper_bound=group.levels)


def _is_valid(cut: Cut) -> pl.Expr:
    answer = pl.col(cut.column)
    return (answer > 0 if cut.multiple else answer >= 0).fill_null(value=False)


def _meets(cut: Cut) -> pl.Expr:
    answer = pl.col(cut.column)
    if cut.multiple:
        met = (answer > 0) & (answer & cut.any_of != 0) & (answer & cut.none_of == 0)
    elif cut.met == tuple(range(min(cut.met), max(cut.met) + 1)):
        met = answer.is_between(min(cut.met), max(cut.met))
    else:
        met = answer.is_in(cut.met)
    return met.fill_null(value=False)


def _split(survey: SurveyPlan, sums: pl.DataFrame) -> Sums:
    answered = {cut.column: sums[f"n/{cut.column}"].to_numpy() for cut in survey.cuts}
    met = {name: sums[name].to_numpy() for name in (f"{cut.column}/{cut.key}" for cut in survey.cuts)}
    return Sums(sums["place"].to_numpy(), answered, met)
