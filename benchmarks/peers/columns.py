"""For engines that work on columns of whole numbers: who gave an answer, and who met each cut point."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from peers.plan import Cells, Cut, SurveyPlan, Whole

Numbers = npt.NDArray[np.integer]


def is_valid(cut: Cut, answer: Numbers) -> npt.NDArray[np.bool_]:
    """Who gave any code of the scale."""
    valid: npt.NDArray[np.bool_] = (answer > 0) if cut.multiple else (answer >= 0)
    return valid


def meets(cut: Cut, answer: Numbers) -> npt.NDArray[np.bool_]:
    """Who met the cut point."""
    met: npt.NDArray[np.bool_]
    if cut.multiple:
        met = (answer > 0) & (answer & cut.any_of != 0) & (answer & cut.none_of == 0)
    elif cut.met == tuple(range(min(cut.met), max(cut.met) + 1)):
        met = (answer >= min(cut.met)) & (answer <= max(cut.met))
    else:
        met = np.isin(answer, cut.met)
    return met


@dataclass
class Sums:
    """One breakdown: sums by place (area × levels + level) of who answered, by question, and who met, by cut point."""

    place: Whole
    valid: Mapping[str, Whole]
    met: Mapping[str, Whole]


def put_sums(survey: SurveyPlan, cells: Cells, sums: Sums, at: slice, *, stride: int) -> None:
    """Put a breakdown's sums where they belong; `stride`: of its places, from area to area."""
    area, level = np.divmod(sums.place, stride)
    known = level < at.stop - at.start
    area, level = area[known], level[known] + at.start
    for number, cut in enumerate(survey.cuts):
        name = f"{cut.column}/{cut.key}"
        if name not in sums.met:
            continue
        for table, values in ((cells.base, sums.valid[cut.column]), (cells.count, sums.met[name])):
            table[:, at, number] = 0
            table[area, level, number] = values[known]
