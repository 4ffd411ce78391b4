"""`make bench`: one council's statistics from the cube that was kept, and a council's file added to it.

The statistics are those all its reports rest on (`Scope.of`, `describe_wave`), what goes with well-being left out: that
is counted from the responses. In one process that holds the cube, the middle of councils *one after another*, which
share what every council is held against, and of each *alone*, for which that is worked out too; *cold* is a process of
its own with imports, programme folder and kept file read. Then the file of one council comes in
after the rest was counted: counting it and adding (`heard analyse --add`) against storing and counting all anew.

`python benchmarks/kept_cube.py --responses 30000`
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

from heard.analysis.associations.columns import no_rows
from heard.analysis.scope import Scope
from heard.analysis.tables import describe_wave
from heard.catalogue import Catalogue, load_catalogue
from heard.programme.counted import count_programme
from heard.programme.cube_file import read_cube, write_cube
from heard.programme.folder import Programme, open_programme
from heard.programme.synthesise import make_programme
from workload_plan import AREAS, WAVES

COUNCILS = 12  # one after another, of which the first warms up
TIMES = 3
AIM = 150  # milliseconds
COMES_LATE = "X0000001"


def scope_of(cube: pl.DataFrame, programme: Programme, catalogue: Catalogue) -> Scope:
    """The latest wave, no council of it yet."""
    return Scope.of(
        cube,
        catalogue=catalogue,
        cohort=programme.cohort,
        waves=programme.waves,
        areas=programme.areas,
        wave=max(programme.waves),
        only_areas=(),
    )


def describe_council(scope: Scope, programme: Programme, area: str) -> None:
    """One council's statistics."""
    describe_wave(scope.for_areas({area}), programme.benchmarks, no_rows())


def clock(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds by the clock and on the processor."""
    begun, used = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - begun) * 1000, (time.process_time() - used) * 1000


def warm(folder: Path, kept: Path) -> None:
    """Councils one after another."""
    catalogue = load_catalogue()
    programme = open_programme(folder, catalogue)
    cube = read_cube(kept).cube
    councils = list(programme.areas)[:COUNCILS]

    def tell(label: str, scopes: Callable[[], Scope]) -> None:
        each = [clock(lambda area=area: describe_council(scopes(), programme, area)) for area in councils][1:]
        seconds, processor = (statistics.median(values) for values in zip(*each, strict=True))
        held = "held" if seconds <= AIM else "NOT held"
        print(f"one council, {label}: {seconds:.0f} ms, {processor:.0f} of the processor (aim {AIM}: {held})")

    shared = scope_of(cube, programme, catalogue)
    tell("one after another", lambda: shared)
    tell("alone", lambda: scope_of(cube, programme, catalogue))


def cold(folder: Path, kept: Path) -> None:
    """The same in processes of their own."""
    command = [sys.executable, __file__, "--cold", str(folder), str(kept)]
    runs = [clock(lambda: subprocess.run(command, check=True))[0] for _ in range(TIMES)]
    print(f"one council, cold: {statistics.median(runs):.0f} ms (middle of {TIMES})")


def describe_cold(folder: Path, kept: Path) -> None:
    catalogue = load_catalogue()
    programme = open_programme(folder, catalogue)
    describe_council(scope_of(read_cube(kept).cube, programme, catalogue), programme, COMES_LATE)


def set_apart(folder: Path) -> tuple[Path, Path]:
    """Take one council's rows of the latest wave out of its file; the file of the rest, and that of the council."""
    path = max((folder / "responses").iterdir())
    rows = pl.read_parquet(path)
    late = path.with_name(f"{path.stem}-{COMES_LATE}.parquet")
    rows.filter(pl.col("area") != COMES_LATE).write_parquet(path)
    aside = folder.with_name(late.name)
    rows.filter(pl.col("area") == COMES_LATE).write_parquet(aside)
    return aside, late


def add_late(folder: Path, kept: Path) -> None:
    """Add the council's file, then count all anew; both give one cube."""
    aside, late = set_apart(folder)
    before = count_programme(folder)
    write_cube(before.cube, before.stored.codebook, kept)
    shutil.copyfile(aside, late)
    found = []
    added = clock(lambda: found.append(count_programme(folder, kept=kept).cube))
    shutil.rmtree(folder / "dataset")
    anew = clock(lambda: found.append(count_programme(folder).cube))
    assert found[0].equals(found[1])
    print(f"one council's file added: {added[0]:,.0f} ms, {added[1]:,.0f} of the processor")
    print(f"all stored and counted anew: {anew[0]:,.0f} ms, {anew[1]:,.0f} of the processor")
    print(f"anew / added: {anew[1] / added[1]:.1f} times the processor")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responses", type=int, nargs="*", default=[30_000])
    parser.add_argument("--cold", type=Path, nargs=2, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.cold:
        describe_cold(*chosen.cold)
        return
    for responses in chosen.responses:
        with tempfile.TemporaryDirectory() as folder:
            made, kept = Path(folder) / "programme", Path(folder) / "cube.parquet"
            make_programme(made, areas=AREAS, waves=WAVES, responses=responses)
            print(
                f"\n{responses:,} responses, {AREAS} councils, {WAVES} waves, load {os.getloadavg()[0]:.1f}"
            )
            add_late(made, kept)
            counted = count_programme(made)
            write_cube(counted.cube, counted.stored.codebook, kept)
            warm(made, kept)
            cold(made, kept)


if __name__ == "__main__":
    main()
