"""Made-up nations for tests, and the reference values of tests/spec/references/nation.R."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from heard.analysis.cells import Cells
from heard.analysis.layout import EVERYBODY, Item
from heard.analysis.pools import Pool
from heard.base.places import Wave

REFERENCES: Mapping[str, Any] = json.loads(
    (Path(__file__).parents[3] / "spec/references/nation.json").read_text(encoding="utf-8")
)
HEADLINE = Item("good_friend", "positive", 1, headline=True)


def cells_of(
    count: npt.ArrayLike, base: npt.ArrayLike, *, items: Sequence[Item] = (HEADLINE,), survey: str = "8-11"
) -> Cells:
    """Cells of everybody from counts of (councils,) or (councils, items); councils are X1, X2 …"""
    x, n = (np.asarray(values, dtype=np.float64).reshape(-1, 1, len(items)) for values in (count, base))
    areas = tuple(f"X{number}" for number in range(1, len(x) + 1))
    return Cells(survey, areas, (EVERYBODY,), tuple(items), n[:, :, 0], n, n, x)


def pool_of(cells: Cells) -> Pool:
    """These answers as the councils' latest."""
    return Pool(cells.count[:, 0], cells.base[:, 0])


def series_of(
    counts: Sequence[npt.ArrayLike], bases: Sequence[npt.ArrayLike], **given: Any
) -> list[tuple[Wave, Cells]]:
    """One wave a year from 2021 on, each closing on the last day of March: counts and bases of (councils,)."""
    waves = [Wave(str(year), date(year, 2, 1), date(year, 3, 31)) for year in range(2021, 2021 + len(counts))]
    return [
        (wave, cells_of(count, base, **given)) for wave, count, base in zip(waves, counts, bases, strict=True)
    ]


def one_row(values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """One indicator's councils, (1, councils)."""
    return np.atleast_2d(np.asarray(values, dtype=np.float64))
