"""A made-up programme of invented councils, from the call to the folder."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import polars as pl

from heard.base.errors import UserError
from heard.base.files import write_text, write_together
from heard.base.places import Area, Wave
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.dataset.parquet_files import faults_of_the_disk
from heard.dataset.synthesis.benchmarks import made_up_benchmarks
from heard.dataset.synthesis.comments import draw_comments
from heard.dataset.synthesis.folder import PROGRAMME_FILE, check_place, replace_folder
from heard.dataset.synthesis.plan import Plan, plan_programme
from heard.dataset.synthesis.under_way import draw_under_way
from heard.dataset.synthesis.wave import COHORT_COLUMNS, KEYS, draw_survey

BETWEEN = 0.09  # SD of councils' true differences, probit scale: 0.15 on the logit scale, small as published (2016-20)
MOST_WAVES = 50
ROW_GROUP = 65_536  # rows turned to words and written at a time


def synthesise(
    out: Path,
    *,
    catalogue: Catalogue,
    areas: int = 80,
    waves: int = 2,
    responses: int = 30_000,
    seed: int = 1,
    plant: Path | None = None,
    between: float = BETWEEN,
    under_way: Wave | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Write a whole programme folder of invented councils to `out`; a made-up programme there is made anew.

    Exactly `responses` children answer, over all councils, waves and surveys. `between`: SD of the councils' true
    differences on the probit scale; 0 = no council differs from another. `plant`: a file of true differences in
    shares of the headline cut, `wave,area,survey,indicator,difference`, each in place of what that council's
    difference would have been. `under_way`: a later wave in which children of the first council can answer and none
    has; `heard.dataset.synthesis.under_way` says what they would. The same call writes the same bytes.
    Raises UserError where `out` holds anything else, InputProblems for what cannot be planted.
    """
    _check_numbers(areas=areas, waves=waves, responses=responses, seed=seed, between=between)
    check_place(out)
    plan = plan_programme(
        catalogue, areas=areas, waves=waves, responses=responses, seed=seed, plant=plant, between=between
    )
    replace_folder(out, lambda folder: _write(plan, under_way, folder, progress))


def _check_numbers(*, areas: int, waves: int, responses: int, seed: int, between: float) -> None:
    if min(areas, waves) < 1 or waves > MOST_WAVES:
        raise UserError(f"A made-up programme needs at least one council, and from 1 to {MOST_WAVES} waves.")
    if responses < areas * waves:
        raise UserError(f"{areas} councils and {waves} waves need at least {areas * waves} responses.")
    if seed < 0:
        raise UserError("The seed has to be a whole number from 0 on.")
    if not 0 <= between < 1:
        raise UserError("How far councils differ has to lie from 0 to under 1.")


def _write(plan: Plan, under_way: Wave | None, folder: Path, progress: Callable[[str], None]) -> None:
    cohorts = [
        table for wave in plan.waves for table in _write_wave(plan, wave, folder / "responses", progress)
    ]
    if under_way:
        cohorts += [cohort for _, _, cohort in draw_under_way(plan, under_way)]
    codes = [area.code for area in plan.councils.areas]
    tables = {
        "areas.csv": _areas_table(plan.councils.areas),
        "cohort.csv": pl.concat(cohorts, how="diagonal").select(COHORT_COLUMNS),
        "benchmarks.csv": made_up_benchmarks(),
        "comments.csv": draw_comments([wave.key for wave in plan.waves], codes, seed=plan.seed),
    }
    write_together(folder, {name: partial(_write_table, table) for name, table in tables.items()})
    write_text(folder / PROGRAMME_FILE, _describe([*plan.waves, *filter(None, [under_way])]))


def _write_wave(
    plan: Plan, wave: Wave, folder: Path, progress: Callable[[str], None]
) -> tuple[pl.DataFrame, ...]:
    """Write one wave's responses and return its cohort, survey by survey."""
    responses, cohorts = zip(*(draw_survey(plan, wave, survey) for survey in Survey), strict=True)
    progress(f"Wave {wave.key}: {sum(map(len, responses)):,} children and young people answered")
    write_together(folder, {f"{wave.key}.parquet": partial(_write_responses, plan.catalogue, responses)})
    return cohorts


def _write_responses(catalogue: Catalogue, responses: Sequence[pl.DataFrame], path: Path) -> None:
    """One file for all surveys. Words take up to 20 times the memory of their codes, so they are written as made."""
    asked = {name for rows in responses for name in rows.columns}
    columns = [name for name in (*KEYS, *catalogue.demographics, *catalogue.indicators) if name in asked]
    words = [rows.lazy().with_columns(pl.all().cast(pl.String)) for rows in responses]
    with faults_of_the_disk():
        pl.concat(words, how="diagonal").select(columns).sink_parquet(path, row_group_size=ROW_GROUP)


def _areas_table(areas: Sequence[Area]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "area": [area.code for area in areas],
            "name": [area.name for area in areas],
            "kind": [area.kind for area in areas],
            "parent": [area.parent for area in areas],
            "neighbours": [";".join(area.neighbours) for area in areas],
        }
    )


def _write_table(table: pl.DataFrame, path: Path) -> None:
    table.write_csv(path)


def _describe(waves: Sequence[Wave]) -> str:
    head = '# Invented councils, invented children, invented answers.\nname = "Made-up programme"\nmade_up = true\n'
    rounds = [
        f'\n[[waves]]\nkey = "{wave.key}"\nopens_on = {wave.opens_on}\ncloses_on = {wave.closes_on}\n'
        for wave in waves
    ]
    return head + "".join(rounds)
