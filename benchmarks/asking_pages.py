"""Asking pages of a filled site, on both databases: how long the server takes, and how many questions it asks.

Requests pass through the whole site: sign-in, second factor, gate, door, page. The clock runs from the request to the
whole answer, in one process; nothing else is asked meanwhile.
"""

import argparse
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

REQUESTS = 200


@dataclass(frozen=True)
class Asked:
    """What is measured: `fill` makes an empty site full, given its folder; `email` asks for the addresses in turn."""

    title: str
    script: str
    says: str | None
    fill: Callable[[Path], None]
    email: str
    addresses: Sequence[str]


def measure_on_both(asked: Asked) -> None:
    """Measure and print; each database in a process of its own, or one of them in this."""
    parser = argparse.ArgumentParser(description=asked.says)
    parser.add_argument("--database", choices=["sqlite", "postgres"])
    arguments = parser.parse_args()
    if arguments.database is not None:
        run(asked, arguments.database)
        return
    print(f"{asked.title}, {REQUESTS} requests", flush=True)
    print("  database    middle      p95   slowest   at work  its p95   questions", flush=True)
    for each in ("sqlite", "postgres"):
        subprocess.run([sys.executable, asked.script, "--database", each], check=True)


def run(asked: Asked, database: str) -> None:
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
            measure(asked, database)
            return
        if why := why_not():
            print(f"  {database:10}  not measured: {why}")
            return
        with running_cluster() as cluster:
            os.environ.update(DATABASE_URL=cluster.url(SITE), OWNER_DATABASE_URL=cluster.url(OWNER))
            measure(asked, database)


def measure(asked: Asked, database: str) -> None:
    """Fill, ask, tell."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    call_command("prepare_database", verbosity=0)
    asked.fill(settings.HEARD.home)
    seconds, worked, questions = ask(asked)
    told = (statistics.median(seconds), p95(seconds), max(seconds), statistics.median(worked), p95(worked))
    times = " ".join(f"{each * 1000:6.0f} ms" for each in told)
    print(f"  {database:10} {times}   {' or '.join(map(str, sorted(questions)))}", flush=True)


def p95(values: Sequence[float]) -> float:
    """Of a hundred, so many seconds are enough for 95."""
    return sorted(values)[int(len(values) * 0.95)]


def ask(asked: Asked) -> tuple[list[float], list[float], set[int]]:
    """Seconds of each request, those of them this process was at work, and how many questions it asked the database.

    On a machine that does other work as well the first say how busy it is, the second how much there is to do.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from web.staff import signed_in_as

    browser = signed_in_as(asked.email)
    for address in asked.addresses:
        answer(browser.get, address)  # templates are compiled, what is kept in memory is read
    seconds: list[float] = []
    worked: list[float] = []
    for number in range(REQUESTS):
        began, at_work = time.perf_counter(), time.process_time()
        answer(browser.get, asked.addresses[number % len(asked.addresses)])
        seconds.append(time.perf_counter() - began)
        worked.append(time.process_time() - at_work)
    questions = set()
    for address in asked.addresses:
        with CaptureQueriesContext(connection) as captured:
            answer(browser.get, address)
        questions.add(len(captured))
    return seconds, worked, questions


def answer(get: Callable[..., Any], address: str) -> None:
    """The whole page."""
    page = get(address)
    assert page.status_code == 200, page.status_code
