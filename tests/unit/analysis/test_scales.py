"""Single scales of 0 to 10: means held against R, and the bands they are published in."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.analysis.scales import BANDS_SCHEMA, MEANS_SCHEMA, REASONS, average_scores, describe_scales
from heard.base.surveys import Survey
from heard.catalogue import Catalogue, load_catalogue
from heard.cohort import Cohort
from unit.analysis.cubes import Response, cohort_of, cube_of, say

REFERENCES = Path(__file__).parents[2] / "spec" / "references" / "scales.json"
CASES = json.loads(REFERENCES.read_text(encoding="utf-8"))
AREAS = ("X1", "X2")
OLDER, LEAVERS = Survey.AGES_11_17, Survey.AGES_16_25
Row = Mapping[str, object]


def counts_of(*scores: int) -> np.ndarray:
    """How many gave each score of 0 to 10."""
    return np.bincount(scores, minlength=11).astype(float)


def describe(
    responses: Sequence[Response], survey: Survey = LEAVERS, cohort: Cohort | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    catalogue = load_catalogue()
    frame = (cohort or Cohort.unknown()).frame
    cube = cube_of(responses, catalogue)
    return describe_scales(cube, catalogue, survey, AREAS, cohort=frame, wave="2026")


def row(frame: pl.DataFrame, **where: str) -> Row:
    keys = {"area": "X1", "indicator": "happiness"} | where
    return frame.row(
        by_predicate=pl.all_horizontal(pl.col(name) == key for name, key in keys.items()), named=True
    )


class TestMeans:
    @pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
    def test_they_are_those_of_r(self, case: Mapping[str, object]) -> None:
        """Where R's interval leaves the scale, ours ends with it."""
        scores, counts = (np.array(case[name], dtype=float) for name in ("scores", "counts"))
        eligible = np.nan if case["eligible"] is None else case["eligible"]
        found = average_scores(counts, np.array(eligible, dtype=float), scores)
        assert float(found.mean) == pytest.approx(case["mean"], rel=1e-12)
        assert float(found.error) == pytest.approx(case["error"], rel=1e-12)
        assert float(found.spread) == pytest.approx(case["spread"], rel=1e-12)
        assert float(found.low) == pytest.approx(max(case["low"], scores[0]), rel=1e-10)
        assert float(found.high) == pytest.approx(min(case["high"], scores[-1]), rel=1e-10)

    def test_the_documented_example_of_the_survey_package(self) -> None:
        """api00 of 200 schools of 6194: mean 656.585, standard error 9.249722."""
        assert CASES[0]["mean"] == pytest.approx(656.585)
        assert CASES[0]["error"] == pytest.approx(9.249722, abs=5e-7)
        assert sum(CASES[0]["counts"]) == 200

    @pytest.mark.parametrize(
        ("eligible", "error"),
        [
            (np.nan, np.sqrt(1.2 / 5)),
            (4, np.sqrt(1.2 / 5)),  # fewer than answered: known to be wrong
            (5, 0.0),
            (6, np.sqrt(1.2 / 5 * (1 - 5 / 6))),
            (20, np.sqrt(1.2 / 5 * (1 - 5 / 20))),
        ],
    )
    def test_the_more_of_the_cohort_answered_the_less_can_be_wrong(
        self, eligible: float, error: float
    ) -> None:
        found = average_scores(counts_of(7, 7, 7, 9, 9), np.array(float(eligible)))
        assert float(found.error) == pytest.approx(error)

    @pytest.mark.parametrize(
        ("scores", "eligible", "reason", "spread"),
        [
            ((), 9, "nobody", None),
            ((8,), 9, "one_answer", None),
            ((8,), np.nan, "one_answer", None),
            ((8, 8), 9, "constant", 0.0),
            ((0, 0, 0), np.nan, "constant", 0.0),
        ],
    )
    def test_without_two_different_answers_there_is_no_interval(
        self, scores: tuple[int, ...], eligible: float, reason: str, spread: float | None
    ) -> None:
        found = average_scores(counts_of(*scores), np.array(eligible, dtype=float))
        assert REASONS[int(found.reasons)] == reason
        assert np.isnan(found.low)
        assert np.isnan(found.high)
        assert np.isnan(found.spread) if spread is None else found.spread == spread

    @pytest.mark.parametrize("scores", [(8,), (8, 8), (3, 9, 9)])
    def test_everybody_answered_the_interval_is_the_mean(self, scores: tuple[int, ...]) -> None:
        found = average_scores(counts_of(*scores), np.array(float(len(scores))))
        assert found.low == found.high == found.mean
        assert REASONS[int(found.reasons)] == ""

    @given(
        st.lists(st.integers(0, 10), min_size=2, max_size=40),
        st.integers(0, 60),
    )
    def test_an_interval_holds_its_mean_lies_on_the_scale_and_turns_with_it(
        self, scores: list[int], silent: int
    ) -> None:
        eligible = np.array(float(len(scores) + silent))
        found = average_scores(counts_of(*scores), eligible)
        turned = average_scores(counts_of(*(10 - score for score in scores)), eligible)
        assert float(found.mean) == pytest.approx(np.mean(scores))
        assert float(found.spread) == pytest.approx(np.std(scores, ddof=1))
        assert float(turned.mean) == pytest.approx(10 - float(found.mean))
        if REASONS[int(found.reasons)]:
            assert np.isnan([found.low, found.high]).all()
            return
        assert 0 <= found.low <= found.mean + 1e-12
        assert found.mean - 1e-12 <= found.high <= 10
        assert float(turned.low) == pytest.approx(10 - float(found.high), abs=1e-9)


class TestTables:
    def test_every_scale_of_the_survey_has_a_row_a_council_and_the_nation(self) -> None:
        scales = ("happiness", "life_satisfaction", "worthwhile", "positive_future", "anxiety")
        both = say(3, "16-25", **dict.fromkeys(scales, "7")) + say(2, "16-25", area="X2", happiness="9")
        means, bands = describe(both)
        assert means.height == len(scales) * 3
        assert bands.height == len(scales) * 3 * 4
        assert set(means["area"]) == {"X1", "X2", "all"}
        assert (means.schema, bands.schema) == (pl.Schema(MEANS_SCHEMA), pl.Schema(BANDS_SCHEMA))

    def test_the_nation_adds_up_answers_and_cohorts(self) -> None:
        """7, 7, 7 and 9, 9: 39 / 5, of 20 + 10."""
        responses = say(3, "16-25", happiness="7") + say(2, "16-25", area="X2", happiness="9")
        cohort = cohort_of(("X1", "16-25", 20), ("X2", "16-25", 10))
        nation = row(describe(responses, cohort=cohort)[0], area="all")
        assert (nation["mean"], nation["base"], nation["eligible"]) == (7.8, 5, 30)
        assert nation["high"] == pytest.approx(7.8 + 2.7764451 * np.sqrt(1.2 / 5 * (1 - 5 / 30)), abs=1e-6)

    def test_a_wave_of_one_council_is_its_own_nation(self) -> None:
        means, _ = describe(say(3, "16-25", happiness="7") + say(3, "16-25", happiness="4"))
        assert set(means["area"]) == {"X1", "all"}
        own, nation = ({**row(means, area=area), "area": ""} for area in ("X1", "all"))
        assert own == nation
        assert own["mean"] == 5.5

    def test_reasons_for_no_answer_are_in_no_base(self) -> None:
        responses = say(2, "16-25", happiness="7") + say(4, "16-25", happiness="prefer_not") + say(3, "16-25")
        assert row(describe(responses)[0])["base"] == 2

    @pytest.mark.parametrize(
        ("indicator", "edges"),
        [
            ("happiness", {"low": "04", "moderate": "56", "high": "78", "very_high": ("9", "10")}),
            ("anxiety", {"very_low": "01", "low": "23", "medium": "45", "high": ("6", "10")}),
        ],
    )
    def test_bands_begin_and_end_where_they_are_published(
        self, indicator: str, edges: Mapping[str, Sequence[str]]
    ) -> None:
        for band, ends in edges.items():
            for score in ends:
                _, bands = describe(say(1, "16-25", **{indicator: score}))
                found = row(bands, indicator=indicator, band=band)
                assert (found["count"], found["share"]) == (1, 1.0), (band, score)

    def test_the_bands_of_a_scale_share_its_base_and_add_up_to_it(self) -> None:
        responses = [each for score in range(11) for each in say(score + 1, "16-25", anxiety=str(score))]
        _, bands = describe(responses, cohort=cohort_of(("X1", "16-25", 230)))
        own = bands.filter(area="X1", indicator="anxiety")
        assert own["band"].to_list() == ["very_low", "low", "medium", "high"]
        assert own["count"].to_list() == [3, 7, 11, 45]
        assert set(own["base"]) == {66}
        assert own["share"].sum() == pytest.approx(1.0)

    def test_ends_stand_on_whole_children(self) -> None:
        """8 of 74 of 230: 14 to 42 children (the interval of shares, R)."""
        responses = say(8, "16-25", happiness="4") + say(66, "16-25", happiness="5")
        found = row(describe(responses, cohort=cohort_of(("X1", "16-25", 230)))[1], band="low")
        assert (found["low"] * 230, found["high"] * 230) == (pytest.approx(14), pytest.approx(42))

    def test_what_a_council_did_not_answer_says_so(self) -> None:
        responses = say(2, "16-25", happiness="7") + say(2, "16-25", area="X2", happiness="skipped")
        means, bands = describe(responses, cohort=cohort_of(("X2", "16-25", 9)))
        found = row(means, area="X2")
        assert (found["base"], found["mean"], found["spread"], found["reason"]) == (0, None, None, "nobody")
        assert set(bands.filter(area="X2")["reason"]) == {"nobody"}
        assert bands.filter(area="X2")["share"].null_count() == 4

    def test_a_cohort_smaller_than_those_who_answered_is_not_used(self) -> None:
        responses = say(2, "16-25", happiness="7") + say(2, "16-25", happiness="9") + say(3, "16-25")
        found = row(describe(responses, cohort=cohort_of(("X1", "16-25", 6)))[0])
        assert (found["note"], found["eligible"]) == ("cohort_too_small", None)
        assert found["high"] - found["mean"] == pytest.approx(3.1824463 * np.sqrt(4 / 3 / 4), abs=1e-6)

    def test_a_scale_without_numbers_is_none(self) -> None:
        """Between 8 and 11 the future is asked about in words."""
        means, bands = describe(say(5, positive_future="very"), Survey.AGES_8_11)
        assert (means.height, bands.height) == (0, 0)
        assert (means.schema, bands.schema) == (pl.Schema(MEANS_SCHEMA), pl.Schema(BANDS_SCHEMA))

    def test_nobody_at_all_gives_empty_tables(self) -> None:
        means, bands = describe([])
        assert (means.height, bands.height) == (0, 0)

    def test_other_waves_and_surveys_are_not_counted(self) -> None:
        others = say(9, "16-25", wave="2024", happiness="1") + say(9, "11-17", happiness="1")
        assert row(describe(others + say(2, "16-25", happiness="7"))[0])["base"] == 2


def test_only_scales_of_scores_have_bands(catalogue: Catalogue) -> None:
    banded = {
        (item.key, survey.value)
        for item in catalogue.indicators.values()
        for survey, asked in item.asked.items()
        if asked.bands
    }
    four = {"happiness", "life_satisfaction", "worthwhile", "positive_future"}
    assert banded == {(key, survey) for key in four for survey in ("11-17", "16-25")} | {("anxiety", "16-25")}
    assert catalogue.asked("anxiety", "16-25").band_of("6") == "high"
    assert catalogue.asked("happiness", "16-25").band_of("6") == "moderate"
