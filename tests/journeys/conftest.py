"""One browser for all journeys; a made-up council, made once; the site on a copy of it, as real processes."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from clusters import OWNER, SITE, running_cluster
from heard.cli.demo_site import read_environment
from heard.web.pages.secrets import read_secrets
from journeys.eyes import Eyes
from journeys.steps import Town
from processes import ENVIRONMENT, HEARD
from sites import TESTS, Installation, served, wait_until

CHROMIUM = Path("/usr/bin/chromium")
SIZE = ("--councils", "12", "--responses", "2400")
SECONDS_TO_MAKE = 300  # on a machine that does other work as well
POSTGRES = "PostgreSQL"

OpenTown = Callable[..., AbstractContextManager[Town]]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; each person of a journey has a context of their own in it."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`heard demo` with twelve councils, made and stopped."""
    folder, ready = tmp_path_factory.mktemp("made-up") / "demo", tmp_path_factory.mktemp("ready") / "file"
    command = [str(HEARD), "demo", "--port", "0", "--folder", str(folder), *SIZE, "--ready-file", str(ready)]
    with (ready.parent / "said").open("w") as said:
        demo = subprocess.Popen(command, env=ENVIRONMENT, stdout=said, stderr=said)
        wait_until(lambda: ready.exists() or demo.poll() is not None, seconds=SECONDS_TO_MAKE)
        demo.terminate()
        assert demo.wait(timeout=30) == 0, (ready.parent / "said").read_text()
    return folder


@pytest.fixture(scope="session")
def eyes() -> Eyes:
    """What was looked at in one journey need not be looked at again in the next."""
    return Eyes()


@pytest.fixture(scope="session")
def open_town(
    browser: Browser, eyes: Eyes, made_up: Path, tmp_path_factory: pytest.TempPathFactory
) -> OpenTown:
    """Start the site on a copy of the made-up council, on either database."""

    @contextmanager
    def opened(database: str = "SQLite", *, is_demo: bool = True, **settings: str) -> Iterator[Town]:
        home = tmp_path_factory.mktemp("town") / "home"
        shutil.copytree(made_up, home)
        is_postgres = database == POSTGRES
        with running_cluster() if is_postgres else nullcontext() as cluster:
            told = {**read_environment(home), **settings}
            if not is_demo:  # as an installation runs: a second factor for everybody
                del told["HEARD_DEMO"]
            if cluster:
                told |= {"DATABASE_URL": cluster.url(SITE), "OWNER_DATABASE_URL": cluster.url(OWNER)}
                fill_database(Installation(home, told, cluster))
            installation = Installation(home, told, cluster)
            secrets = read_secrets(home)
            wave = json.loads((home / "demo.json").read_text())["under_way"]
            cards = {ages: list(codes) for ages, codes in secrets.codes.items()}
            with served(installation) as site:
                yield Town(site.url, installation, wave, secrets, cards, browser, eyes)

    return opened


def fill_database(installation: Installation) -> None:
    """The same council in another database; its people, cards and keys are new ones."""
    told = {
        **installation.environment,
        "DJANGO_SETTINGS_MODULE": "stepping.settings",
        "PYTHONPATH": str(TESTS),
    }
    filling = Installation(installation.home, told, installation.cluster)
    filling.manage("prepare_database", "--verbosity", 0)
    filling.manage("fill_town")
