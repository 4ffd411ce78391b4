"""Heard's counting with the plain statistics of the others: the same work, engine against engine."""

import polars as pl

from heard.analysis.cells import count_cells
from heard.analysis.counts import count_cube
from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.dataset.storing import StoredDataset
from peers.plain import describe
from peers.plan import Cells, Outcome, Plan, spent

TOLD = ("numpy", "polars")


def run(plan: Plan, _share: float) -> Outcome:
    """Every cell and the plain statistics of it."""
    catalogue, stored = load_catalogue(), StoredDataset.open(plan.dataset)
    cube = count_cube(stored, catalogue)
    cells = {}
    for wave, survey, _ in plan.partitions():
        rows = cube.filter((pl.col("wave") == wave) & (pl.col("survey") == survey))
        found = count_cells(rows, catalogue, Survey(survey), stored.codebook.areas)
        cells[wave, survey] = Cells(found.base.astype("int64"), found.count.astype("int64"))
    counted = spent()
    return Outcome(cells, counted=counted, told=describe(plan, cells))
