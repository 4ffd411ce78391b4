"""One engine in a process of its own: `python -m peers.one ENGINE PLAN OUT SHARE`, from the folder benchmarks.

OUT is JSON: seconds by the clock since HEARD_BENCH_STARTED, when the process was asked for, and on the processor, both
of all the work where a share of it was done; peak memory; and whether the whole numbers are those of Heard's, which
`heard_tables` leaves beside the plan.
"""

import importlib
import json
import os
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peers.plan import Outcome

REFERENCE = "reference.npz"


def main() -> None:
    name, plan_path, out, share = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), float(sys.argv[4])
    engine = importlib.import_module(f"peers.{name}")
    from peers.plan import Spent, read_plan, spent

    plan = read_plan(plan_path)
    started = Spent(float(os.environ["HEARD_BENCH_STARTED"]))
    ready = spent()
    outcome = engine.run(plan, share)
    done = spent()
    peaks = [resource.getrusage(each).ru_maxrss for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    work = done - ready - outcome.loading
    whole = ready - started + outcome.loading + work / outcome.share
    found = {
        "seconds": whole.clock,
        "processor": whole.processor,
        "counted": None if outcome.counted is None else (outcome.counted - started).clock,
        "mebibytes": max(peaks) / 1024,
        "share": outcome.share,
        "told": outcome.told,
        "cells": plan.cells,
        "version": _versions(engine),
    }
    if name == "heard_tables":
        engine.leave_reference(plan, plan_path.with_name(REFERENCE))
    else:
        found["agrees"], found["compared"] = _compare(outcome, plan_path.with_name(REFERENCE))
    out.write_text(json.dumps(found), encoding="utf-8")


def _versions(engine: object) -> str:
    from importlib.metadata import version

    return ", ".join(f"{package} {version(package)}" for package in getattr(engine, "TOLD", ()))


def _compare(outcome: "Outcome", reference: Path) -> tuple[bool, int]:
    """Whether all bases and counts of the outcome are Heard's, and how many cells were held against them."""
    import numpy as np

    compared = 0
    with np.load(reference) as known:
        for (wave, survey), cells in outcome.cells.items():
            there = cells.base >= 0
            for name, found in (("base", cells.base), ("count", cells.count)):
                if not np.array_equal(found[there], known[f"{wave}|{survey}|{name}"][there]):
                    return False, 0
            compared += int(there.sum())
    return compared > 0, compared


if __name__ == "__main__":
    main()
