"""The site as `heard serve` runs it, on a PostgreSQL of its own with durable commits, and what its processes use."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

from clusters import Cluster, running_cluster
from sites import RunningSite, command_of, descendants, install, served

ROOT = Path(__file__).parents[2]
TICKS = os.sysconf("SC_CLK_TCK")
WEB = "heard.web.config.web_server"


@dataclass(frozen=True)
class Used:
    """Seconds of the processor since each process began."""

    web: float
    database: float
    rest: float

    def since(self, before: "Used") -> "Used":
        """Between two moments."""
        return Used(self.web - before.web, self.database - before.database, self.rest - before.rest)


@dataclass
class Codes:
    """Unused cards of one survey, handed out one at a time to whoever asks."""

    left: list[str]
    _lock: Lock = field(default_factory=Lock)

    def take(self) -> str:
        """The next card; IndexError when all are used."""
        with self._lock:
            return self.left.pop()


@dataclass(frozen=True)
class AnchoredSite:
    """A running site with an open wave. `keys`: public, of wave, counting and reading."""

    running: RunningSite
    cluster: Cluster
    codes: Mapping[str, Codes]
    keys: Mapping[str, bytes]

    def used(self) -> Used:
        """Web server and database; the rest is supervisor, worker and clock."""
        web = rest = 0.0
        for pid in descendants(self.running.process.pid):
            seconds = _seconds_of(pid)
            web, rest = (web + seconds, rest) if WEB in command_of(pid) else (web, rest + seconds)
        first = int((self.cluster.data / "postmaster.pid").read_text().split()[0])
        database = _seconds_of(first, with_ended=True) + sum(map(_seconds_of, descendants(first)))
        return Used(web, database, rest + _seconds_of(self.running.process.pid))


@contextmanager
def anchored_site(cards: int) -> Iterator[AnchoredSite]:
    """So many cards of each survey."""
    with tempfile.TemporaryDirectory() as home, running_cluster(durable=True) as cluster:
        made = install(Path(home), cluster=cluster, settings="anchored.settings")
        paths = [str(ROOT / each) for each in ("src", "tests", "benchmarks")]
        installation = replace(made, environment={**made.environment, "PYTHONPATH": ":".join(paths)})
        installation.manage("prepare_database", "--verbosity", 0)
        told = subprocess.run(
            [sys.executable, "-m", "anchored.fill", str(cards)],
            env=dict(installation.environment),
            capture_output=True,
            text=True,
            check=True,
        )
        made_up = json.loads(told.stdout)
        with served(installation) as running:
            yield AnchoredSite(
                running,
                cluster,
                {survey: Codes(codes) for survey, codes in made_up["codes"].items()},
                {name: bytes.fromhex(key) for name, key in made_up["keys"].items()},
            )


def _seconds_of(pid: int, *, with_ended: bool = False) -> float:
    """Of one process; `with_ended`: and of those it made that have ended. 0 where it is gone."""
    try:
        numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, numbers[11 : 15 if with_ended else 13])) / TICKS
