"""Heard as it is: the stored files counted into the cube, and every table of every wave made of it.

More than the others do: cut points of surveys taken together and of the nation, intervals for the cohort, exact tests
where counts are small, the levels of a group all at once, neighbours, the population, pools of waves, empirical Bayes,
detectable differences, participation, trends.
"""

import os
from pathlib import Path

import numpy as np
import polars as pl

from heard.analysis.associations.columns import no_rows
from heard.analysis.cells import count_cells
from heard.analysis.counts import count_cube
from heard.analysis.scope import Scope
from heard.analysis.tables import describe_wave
from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.dataset.storing import StoredDataset
from heard.programme.folder import open_programme
from peers.plan import Outcome, Plan, spent

TOLD = ("numpy", "polars")


def run(plan: Plan, _share: float) -> Outcome:
    """Every table of every wave; the tables of one wave are let go before the next."""
    catalogue = load_catalogue()
    programme = open_programme(Path(os.environ["HEARD_BENCH_PROGRAMME"]), catalogue)
    cube = count_cube(StoredDataset.open(plan.dataset), catalogue)
    counted = spent()
    told = {"intervals": 0, "tests": 0, "flags": 0}
    for wave in programme.waves:
        scope = Scope.of(
            cube,
            catalogue=catalogue,
            cohort=programme.cohort,
            waves=programme.waves,
            areas=programme.areas,
            wave=wave,
        )
        tables = describe_wave(scope, programme.benchmarks, no_rows())
        told["intervals"] += tables.estimates["low"].count()
        told["tests"] += tables.comparisons["p"].count()
        told["flags"] += tables.comparisons["flag"].is_in(["clear", "possible"]).sum()
        del scope, tables
    return Outcome(counted=counted, told=told)


def leave_reference(plan: Plan, path: Path) -> None:
    """Bases and counts of every cell, for the others to be held against; after the clock has stopped."""
    catalogue = load_catalogue()
    cube = count_cube(StoredDataset.open(plan.dataset), catalogue)
    areas = StoredDataset.open(plan.dataset).codebook.areas
    found = {}
    for wave, survey, _ in plan.partitions():
        rows = cube.filter((pl.col("wave") == wave) & (pl.col("survey") == survey))
        cells = count_cells(rows, catalogue, Survey(survey), areas)
        found[f"{wave}|{survey}|base"] = cells.base.astype(np.int64)
        found[f"{wave}|{survey}|count"] = cells.count.astype(np.int64)
    np.savez(path, **found)
