"""One council's published counts in, its published percentages and the honest reading of them out.

The case runs twice: on the same numbers under an invented council's name, and, where the founding documents are
at hand, on the file of published counts itself.
"""

import csv
import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from founding_council import COUNCIL, Published, build_founding_folder, read_published, surveys_of
from heard.base.policy import Level
from heard.base.shares import percent, percent_of
from heard.programme import analyse, write_report

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("HEARD_SHARED", HERE.parents[2] / "shared"))
FOUNDING_FILE = SHARED / "data" / "published_counts.csv"

CASES = [
    pytest.param((HERE / "one_council.csv", "Marlow Heath"), id="invented council"),
    pytest.param(
        (FOUNDING_FILE, "The council of the founding documents"),
        id="founding documents",
        marks=pytest.mark.skipif(
            not FOUNDING_FILE.is_file(), reason="the founding documents are not at hand"
        ),
    ),
]

# What the council named as areas for development, and what the numbers bear.
DEVELOPMENT = {
    "happy_yesterday": {"too_few"},
    "wellbeing_band": {"too_few"},
    "reason_for_care": {"level", "too_few"},
    "good_friend": {"clear"},
    "speaks_alone": {"too_few"},
    "made_different": {"too_few"},
}
STRENGTHS = [
    "likes_school",
    "trusted_person",
    "feels_safe",
    "knows_worker",
    "trusts_worker",
    "positive_future",
]
GRADES = {"clear", "possible", "level", "too_few"}


@dataclass(frozen=True)
class Case:
    published: list[Published]
    wave: str
    estimates: pl.DataFrame
    findings: list[dict[str, str]]
    html: str


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    path, name = request.param
    published = read_published(path)
    with path.open(encoding="utf-8", newline="") as file:
        wave = next(csv.DictReader(file))["wave"]
    base = tmp_path_factory.mktemp("founding")
    folder = build_founding_folder(base / "programme", published, name=name, wave=wave)
    analyse(folder, wave=wave, area=COUNCIL, out=base / "out")
    report = write_report(
        folder, wave=wave, area=COUNCIL, level=Level.WORKING, out=base / "out", today=date(2026, 6, 1)
    )
    return Case(
        published,
        wave,
        pl.read_parquet(base / "out" / "estimates.parquet").filter(area=COUNCIL, group="all"),
        json.loads((base / "out" / "findings.json").read_text(encoding="utf-8"))["findings"],
        report.read_text(encoding="utf-8"),
    )


def test_every_published_count_base_and_percentage_comes_out_again(case: Case) -> None:
    checked = 0
    for row in case.published:
        if row.cut_point == "respondents":
            continue
        found = case.estimates.filter(survey=row.survey, indicator=row.indicator, cut_point=row.cut_point)
        assert found.height == 1, row
        assert (found["count"][0], found["base"][0]) == (row.count, row.base), row
        if row.percent is not None:
            assert percent(found["share"][0]) == row.percent, row
        checked += 1
    assert checked >= 16


def words_of(count: int, base: int) -> str:
    return f"{count} of {base} ({percent_of(count, base)}\u00a0%)"


@pytest.mark.parametrize("indicator", DEVELOPMENT)
def test_each_area_for_development_is_named_with_the_evidence_there_is(case: Case, indicator: str) -> None:
    named = [
        finding for finding in case.findings if finding["indicator"] == indicator and speaks_ill(finding)
    ]
    assert {finding["evidence"] for finding in named} >= DEVELOPMENT[indicator]
    assert {finding["evidence"] for finding in named} <= GRADES


@pytest.mark.parametrize("indicator", STRENGTHS)
def test_each_strength_is_named_with_the_evidence_there_is(case: Case, indicator: str) -> None:
    for row in case.published:
        if row.indicator == indicator:
            named = [
                f for f in case.findings if f["indicator"] == indicator and f["survey"] in surveys_of(row)
            ]
            assert {finding["evidence"] for finding in named} & GRADES, row


@pytest.mark.parametrize("indicator", ["speaks_alone", "made_different"])
def test_a_fall_that_chance_explains_is_asked_about_and_never_called_real(case: Case, indicator: str) -> None:
    kinds = {finding["kind"] for finding in case.findings if "/previous" in finding["key"]}
    asked = [f for f in case.findings if f["indicator"] == indicator and f["key"].endswith("ask/previous")]
    assert kinds == {"ask"}
    assert len(asked) == 1
    assert "too few" in asked[0]["sentence"]


def test_three_times_as_many_without_a_good_friend_is_called_clear(case: Case) -> None:
    found = [f for f in case.findings if f["indicator"] == "good_friend" and f["kind"] == "development"]
    assert [(f["survey"], f["evidence"]) for f in found] == [("4-7;8-11;11-17", "clear")]
    assert words_of(11, 119) in found[0]["sentence"]
    assert "3\u00a0%" in found[0]["sentence"]


def test_the_report_prints_the_published_percentages(case: Case) -> None:
    for count, base in [(26, 75), (19, 56), (74, 239)]:
        assert f"of {base} · {round(100 * count / base)}\u00a0%" in case.html.replace("&nbsp;", "\u00a0")
    for words in (
        "25 of 26 (96",
        "17 of 18 (94",
        "15 of 18 (83",
        "6 of 74 (8",
        "8 of 74 (11",
        "11 of 119 (9",
    ):
        assert words in case.html


def speaks_ill(finding: dict[str, str]) -> bool:
    """Whether a finding is about what could be better."""
    return finding["kind"] in {"development", "declined", "ask"}
