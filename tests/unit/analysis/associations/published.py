"""The reference values of tests/spec/references/logistic.R, and what tests of models share."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st

from heard.analysis.arrays import Floats

REFERENCES: Mapping[str, Any] = json.loads(
    (Path(__file__).parents[3] / "spec/references/logistic.json").read_text(encoding="utf-8")
)
MODELS = [REFERENCES["endometrial"], REFERENCES["patterns"]]

YES_NO = np.array([[1.0, 1.0], [1.0, 0.0]])
"""An intercept and one thing: those of whom it is true, then the others."""

counts = st.integers(min_value=0, max_value=60)
varied_tables = st.tuples(counts, counts, counts, counts).filter(
    lambda cells: min(cells[0] + cells[1], cells[2] + cells[3], cells[0] + cells[2], cells[1] + cells[3]) > 0
)
"""(event exposed, event unexposed, other exposed, other unexposed) without an empty margin."""


def rows_of(table: tuple[int, int, int, int]) -> tuple[Floats, Floats]:
    """Events and trials of the two rows of YES_NO."""
    a, b, c, d = table
    return np.array([a, b], dtype=float), np.array([a + c, b + d], dtype=float)


def random_model(rng: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """A small design of numbers or of yes and no, events and trials; some of it separated, some not independent."""
    columns = int(rng.integers(1, 5))
    rows = int(rng.integers(columns + 1, 25))
    yes_no = rng.integers(0, 2, (rows, columns - 1)).astype(float)
    numbers = rng.normal(size=(rows, columns - 1))
    design = np.column_stack([np.ones(rows), yes_no if rng.random() < 0.5 else numbers])
    trials = rng.integers(0, 4, rows).astype(float)
    return design, rng.binomial(trials.astype(int), 0.25).astype(float), trials
