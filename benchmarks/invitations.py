"""What inviting takes: codes for 100,000 children issued in batches, on either database; letters and cards laid out.

python benchmarks/invitations.py --children 100000 --letters 1000

Batches are made as the coordinator's page makes them, one transaction a batch with its audit event. The letters go
through the process that the site starts, with its start counted in. A mail merge is what a council would do instead;
none is in the lock, so only our own figures are told.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests")]

BATCH = 250
ISSUING = """
import sys, time
import django
django.setup()
from datetime import UTC, date, datetime
from heard.web.codes.sealing import new_private_key
from heard.web.instruments.questionnaires import list_versions
from heard.web.people.actions import add_council
from heard.web.tenancy import in_council
from heard.web.waves import actions

children, size, at = int(sys.argv[1]), int(sys.argv[2]), datetime(2026, 3, 2, tzinfo=UTC)
add_council(code="X0000001", name="Alderbrook")
key = new_private_key().public
with in_council("X0000001"):
    actions.plan_wave(wave="2026", versions={"8-11": list_versions()["8-11"]}, last_answer_day=date(2026, 3, 27),
        grace_days=7, panel_on=date(2026, 4, 20), counting_key=key, reading_key=key, feedback_words="", by="x", at=at)
begun, busy, codes = time.perf_counter(), time.process_time(), set()
for number in range(children // size):
    with in_council("X0000001"):
        codes.update(actions.issue_cards(
            wave="2026", survey="8-11", label=f"Batch {number}", size=size, by="x", at=at).codes)
assert len(codes) == children // size * size
print(time.perf_counter() - begun, time.process_time() - busy)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=100_000)
    parser.add_argument("--letters", type=int, default=1_000)
    chosen = parser.parse_args()
    for database in ("SQLite", "PostgreSQL"):
        if taken := issue(database, chosen.children):
            print(
                f"{chosen.children:>9,} codes issued in batches of {BATCH}, {database:11}{taken[0]:8.1f} s"
                f"{chosen.children / taken[0]:10,.0f} a second, {taken[1]:.1f} s of this process"
            )
    for layout in ("letters", "cards"):
        for fills_code in (False, True):
            lay_out(layout, chosen.letters, fills_code=fills_code)


def issue(database: str, children: int) -> tuple[float, float] | None:
    """Seconds, and seconds of the processor; None where this machine has no such database."""
    from clusters import running_cluster, why_not
    from sites import install

    if database == "PostgreSQL" and why_not():
        print(f"{database}: {why_not()}")
        return None
    with (
        tempfile.TemporaryDirectory() as home,
        running_cluster() if database == "PostgreSQL" else nullcontext() as cluster,
    ):
        site = install(Path(home), cluster=cluster, settings="heard.web.config.settings")
        site.manage("prepare_database", "--verbosity", 0)
        command = [sys.executable, "-c", ISSUING, str(children), str(BATCH)]
        told = {**site.environment, "PYTHONPATH": str(ROOT / "src")}
        done = subprocess.run(command, env=told, capture_output=True, text=True, check=True)
        seconds, busy = map(float, done.stdout.split())
        return seconds, busy


def lay_out(layout: str, number: int, *, fills_code: bool) -> None:
    """In files as large as the page makes them."""
    from heard.base.surveys import Survey
    from heard.web.policy import CODES_IN_A_PDF
    from heard.web.printing.pressing import press_sheet

    with django():
        from web.printing import sheets

        make = sheets.letters if layout == "letters" else sheets.cards
        begun, size, slowest = time.perf_counter(), 0, 0.0
        for start in range(0, number, CODES_IN_A_PDF):
            sheet = make(Survey.AGES_8_11, min(CODES_IN_A_PDF, number - start), fills_code=fills_code)
            one = time.perf_counter()
            size += len(press_sheet(sheet))
            slowest = max(slowest, time.perf_counter() - one)
    seconds = time.perf_counter() - begun
    square = "with the code" if fills_code else "all alike"
    print(
        f"{number:>9,} {layout}, squares {square:14}{seconds:8.1f} s{number / seconds:10,.1f} a second, "
        f"{size / 1e6:.1f} MB, slowest file {slowest:.1f} s"
    )


@contextmanager
def django() -> Iterator[None]:
    """Django with settings made up on the spot."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "checked_settings")
    import django as framework

    framework.setup()
    yield


if __name__ == "__main__":
    main()
