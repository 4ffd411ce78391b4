"""`make bench`: counting who could answer out of a return, beside pandas reading the same files.

`heard cohort` is timed as a process of its own with its peak memory, the middle one of three: it reads, checks every
cell, counts by survey and group, and writes cohort.csv. pandas only reads header and episodes, takes who was in care on
the day, and counts them by age: no check, no care leavers, no groups; that favours pandas. Children in care of the ages
that the surveys ask must come out the same, short breaks and those without a date of birth left out by both.
The site counts the same files in a process of its own; how long that takes is told too.

`python benchmarks/cohort.py --children 2500 100000`
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from run import TIMES, Run, timed

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from cohort_files import draw_council, write_return
from heard.base.surveys import Survey
from heard.cohort.apart import Asked, Limits, count_apart
from heard.cohort.returns.given import read_given

BY_PANDAS = """
import sys, json, pandas as pd
header, episodes, on = sys.argv[1], sys.argv[2], pd.Timestamp(sys.argv[3])
children = pd.read_csv(header, dtype=str)
stays = pd.read_csv(episodes, dtype=str)
for column in ("DECOM", "DEC"):
    stays[column] = pd.to_datetime(stays[column], format="%d/%m/%Y")
born = pd.to_datetime(children["DOB"], format="%d/%m/%Y")
before = (born.dt.month > on.month) | ((born.dt.month == on.month) & (born.dt.day > on.day))
children["age"] = on.year - born.dt.year - before
there = stays[(stays.DECOM <= on) & ((stays.DEC > on) | stays.DEC.isna()) & ~stays.LS.isin(["V1", "V3", "V4"])]
placed = children[children.CHILD.isin(there.CHILD)]
print(int(placed.age.between(4, 17).sum()))
"""
IN_CARE = (Survey.AGES_4_7, Survey.AGES_8_11, Survey.AGES_11_17)
LIMITS = Limits(seconds=600, memory=8_000_000_000)


def main(sizes: Sequence[int]) -> None:
    print("Counting who could answer (whole processes; pandas reads and counts by age only, unchecked)")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            drawn = draw_council(children=size)
            paths = write_return(Path(folder), drawn)
            megabytes = sum(path.stat().st_size for path in paths) / 1e6
            ours = heard(paths, drawn.on, Path(folder) / "out/cohort.csv")
            seconds, theirs = pandas(paths, drawn.on)
            apart, found = on_the_site(paths, drawn.on)
            assert found == theirs, (found, theirs)
            print(
                f"  {size:>7,} children, {megabytes:5.1f} MB: heard cohort {ours.seconds:6.2f} s, "
                f"{ours.mebibytes:5.0f} MiB · on the site {apart:6.2f} s · pandas {seconds:6.2f} s"
            )


def heard(paths: Sequence[Path], on: date, out: Path) -> Run:
    """The command."""
    arguments = ("cohort", *paths, "--wave", "2026", "--on", on, "--area", "X1", "--out", out)
    return sorted((timed(*arguments) for _ in range(TIMES)), key=lambda run: run.seconds)[TIMES // 2]


def on_the_site(paths: Sequence[Path], on: date) -> tuple[float, int]:
    """From the bytes of a request to the counts; and how many children in care could answer."""
    started = time.perf_counter()
    counted = count_apart([read_given(path) for path in paths], Asked(on), LIMITS)
    seconds = time.perf_counter() - started
    return seconds, sum(each.eligible for each in counted.count.surveys if each.survey in IN_CARE)


def pandas(paths: Sequence[Path], on: date) -> tuple[float, int]:
    """What an analyst would write first."""
    command = [sys.executable, "-c", BY_PANDAS, str(paths[0]), str(paths[1]), on.isoformat()]
    took = []
    for _ in range(TIMES):
        started = time.perf_counter()
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
        took.append(time.perf_counter() - started)
    return sorted(took)[TIMES // 2], int(ran.stdout)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, nargs="+", default=[2_500, 100_000])
    main(parser.parse_args().children)
