"""A cohort made from rows written in the test."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from cohort_files import write_csv
from cohort_rows import EPISODES, HEADER, OC3, ON, Make, Return, Rows
from heard.catalogue import load_catalogue
from heard.cohort.eligibility import Elevens
from heard.cohort.making import MadeCohort, make_cohort
from heard.cohort.people import Exclusion


@pytest.fixture
def a_return(tmp_path: Path) -> Return:
    """Header and episodes, and OC3 where rows of it are given."""

    def write(header: Rows, episodes: Rows, oc3: Rows | None = None) -> list[Path]:
        paths = [
            write_csv(tmp_path / "header.csv", HEADER, header),
            write_csv(tmp_path / "episodes.csv", EPISODES, episodes),
        ]
        return paths if oc3 is None else [*paths, write_csv(tmp_path / "oc3.csv", OC3, oc3)]

    return write


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make the cohort of these files on 2 February 2026."""

    def make_it(
        *paths: Path,
        on: date = ON,
        exclude: Sequence[Exclusion] = (),
        elevens: Elevens = Elevens.BY_SCHOOL_YEAR,
        area: str = "X1",
    ) -> MadeCohort:
        return make_cohort(
            paths,
            wave="2026",
            area=area,
            on=on,
            out=tmp_path / "out" / "cohort.csv",
            catalogue=load_catalogue(),
            exclude=exclude,
            elevens=elevens,
        )

    return make_it
