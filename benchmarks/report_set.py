"""One council's complete set of reports, every kind in every format, and the sets of several councils side by side.

Protecting and attacking a council's figures is timed with writing first: it is done once, when the wave's answers are
opened. What was recorded is written again whenever the words change; that is timed then. Peak memory is that of the
largest process.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from heard.base.policy import Level
from heard.catalogue import load_catalogue
from heard.dataset.synthesis.programme import synthesise
from heard.programme.analyse import count_programme
from heard.programme.report_set import write_set
from heard.programme.report_sets import Asked, list_answering, write_sets

AREAS, RESPONSES, WAVE = 6, 1_500, "2026"
TARGET_SET, TARGET_EIGHTY = 30, 20  # seconds, minutes
EIGHTY = 80
PROCESSES = os.cpu_count() or 1


def main() -> None:
    """Make a programme, record each council's figures, write every set from them, and print."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        asked = Asked(
            folder=home / "programme", wave=WAVE, level=Level.BOARD, out=home, today=date(2026, 5, 1)
        )
        synthesise(asked.folder, catalogue=load_catalogue(), areas=AREAS, responses=RESPONSES)
        areas = list_answering(count_programme(asked.folder, wave=WAVE), WAVE)
        print(f"{len(areas)} councils, {RESPONSES:,} responses in two waves, {PROCESSES} processes")
        first = time_all(replace(asked, out=home / "first"), areas)
        print(f"protected, attacked, recorded and written: {first:.1f} s a council")
        tell_one(asked, areas)
        again = time_all(replace(asked, out=home / "again"), areas)
        eighty = again * EIGHTY / 60
        print(f"written from recorded figures: {again:.1f} s a council")
        print(f"which makes {eighty:.0f} minutes for {EIGHTY} councils (target {TARGET_EIGHTY})")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"largest process: {peak:.0f} MiB")


def time_all(asked: Asked, areas: Sequence[str]) -> float:
    """Seconds a council; stops where one is refused."""
    begun = time.perf_counter()
    for each in write_sets(asked, areas, processes=PROCESSES):
        if each.refused:
            sys.exit(f"{each.area}: {each.refused}")
    return (time.perf_counter() - begun) / len(areas)


def tell_one(asked: Asked, areas: Sequence[str]) -> None:
    """The council whose set takes longest, and how many files it has."""
    counted = count_programme(asked.folder, wave=WAVE)
    longest, files = 0.0, 0
    for area in areas:
        begun = time.perf_counter()
        done = write_set(
            counted,
            wave=WAVE,
            area=area,
            level=asked.level,
            out=asked.out / "one" / area,
            today=asked.today,
            processes=PROCESSES,
        )
        longest, files = max(longest, time.perf_counter() - begun), len(done.files)
    print(f"one council alone, {files} files, the longest of them: {longest:.1f} s (target {TARGET_SET})")


if __name__ == "__main__":
    main()
