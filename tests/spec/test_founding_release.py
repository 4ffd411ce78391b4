"""What of the founding council's published figures a board may be told, and whether it betrays anybody.

26, 19 and 74 children answered. Each published figure is sought in the board's tables: as it is, or as a band.
"""

import csv
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from founding_council import COUNCIL, Published, build_founding_folder, read_published
from heard.base.policy import Level
from heard.programme import attack_releases
from heard.programme.release import Released, release_tables

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("HEARD_SHARED", HERE.parents[2] / "shared"))
FOUNDING_FILE = SHARED / "data" / "published_counts.csv"
CASES = [
    pytest.param(HERE / "one_council.csv", id="invented council"),
    pytest.param(
        FOUNDING_FILE,
        id="founding documents",
        marks=pytest.mark.skipif(
            not FOUNDING_FILE.is_file(), reason="the founding documents are not at hand"
        ),
    ),
]
MOST_BLANK = 0.10


@dataclass(frozen=True)
class Case:
    published: list[Published]
    released: Released
    out: Path


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    published = read_published(request.param)
    with request.param.open(encoding="utf-8", newline="") as file:
        wave = next(csv.DictReader(file))["wave"]
    base = tmp_path_factory.mktemp("founding")
    folder = build_founding_folder(base / "programme", published, name="One council", wave=wave)
    released = release_tables(
        folder,
        wave=wave,
        area=COUNCIL,
        level=Level.BOARD,
        out=base / "out",
        today=date(2023, 6, 1),
        workers=1,
    )
    return Case([row for row in published if row.cut_point != "respondents"], released, base / "out")


def row_of(case: Case, row: Published) -> dict[str, object]:
    found = case.released.facts.filter(
        pl.col("group") == "all",
        area=COUNCIL,
        survey=row.survey,
        indicator=row.indicator,
        cut_point=row.cut_point,
    )
    return found.row(0, named=True)


def test_hardly_a_published_figure_is_left_blank(case: Case) -> None:
    blank = [row for row in case.published if row_of(case, row)["symbol"] == "c"]
    assert len(blank) <= MOST_BLANK * len(case.published), blank


def test_what_is_said_is_true(case: Case) -> None:
    for row in case.published:
        found = row_of(case, row)
        if found["symbol"] == "":
            assert (found["count"], found["base"]) == (row.count, row.base)
        if found["symbol"] == "b":
            least, most = (round(found[end] * 100) * row.base for end in ("low", "high"))
            assert least < 100 * row.count or found["low"] == 0
            assert 100 * row.count < most or found["high"] == 1


def test_no_count_or_complement_from_one_to_four_is_said(case: Case) -> None:
    shown = case.released.facts.filter(pl.col("symbol") == "", pl.col("base") > 0)
    small = shown.filter(
        pl.col("count").is_between(1, 4) | (pl.col("base") - pl.col("count")).is_between(1, 4)
    )
    assert small.is_empty()


def test_nothing_was_withheld_and_the_attacker_finds_nothing(case: Case) -> None:
    assert case.released.withheld == ()
    assert attack_releases([case.out]).breaches == ()
