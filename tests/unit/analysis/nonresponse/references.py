"""What R gave (tests/spec/references/nonresponse.R), as the tests read it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from heard.analysis.arrays import Floats, Whole

FILE = Path(__file__).parents[3] / "spec/references/nonresponse.json"
RULED: Mapping[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
SCHOOLS, THREE_MARGINS, CUT_BACK, LEVELS = (
    RULED[name] for name in ("schools", "three", "cut_back", "levels")
)


def levels_of(case: Mapping[str, Any]) -> Whole:
    """(patterns, margins) of a case; words are numbered in the alphabet's order, as R does."""
    columns = [np.unique(case["patterns"][name], return_inverse=True)[1] for name in case["margins"]]
    return np.stack(columns, axis=1)


def counts_of(case: Mapping[str, Any]) -> Whole:
    """How many respondents have each pattern."""
    return np.array(case["patterns"]["count"])


def targets_of(case: Mapping[str, Any]) -> list[Floats]:
    """The cohort's count of every level of each margin."""
    return [np.array(counts, dtype=float) for counts in case["margins"].values()]
