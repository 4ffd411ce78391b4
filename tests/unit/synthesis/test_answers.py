"""Answers hang together, follow the routes, and are now and then left out."""

from itertools import combinations

import numpy as np
import polars as pl
import pytest

from heard.base.surveys import Survey
from heard.dataset.synthesis.answers import column_of


def headline_answers(made, catalogue, survey: Survey) -> pl.DataFrame:
    """One column an indicator: whether the headline answer was given; null where none was."""
    rows = made.responses.filter(survey=survey.value)
    columns = {}
    for item in catalogue.asked_in(survey):
        asked = item.asked[survey]
        if not item.derived and not asked.scale.multiple:
            answered = rows[item.key].is_in(list(asked.scale.codes))
            given = rows[item.key].is_in(sorted(asked.headline.codes))
            columns[item.key] = pl.select(pl.when(answered).then(given)).to_series()
    return pl.DataFrame(columns)


def correlation(table: pl.DataFrame, one: str, other: str) -> float:
    both = table.select(one, other).drop_nulls().cast(pl.Float64)
    return float(np.corrcoef(both.to_numpy(), rowvar=False)[0, 1])


@pytest.mark.parametrize("survey", list(Survey))
def test_answers_of_one_domain_go_together_more_than_answers_of_two(made, catalogue, survey):
    table = headline_answers(made, catalogue, survey)
    domain = {key: catalogue.indicators[key].domain for key in table.columns}
    within, across = [], []
    for one, other in combinations(table.columns, 2):
        (within if domain[one] == domain[other] else across).append(correlation(table, one, other))
    assert min(within) > 0
    assert np.mean(within) > 1.5 * np.mean(across) > 0


def test_who_does_not_know_their_worker_is_not_asked_about_them(made, catalogue):
    for survey in Survey:
        rows = made.responses.filter(survey=survey.value)
        met = rows["knows_worker"].is_in(["yes", "unsure"])
        assert 0.01 < (~met).mean() < 0.3
        for item in catalogue.asked_in(survey):
            condition = item.asked[survey].condition
            if condition and condition.indicator == "knows_worker":
                assert rows[item.key].is_not_null().equals(met, null_equal=True), item.key


def test_every_route_of_the_catalogue_is_kept(made, catalogue):
    for survey in Survey:
        rows = made.responses.filter(survey=survey.value)
        for item in catalogue.asked_in(survey):
            condition = item.asked[survey].condition
            met = rows[condition.indicator].is_in(sorted(condition.codes)) if condition else None
            if not item.derived:
                shown = rows[item.key].is_not_null()
                assert (shown == met).all() if condition else shown.all(), item.key


def test_a_survey_holds_answers_to_its_own_questions_only(made, catalogue):
    for survey in Survey:
        asked = {item.key for item in catalogue.asked_in(survey) if not item.derived}
        rows = made.responses.filter(survey=survey.value)
        answered = {key for key in catalogue.indicators.keys() & set(rows.columns) if rows[key].count()}
        assert answered == asked


def test_some_questions_are_skipped_and_sensitive_ones_sometimes_not_answered(made, catalogue):
    for survey in Survey:
        for item in catalogue.asked_in(survey):
            asked = item.asked[survey]
            if item.derived:
                continue
            given = made.answers(survey.value, item.key)
            assert 0.005 < (given == "skipped").mean() < 0.05, item.key
            if asked.sensitive and "prefer_not" in asked.scale.no_answer:
                assert 0.01 < (given == "prefer_not").mean() < 0.04, item.key


def test_nobody_and_nothing_stand_alone(made):
    support = made.answers("16-25", "emotional_support")
    assert support.str.contains(";").mean() > 0.3
    assert set(support.filter(support.str.contains("nobody"))) == {"nobody"}
    work = made.answers("16-25", "in_eet")
    assert set(work.filter(work.str.contains("nothing_now"))) == {"nothing_now"}


def test_girls_residential_care_and_disability_go_with_lower_wellbeing_at_11_to_17(made):
    rows = made.responses.filter(survey="11-17").with_columns(
        pl.col("happiness").cast(pl.Int64, strict=False)
    )

    def mean(group: str, level: str) -> float:
        return float(rows.filter(pl.col(group) == level)["happiness"].mean())

    assert mean("gender", "girl") < mean("gender", "boy") - 0.3
    assert mean("placement", "residential") < mean("placement", "kinship") - 0.3
    assert mean("disability", "yes") < mean("disability", "no") - 0.2


def test_words_are_taken_by_place_and_minus_one_is_null():
    column = column_of("x", np.array([1, -1, 0], dtype=np.int16), ("yes", "no"))
    assert column.to_list() == ["no", None, "yes"]
