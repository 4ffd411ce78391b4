"""Engines that count elsewhere: DuckDB, Spark and PostgreSQL, by what `[engine]` in programme.toml says of them.

All are asked through Ibis, which the extra `heard[cluster]` brings. Each is a context: what it opened is closed again.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec

from heard.analysis.counting.kernel import count_locally
from heard.analysis.counts import Engine
from heard.base.errors import UserError
from heard.programme.engines.settings import NO_ENGINE, EngineSettings

__all__ = ["NO_ENGINE", "EngineName", "EngineSettings", "check_installed", "open_engine"]


class EngineName(StrEnum):
    """What counts the cube."""

    LOCAL = "local"
    DUCKDB = "duckdb"
    SPARK = "spark"
    POSTGRES = "postgres"


# For each, the module whose `open_it` opens it, and the packages without which it cannot be imported.
_ELSEWHERE = {
    EngineName.DUCKDB: ("duckdb_files", ("ibis", "duckdb")),
    EngineName.SPARK: ("spark", ("ibis", "pyspark")),
    EngineName.POSTGRES: ("postgres", ("ibis", "psycopg")),
}


def check_installed(name: EngineName) -> None:
    """UserError where the packages of an engine that counts elsewhere are not there."""
    _, packages = _ELSEWHERE[name]
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        raise UserError(
            f"The engine {name.value} needs {' and '.join(missing)}. Install Heard with its extra: heard[cluster]."
        )


_Open = Callable[[EngineSettings], AbstractContextManager[Engine]]


@contextmanager
def open_engine(name: EngineName, settings: EngineSettings = NO_ENGINE) -> Iterator[Engine]:
    """The engine, for `count_cube`. UserError where what it needs is not installed or its settings lack something."""
    if name is EngineName.LOCAL:
        yield count_locally
        return
    check_installed(name)
    module, _ = _ELSEWHERE[name]
    opens: _Open = import_module(f"heard.programme.engines.{module}").open_it
    with opens(settings) as engine:
        yield engine
