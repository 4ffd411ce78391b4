"""`make bench`: every question × council × wave × survey × group level, by Heard and by what analysts pick instead.

Each engine is a process of its own that begins cold (its imports count, files lie in the machine's memory already) and
reads the same stored Parquet files; each comes to the same whole numbers, or this stops. What each does stands at the
head of its module in `benchmarks/peers`. The whole of Heard's tables stands beside Heard's counting with the plain
statistics that the others are given too: the first does much more than they do, the second the same.
Engines that are not installed are skipped (`make peers`; R and its package survey by the system).

`python benchmarks/workload.py --responses 30000 3000000`; `--big` does 30 million and holds it against 3 million.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BIG, PART_OF_BIG = 30_000_000, 3_000_000
LINEAR = 10.5  # times 3 million's seconds that 30 million may take
FEW = 100_000  # below it every engine runs three times
LIMITS = {30_000: (3.0, 400), 3_000_000: (12.0, 1024)}  # aims: seconds and mebibytes


@dataclass(frozen=True)
class Engine:
    """`share`: of the work that is done of many responses, the rest scaled up; None = not run with so many."""

    module: str
    label: str
    needs: str
    share: float | None = 1.0


OURS = (
    Engine("heard_tables", "Heard: every table", "heard"),
    Engine("heard_plain", "Heard: counts, plain statistics", "heard"),
)
THEIRS = (
    Engine("polars_groups", "polars, a group_by a breakdown", "polars"),
    Engine("pandas_passes", "pandas, a pass a breakdown", "pandas"),
    Engine("pandas_loop", "pandas, a loop over questions", "pandas", share=1 / 30),
    Engine("duckdb_wide", "DuckDB, a wide GROUP BY a breakdown", "duckdb", share=1 / 3),
    Engine("statsmodels_proportions", "statsmodels, one question", "statsmodels"),
    Engine("svy_proportions", "svy, one question", "svy", share=None),
    Engine("r_survey", "R survey, one question", "Rscript", share=None),
)


def is_installed(engine: Engine) -> bool:
    """Whether its package is there; R's is asked for its own."""
    if engine.needs != "Rscript":
        return find_spec(engine.needs) is not None
    if shutil.which("Rscript") is None:
        return False
    return (
        subprocess.run(["Rscript", "-e", "library(survey)"], capture_output=True, check=False).returncode == 0
    )


def environment(folder: Path) -> dict[str, str]:
    """Ours and the folder of the peers; compiled imports, whatever the machine says."""
    there = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    path = os.pathsep.join(filter(None, [str(HERE), there.get("PYTHONPATH")]))
    return there | {"PYTHONPATH": path, "HEARD_BENCH_PROGRAMME": str(folder / "programme")}


def prepare(folder: Path, responses: int, times: int = 1) -> None:
    """Make up the responses and store them, in a process of its own: this one stays small, for a child begins with
    the peak memory of who started it."""
    folder.mkdir()
    command = [sys.executable, str(HERE / "workload_plan.py"), str(folder), str(responses), str(times)]
    begun = time.monotonic()
    subprocess.run(command, env=environment(folder), check=True)
    print(
        f"{responses * times:,} responses made up and stored in {time.monotonic() - begun:.0f} s", flush=True
    )


def run_once(engine: Engine, folder: Path, share: float) -> dict[str, Any]:
    """One engine's figures; stops where its whole numbers are not Heard's."""
    out = folder / f"{engine.module}.json"
    begun = environment(folder) | {"HEARD_BENCH_STARTED": repr(time.monotonic())}
    command = [
        sys.executable,
        "-m",
        "peers.one",
        engine.module,
        str(folder / "plan.json"),
        str(out),
        str(share),
    ]
    subprocess.run(command, env=begun, check=True)
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    if not found.get("agrees", True):
        sys.exit(
            f"{engine.label} counts something else than Heard. A ratio of wrong numbers is worth nothing."
        )
    return found


def run(engine: Engine, folder: Path, responses: int) -> dict[str, Any] | None:
    """The run in the middle of three, or the only one; None where it is not run with so many."""
    share, times = (1.0, 3) if responses < FEW else (engine.share, 1)
    if share is None:
        return None
    runs = [run_once(engine, folder, share) for _ in range(times if engine.needs != "svy" else 1)]
    return sorted(runs, key=lambda each: each["processor"])[len(runs) // 2]


def compare(folder: Path, responses: int) -> None:
    """All engines on one size, as a table in Markdown."""
    prepare(folder, responses)
    found: dict[str, dict[str, Any]] = {}
    said = []
    for engine in (*OURS, *THEIRS):
        if not is_installed(engine):
            said.append(f"{engine.label}: not installed, skipped.")
            continue
        figures = run(engine, folder, responses)
        if figures is None:
            said.append(f"{engine.label}: only run with fewer than {FEW:,} responses.")
            continue
        found[engine.label] = figures
    print_table(responses, found)
    print("\n".join(said), flush=True)
    hold_aims(responses, found[OURS[0].label], found[OURS[1].label])


def print_table(responses: int, found: dict[str, dict[str, Any]]) -> None:
    tables, plain = (found[engine.label] for engine in OURS)
    print(f"\n{responses:,} responses, {plain['cells']:,} possible cells, load {os.getloadavg()[0]:.1f}\n")
    print("| | counted, s | all, s | s of the processor | MiB | times every table | times the same work |")
    print("|---|---|---|---|---|---|---|")
    for label, each in found.items():
        counted = "" if each["counted"] is None or each["share"] < 1 else f"{each['counted']:,.1f}"
        scaled = "" if each["share"] == 1 else f" (scaled, {each['share']:.2g} of it done)"
        ratios = (each["processor"] / ours["processor"] for ours in (tables, plain))
        times = " | ".join(f"{ratio:,.2f}" if ratio < 10 else f"{ratio:,.0f}" for ratio in ratios)
        print(
            f"| {label}{scaled} | {counted} | {each['seconds']:,.1f} | {each['processor']:,.1f} "
            f"| {each['mebibytes']:,.0f} | {times} |"
        )
    print("\n" + "; ".join(sorted({each["version"] for each in found.values()})))


def hold_aims(responses: int, *ours: dict[str, Any]) -> None:
    if responses not in LIMITS:
        return
    seconds, mebibytes = LIMITS[responses]
    for engine, each in zip(OURS, ours, strict=True):
        held = each["seconds"] <= seconds and each["mebibytes"] <= mebibytes
        told = f"{each['seconds']:.1f} s of {seconds:.0f}, {each['mebibytes']:,.0f} MiB of {mebibytes:,}"
        print(f"{engine.label}: {told}: {'held' if held else 'NOT held'}", flush=True)


def grow(folder: Path) -> None:
    """Heard on 30 million against 3 million: seconds and memory."""
    parts = folder / "part", folder / "big"
    prepare(parts[0], PART_OF_BIG)
    prepare(parts[1], PART_OF_BIG, BIG // PART_OF_BIG)
    for engine in OURS:
        small, big = (run_once(engine, each, 1.0) for each in parts)
        ratio = {name: big[name] / small[name] for name in ("seconds", "processor", "counted", "mebibytes")}
        print(
            f"{engine.label}: {small['seconds']:.1f} s, {small['mebibytes']:,.0f} MiB → {big['seconds']:.1f} s, "
            f"{big['mebibytes']:,.0f} MiB; 30 million take {ratio['seconds']:.1f} times the seconds of 3 million "
            f"({ratio['processor']:.1f} of the processor, counting {ratio['counted']:.1f}; aim {LINEAR}) and "
            f"{ratio['mebibytes']:.2f} times the memory",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responses", type=int, nargs="*", default=[30_000, 3_000_000])
    parser.add_argument("--big", action="store_true")
    chosen = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        if chosen.big:
            grow(Path(folder))
            return
        for responses in chosen.responses:
            compare(Path(folder) / str(responses), responses)


if __name__ == "__main__":
    main()
