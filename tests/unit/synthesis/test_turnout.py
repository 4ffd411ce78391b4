"""Cohorts and who answered: whole, consistent, and unlike in who is missing."""

import numpy as np
import polars as pl
import pytest

from heard.dataset.synthesis.children import chance_to_answer
from heard.dataset.synthesis.councils import FIRST_SIZE
from heard.dataset.synthesis.turnout import plan_turnout
from heard.dataset.synthesis.wave import RECORDED

KEYS = ["wave", "area", "survey"]
MIX, WILLING = (0.14, 0.16, 0.44, 0.26), (1.07, 1.04, 0.96, 1.0)


def totals(made) -> pl.DataFrame:
    return made.cohort.filter(pl.all_horizontal(pl.col(RECORDED).is_null()))


def test_as_many_answer_as_were_asked_for(made):
    assert made.responses.height == 30_000


@pytest.mark.parametrize("responses", [1, 2, 7, 119, 5_000, 3_000_000])
@pytest.mark.parametrize(("areas", "waves"), [(1, 1), (3, 2), (80, 2)])
def test_the_plan_adds_up_exactly_and_never_exceeds_the_cohort(areas, waves, responses):
    sizes = np.array([FIRST_SIZE, *np.geomspace(0.3, 3.0, areas - 1)])
    plan = plan_turnout(sizes, waves=waves, responses=responses, mix=MIX, willing=WILLING, seed=3)
    assert plan.responses.sum() == responses
    assert (plan.responses <= plan.eligible).all()
    assert (plan.responses >= 0).all()


def test_councils_are_of_the_sizes_and_response_rates_that_were_published(made):
    sizes = totals(made).group_by("wave", "area").agg(pl.sum("eligible"))
    assert 30 <= sizes["eligible"].min() < 130
    assert 1_500 < sizes["eligible"].max() <= 2_415  # 2,300 and the 5 % that a council grows or shrinks by
    rates = made.responses.group_by("wave", "area").len().join(sizes, on=["wave", "area"])
    shares = rates["len"] / rates["eligible"]
    assert 0.21 < shares.min() < 0.27
    assert 0.50 < shares.max() < 0.57


def test_the_first_council_is_like_the_one_whose_counts_were_published(made):
    """One council's published counts of 2022-23: 26 of 75, 19 of 56 and 74 of 239 answered."""
    ours = {"wave": "2026", "area": "X0000001"}
    eligible = dict(totals(made).filter(**ours).select("survey", "eligible").iter_rows())
    answered = dict(made.responses.filter(**ours).group_by("survey").len().iter_rows())
    assert [eligible[survey] for survey in ("4-7", "8-11", "11-17")] == [75, 56, 239]
    assert answered["4-7"] == pytest.approx(26, abs=1)
    assert answered["8-11"] == pytest.approx(19, abs=1)
    assert answered["11-17"] == pytest.approx(74, abs=2)


@pytest.mark.parametrize("group", RECORDED)
def test_every_margin_adds_up_to_the_total(made, group):
    margin = made.cohort.filter(pl.col(group).is_not_null()).group_by(KEYS).agg(pl.sum("eligible"))
    both = margin.join(totals(made), on=KEYS)
    assert both.height == margin.height > 0
    assert (both["eligible"] == both["eligible_right"]).all()


def test_nowhere_did_more_answer_than_there_are(made):
    rows = made.responses.group_by(KEYS).len().join(totals(made), on=KEYS)
    assert rows.height == made.responses.select(KEYS).n_unique()
    assert (rows["len"] <= rows["eligible"]).all()
    for group in RECORDED:
        answered = made.responses.drop_nulls(group).group_by([*KEYS, group]).len()
        known = answered.join(made.cohort.drop_nulls(group), on=[*KEYS, group])
        assert known.height > 0.5 * answered.height
        assert (known["len"] <= known["eligible"]).all(), group


def test_records_hold_two_sexes_where_some_children_say_another(made):
    assert set(made.cohort["gender"].drop_nulls()) == {"girl", "boy"}
    assert (made.responses["gender"] == "another").sum() > 100


def test_residential_homes_and_unaccompanied_children_answer_less(made):
    def rate(level: str) -> float:
        here = {"survey": "11-17", "placement": level}
        return made.responses.filter(**here).height / made.cohort.filter(**here)["eligible"].sum()

    assert rate("residential") < 0.8 * rate("foster")
    assert rate("semi_independent") < 0.8 * rate("foster")  # where most unaccompanied young people live


def test_two_kinds_of_children_answer_in_the_odds_of_their_waiting_times():
    """Equal halves, one twice as willing: 1-e^-2t and 1-e^-t with mean 0.5 give e^-t = (√5-1)/2."""
    chances = chance_to_answer(np.array([2.0, 1.0]), np.array([0.5, 0.5]), 0.5)
    golden = (np.sqrt(5) - 1) / 2
    np.testing.assert_allclose(chances, [1 - golden**2, 1 - golden], atol=1e-9)
