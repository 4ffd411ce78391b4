"""One made-up programme for all tests that only look at it."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from heard.catalogue import Catalogue, load_catalogue
from heard.dataset.synthesis import synthesise


@dataclass(frozen=True)
class Made:
    folder: Path
    responses: pl.DataFrame
    cohort: pl.DataFrame

    def answers(self, survey: str, indicator: str) -> pl.Series:
        return self.responses.filter(survey=survey)[indicator].drop_nulls()


def read_made(folder: Path) -> Made:
    responses = pl.concat([pl.read_parquet(path) for path in sorted(folder.glob("responses/*.parquet"))])
    cohort = pl.read_csv(folder / "cohort.csv", infer_schema=False).cast({"eligible": pl.Int64})
    return Made(folder, responses, cohort)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def made(catalogue, tmp_path_factory) -> Made:
    folder = tmp_path_factory.mktemp("synthesis") / "made-up"
    synthesise(folder, catalogue=catalogue)
    return read_made(folder)


@pytest.fixture(scope="session")
def read():
    return read_made
