"""One piece as a linear programme that is solved again and again (HiGHS)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from heard.analysis.arrays import Floats, Whole
from heard.base.errors import HeardError
from heard.base.policy import SECONDS_FOR_WHOLE_NUMBERS
from heard.disclosure.attack.pieces import Piece
from heard.disclosure.attack.system import System

if TYPE_CHECKING:
    import highspy

NEAR = 1e-6  # how far from a whole number the solver's arithmetic may leave one
PRIMAL_SIMPLEX = (
    4  # only the objective changes from one question to the next: the table found last still fits
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A best table: the value of the objective, the value of each cell of the piece, the sums and bounds it rests on.

    `binding`: numbers of the system's rows; `held`: numbers of cells whose own bound matters.
    """

    value: float
    table: Floats
    binding: tuple[int, ...]
    held: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every cell is a whole number of children."""
        return bool(np.all(np.abs(self.table - np.rint(self.table)) < NEAR))


class Impossible(HeardError):
    """No table at all fits the piece."""


class LinearProgram:
    """The largest and smallest sums of cells of one piece. Places are places in `piece.cells`."""

    def __init__(self, system: System, piece: Piece) -> None:
        import highspy

        self._piece = piece
        self._highspy = highspy
        self._solver: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 1),
            ("presolve", "off"),
            ("simplex_strategy", PRIMAL_SIMPLEX),
        ):
            self._solver.setOptionValue(option, value)
        self._place = {cell: place for place, cell in enumerate(piece.cells)}
        self.lows = np.array([system.lows[cell] for cell in piece.cells], dtype=np.float64)
        self.highs = np.array([system.highs[cell] for cell in piece.cells], dtype=np.float64)
        self._solver.passModel(self._model(system))
        self._every = np.arange(len(piece.cells), dtype=np.int32)

    def reach(self, direction: Mapping[int, int], *, whole: bool = False) -> Answer | None:
        """The table in which the sum of sign × cell is largest; with `whole`, in whole numbers.

        Raises Impossible where no table fits; None where none was found in time, which counts as a breach.
        """
        costs = np.zeros(len(self._every))
        for place, sign in direction.items():
            costs[place] = -sign
        self._solver.changeColsCost(len(self._every), self._every, costs)
        if not whole:
            return self._solve()
        self._set_kind("kInteger")
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + SECONDS_FOR_WHOLE_NUMBERS)
        try:
            return self._solve()
        finally:
            self._set_kind("kContinuous")
            self._solver.setOptionValue("time_limit", float("inf"))

    def keep(self, place: int, low: float, high: float) -> None:
        """Hold one cell between these bounds until told otherwise."""
        self._solver.changeColBounds(place, low, high)

    def release(self, place: int) -> None:
        """Give one cell its own bounds again."""
        self.keep(place, self.lows[place], self.highs[place])

    def _solve(self) -> Answer | None:
        self._solver.run()
        status, known = self._solver.getModelStatus(), self._highspy.HighsModelStatus
        if status in (known.kInfeasible, known.kUnboundedOrInfeasible):
            raise Impossible("no table fits what was published")
        if status != known.kOptimal:
            return None
        solution = self._solver.getSolution()
        rows = np.flatnonzero(np.abs(np.array(solution.row_dual)) > NEAR)
        columns = np.flatnonzero(np.abs(np.array(solution.col_dual)) > NEAR)
        return Answer(
            -self._solver.getInfo().objective_function_value,
            np.array(solution.col_value),
            tuple(self._piece.rows[row] for row in rows),
            tuple(self._piece.cells[column] for column in columns),
        )

    def _set_kind(self, name: str) -> None:
        kind = getattr(self._highspy.HighsVarType, name)
        self._solver.changeColsIntegrality(len(self._every), self._every, np.array([kind] * len(self._every)))

    def fits(self, table: Whole) -> bool:
        """Whether a table, (cells,), keeps to every bound and every sum."""
        columns, values, starts = self._sums
        terms = values * table[columns]
        totals = np.add.reduceat(np.append(terms, 0.0), starts[:-1]) * (np.diff(starts) > 0)
        low, high = self._ends
        inside = np.all((self.lows <= table) & (table <= self.highs))
        return bool(inside and np.all((low <= totals) & (totals <= high)))

    def _model(self, system: System) -> "highspy.HighsLp":
        starts, columns, values = [0], [], []
        low, high = [], []
        for row in self._piece.rows:
            entry = system.rows[row]
            known = 0
            for cell, sign in zip(entry.cells, entry.signs, strict=True):
                if cell in self._place:
                    columns.append(self._place[cell])
                    values.append(sign)
                else:
                    known += sign * system.lows[cell]
            starts.append(len(columns))
            low.append(entry.low - known)
            high.append(entry.high - known)
        self._sums = _as_indices(columns), np.array(values, dtype=np.float64), _as_indices(starts)
        self._ends = np.array(low, dtype=np.float64), np.array(high, dtype=np.float64)
        model = self._highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._piece.cells), len(self._piece.rows)
        model.col_cost_ = np.zeros(len(self._piece.cells))
        model.col_lower_, model.col_upper_ = self.lows, self.highs
        model.row_lower_, model.row_upper_ = self._ends
        model.a_matrix_.format_ = self._highspy.MatrixFormat.kRowwise
        model.a_matrix_.index_, model.a_matrix_.value_, model.a_matrix_.start_ = self._sums
        return model


def as_whole(table: Floats) -> Whole:
    """A table of whole numbers the solver gives as nearly whole ones."""
    return np.rint(table).astype(np.int64)


def _as_indices(numbers: Sequence[int]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.array(numbers, dtype=np.int32)
