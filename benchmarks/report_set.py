"""The report sets of several councils of different sizes, written from recorded figures in two processes.

Protecting and attacking a council's figures is timed once: it is done when the wave's answers are opened. What was
recorded is written again whenever the words change; that is what is timed for every council. The processor's seconds
are the number to trust where other work shares the machine. Each process says how much memory it holds after its first
council and after its last: what grows with every council would not last a night.

`python benchmarks/report_set.py --areas 80 --responses 30000` runs a night of eighty councils whole.
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from itertools import groupby
from operator import attrgetter
from os import getpid
from pathlib import Path

from heard.base.policy import Level
from heard.catalogue import load_catalogue
from heard.dataset.synthesis.programme import synthesise
from heard.programme.counted import Counted, count_programme
from heard.programme.report_set import write_set
from heard.programme.report_sets import list_answering
from heard.reports import Format, Kind

WAVE = "2026"
LEAST_WRITTEN = (
    8  # sets, some written again: each process writes several, or its memory could not be seen to grow
)
PROCESSES, EIGHTY = 2, 80
TARGET_SET, TARGET_EIGHTY = 30, 20  # seconds, minutes
MOST_SHOWN = 8  # of a process's councils, how much it held after
PAGE = 4096  # bytes, as /proc counts


@dataclass(frozen=True, slots=True)
class Written:
    """A council's set: its answers, how long it took by the clock and on the processor, and what its process holds."""

    process: int
    area: str
    answers: int
    files: int
    seconds: float
    cpu: float
    megabytes: float


def main() -> None:
    """Make a programme, record every council's figures, write all sets from them, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--areas", type=int, default=4)
    parser.add_argument("--responses", type=int, default=1_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "programme"
        synthesise(folder, catalogue=load_catalogue(), areas=chosen.areas, responses=chosen.responses)
        areas = list_answering(_counted(folder), WAVE)
        print(f"{len(areas)} councils, {chosen.responses:,} responses in two waves, {PROCESSES} processes")
        begun = time.perf_counter()
        with _processes() as pool:
            recorded = list(pool.map(partial(_record, folder), areas))
        _tell_recorded(recorded, time.perf_counter() - begun)
        begun = time.perf_counter()
        with _processes() as pool:
            written = list(pool.map(partial(_write, folder), areas * -(-LEAST_WRITTEN // len(areas))))
        _tell(written, time.perf_counter() - begun)


def _processes() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(PROCESSES, mp_context=multiprocessing.get_context("spawn"))


@cache
def _counted(folder: Path) -> Counted:
    return count_programme(folder, wave=WAVE)


def _record(folder: Path, area: str) -> float:
    """Seconds of the processor until a council's figures are kept at both levels; two small pages are written too."""
    _counted(folder)
    begun = time.process_time()
    _write_set(folder, area, kinds=(Kind.POSTCARD, Kind.SUMMARY), formats=(Format.HTML,))
    return time.process_time() - begun


def _write(folder: Path, area: str) -> Written:
    counted = _counted(folder)
    begun, on_processor = time.perf_counter(), time.process_time()
    files = _write_set(folder, area)
    seconds, cpu = time.perf_counter() - begun, time.process_time() - on_processor
    return Written(getpid(), area, _answers(counted, area), files, seconds, cpu, _held())


def _write_set(
    folder: Path,
    area: str,
    kinds: tuple[Kind, ...] = tuple(Kind),
    formats: tuple[Format, ...] = tuple(Format),
) -> int:
    done = write_set(
        _counted(folder),
        wave=WAVE,
        area=area,
        level=Level.BOARD,
        out=folder.parent / "sets" / area,
        today=date(2026, 5, 1),
        kinds=kinds,
        formats=formats,
    )
    return len(done.files)


def _answers(counted: Counted, area: str) -> int:
    rows = counted.cube.filter(wave=WAVE, area=area, indicator="respondents", group="all")
    return int(rows["count"].sum())


def _held() -> float:
    """Megabytes this process holds now: resident pages, where the system counts them, else the most it ever held."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE / 2**20
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _tell_recorded(cpu: list[float], seconds: float) -> None:
    print(f"protected, attacked, recorded: {sum(cpu) / len(cpu):.0f} s of the processor a council (at most")
    print(f"{max(cpu):.0f}); all {len(cpu)} in {seconds / 60:.1f} minutes", flush=True)


def _tell(written: list[Written], seconds: float) -> None:
    longest = max(written, key=attrgetter("seconds"))
    cpu = sum(each.cpu for each in written) / len(written)
    real = seconds / len(written)
    print(f"{len(written)} sets written in {seconds / 60:.1f} minutes")
    print(f"a council: {cpu:.1f} s of the processor; one by the clock every {real:.1f} s")
    print(
        f"the longest, {longest.area}, {longest.answers} answers: {longest.files} files, {longest.seconds:.1f} s"
    )
    print(f"(target {TARGET_SET}), of them {longest.cpu:.1f} s of the processor")
    print(
        f"which makes {real * EIGHTY / 60:.0f} minutes for {EIGHTY} councils by the clock as it was (target"
    )
    print(
        f"{TARGET_EIGHTY}), {cpu * EIGHTY / PROCESSES / 60:.0f} on {PROCESSES} processors with nothing else to do"
    )
    for _, of_one in groupby(sorted(written, key=attrgetter("process")), key=attrgetter("process")):
        held = [each.megabytes for each in of_one]
        shown = " ".join(f"{each:.0f}" for each in held[:: max(1, len(held) // MOST_SHOWN)])
        print(f"MB that a process holds after its first council, and on: {shown}; at most {max(held):.0f}")


if __name__ == "__main__":
    main()
