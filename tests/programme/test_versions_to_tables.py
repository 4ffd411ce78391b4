"""A programme whose questionnaire changed between two waves, from its folder to its tables and findings."""

import json
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from builders import make_folder, make_response
from heard.programme import analyse, check_programme

SETTINGS = """
name = "A programme for tests"
[[waves]]
key = "2024"
opens_on = 2024-02-05
closes_on = 2024-03-29
versions = {"11-17" = "2024.1"}
[[waves]]
key = "2026"
opens_on = 2026-02-02
closes_on = 2026-03-27
"""
DESCRIBED = """
[[versions]]
survey = "11-17"
version = "2024.1"
unlike = {likes_school = "scale", nature = "wording"}
wellbeing_band = {rule = "scales_low", least_answered = 3, moderate_from = 5, high_from = 7, very_high_from = 9, scales = 2}
"""  # noqa: E501
FOUR = {"happiness": "4", "life_satisfaction": "4", "worthwhile": "10", "positive_future": "10"}


def make_programme(folder: Path, settings: str) -> Path:
    """One council, 40 answers a wave: in 2024 fewer had a pet, school had faces, and nature had other words."""
    then = [
        make_response(
            "11-17",
            wave="2024",
            likes_school="smile",
            nature="most_days",
            pet="yes" if place < 8 else "no",
            **FOUR,
        )
        for place in range(40)
    ]
    now = [
        make_response(
            "11-17", likes_school="a_lot", nature="never", pet="yes" if place < 32 else "no", **FOUR
        )
        for place in range(40)
    ]
    make_folder(folder, responses=then + now)
    (folder / "programme.toml").write_text(settings, encoding="utf-8")
    return folder


def previous(tables: Path, indicator: str, cut_point: str = "positive") -> Mapping[str, object]:
    found = pl.read_parquet(tables / "comparisons.parquet").filter(
        against="previous", area="X1", indicator=indicator, cut_point=cut_point
    )
    return found.row(0, named=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_programme(tmp_path_factory.mktemp("programme") / "folder", SETTINGS + DESCRIBED)


@pytest.fixture(scope="module")
def tables(folder: Path) -> Path:
    analyse(folder, wave="2026", out=folder / "results")
    return folder / "results"


def test_checking_says_which_answers_are_not_read(folder: Path) -> None:
    said = [problem.sentence() for problem in check_programme(folder)]
    assert [words for words in said if "not read:" in words] == [
        "responses.csv, column likes_school: wave 2024, survey 11-17: 40 answers not read: the programme says "
        "that they, or those that lead to the question, were given on another scale."
    ]


def test_what_was_asked_alike_is_compared(tables: Path) -> None:
    found = previous(tables, "pet")
    assert (found["reason"], found["changed"], found["flag"]) == ("", None, "clear")
    assert (found["reference_count"], found["reference_base"]) == (8, 40)


@pytest.mark.parametrize(
    ("indicator", "cut_point", "changed"),
    [
        ("likes_school", "positive", "scale"),
        ("nature", "positive", "wording"),
        ("wellbeing_band", "low", "rule"),
    ],
)
def test_what_was_not_says_why(tables: Path, indicator: str, cut_point: str, changed: str) -> None:
    found = previous(tables, indicator, cut_point)
    assert (found["reason"], found["changed"], found["p"]) == ("not_comparable", changed, None)


def test_findings_speak_of_no_change_that_cannot_be_told(tables: Path) -> None:
    """Nature fell from all to none, and low well-being with it: both were asked, or made, otherwise."""
    found = json.loads((tables / "findings.json").read_text(encoding="utf-8"))["findings"]
    changes = {each["indicator"] for each in found if "/previous" in each["key"]}
    assert changes == {"pet"}


def test_each_wave_s_band_stands_with_its_own_rule(folder: Path, tables: Path) -> None:
    analyse(folder, wave="2024", out=folder / "earlier")

    def low(path: Path) -> tuple[object, ...]:
        shares = pl.read_parquet(path / "estimates.parquet").filter(
            indicator="wellbeing_band", cut_point="low", area="X1", group="all"
        )
        return shares.select("count", "base", "rule").row(0)

    rule = "2 of 4 scales, at least 3 answered: low under 5, if not very high from 9, if not high from 7"
    assert low(folder / "earlier") == (40, 40, f"{rule}, else moderate")
    assert low(tables) == (0, 40, "mean of at least 3 of 4: moderate from 5, high from 7, very high from 8.5")


def test_without_a_description_nothing_is_compared_and_other_codes_are_errors(tmp_path: Path) -> None:
    folder = make_programme(tmp_path / "folder", SETTINGS)
    said = [problem.sentence() for problem in check_programme(folder)]
    assert any(
        "version 2024.1 of survey 11-17, used in wave 2024, is not described" in words for words in said
    )
    [school] = [words for words in said if 'column likes_school: "smile" is not an answer' in words]
    assert (
        "in survey 11-17. If version 2024.1 had another scale here, say so under [[versions]] in programme.toml:"
        ' unlike = { likes_school = "scale" }. Allowed: '
    ) in school


def test_a_described_version_with_codes_of_another_scale_is_told_what_to_do_too(tmp_path: Path) -> None:
    folder = make_programme(tmp_path / "folder", SETTINGS + DESCRIBED.replace('likes_school = "scale", ', ""))
    said = [problem.sentence() for problem in check_programme(folder)]
    assert any("If version 2024.1 had another scale here" in words for words in said)


def test_a_wrong_code_of_heard_s_own_version_is_not_put_down_to_the_version(tmp_path: Path) -> None:
    rows = [make_response("11-17", wave=wave, pet="dog") for wave in ("2024", "2026")]
    make_folder(tmp_path, responses=[*rows, make_response("11-17", wave="2024", gender="robot")])
    (tmp_path / "programme.toml").write_text(SETTINGS + DESCRIBED, encoding="utf-8")
    hinted = {
        words.split(":")[0]: "If version" in words
        for words in (problem.sentence() for problem in check_programme(tmp_path))
        if "is not an answer" in words
    }
    assert hinted == {
        "responses.csv, row 2, column pet": True,
        "responses.csv, row 3, column pet": False,
        "responses.csv, row 4, column gender": False,
    }
