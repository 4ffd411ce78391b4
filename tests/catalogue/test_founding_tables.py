"""The catalogue carries on the founding tables: keys, surveys, scales and cut points are a promise.

The tables are not part of the project. They are found in ../shared/data or through HEARD_SHARED.
"""

import csv
import os
import re
from pathlib import Path

import pytest

from heard.base.surveys import Survey
from heard.catalogue import Catalogue, load_catalogue

TABLES = Path(os.environ.get("HEARD_SHARED", Path(__file__).parents[3] / "shared")) / "data"
pytestmark = pytest.mark.skipif(
    not (TABLES / "indicators.csv").exists(), reason="the founding tables are not here: set HEARD_SHARED"
)

# Answers added since, so that every child has a truthful one: decision 0003.
ADDED_NO_ANSWERS = {"young3": {"not_for_me"}, "yes_no_unsure": {"not_for_me"}}
OURS_ALONE = {"wellbeing_band"}  # worked out, method item 12
POLARITY = {"positive": 1, "negative": -1}


def table(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def split(text: str, mark: str = "|") -> list[str]:
    return [part for part in text.split(mark) if part]


def spell_out(codes: str) -> set[str]:
    found = re.fullmatch(r"(\d+)\.\.(\d+)", codes)
    return {str(code) for code in range(int(found[1]), int(found[2]) + 1)} if found else set(split(codes))


def cuts(row: dict[str, str]) -> dict[str, set[str]]:
    named = [part.split("=") for part in split(row["other_cut_points"], ";")]
    return {
        "positive": spell_out(row["positive"]),
        "negative": spell_out(row["negative"]),
        **{name: spell_out(codes) for name, codes in named},
    }


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_the_catalogue_holds_every_indicator_and_one_of_its_own(catalogue: Catalogue) -> None:
    assert set(catalogue.indicators) == {row["id"] for row in table("indicators")} | OURS_ALONE


def test_every_indicator_is_as_its_row_says(catalogue: Catalogue) -> None:
    for row in table("indicators"):
        indicator = catalogue.indicators[row["id"]]
        assert indicator.domain == row["domain"]
        assert indicator.outcome == row["outcome"]
        assert indicator.measures == row["measures"]
        assert list(indicator.may_ask) == split(row["may_ask"])
        assert indicator.composite == (row["composite"] == "yes")
        assert indicator.in_low_wellbeing_model == (row["in_low_wellbeing_model"] == "yes")
        assert [survey.value for survey in indicator.asked] == split(row["surveys"], ";")


def test_every_survey_has_the_scale_and_the_cut_points_of_its_row(catalogue: Catalogue) -> None:
    variants = {(row["id"], row["survey"]): row for row in table("variants")}
    for row in table("indicators"):
        for survey, asked in catalogue.indicators[row["id"]].asked.items():
            meant = variants.get((row["id"], survey.value), row)
            assert asked.scale.key == meant["scale"], (row["id"], survey)
            found = {cut.key: set(cut.codes) for cut in asked.cut_points}
            assert found == cuts(meant), (row["id"], survey)


def test_positive_is_better_and_negative_is_worse_and_the_headline_is_positive(catalogue: Catalogue) -> None:
    for row in table("indicators"):
        for asked in catalogue.indicators[row["id"]].asked.values():
            assert asked.headline.key == "positive"
            assert {key: asked.cut_point(key).polarity for key in POLARITY} == POLARITY


def test_every_scale_keeps_its_codes_and_no_answers(catalogue: Catalogue) -> None:
    for row in table("scales"):
        scale = catalogue.scales[row["scale"]]
        assert list(scale.codes) == split(row["codes"])
        assert set(scale.no_answer) == set(split(row["no_answer"])) | ADDED_NO_ANSWERS.get(scale.key, set())
        assert scale.multiple == row["meaning"].startswith("multiple choice")


def test_every_demographic_keeps_its_codes_and_surveys(catalogue: Catalogue) -> None:
    assert set(catalogue.demographics) == {row["id"] for row in table("demographics")}
    for row in table("demographics"):
        demographic = catalogue.demographics[row["id"]]
        assert list(demographic.codes + demographic.unknown) == split(row["codes"])
        assert [survey.value for survey in demographic.surveys] == split(row["surveys"], ";")


def test_every_open_question_is_asked_where_its_row_says(catalogue: Catalogue) -> None:
    for survey in Survey:
        asked = {question.key for question in catalogue.questionnaires[survey].open_questions()}
        assert asked == {row["id"] for row in table("open_questions") if survey in split(row["surveys"], ";")}
