"""Rows of one wave and survey, brought into an order that says nothing of who came when."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

ROWS_A_PART = 262_144
PILES = 64


class Pile:
    """Takes rows in any order and gives them back sorted by all their columns, first of all by `area`.

    Sorted rows depend on nothing but which rows there are: not even the person who sorted them can tell
    the first from the last to answer, which a shuffle from a known seed would let them do.
    Memory stays flat: beyond ROWS_A_PART rows they wait on disk, in piles of neighbouring areas.
    """

    def __init__(self, folder: Path, areas: int) -> None:
        """`folder` is made when needed and is the caller's to remove."""
        self._folder = folder
        self._areas = areas
        self._held: list[pl.DataFrame] = []
        self._rows_held = 0
        self._spills = 0

    def add(self, rows: pl.DataFrame) -> None:
        """Put these rows on the pile; `area` counts from 0."""
        self._held.append(rows)
        self._rows_held += rows.height
        if self._rows_held > ROWS_A_PART:
            self._spill()

    def parts(self) -> Iterator[pl.DataFrame]:
        """All rows in order, ROWS_A_PART in each part but the last."""
        rest: list[pl.DataFrame] = []
        for rows in self._sorted():
            rest.append(rows)
            while sum(frame.height for frame in rest) >= ROWS_A_PART:
                together = pl.concat(rest)
                yield together[:ROWS_A_PART]
                rest = [together[ROWS_A_PART:]]
        last = pl.concat(rest)
        if last.height:
            yield last

    def _sorted(self) -> Iterator[pl.DataFrame]:
        if not self._spills:
            yield _in_order(self._held)
            return
        if self._held:  # none are, where the last rows to come were the ones that filled the memory
            self._spill()
        for place in range(PILES):
            spilled = sorted(self._folder.glob(f"{place:02}-*.arrow"))
            if spilled:
                yield _in_order([pl.read_ipc(path) for path in spilled])

    def _spill(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        place = (pl.col("area").cast(pl.Int64) * PILES // self._areas).alias("pile")
        for (pile,), rows in pl.concat(self._held).with_columns(place).group_by("pile"):
            rows.drop("pile").write_ipc(self._folder / f"{pile:02}-{self._spills:06}.arrow")
        self._held, self._rows_held = [], 0
        self._spills += 1


def _in_order(frames: list[pl.DataFrame]) -> pl.DataFrame:
    together = pl.concat(frames)
    return together.sort(together.columns)
