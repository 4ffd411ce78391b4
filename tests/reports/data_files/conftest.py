"""The files of a made-up council, of which some rows may not be shown."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import polars as pl
import pytest

from heard.base.policy import Level
from heard.catalogue import Catalogue
from heard.disclosure import ProtectedTables
from heard.reports import ReportFacts
from heard.reports.data_files import write_tables
from heard.reports.data_files.council_tables import CouncilTables, read_council_tables
from reports.data_files.planted import plant

Write = Callable[..., Mapping[str, bytes]]


@pytest.fixture(scope="session")
def board_facts(facts: ReportFacts) -> ReportFacts:
    return replace(facts, level=Level.BOARD, recorded="0123456789ab")


@pytest.fixture(scope="session")
def planted(protected: ProtectedTables) -> ProtectedTables:
    return plant(protected)


@pytest.fixture(scope="session")
def small(planted: ProtectedTables) -> ProtectedTables:
    """The same of a few questions, for what does not depend on how many there are."""
    return only_some(planted)


def only_some(tables: ProtectedTables) -> ProtectedTables:
    """The tables of three questions."""
    some = pl.col("indicator").is_in(["feels_safe", "knows_worker", "wellbeing_band"])
    return replace(
        tables,
        estimates=tables.estimates.filter(some),
        comparisons=tables.comparisons.filter(some),
        associations=tables.associations.filter(some),
    )


@pytest.fixture(scope="session")
def tables(planted: ProtectedTables, catalogue: Catalogue, board_facts: ReportFacts) -> CouncilTables:
    return read_council_tables(planted, catalogue, board_facts)


@pytest.fixture(scope="session")
def files(planted: ProtectedTables, catalogue: Catalogue, board_facts: ReportFacts) -> Mapping[str, bytes]:
    return write_tables(planted, catalogue, board_facts)


@pytest.fixture(scope="session")
def one(files: Mapping[str, bytes]) -> Callable[[str], bytes]:
    """The one file whose name ends so."""

    def found(end: str) -> bytes:
        (content,) = (each for name, each in files.items() if name.endswith(end))
        return content

    return found
