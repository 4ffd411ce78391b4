"""DuckDB on the stored files: a GROUP BY for everybody and for each demographic, an aggregate a
question and cut point. With a share under 1 the latest wave alone; the rest is scaled up."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from peers.columns import Sums, put_sums
from peers.plain import describe
from peers.plan import Cells, Cut, Group, Outcome, Plan, SurveyPlan, spent

TOLD = ("duckdb",)


def run(plan: Plan, share: float) -> Outcome:
    """Every cell and the plain statistics of it."""
    cells, done = {}, 0
    database = duckdb.connect()
    for wave, key, paths in plan.partitions():
        if share < 1 and wave != plan.waves[-1]:
            continue
        survey = plan.surveys[key]
        done += len(survey.cuts)
        found = cells[wave, key] = Cells.none(plan, key)
        groups: list[tuple[Group | None, slice]] = [(None, slice(0, 1)), *survey.places()]
        for group, at in groups:
            sums = database.execute(_query(survey, group, paths)).fetchnumpy()
            answered = {cut.column: sums[f"n/{cut.column}"] for cut in survey.cuts}
            put_sums(
                survey,
                found,
                Sums(sums["place"], answered, sums),
                at,
                stride=(group.levels if group else 0) + 1,
            )
    counted = spent()
    told = describe(plan, cells) if share == 1 else {}
    return Outcome(cells, share=done / plan.slices, counted=counted, told=told)


def _query(survey: SurveyPlan, group: Group | None, paths: Sequence[Path]) -> str:
    place = "area::INTEGER"
    if group is not None:
        level = f'least(coalesce("{group.key}", {group.levels}), {group.levels})'
        place = f"area::INTEGER * {group.levels + 1} + {level}"
    answered = {cut.column: f'count(*) FILTER ({_is_valid(cut)}) AS "n/{cut.column}"' for cut in survey.cuts}
    met = [f'count(*) FILTER ({_meets(cut)}) AS "{cut.column}/{cut.key}"' for cut in survey.cuts]
    files = ", ".join(f"'{path}'" for path in paths)
    chosen = ", ".join([f"{place} AS place", *answered.values(), *met])
    return f"SELECT {chosen} FROM read_parquet([{files}], hive_partitioning = false) GROUP BY ALL"


def _is_valid(cut: Cut) -> str:
    return f'"{cut.column}" > 0' if cut.multiple else f'"{cut.column}" >= 0'


def _meets(cut: Cut) -> str:
    if cut.multiple:
        bits = f'"{cut.column}" & {cut.any_of} != 0 AND "{cut.column}" & {cut.none_of} = 0'
        return f'"{cut.column}" > 0 AND {bits}'
    return f'"{cut.column}" IN ({", ".join(map(str, cut.met))})'
