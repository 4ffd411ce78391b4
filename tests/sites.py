"""How a test runs the site as an installation does: real processes, a home of its own, and a look at what they do."""

import hashlib
import http.client
import os
import re
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from clusters import OWNER, SITE, Cluster
from heard.web.config.static_files import MARK
from processes import ENVIRONMENT

TESTS = Path(__file__).parent
ROOT = TESTS.parent
PREPARED = ROOT / ".pytest_cache" / "prepared"  # a hundred migrations take ten seconds of the processor
PRIVATE = {"HEARD_COUNTING_KEY": "c0" * 32, "HEARD_READING_KEY_X1": "4e" * 32}
SECONDS = 120  # for a thing to come to be on a loaded machine; what is there sooner is seen sooner
PORTS = range(10_000, 32_000)  # below those that Linux gives to whoever asks for any
SECONDS_TO_STOP = 60  # for a site that was told to end: seven on a quiet machine at the most
SECONDS_TO_END = 300  # for a command: filling a council takes ten, and a minute beside ten others


@dataclass(frozen=True, slots=True)
class Installation:
    """What an installation is told by its environment; its database, as somebody with the disk reads it."""

    home: Path
    environment: Mapping[str, str]
    cluster: Cluster | None = None

    def manage(self, *arguments: object) -> str:
        """Run a command to its end and return what it prints."""
        ran = subprocess.run(
            [sys.executable, "-m", "heard.web", *map(str, arguments)],
            env=dict(self.environment),
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS_TO_END,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip()

    @property
    def file(self) -> Path | None:
        """Its database where that is a file."""
        url = self.environment.get("DATABASE_URL", "")
        if self.cluster or (url and not url.startswith("sqlite:///")):
            return None
        return Path(url.removeprefix("sqlite:///")) if url else self.home / "heard.sqlite3"

    def prepare(self) -> None:
        """Bring the tables up to date: a new file is a copy of one in which that was done before, if there is one."""
        is_new = self.file is not None and not self.file.exists()
        if self.file and is_new and begin_with_tables(self.file):
            return
        self.manage("prepare_database", "--verbosity", 0)
        if self.file and is_new:
            keep_tables(self.file)

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        """Start a command whose errors can be read."""
        command = [sys.executable, "-m", "heard.web", *map(str, arguments)]
        return subprocess.Popen(
            command, env=dict(self.environment), stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
        )

    def ask(self, question: str) -> str:
        """One value of the database, with no rule between."""
        if self.cluster:
            return self.cluster.sql(question, database="heard").strip()
        with closing(self._connect()) as database:
            (value,) = database.execute(question).fetchone()
        return str(value)

    def change(self, statement: str) -> None:
        """One statement, with no rule between."""
        if self.cluster:
            self.cluster.sql(statement, database="heard")
            return
        with closing(self._connect()) as database, database:
            database.execute(statement)

    def _connect(self) -> sqlite3.Connection:
        assert self.file
        return sqlite3.connect(self.file, timeout=20)


def begin_with_tables(file: Path) -> bool:
    """Lay a database with all tables there; False where none was kept for these migrations."""
    if not (kept := _kept_tables()).exists():
        return False
    shutil.copy(kept, file)
    return True


def keep_tables(file: Path) -> None:
    """Keep a database that was only prepared, and that nobody has open, for whoever begins next."""
    PREPARED.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, beside := PREPARED / f"{secrets.token_hex(8)}.part")
    beside.rename(_kept_tables())


def begin_with_static_files(home: Path) -> None:
    """Lay those there that were gathered last. The site itself looks whether they are those of today."""
    kept = sorted(PREPARED.glob("static-*"), key=lambda path: path.stat().st_mtime)
    if kept:
        shutil.copytree(kept[-1], home / "static", dirs_exist_ok=True)


def keep_static_files(home: Path) -> None:
    """Keep what a site has gathered, which takes it three seconds, for whoever begins next."""
    mark = (home / "static" / MARK).read_text(encoding="utf-8")
    if not (kept := PREPARED / f"static-{mark[:16]}").exists():
        PREPARED.mkdir(parents=True, exist_ok=True)
        shutil.copytree(home / "static", beside := PREPARED / f"{secrets.token_hex(8)}.part")
        with suppress(OSError):  # somebody else has kept them meanwhile
            beside.rename(kept)
        shutil.rmtree(beside, ignore_errors=True)


@cache
def _kept_tables() -> Path:
    """Named after every migration: ours by their content, those of packages by what is installed."""
    found = sorted(path for path in (ROOT / "src").rglob("migrations/*.py"))
    contents = b"".join(path.read_bytes() for path in (*found, ROOT / "requirements/run.txt"))
    return PREPARED / f"{hashlib.sha256(contents).hexdigest()[:16]}.sqlite3"


def install(
    home: Path, *, cluster: Cluster | None = None, settings: str = "stepping.settings"
) -> Installation:
    """An installation in this folder; on SQLite unless there is a cluster."""
    told = {
        **ENVIRONMENT,
        **{name: secrets.token_hex(32) for name in ("HEARD_SECRET_KEY", "HEARD_CODE_KEY", "HEARD_DRAFT_KEY")},
        **PRIVATE,
        "HEARD_HOME": str(home),
        "HEARD_PLAIN_HTTP": "1",
        "DATABASE_URL": cluster.url(SITE) if cluster else "",
        "OWNER_DATABASE_URL": cluster.url(OWNER) if cluster else "",
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONPATH": str(TESTS),
    }
    return Installation(home, told, cluster)


@dataclass
class RunningSite:
    """`heard serve`, from its first line to its last."""

    process: subprocess.Popen[str]
    url: str

    def get(
        self, path: str, *, method: str = "GET", headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Status and content of one request."""
        where = urlsplit(self.url)
        with closing(
            http.client.HTTPConnection(where.hostname or "", where.port, timeout=SECONDS)
        ) as connection:
            connection.request(method, path, headers=dict(headers or {}))
            answer = connection.getresponse()
            return answer.status, answer.read()

    def find(self, words: str) -> int:
        """The process of the site with these words in its command; one that is just being started is waited for."""
        found: list[int] = []

        def is_there() -> bool:
            found[:] = [
                pid for pid in descendants(self.process.pid) if words in command_of(pid) and is_leader(pid)
            ]
            return len(found) == 1

        wait_until(is_there)
        return found[0]

    def list_processes(self, number: int) -> list[int]:
        """All but the supervisor, once there are so many; what was started a moment ago may not be there yet."""
        wait_until(lambda: len(descendants(self.process.pid)) == number)
        return descendants(self.process.pid)

    def end(self) -> str:
        """End it as a service manager does, and return all it said since it was up."""
        self.process.send_signal(signal.SIGTERM)
        _, said = self.process.communicate(timeout=SECONDS_TO_STOP)
        return said


@contextmanager
def served(
    installation: Installation, *arguments: object, from_nothing: bool = False
) -> Iterator[RunningSite]:
    """The site on a free port, for as long as the block runs; `from_nothing`: it makes its own tables first."""
    if not from_nothing and installation.file and not installation.file.exists():
        installation.prepare()
        begin_with_static_files(installation.home)
    process = installation.start("serve", "--port", 0, *arguments)
    try:
        assert process.stderr
        line = process.stderr.readline()
        found = re.fullmatch(r"The site is at (http://\S+) – Ctrl-C ends it\.\n", line)
        assert found, line + process.stderr.read()
        keep_static_files(installation.home)
        yield RunningSite(process, found[1])
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(timeout=SECONDS_TO_STOP)
        if process.stderr:
            process.stderr.close()


def free_port() -> int:
    """One that the system gives to nobody who asks for any: it is still free when somebody begins to listen."""
    while True:
        with suppress(OSError), socket.create_server(("127.0.0.1", secrets.choice(PORTS))) as taken:
            return int(taken.getsockname()[1])


def descendants(pid: int) -> list[int]:
    """Every process that this one made, and those that they made."""
    children = [
        int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit() and parent_of(path) == pid
    ]
    return [each for child in children for each in (child, *descendants(child))]


def parent_of(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def environment_of(pid: int) -> dict[str, str]:
    """What the system says that a process was started with."""
    lines = Path(f"/proc/{pid}/environ").read_text().split("\0")
    return dict(line.split("=", 1) for line in lines if "=" in line)


def is_leader(pid: int) -> bool:
    """Whether it was started by the supervisor and not by one of its children; False where it has just gone."""
    try:
        return os.getpgid(pid) == pid
    except ProcessLookupError:
        return False


def is_alive(pid: int) -> bool:
    """Whether it runs; one that only waits to be taken note of does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(is_so: Callable[[], bool], *, seconds: float = SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not come to be"
        time.sleep(0.05)
