"""R's survey package on one question: `svyby` with `svyciprop`, method xlogit, by council and each demographic.

Without tests and q. Reading the answers into R is not scaled up.
"""

import csv
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from peers.one_indicator import pick_one
from peers.plan import Outcome, Plan, Spent, spent

PROGRAM = "Rscript"
SCRIPT = Path(__file__).with_name("survey.R")


def run(plan: Plan, _share: float) -> Outcome:
    """One question of all slices, with intervals."""
    begun = spent()
    one = pick_one(plan)
    rows = one.answered(one.columns)
    names = {"all": 0, **{group.key: group.levels for group in one.plan.groups}}
    with tempfile.TemporaryDirectory() as folder:
        answers, out = Path(folder) / "answers.csv", Path(folder) / "out.csv"
        with answers.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["met", *names])
            places = [rows["area"].astype(np.int64)]
            for group in one.plan.groups:
                level = rows[group.key]
                known = (level >= 0) & (level < group.levels)
                places.append(
                    rows["area"].astype(np.int64) * (group.levels + 1) + np.where(known, level, group.levels)
                )
            writer.writerows(zip(rows["met"].tolist(), *(each.tolist() for each in places), strict=True))
        command = [PROGRAM, "--vanilla", str(SCRIPT), str(answers), str(out)]
        written = spent() - begun
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        with out.open(encoding="utf-8") as file:
            found = list(csv.DictReader(file))
    sums = {}
    for key in names:
        mine = [row for row in found if row["group"] == key]
        columns = (
            np.array([int(row[name]) for row in mine], dtype=np.int64) for name in ("place", "base", "count")
        )
        sums[key] = one.sums(*columns)
    return one.outcome(plan, sums, written + Spent(*map(float, told.split()[-2:])))
