"""One browser for all journeys; a made-up council, made once; the site on a copy of it, as real processes."""

import fcntl
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from clusters import OWNER, SITE, Cluster, running_cluster
from heard.cli.demo_site import read_environment
from heard.web.pages.secrets import read_secrets
from journeys.eyes import Eyes
from journeys.steps import Town
from processes import ENVIRONMENT, HEARD
from sites import SECONDS_TO_STOP, TESTS, Installation, served, wait_until

# Debian's two, of one version: the shell has no window round its pages, and takes half the processor to open one.
SHELL, WHOLE = Path("/usr/lib/chromium/chromium-headless-shell"), Path("/usr/bin/chromium")
CHROMIUM = SHELL if SHELL.exists() else WHOLE
SIZE = ("--councils", "12", "--responses", "2400")
SECONDS_TO_MAKE = 900  # half a minute, and five beside ten other jobs

# Those that take longest begin first: one that began last would run on alone. The second and the third need no council,
# and are under way while whoever comes first makes it for all.
LONGEST = (
    "test_from_code_to_report",
    "test_progress",
    "test_in_the_browser",
    "test_with_the_script",
    "test_signing_in",
    "test_reports_for_every_reader",
    "test_a_childs_way",
    "test_counting_and_closing",
    "test_preparing_a_wave",
    "test_many_councils",
    "test_moderating",
    "test_every_survey_every_way",
)

# The whole Chromium makes two pages of its own for what may be typed into its address line, anew for every window, at
# half of what a window costs; and there is no graphics card to be acted. Of several lists of what is turned off it
# takes the last: what Playwright turns off stands in this one too.
OFF = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "AimEnabled", "LensOverlay", "PreconnectToSearch"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "PaintHolding", "MediaRouter"),
    *("HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "ThirdPartyStoragePartitioning"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying"),
)
SWITCHES = ("--no-sandbox", "--disable-gpu", f"--disable-features={','.join(OFF)}")

# How long a page may take before a test gives it up; what comes sooner is seen sooner. A machine may have much to do.
MILLISECONDS = 120_000
expect.set_options(timeout=MILLISECONDS)

OpenTown = Callable[..., AbstractContextManager[Town]]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest modules first, the others in the order they came in."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONGEST)))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; each person of a journey has a context of their own in it."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES, timeout=MILLISECONDS)
        opened.on("context", be_patient)
        yield opened
        opened.close()


def be_patient(context: BrowserContext) -> None:
    """Whatever is opened waits so long for what it is told to do."""
    context.set_default_timeout(MILLISECONDS)


@pytest.fixture(scope="session")
def of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def made_up(of_this_run: Path) -> Iterator[Path]:
    """`heard demo` with twelve councils, made and stopped by whoever comes first. It is copied and never written to."""
    folder = of_this_run / "made-up" / "demo"
    with (of_this_run / "made-up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.with_name("ready").exists():
            folder.parent.mkdir(exist_ok=True)
            make_demo(folder)
    before = list_files(folder)
    yield folder
    assert list_files(folder) == before, "a journey wrote into the folder that all journeys copy"


def make_demo(folder: Path) -> None:
    ready, log = folder.with_name("ready"), folder.with_name("said")
    command = [str(HEARD), "demo", "--port", "0", "--folder", str(folder), *SIZE, "--ready-file", str(ready)]
    with log.open("w") as said:
        demo = subprocess.Popen(command, env=ENVIRONMENT, stdout=said, stderr=said)
        try:
            wait_until(lambda: ready.exists() or demo.poll() is not None, seconds=SECONDS_TO_MAKE)
            wait_until(lambda: has_reports(folder) or demo.poll() is not None, seconds=SECONDS_TO_MAKE)
        finally:
            demo.terminate()
        assert demo.wait(timeout=SECONDS_TO_STOP) == 0, log.read_text()


def has_reports(folder: Path) -> bool:
    """The demo's worker has made its set: no journey need wait behind it."""
    with closing(sqlite3.connect(folder / "heard.sqlite3", timeout=20)) as database:
        return database.execute("SELECT count(*) FROM reporting_reportset").fetchone() != (0,)


def list_files(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file."""
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*")}


@pytest.fixture(scope="session")
def eyes(of_this_run: Path) -> Eyes:
    """What was looked at in one journey of this run need not be looked at again in the next."""
    return Eyes(notes=of_this_run / "looked-at")


@pytest.fixture(scope="session")
def open_town(
    browser: Browser,
    eyes: Eyes,
    made_up: Path,
    tmp_path_factory: pytest.TempPathFactory,
    pytestconfig: pytest.Config,
) -> OpenTown:
    """Start the site on a copy of the made-up council; with `--database postgres` on a cluster of its own."""
    is_postgres = pytestconfig.getoption("--database") == "postgres"

    @contextmanager
    def opened(*, is_demo: bool = True, **settings: str) -> Iterator[Town]:
        home = tmp_path_factory.mktemp("town") / "home"
        shutil.copytree(made_up, home)
        with running_cluster() if is_postgres else nullcontext() as cluster:
            told = {**read_environment(home), **settings}
            if not is_demo:  # as an installation runs: a second factor for everybody
                del told["HEARD_DEMO"]
            if cluster:
                told |= {"DATABASE_URL": cluster.url(SITE), "OWNER_DATABASE_URL": cluster.url(OWNER)}
                fill_database(Installation(home, told, cluster))
                check_rows_are_protected(cluster)
            installation = Installation(home, told, cluster)
            secrets = read_secrets(home)
            wave = json.loads((home / "demo.json").read_text())["under_way"]
            cards = {ages: list(codes) for ages, codes in secrets.codes.items()}
            with served(installation) as site:
                town = Town(site.url, installation, wave, secrets, cards, browser, eyes)
                yield town
                town.close_browsers()

    return opened


def fill_database(installation: Installation) -> None:
    """The same council in another database; its people, cards and keys are new ones. The first database is gone."""
    for path in installation.home.glob("heard.sqlite3*"):
        path.unlink()
    told = {
        **installation.environment,
        "DJANGO_SETTINGS_MODULE": "stepping.settings",
        "PYTHONPATH": str(TESTS),
    }
    filling = Installation(installation.home, told, installation.cluster)
    filling.prepare()
    filling.manage("fill_town")


def check_rows_are_protected(cluster: Cluster) -> None:
    """The site's role owns nothing and passes no rule by: of a council that it has not entered it sees no row."""
    everybodys = "SELECT count(*) FROM waves_councilwave"
    assert int(cluster.sql(everybodys, database="heard")) > 0
    assert int(cluster.sql(everybodys, role=SITE, database="heard")) == 0
