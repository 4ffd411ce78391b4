"""What it takes to publish: one council's four surveys protected and attacked at both levels, and the nation.

python benchmarks/release.py             one council, two waves
python benchmarks/release.py --nation    every council of one wave as well, as `heard release` does it
"""

import argparse
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

import polars as pl

from heard.base.policy import Level
from heard.disclosure import protect
from heard.disclosure.attack import Release, attack
from heard.disclosure.facts import list_facts
from heard.programme import make_programme
from heard.programme.counted import count_programme, tables_of
from heard.programme.release import release_tables

AREA = "X0000001"
WAVES = ("2024", "2026")
SHARES = "{:5.1f} %"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nation", action="store_true", help="also release a wave of all 80 councils")
    parser.add_argument(
        "--folder", type=Path, help="a programme of 80 councils and two waves; made up if left out"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folder = arguments.folder or Path(work) / "programme"
        if arguments.folder is None:
            make_programme(folder, areas=80, waves=len(WAVES), responses=30_000, seed=1)
        measure_council(folder)
        if arguments.nation:
            measure_nation(folder, Path(work) / "out")


def measure_council(folder: Path) -> None:
    """Seconds to protect and to attack, and what is said of headlines."""
    counted = count_programme(folder)
    print(
        f"{'level':8}{'wave':6}{'protect':>9}{'attack':>9}{'broken':>8}   headlines said, as a band, hidden"
    )
    for level in (Level.BOARD, Level.PUBLIC):
        for wave in WAVES:
            tables = tables_of(counted, wave=wave, area=AREA)
            begun = time.perf_counter()
            facts = list_facts(protect(tables, level, area=AREA, catalogue=counted.catalogue))
            protected = time.perf_counter()
            found = attack([Release(level.value, level, facts)], counted.catalogue)
            attacked = time.perf_counter()
            headline = {
                (survey, item.key): item.asked[survey].headline.key
                for item in counted.catalogue.indicators.values()
                for survey in item.asked
            }
            own = facts.filter(pl.col("group") == "all", ~pl.col("survey").str.contains(";"))
            symbols = Counter(
                symbol
                for survey, indicator, cut, symbol in own.select(
                    "survey", "indicator", "cut_point", "symbol"
                ).iter_rows()
                if headline.get((survey, indicator)) == cut
            )
            said = " ".join(SHARES.format(100 * symbols[each] / symbols.total()) for each in ("", "b", "c"))
            seconds = f"{protected - begun:8.1f}s{attacked - protected:8.1f}s"
            print(f"{level.value:8}{wave:6}{seconds}{len(found.breaches):8}   {said}")


def measure_nation(folder: Path, out: Path) -> None:
    """Seconds and what was withheld."""
    begun = time.perf_counter()
    done = release_tables(folder, wave=WAVES[-1], out=out, today=date.today())
    minutes = (time.perf_counter() - begun) / 60
    print(f"nation, wave {WAVES[-1]}, public: {minutes:.1f} min; {len(done.withheld)} questions withheld")


if __name__ == "__main__":
    main()
