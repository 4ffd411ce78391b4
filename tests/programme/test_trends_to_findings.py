"""A programme of three waves, from its folder to the trend its council reads of."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from builders import make_folder, make_response
from heard.base.policy import Level
from heard.programme import analyse, write_report
from unit.analysis.test_supplements import YEARS

DAY = date(2026, 5, 1)
KEY = "2026/X1/8-11/good_friend/positive/all=all/improved/trend"
SENTENCE = (
    "Among children aged 8 to 11, 30 of 40 (75\u00a0%) said they have a really good friend, against 25\u00a0% of 40 in"
    " wave 2022: over the 3 waves taken together, a rise of about 50 points (between 28 and 72 points), a clear trend."
)


def make_programme(folder: Path, *years: str) -> Path:
    """Ten, twenty, thirty of forty have a good friend in X1; in X2 twenty, every time."""
    responses = [
        make_response(wave=year, area=area, good_friend="yes" if place < count else "no")
        for wave, year in enumerate(years)
        for area, count in (("X1", 10 * (wave + 1)), ("X2", 20))
        for place in range(40)
    ]
    return make_folder(folder, responses=responses)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_programme(tmp_path_factory.mktemp("programme") / "folder", *YEARS)


def test_the_analysts_file_holds_the_trend_of_the_council_that_has_one(folder: Path, tmp_path: Path) -> None:
    analyse(folder, wave="2026", out=tmp_path / "out")
    findings = json.loads((tmp_path / "out" / "findings.json").read_text(encoding="utf-8"))["findings"]
    (trend,) = (each for each in findings if each["basis"]["against"] == "trend")
    assert (trend["key"], trend["sentence"]) == (KEY, SENTENCE)
    written = pl.read_parquet(tmp_path / "out" / "trends.parquet")
    assert written["area"].to_list() == ["X1", "X2", "all"]
    row = written.row(0, named=True)
    held = ("difference", "p", "q", "waves", "count", "base")
    assert [trend["basis"][name] for name in held] == [
        row[name] for name in ("change", "p", "q", "waves", "last_count", "last_base")
    ]


def test_one_council_alone_reads_the_same(folder: Path, tmp_path: Path) -> None:
    for area, out in (("X1", tmp_path / "one"), (None, tmp_path / "all")):
        analyse(folder, wave="2026", area=area, out=out)
    own, every = (pl.read_parquet(tmp_path / name / "trends.parquet") for name in ("one", "all"))
    assert own.equals(every.filter(area="X1"))


def test_its_report_tells_the_trend_and_no_other_copy_does(folder: Path, tmp_path: Path) -> None:
    for level in Level:
        path = write_report(folder, wave="2026", area="X1", level=level, out=tmp_path, today=DAY)
        page = path.read_text(encoding="utf-8")
        assert (SENTENCE in page) == ("Improved over 3 waves" in page) == (level is Level.WORKING)
        assert ("trend" in page.lower()) == (level is Level.WORKING)


def test_in_the_second_wave_there_is_none_to_tell(folder: Path, tmp_path: Path) -> None:
    path = write_report(folder, wave="2024", area="X1", level=Level.WORKING, out=tmp_path, today=DAY)
    assert "trend" not in path.read_text(encoding="utf-8").lower()
