"""Counts for associations, against counting response by response."""

from collections import Counter
from itertools import product
from pathlib import Path
from random import Random

import numpy as np
import pytest

from heard.analysis.associations.counting import AssociationCounts
from heard.catalogue import Catalogue
from heard.dataset import piles
from unit.analysis.associations.answers import SCALES, count, young
from unit.analysis.cubes import Response, say

BAND_OF = {"4": "low", "7": "high", "10": "very_high"}
LEVELS = ("", "girl", "boy", "another", "not_sure")


def made_up(number: int, seed: int) -> list[Response]:
    """Responses of three councils, two surveys and two waves in which every kind of answer comes."""
    random = Random(seed)
    found: list[Response] = []
    for _ in range(number):
        area, wave = random.choice(["X1", "X2", "X3"]), random.choice(["2024", "2026", "2026"])
        asked: dict[str, str] = dict.fromkeys(SCALES, random.choice(["4", "7", "10"]))
        asked |= {"gender": random.choice(LEVELS), "good_friend": random.choice(["yes", "no", "unsure", ""])}
        asked |= {"age": random.choice(["16_17", "18_20", "prefer_not"])}
        survey = random.choice(["11-17", "16-25"])
        if survey == "16-25":
            asked["in_eet"] = random.choice(
                ["education", "part_time_work;looking", "looking", "prefer_not", ""]
            )
        if random.random() < 0.2:
            asked |= dict.fromkeys(SCALES, "")
        found += say(1, survey, area=area, wave=wave, **asked)
    return found


def slowly(responses: list[Response], survey: str, indicator: str, yes: set[str], no: set[str]) -> Counter:
    """(band, answered, area, gender) → how many, of those with a band and a valid answer."""
    counted: Counter[tuple[str, str, str, str]] = Counter()
    for response in responses:
        codes = set(response.get(indicator, "").split(";"))
        side = "yes" if codes & yes else "no" if codes & no else ""
        if (
            response["wave"] != "2026"
            or response["survey"] != survey
            or not response["happiness"]
            or not side
        ):
            continue
        gender = response["gender"] if response["gender"] in ("girl", "boy", "another") else ""
        counted[BAND_OF[response["happiness"]], side, response["area"], gender] += 1
    return counted


def quickly(counts: AssociationCounts, indicator: str) -> Counter:
    """The same from the counts."""
    place = [each.indicator for each in counts.plan.predictors].index(indicator)
    gender = [each.key for each in counts.plan.adjusters].index("gender")
    table = counts.counts[place].reshape(3, 2, len(counts.areas), *counts.shape)
    others = tuple(3 + axis for axis in range(len(counts.shape)) if axis != gender)
    by_gender = table.sum(axis=others)
    found = product(
        enumerate(("low", "very_high", "high")), enumerate(("no", "yes")), enumerate(counts.areas)
    )
    return Counter(
        {
            (band, side, area, level): int(by_gender[b, s, a, g])
            for (b, band), (s, side), (a, area) in found
            for g, level in enumerate(("girl", "boy", "another", ""))
            if by_gender[b, s, a, g]
        }
    )


@pytest.mark.parametrize("rows_a_part", [7, 10_000])
def test_counts_are_those_of_counting_one_by_one(
    rows_a_part: int, tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the size of a part: of seven rows each, a council goes on from part to part."""
    monkeypatch.setattr(piles, "ROWS_A_PART", rows_a_part)
    responses = made_up(400, seed=rows_a_part)
    young_people, leavers = count(responses, tmp_path, catalogue)
    assert (len(list(tmp_path.rglob("part-*.parquet"))) > 10) == (rows_a_part == 7)
    friends = slowly(responses, "11-17", "good_friend", {"yes"}, {"no", "unsure"})
    assert len(friends) > 30
    assert quickly(young_people, "good_friend") == friends
    working = {"education", "part_time_work"}
    assert quickly(leavers, "in_eet") == slowly(responses, "16-25", "in_eet", working, {"looking"})


def test_totals_count_everybody_with_a_band_whatever_else_they_answered(tmp_path, catalogue) -> None:
    responses = [*young(3, "low"), *young(2, "very_high", area="X2", good_friend="yes"), *young(4)]
    (counts,) = count(responses, tmp_path, catalogue, "X1", "X2")
    assert counts.totals.tolist() == [[3, 0], [0, 2], [0, 0]]
    assert counts.counts.sum() == 2


def test_a_survey_in_which_nobody_has_a_band_is_counted_as_nothing(tmp_path, catalogue) -> None:
    (counts,) = count(young(3, good_friend="yes"), tmp_path, catalogue)
    assert counts.totals.sum() == 0
    assert counts.joint == ()


def test_a_wave_that_nobody_answered_has_no_counts(tmp_path, catalogue) -> None:
    assert count(say(2, "8-11", wave="2024", happy_yesterday="very_happy"), tmp_path, catalogue) == ()


@pytest.mark.parametrize("rows_a_part", [13, 10_000])
def test_a_councils_own_model_holds_all_of_its_rows_and_no_others(
    rows_a_part: int, tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(piles, "ROWS_A_PART", rows_a_part)
    here = [
        *young(15, "low", good_friend="no"),
        *young(6, "low", good_friend="yes"),
        *young(9, "high", good_friend="no"),
        *young(31, "high", good_friend="yes"),
        *young(5, "high"),
    ]
    there = young(30, "low", area="X2", good_friend="no") + young(4, "high", area="X2", good_friend="yes")
    (counts,) = count(here + there, tmp_path, catalogue)
    (model,) = counts.joint
    chosen = [counts.plan.predictors[place].indicator for place in model.chosen]
    assert (model.area, counts.plan.outcomes[model.outcome].key, chosen) == (0, "low", ["good_friend"])
    assert (model.events.tolist(), model.trials.tolist()) == ([6, 15], [37, 24])


def test_counts_add_up(tmp_path, catalogue) -> None:
    """The counts of two halves are those of the whole: nothing hangs on who else answered."""
    responses = made_up(200, seed=3)
    codes = ("X1", "X2", "X3")
    whole = count(responses, tmp_path / "whole", catalogue, *codes)
    halves = [
        count(part, tmp_path / str(number), catalogue, *codes)
        for number, part in enumerate((responses[:90], responses[90:]))
    ]
    for all_of_them, first, second in zip(whole, *halves, strict=True):
        assert np.array_equal(all_of_them.counts, first.counts + second.counts)
        assert np.array_equal(all_of_them.totals, first.totals + second.totals)
