"""Linear programs, solved by HiGHS: one thread and one seed, so that the same program has the same answer."""

from dataclasses import dataclass

import numpy as np

from heard.analysis.arrays import Floats
from heard.base.errors import HeardError

WHOLE = 1e-6  # HiGHS's own tolerance of a whole number
Options = dict[str, bool | int | float | str]
ALWAYS: Options = {"output_flag": False, "threads": 1, "random_seed": 0}
# A few rows, changed a little between runs: presolving costs more than it saves.
OPTIONS: Options = {**ALWAYS, "presolve": "off"}
# To the optimum itself. For programs this small heuristics take three times as long as solving them.
WHOLE_OPTIONS: Options = {
    **ALWAYS,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 1e-6,
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_allow_restart": False,
    "mip_detect_symmetry": False,
}


@dataclass(frozen=True, slots=True)
class Optimum:
    """values: of the columns. prices: of the rows, their duals (of a program with whole numbers meaningless).

    bound: no solution costs less. proved: whether `values` reaches it.
    """

    cost: float
    values: Floats
    prices: Floats
    bound: float
    proved: bool


class SolverStopped(HeardError):
    """HiGHS gave up, on numbers it cannot tell apart. Nothing may be concluded."""


class Program:
    """Minimise cost · x where row_low <= matrix · x <= row_high; solved again and again from where it was."""

    def __init__(self, matrix: Floats, row_low: Floats, row_high: Floats, *, whole: bool = False) -> None:
        import highspy

        self.whole = whole
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (WHOLE_OPTIONS if whole else OPTIONS).items():
            self._highs.setOptionValue(name, value)
        rows, columns = matrix.shape
        row, column = np.nonzero(matrix)
        nothing = np.zeros(columns)
        self._highs.passModel(
            columns,
            rows,
            len(row),
            int(highspy.MatrixFormat.kRowwise),
            int(highspy.ObjSense.kMinimize),
            0.0,
            nothing,
            nothing,
            nothing,
            row_low,
            row_high,
            np.searchsorted(row, np.arange(rows)).astype(np.int32),
            column.astype(np.int32),
            matrix[row, column],
            np.full(columns, int(whole), dtype=np.int32),
        )
        self._columns = np.arange(columns, dtype=np.int32)

    def solve(
        self, cost: Floats, low: Floats, high: Floats, *, seconds: float | None = None
    ) -> Optimum | None:
        """The optimum with every column between `low` and `high`; None where there is no solution.

        After `seconds` the best solution found so far, not proved; where there is none, `values` is empty.
        """
        from highspy import HighsModelStatus, kHighsInf

        highs = self._highs
        highs.setOptionValue(
            "time_limit", kHighsInf if seconds is None else highs.getRunTime() + max(seconds, 0.01)
        )
        highs.changeColsCost(len(self._columns), self._columns, cost)
        highs.changeColsBounds(len(self._columns), self._columns, low, high)
        highs.run()
        status = highs.getModelStatus()
        if status == HighsModelStatus.kInfeasible:
            return None
        if status not in (HighsModelStatus.kOptimal, HighsModelStatus.kTimeLimit):
            raise SolverStopped(f"The solver could not settle a table: {highs.modelStatusToString(status)}.")
        solution, info = highs.getSolution(), highs.getInfo()
        proved = status == HighsModelStatus.kOptimal
        return Optimum(
            cost=info.objective_function_value,
            values=np.array(solution.col_value if solution.value_valid else [], dtype=np.float64),
            prices=np.array(solution.row_dual, dtype=np.float64),
            bound=info.mip_dual_bound if self.whole else info.objective_function_value,
            proved=proved,
        )
