"""What every test finds: the site's settings, from an environment made up for this run, and the choice of database."""

import gc
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from clusters import OWNER, SITE, Cluster, running_cluster, why_not

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

# Tests run two at a time, each on small arrays: threads of the algebra and of polars would only wait for each other.
for threads in ("OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS"):
    os.environ.setdefault(threads, "1")

# A landing tries the same examples as the one before it; what is new to try is for the slow tests and for whoever asks
# for it with `--hypothesis-profile=default`.
settings.register_profile("landing", derandomize=True, deadline=None)  # timings are benchmarks, never tests
settings.load_profile("landing")

# `make test` gives files out whole, so that what a module makes is made once: one that began last would run on alone.
LONGEST = (
    "process/test_demo.py",
    "web/people/test_matrix.py",
    "process/test_serving.py",
    "web/attack/test_polling.py",
    "process/test_release.py",
    "web/programmes/test_imports.py",
    "programme/test_orders.py",
    "process/test_killing.py",
)
OBJECTS_BEFORE_A_LOOK = 50_000  # for what could be thrown away; Python itself looks after 700
DATABASE_FILE = "heard.sqlite3"
CLUSTER_FOLDER = pytest.StashKey[Path]()
HOME = pytest.StashKey[Path]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--database postgres` runs the site's tests on a private PostgreSQL cluster."""
    parser.addoption("--database", choices=["sqlite", "postgres"], default="sqlite")


def pytest_configure(config: pytest.Config) -> None:
    """Give the site an environment before Django reads it. Nothing of the tester's own environment is used."""
    home = config.stash[HOME] = Path(tempfile.mkdtemp(prefix="heard-tests-"))
    (home / "static").mkdir()  # WhiteNoise warns where it is missing
    for name in ("HEARD_SECRET_KEY", "HEARD_CODE_KEY", "HEARD_DRAFT_KEY"):
        os.environ[name] = secrets.token_hex(32)
    os.environ.update(
        HEARD_HOME=str(home), HEARD_PLAIN_HTTP="1", DJANGO_SETTINGS_MODULE="heard.web.config.settings"
    )
    os.environ["DATABASE_URL"] = f"sqlite:///{home / DATABASE_FILE}"
    os.environ.pop("OWNER_DATABASE_URL", None)
    if config.getoption("--database") == "postgres":
        cluster = Cluster(Path(tempfile.mkdtemp(prefix="heard-pg-")))
        config.stash[CLUSTER_FOLDER] = cluster.folder
        os.environ["DATABASE_URL"] = cluster.url(SITE)
        os.environ["OWNER_DATABASE_URL"] = cluster.url(OWNER)
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    # No test here takes the power away, and a disk that others write to takes seconds to say that all is on it.
    options = settings.DATABASES["default"].get("OPTIONS", {})
    if "init_command" in options:
        options["init_command"] += " PRAGMA synchronous=OFF;"
    # Quick; sign-in itself is the same.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A worker of xdist inherits this environment, and would read the settings before it has made its own.
    del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    for key in (HOME, CLUSTER_FOLDER):
        if key in config.stash:
            shutil.rmtree(config.stash[key], ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Millions of objects of thirteen thousand tests stay to the end: they are never looked through for what could be
    thrown away, and what tests make is less often: a tenth of the processor's time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()
        gc.set_threshold(OBJECTS_BEFORE_A_LOOK, 20, 10)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest modules first, the others in the order they came in.

    Say that the site's tests were skipped where PostgreSQL was asked for and is not there.
    """
    items.sort(key=_place)
    if config.getoption("--database") == "postgres" and why_not():
        for item in items:
            item.add_marker(pytest.mark.skip(reason=why_not()))


def _place(item: pytest.Item) -> int:
    return next(
        (place for place, name in enumerate(LONGEST) if item.path.match(f"tests/{name}")), len(LONGEST)
    )


@pytest.fixture(scope="session", autouse=True)
def one_core() -> Iterator[None]:
    """What Heard would spread over processes is done in this one: each of its processes takes two seconds to begin.

    `test_processes` asks for two, and the commands of tests/process spread their work as everywhere.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "sched_getaffinity", lambda _: {0})
        patch.setattr(os, "cpu_count", lambda: 1)
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_disk() -> Iterator[None]:
    """Nothing waits for the disk: the tests that kill, fill a disk or watch what is on it do so to real processes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest) -> Iterator[None]:
    """The tables, made as an installation makes them: on PostgreSQL by their owner, not by the site's role."""
    from django.core.management import call_command
    from django.db import connections

    from sites import begin_with_tables, keep_tables

    blocker = request.getfixturevalue("django_db_blocker")
    folder = request.config.stash.get(CLUSTER_FOLDER, None)
    if folder is None:
        file = request.config.stash[HOME] / DATABASE_FILE
        if not begin_with_tables(file):
            with blocker.unblock():
                call_command("prepare_database", verbosity=0)
                connections.close_all()
            keep_tables(file)
        yield
        return
    with running_cluster(folder=folder) as cluster, blocker.unblock():
        call_command("prepare_database", verbosity=0)
        # The test runner empties tables between tests that commit; an installation's site has no right to.
        cluster.sql(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {SITE}", role=OWNER, database="heard")
        yield
        connections.close_all()


@pytest.fixture(scope="module")
def laid_down(request: pytest.FixtureRequest, django_db_setup: None) -> Iterator[None]:
    """What fixtures of a module write after this one is there for each of its tests, and gone after the last.

    Each test's own transaction lies inside this one and is taken back: no test finds what another did.
    """
    with _around_tests(request.getfixturevalue("django_db_blocker")):
        yield


@pytest.fixture(scope="class")
def laid_down_for_a_class(request: pytest.FixtureRequest, django_db_setup: None) -> Iterator[None]:
    """The same for the tests of a class, where others of the module must not find it."""
    with _around_tests(request.getfixturevalue("django_db_blocker")):
        yield


@contextmanager
def _around_tests(blocker: "DjangoDbBlocker") -> Iterator[None]:
    from django.db import transaction

    around = transaction.atomic()
    around._from_testcase = True  # as Django's own: work that must be the outermost may begin inside it
    with blocker.unblock():
        around.__enter__()
    yield
    with blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)
