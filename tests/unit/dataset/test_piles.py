"""Rows come back sorted, all of them, whether they waited in memory or on disk."""

from pathlib import Path

import polars as pl
import pytest

from heard.dataset import piles
from heard.dataset.piles import Pile

A_PART = 10


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piles, "ROWS_A_PART", A_PART)


# In the third case the last rows are the ones that fill the memory; in the fourth some wait when all have come.
@pytest.mark.parametrize("batches", [[4], [10], [6, 6], [6, 6, 3], [11, 11], [30, 1]])
def test_every_row_comes_back_once_and_in_order(batches: list[int], tmp_path: Path) -> None:
    pile = Pile(tmp_path / "waiting", areas=3)
    given = []
    for size in batches:
        rows = [(len(given) + number) * 7 % 31 for number in range(size)]
        given += rows
        pile.add(pl.DataFrame({"area": [row % 3 for row in rows], "answer": rows}))
    parts = list(pile.parts())
    assert [part.height for part in parts[:-1]] == [A_PART] * (len(parts) - 1)
    assert pl.concat(parts).rows() == sorted((row % 3, row) for row in given)
