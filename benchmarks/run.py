"""`make bench`: how long Heard takes, beside what an analyst would pick instead, in one run.

Whole processes are timed from outside with their peak memory, the middle one of three. The ratio sets Heard's
counting of every share (with the reading of the stored files) against a straightforward pandas groupby over the
same answers, already in memory and already integers, which favours pandas. Both must give the same whole numbers.

`python benchmarks/run.py --responses 30000 3000000`
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl

from heard.analysis.cells import count_cells
from heard.analysis.counts import count_cube
from heard.base.surveys import Survey
from heard.catalogue import Catalogue, load_catalogue
from heard.dataset.storing import StoredDataset

TIMES = 3  # runs of which the middle one is told
HEARD = Path(sys.executable).with_name("heard")
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Run:
    seconds: float
    mebibytes: float


def timed(*arguments: object) -> Run:
    """Run `heard …` as a process of its own."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [str(HEARD), *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
    )
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, arguments
    return Run(time.perf_counter() - started, usage.ru_maxrss / 1024)


@dataclass(frozen=True)
class Shares:
    """What a way of counting took and found: the sums of all bases and of all counts are held against each other."""

    seconds: float
    bases: int
    counts: int

    def agrees_with(self, other: "Shares") -> bool:
        """Whether both found the same whole numbers."""
        return (self.bases, self.counts) == (other.bases, other.counts)


def shares_by_heard(stored: StoredDataset, catalogue: Catalogue) -> Shares:
    """Every share of every cut point, for everybody and every level, by council: the cube, then the shares."""
    started = time.perf_counter()
    cube = count_cube(stored, catalogue)
    bases = counts = 0.0
    for (_, survey), rows in cube.group_by("wave", "survey"):
        cells = count_cells(rows, catalogue, Survey(str(survey)), stored.codebook.areas)
        with np.errstate(invalid="ignore"):
            np.divide(cells.count, cells.base)
        bases, counts = bases + cells.base.sum(), counts + cells.count.sum()
    return Shares(time.perf_counter() - started, int(bases), int(counts))


def shares_by_pandas(stored: StoredDataset, catalogue: Catalogue) -> Shares:
    """The same: a column a cut point, one groupby for everybody and one a demographic."""
    seconds, bases, counts = 0.0, 0, 0
    for partition in stored.partitions():
        survey = Survey(partition.survey)
        stored_rows = pl.concat(partition.batches())
        frame = pd.DataFrame(
            {name: stored_rows[name].fill_null(-128).to_numpy() for name in stored_rows.columns}
        )
        started = time.perf_counter()
        valid, met = columns_of(frame, catalogue, survey)
        found = []
        for group in catalogue.demographics_of(survey):
            if group.key in frame:
                keys = [frame["area"], frame[group.key]]
                found.append((len(group.codes), valid.groupby(keys).sum(), met.groupby(keys).sum()))
        everybody = valid.groupby(frame["area"]).sum(), met.groupby(frame["area"]).sum()
        for _, base, count in [(0, *everybody), *found]:
            (count / base).to_numpy()
        seconds += time.perf_counter() - started
        bases += int(everybody[0].to_numpy().sum())
        counts += int(everybody[1].to_numpy().sum())
        for codes, base, count in found:  # levels that say nothing of the group are counted and not shared
            known = base.index.get_level_values(1).isin(range(codes))
            bases += int(base[known].to_numpy().sum())
            counts += int(count[known].to_numpy().sum())
    return Shares(seconds, bases, counts)


def columns_of(
    frame: pd.DataFrame, catalogue: Catalogue, survey: Survey
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """For every cut point, who gave an answer and who met it."""
    valid, met = {}, {}
    for item in catalogue.asked_in(survey):
        asked = item.asked[survey]
        answer = frame[item.key]
        for cut in asked.cut_points:
            places = [asked.scale.codes.index(code) for code in cut.codes]
            name = f"{item.key}/{cut.key}"
            valid[name] = answer >= 0
            if asked.scale.multiple:
                met[name] = (answer > 0) & (answer & sum(1 << place for place in places) != 0)
            else:
                met[name] = answer.isin(places)
        if asked.scale.multiple:  # who meets the positive cut point does not meet the negative
            met[f"{item.key}/negative"] &= ~met[f"{item.key}/positive"]
    return pd.DataFrame(valid), pd.DataFrame(met)


def median(runs: list[Run]) -> Run:
    """The run in the middle: the machine is shared and noisy."""
    return sorted(runs, key=lambda run: run.seconds)[len(runs) // 2]


def bench(responses: int, folder: Path, catalogue: Catalogue) -> None:
    made = folder / f"made-up-{responses}"
    making = timed("synthesise", made, "--responses", responses)
    waves = sorted(path.stem for path in (made / "responses").iterdir())
    out = folder / f"analysis-{responses}"
    first = timed("analyse", made, "--wave", waves[-1], "--out", out)
    again = median([timed("analyse", made, "--wave", waves[-1], "--out", out) for _ in range(TIMES)])
    council = ("--area", "X0000001", "--level", "working")
    report = median(
        [timed("report", made, "--wave", waves[-1], *council, "--out", out) for _ in range(TIMES)]
    )
    stored = StoredDataset.open(made / "dataset")
    ours = min((shares_by_heard(stored, catalogue) for _ in range(3)), key=lambda run: run.seconds)
    theirs = min((shares_by_pandas(stored, catalogue) for _ in range(3)), key=lambda run: run.seconds)
    assert ours.agrees_with(theirs), (ours, theirs)
    print(f"\n{responses:,} responses, two waves, latest wave analysed for every council")
    print(f"  made up                                {making.seconds:7.1f} s  {making.mebibytes:6,.0f} MiB")
    print(f"  heard analyse, responses read and checked {first.seconds:4.1f} s  {first.mebibytes:6,.0f} MiB")
    print(f"  heard analyse, nothing new to read     {again.seconds:7.1f} s  {again.mebibytes:6,.0f} MiB")
    print(f"  heard report, one council              {report.seconds:7.1f} s  {report.mebibytes:6,.0f} MiB")
    print(f"  every share by Heard, files read       {ours.seconds:7.2f} s")
    print(f"  every share by pandas, in memory       {theirs.seconds:7.2f} s")
    print(f"  pandas / Heard                         {theirs.seconds / ours.seconds:7.1f} times")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responses", type=int, nargs="*", default=[30_000, 3_000_000])
    chosen = parser.parse_args()
    catalogue = load_catalogue()
    with tempfile.TemporaryDirectory() as folder:
        for responses in chosen.responses:
            bench(responses, Path(folder), catalogue)


if __name__ == "__main__":
    main()
