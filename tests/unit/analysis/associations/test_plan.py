"""What is held against what is declared beforehand."""

import pytest

from heard.analysis.associations.plan import Outcome, Predictor, outcome_of, plan_associations
from heard.base.errors import HeardError
from heard.base.surveys import Survey
from heard.catalogue import Catalogue

LOW = Outcome("low", "wellbeing_band", "low")
VERY_HIGH = Outcome("very_high", "wellbeing_band", "very_high")
UNHAPPY = Outcome("low", "happy_yesterday", "negative")


@pytest.mark.parametrize(
    ("survey", "outcomes"),
    [("4-7", (UNHAPPY,)), ("8-11", (UNHAPPY,)), ("11-17", (LOW, VERY_HIGH)), ("16-25", (LOW, VERY_HIGH))],
)
def test_the_youngest_who_have_no_band_are_asked_about_yesterday(survey, outcomes, catalogue) -> None:
    assert plan_associations(catalogue, Survey(survey)).outcomes == outcomes


@pytest.mark.parametrize("survey", list(Survey))
def test_things_come_by_domain_in_declared_order_and_by_catalogue_within(survey, catalogue) -> None:
    plan = plan_associations(catalogue, survey)
    order = list(catalogue.indicators)
    domains = ["feelings", "home", "relationships", "rights", "opportunities"]
    items = [catalogue.indicators[each.indicator] for each in plan.predictors]
    assert items == sorted(items, key=lambda item: (domains.index(item.domain), order.index(item.key)))


@pytest.mark.parametrize("survey", list(Survey))
def test_nothing_the_outcome_is_made_of_is_held_against_it(survey, catalogue) -> None:
    plan = plan_associations(catalogue, survey)
    items = [catalogue.indicators[each.indicator] for each in plan.predictors]
    outcomes = {each.indicator for each in plan.outcomes}
    assert len(items) > 10
    assert not any(item.composite or item.key in outcomes for item in items)
    assert all(item.in_low_wellbeing_model for item in items)


def test_of_low_well_being_the_worse_side_is_told_and_of_very_high_the_better() -> None:
    good, bad = Predictor("good_friend", "positive", 1), Predictor("stress", "negative", -1)
    assert [each.exposure(LOW) for each in (good, bad)] == ["not_given", "given"]
    assert [each.exposure(VERY_HIGH) for each in (good, bad)] == ["given", "not_given"]


def test_it_is_allowed_for_what_the_survey_asks_of_the_child(catalogue: Catalogue) -> None:
    adjusters = {
        survey: [each.key for each in plan_associations(catalogue, survey).adjusters] for survey in Survey
    }
    assert adjusters[Survey.AGES_11_17] == ["age", "gender", "placement", "years_in_care"]
    assert adjusters[Survey.AGES_4_7] == ["gender", "placement", "years_in_care"]
    assert adjusters[Survey.AGES_16_25] == ["age", "gender"]


def test_what_a_wave_asked_on_another_scale_is_left_out(catalogue: Catalogue) -> None:
    plan = plan_associations(catalogue, Survey.AGES_11_17, unread={"good_friend"})
    assert "good_friend" not in {each.indicator for each in plan.predictors}
    assert plan_associations(catalogue, Survey.AGES_8_11, unread={"happy_yesterday"}) is None


def test_a_survey_without_a_band_has_no_very_high(catalogue: Catalogue) -> None:
    assert outcome_of(catalogue, "8-11", "low") == UNHAPPY
    with pytest.raises(HeardError, match="survey 8-11 has no outcome very_high"):
        outcome_of(catalogue, "8-11", "very_high")
