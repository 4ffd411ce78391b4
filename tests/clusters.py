"""A private PostgreSQL cluster for tests: made in a folder of its own, on a unix socket, thrown away afterwards.

PostgreSQL refuses to run as root: there the server programs run as the user `postgres`.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
OWNER, SITE, DATABASE = "heard_owner", "heard_site", "heard"


def why_not() -> str:
    """Why no cluster can be started here; empty where one can."""
    if not (PROGRAMS / "initdb").exists():
        return f"needs PostgreSQL 15's server programs in {PROGRAMS}"
    if os.geteuid() == 0 and not _has_user("postgres"):
        return "needs a user postgres: PostgreSQL does not run as root"
    return ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running cluster with one empty database, its owner, and the site's role, which owns nothing."""

    folder: Path

    def url(self, role: str, database: str = DATABASE) -> str:
        """DATABASE_URL for a role."""
        return f"postgres://{role}@/{self.socket}/{database}"

    @property
    def socket(self) -> Path:
        """The folder of its unix socket."""
        return self.folder / "socket"

    @property
    def data(self) -> Path:
        """Its files: what somebody who copies the disk has."""
        return self.folder / "data"

    def sql(self, statement: str, *, role: str = "postgres", database: str = "postgres") -> str:
        """Run one statement and return what psql prints."""
        command = ["psql", "-h", str(self.socket), "-U", role, "-d", database, "-qAtc", statement]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def kill(self) -> None:
        """End the server at once, as a power cut would."""
        pid = (self.data / "postmaster.pid").read_text().split()[0]
        os.kill(int(pid), 9)


@contextmanager
def running_cluster(*, folder: Path | None = None, durable: bool = False) -> Iterator[Cluster]:
    """A cluster for as long as the block runs; `durable` with fsync, for tests that kill it."""
    home = folder or Path(tempfile.mkdtemp(prefix="heard-pg-"))
    cluster = Cluster(home)
    cluster.socket.mkdir(parents=True)
    _give_away(home, cluster.socket)
    _as_server(
        ["initdb", "-D", str(cluster.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    )
    start(cluster, durable=durable)
    try:
        cluster.sql(f"CREATE ROLE {OWNER} LOGIN")
        cluster.sql(f"CREATE ROLE {SITE} LOGIN")
        cluster.sql(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
        yield cluster
    finally:
        _as_server(["pg_ctl", "-D", str(cluster.data), "-m", "immediate", "stop"], check=False)
        shutil.rmtree(home, ignore_errors=True)


def start(cluster: Cluster, *, durable: bool = False) -> None:
    """Start the server, again after `kill` too."""
    options = f"-k {cluster.socket} -c listen_addresses='' {'' if durable else QUICK}"
    log = str(cluster.folder / "socket/log")
    _as_server(["pg_ctl", "-D", str(cluster.data), "-w", "-l", log, "-o", options, "start"])


def comes_up_again(cluster: Cluster) -> bool:
    """After `kill`, with durable commits. What was connected to the old server may hold its memory for a moment yet."""
    try:
        start(cluster, durable=True)
    except subprocess.CalledProcessError:
        return False
    return True


def _as_server(command: list[str], *, check: bool = True) -> None:
    program = [str(PROGRAMS / command[0]), *command[1:]]
    if os.geteuid() == 0:
        program = ["runuser", "-u", "postgres", "--", *program]
    subprocess.run(program, check=check, capture_output=True, cwd="/")


def _give_away(*folders: Path) -> None:
    if os.geteuid() == 0:
        for folder in folders:
            shutil.chown(folder, "postgres", "postgres")


def _has_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
