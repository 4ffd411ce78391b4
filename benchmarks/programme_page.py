"""The programme team's page with 150 councils of six waves each: what the server takes for it, and how much it asks.

python benchmarks/programme_page.py                     both databases, each in a process of its own
python benchmarks/programme_page.py --database sqlite   one of them, in this process

Requests pass through the whole site: sign-in, second factor, gate, door, page. Every one asks for another choice of
lines; the target is 200 ms for 95 of 100. The clock runs from the request to the whole answer, in one process; nothing
else is asked meanwhile.
"""

import argparse
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

COUNCILS, WAVES, REQUESTS = 150, 6, 200
SURVEYS = ("4-7", "8-11", "11-17", "16-25")
BATCHES, LEVELS = 5, 30  # a survey: batches of cards, and levels of all groups that are counted
TODAY = date(2026, 11, 20)
TEAM = "team@programme.example"
CHOICES = (
    "",
    "?page=2",
    "?page=18",
    "?wave=2026",
    "?wave=2026&order=rate",
    "?stands=open&order=last_day",
    "?words=council+14",
    "?order=council&page=9",
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgres"])
    arguments = parser.parse_args()
    if arguments.database is None:
        print(f"The programme's page: {COUNCILS} councils, {WAVES} waves each, {REQUESTS} requests")
        print("  database    middle      p95   slowest   at work   questions")
        for each in ("sqlite", "postgres"):
            subprocess.run([sys.executable, __file__, "--database", each], check=True)
        return
    run(arguments.database)


def run(database: str) -> None:
    """On this database."""
    from clusters import OWNER, SITE, running_cluster, why_not

    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "static").mkdir()
        os.environ.update(
            {
                name: secrets.token_hex(32)
                for name in ("HEARD_SECRET_KEY", "HEARD_CODE_KEY", "HEARD_DRAFT_KEY")
            },
            HEARD_HOME=home,
            HEARD_PLAIN_HTTP="1",
            HEARD_HOSTS="testserver",
            DJANGO_SETTINGS_MODULE="heard.web.config.settings",
        )
        if database == "sqlite":
            measure(database)
            return
        if why := why_not():
            print(f"  {database:10}  not measured: {why}")
            return
        with running_cluster() as cluster:
            os.environ.update(DATABASE_URL=cluster.url(SITE), OWNER_DATABASE_URL=cluster.url(OWNER))
            measure(database)


def measure(database: str) -> None:
    """Fill, ask, tell."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    call_command("prepare_database", verbosity=0)
    fill(settings.HEARD.home)
    seconds, worked, questions = ask()
    ordered = sorted(seconds)
    p95 = ordered[int(len(ordered) * 0.95)]
    told = (statistics.median(ordered), p95, ordered[-1], statistics.median(worked))
    times = " ".join(f"{each * 1000:6.0f} ms" for each in told)
    print(f"  {database:10} {times}   {' or '.join(map(str, sorted(questions)))}")


def fill(home: Path) -> None:
    """Councils, their waves in every state, their batches and counters, and who could answer."""
    from heard.web.people.actions import add_council, add_to_programme
    from heard.web.programmes.actions import set_up_wave
    from heard.web.ui import clock

    codes = [f"X{number:07}" for number in range(COUNCILS)]
    for number, code in enumerate(codes):
        add_council(code=code, name=f"Council {number}")
    add_to_programme(email=TEAM, password="not used: the browser is signed in")
    keys = [str(2026 - number) for number in range(WAVES)]
    for key in keys:
        opens = date(int(key), 10, 1)
        set_up_wave(
            key=key,
            opens_on=opens,
            last_answer_day=opens + timedelta(days=56),
            surveys=SURVEYS,
            councils=codes,
            by=TEAM,
            at=clock.now(),
        )
    for number, code in enumerate(codes):
        fill_council(code, number, keys)
    write_cohort(home / "programme", codes, keys)


def fill_council(code: str, number: int, keys: list[str]) -> None:
    """Its waves: the latest in preparation, open or closed, those before it reported."""
    from heard.web.codes.models import Batch, Collection, Counter, State
    from heard.web.results.models import Opening, Step
    from heard.web.tenancy import in_council
    from heard.web.waves.models import CouncilWave, KeyCustody

    latest = (State.PREPARING, State.OPEN, State.OPEN, State.CLOSED)[number % 4]
    with in_council(code):
        for key in keys:
            last = date(int(key), 11, 20) + timedelta(days=number % 9)
            state = latest if key == keys[0] else State.OPENED
            box = Collection.objects.create(
                council_id=code,
                wave=key,
                state=state,
                versions=dict.fromkeys(SURVEYS, "2026.1"),
                wave_key=b"\x04" * 65 if state != State.PREPARING else b"",
                counting_key=b"\x04" * 65,
                reading_key=b"\x04" * 65,
                tally=b"\x00" * 4_000,
                last_answer_day=last,
            )
            wave = CouncilWave.objects.create(
                council_id=code,
                collection=box,
                grace_days=7,
                closed_on=last if state in (State.CLOSED, State.OPENED) else None,
                panel_on=last + timedelta(days=28),
            )
            for holder in ("first", "second"):
                KeyCustody.objects.create(
                    council_id=code, council_wave=wave, holder=holder, rehearsed_on=TODAY
                )
            if state is State.OPENED:
                Opening.objects.create(council_id=code, council_wave=wave, step=Step.REPORTED, opened_by=TEAM)
            Batch.objects.bulk_create(
                Batch(council_id=code, collection=box, survey=survey, label=f"Team {each}", size=20)
                for survey in SURVEYS
                for each in range(BATCHES)
            )
            Counter.objects.bulk_create(
                Counter(
                    council_id=code,
                    collection=box,
                    kind=kind,
                    survey=survey,
                    group="all" if not level else "group",
                    level="all" if not level else f"level {level}",
                    shown=5 + number % 40,
                )
                for survey in SURVEYS
                for kind in ("finished", "declined")
                for level in range(LEVELS + 1)
            )


def write_cohort(folder: Path, codes: list[str], keys: list[str]) -> None:
    """Counts by survey and one demographic, as `heard cohort` writes them."""
    folder.mkdir()
    lines = ["wave,area,survey,placement,eligible"]
    lines += [
        f"{key},{code},{survey},{placement},30"
        for key in keys
        for code in codes
        for survey in SURVEYS
        for placement in ("foster_care", "residential", "kinship", "other")
    ]
    (folder / "cohort.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def ask() -> tuple[list[float], list[float], set[int]]:
    """Seconds of each request, those of them this process was at work, and how many questions it asked the database.

    On a machine that does other work as well the first say how busy it is, the second how much there is to do.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from web.staff import signed_in_as

    browser = signed_in_as(TEAM)
    for choice in CHOICES:
        answer(browser.get, choice)  # templates are compiled, the cohort is read
    seconds: list[float] = []
    worked: list[float] = []
    for number in range(REQUESTS):
        began, at_work = time.perf_counter(), time.process_time()
        answer(browser.get, CHOICES[number % len(CHOICES)])
        seconds.append(time.perf_counter() - began)
        worked.append(time.process_time() - at_work)
    questions = set()
    for choice in CHOICES:
        with CaptureQueriesContext(connection) as asked:
            answer(browser.get, choice)
        questions.add(len(asked))
    return seconds, worked, questions


def answer(get: Callable[..., object], choice: str) -> None:
    """The whole page."""
    page = get(f"/programme/{choice}")
    assert page.status_code == 200, page.status_code  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
