"""Estimates from responses: bases, cohorts, routing, surveys taken together, the nation."""

from collections.abc import Sequence

import polars as pl
import pytest

from heard.analysis.tables import build_tables
from heard.catalogue import Catalogue
from heard.cohort import Cohort
from unit.analysis.cubes import Response, areas_of, cohort_of, cube_of, say, waves_of, yes_of


def estimate(
    catalogue: Catalogue, responses: Sequence[Response], cohort: Cohort | None = None
) -> pl.DataFrame:
    """The estimates of the wave 2026."""
    return build_tables(
        cube_of(responses, catalogue),
        catalogue=catalogue,
        cohort=cohort or Cohort.unknown(),
        waves=waves_of("2024", "2026"),
        areas=areas_of("X1", "X2", "X3"),
        benchmarks=(),
        wave="2026",
    ).estimates


def cell(
    estimates: pl.DataFrame,
    indicator: str = "good_friend",
    cut_point: str = "positive",
    *,
    survey: str = "8-11",
    area: str = "X1",
    group: str = "all",
    level: str = "all",
) -> dict[str, object]:
    """One row."""
    return estimates.row(
        by_predicate=(pl.col("area") == area)
        & (pl.col("survey") == survey)
        & (pl.col("group") == group)
        & (pl.col("level") == level)
        & (pl.col("indicator") == indicator)
        & (pl.col("cut_point") == cut_point),
        named=True,
    )


def test_no_answers_are_in_no_base(catalogue: Catalogue) -> None:
    responses = yes_of(15, 18) + say(2, good_friend="skipped") + say(3, good_friend="prefer_not") + say(1)
    found = cell(estimate(catalogue, responses, cohort_of(("X1", "8-11", 60))))
    assert (found["count"], found["base"], found["eligible"]) == (15, 18, 60)


def test_unsure_is_in_the_base_and_in_neither_side(catalogue: Catalogue) -> None:
    found = estimate(catalogue, yes_of(15, 18) + say(4, good_friend="unsure"))
    assert (cell(found)["count"], cell(found)["base"]) == (15, 22)
    assert cell(found, cut_point="negative")["count"] == 3


def test_the_interval_is_for_the_cohort_in_whole_children(catalogue: Catalogue) -> None:
    """15 of 18 from 60: [.64707, .93167] (R) moves outward to 38 and 56 of 60."""
    found = cell(estimate(catalogue, yes_of(15, 18), cohort_of(("X1", "8-11", 60))))
    assert (found["low"], found["high"], found["note"]) == (
        pytest.approx(38 / 60),
        pytest.approx(56 / 60),
        "",
    )


@pytest.mark.parametrize(
    ("eligible", "note", "shown"),
    [
        (None, "cohort_unknown", None),
        (18, "everyone_answered", 18),
        (17, "cohort_too_small", None),
        (19, "", 19),
    ],
)
def test_what_is_said_of_the_cohort(
    catalogue: Catalogue, eligible: int | None, note: str, shown: int | None
) -> None:
    cohort = Cohort.unknown() if eligible is None else cohort_of(("X1", "8-11", eligible))
    found = cell(estimate(catalogue, yes_of(15, 18), cohort))
    assert (found["note"], found["eligible"]) == (note, shown)


def test_a_cohort_smaller_than_the_respondents_is_too_small_though_some_skipped(catalogue: Catalogue) -> None:
    """18 of 20 respondents answered; a cohort of 18 would make that everyone."""
    found = cell(
        estimate(catalogue, yes_of(15, 18) + say(2, good_friend="skipped"), cohort_of(("X1", "8-11", 18)))
    )
    assert found["note"] == "cohort_too_small"


def test_asked_and_nobody_answered_is_a_row_without_a_share(catalogue: Catalogue) -> None:
    found = cell(estimate(catalogue, say(5, good_friend="skipped", gender="girl")))
    assert (found["base"], found["share"], found["low"], found["note"]) == (0, None, None, "nobody")
    levels = estimate(catalogue, say(5, good_friend="skipped", gender="girl")).filter(
        pl.col("group") != "all"
    )
    assert levels.height == 0


def test_what_a_survey_does_not_ask_has_no_row(catalogue: Catalogue) -> None:
    found = estimate(catalogue, yes_of(15, 18))
    assert found.filter(indicator="lonely").height == 0
    assert found.filter(survey="11-17").height == 0


def test_a_routed_question_is_of_those_it_was_asked_of(catalogue: Catalogue) -> None:
    """30 of 40 know their worker: of a cohort of 80, 60 would be asked; 24 of 30 answered."""
    knows = say(18, knows_worker="yes", speaks_alone="yes") + say(6, knows_worker="yes", speaks_alone="no")
    responses = knows + say(6, knows_worker="unsure", speaks_alone="skipped") + say(10, knows_worker="no")
    found = estimate(catalogue, responses, cohort_of(("X1", "8-11", 80)))
    row = cell(found, "speaks_alone")
    assert (row["count"], row["base"], row["eligible"]) == (18, 24, 60)
    assert cell(found, "knows_worker")["eligible"] == 80


def test_several_answers_make_shares_of_those_who_gave_any(catalogue: Catalogue) -> None:
    responses = say(3, "16-25", emotional_support="friends;adviser") + say(
        1, "16-25", emotional_support="nobody"
    )
    responses += say(2, "16-25", emotional_support="skipped")
    found = estimate(catalogue, responses)
    support = {
        cut: cell(found, "emotional_support", cut, survey="16-25")
        for cut in ("positive", "negative", "adviser")
    }
    assert {cut: (row["count"], row["base"]) for cut, row in support.items()} == {
        "positive": (3, 4),
        "negative": (1, 4),
        "adviser": (3, 4),
    }


def test_only_levels_that_say_something_have_rows(catalogue: Catalogue) -> None:
    responses = yes_of(5, 6, gender="girl") + yes_of(1, 2, gender="prefer_not") + yes_of(1, 3)
    found = estimate(
        catalogue, responses, cohort_of(("X1", "8-11", 60), ("X1", "8-11", 30, "gender", "girl"))
    )
    genders = found.filter(group="gender", indicator="good_friend", cut_point="positive", area="X1")
    assert genders.select("level", "count", "base", "eligible").rows() == [("girl", 5, 6, 30)]


class TestTogether:
    def both(self, **where: str) -> list[Response]:
        return yes_of(10, 12, survey="4-7", **where) + yes_of(20, 24, survey="8-11", **where)

    def test_counts_bases_and_cohorts_add_up(self, catalogue: Catalogue) -> None:
        found = estimate(catalogue, self.both(), cohort_of(("X1", "4-7", 30), ("X1", "8-11", 50)))
        row = cell(found, survey="4-7;8-11")
        assert (row["count"], row["base"], row["eligible"]) == (30, 36, 80)

    def test_an_unknown_cohort_makes_the_sum_unknown(self, catalogue: Catalogue) -> None:
        row = cell(estimate(catalogue, self.both(), cohort_of(("X1", "4-7", 30))), survey="4-7;8-11")
        assert (row["eligible"], row["note"]) == (None, "cohort_unknown")

    def test_a_cohort_smaller_than_who_answered_one_of_them_makes_the_sum_unknown(
        self, catalogue: Catalogue
    ) -> None:
        """12 answered the first and 3 could: 3 + 50 would be a cohort of 53 for 36 answers, and nobody would see."""
        found = estimate(catalogue, self.both(), cohort_of(("X1", "4-7", 3), ("X1", "8-11", 50)))
        row = cell(found, survey="4-7;8-11")
        assert (row["eligible"], row["note"]) == (None, "cohort_unknown")
        assert cell(found, survey="4-7")["note"] == "cohort_too_small"
        assert cell(found, survey="8-11")["eligible"] == 50

    def test_a_row_names_only_surveys_that_somebody_answered(self, catalogue: Catalogue) -> None:
        found = estimate(catalogue, self.both())
        assert sorted(found["survey"].unique()) == ["4-7", "4-7;8-11", "8-11"]

    def test_the_nation_is_of_councils_that_ran_each(self, catalogue: Catalogue) -> None:
        responses = self.both() + self.both(area="X2") + yes_of(1, 9, area="X3")
        cohort = cohort_of(*((area, survey, 50) for area in ("X1", "X2", "X3") for survey in ("4-7", "8-11")))
        row = cell(estimate(catalogue, responses, cohort), survey="4-7;8-11", area="all")
        assert (row["count"], row["base"], row["eligible"]) == (60, 72, 200)

    def test_they_have_no_level_flag(self, catalogue: Catalogue) -> None:
        found = estimate(catalogue, say(40, "4-7", good_friend="yes") + say(40, "8-11", good_friend="yes"))
        assert cell(found)["level_flag"] == "nearly_everyone"
        assert cell(found, survey="4-7;8-11")["level_flag"] == ""


class TestNation:
    def test_it_adds_up_every_council(self, catalogue: Catalogue) -> None:
        responses = yes_of(5, 10, area="X1") + yes_of(9, 10, area="X2")
        row = cell(
            estimate(catalogue, responses, cohort_of(("X1", "8-11", 20), ("X2", "8-11", 30))), area="all"
        )
        assert (row["count"], row["base"], row["eligible"]) == (14, 20, 50)

    def test_one_unknown_cohort_makes_it_unknown(self, catalogue: Catalogue) -> None:
        responses = yes_of(5, 10, area="X1") + yes_of(9, 10, area="X2")
        assert (
            cell(estimate(catalogue, responses, cohort_of(("X1", "8-11", 20))), area="all")["eligible"]
            is None
        )

    def test_one_cohort_smaller_than_who_answered_makes_it_unknown(self, catalogue: Catalogue) -> None:
        responses = yes_of(5, 10, area="X1") + yes_of(9, 10, area="X2")
        cohort = cohort_of(("X1", "8-11", 20), ("X2", "8-11", 9))
        assert cell(estimate(catalogue, responses, cohort), area="all")["eligible"] is None

    def test_a_council_that_did_not_run_the_survey_does_not(self, catalogue: Catalogue) -> None:
        responses = yes_of(5, 10, area="X1") + yes_of(9, 10, "good_friend", area="X2", survey="11-17")
        assert (
            cell(estimate(catalogue, responses, cohort_of(("X1", "8-11", 20))), area="all")["eligible"] == 20
        )

    def test_a_level_one_council_leaves_out_adds_nothing_if_it_lists_others(
        self, catalogue: Catalogue
    ) -> None:
        responses = yes_of(5, 10, area="X1", gender="another") + yes_of(9, 10, area="X2", gender="girl")
        listed = [("X1", "8-11", 12, "gender", "another"), ("X2", "8-11", 15, "gender", "girl")]
        where = {"area": "all", "group": "gender", "level": "another"}
        assert cell(estimate(catalogue, responses, cohort_of(*listed)), **where)["eligible"] == 12
        assert cell(estimate(catalogue, responses, cohort_of(*listed[:1])), **where)["eligible"] is None


@pytest.mark.parametrize(
    ("indicator", "count", "expected"),
    [
        ("good_friend", 40, "nearly_everyone"),
        ("good_friend", 27, ""),
        ("good_friend", 12, "many_otherwise"),
        ("knows_worker", 24, "many_otherwise"),
    ],
)
def test_level_flags_rest_on_the_catalogues_expectation(
    catalogue: Catalogue, indicator: str, count: int, expected: str
) -> None:
    """24 of 40 (interval up to 74 %) are many where every child should say so."""
    assert cell(estimate(catalogue, yes_of(count, 40, indicator)), indicator)["level_flag"] == expected


def test_only_the_positive_answers_of_everybody_are_flagged(catalogue: Catalogue) -> None:
    found = estimate(catalogue, yes_of(40, 40, gender="girl") + yes_of(1, 1, gender="boy"))
    flagged = found.filter(pl.col("level_flag") != "", area="X1", survey="8-11")
    assert flagged.select("group", "indicator", "cut_point").rows() == [("all", "good_friend", "positive")]
