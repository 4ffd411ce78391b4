"""What is told to children rests on cells that may be shown, and on nothing else."""

from collections import Counter
from collections.abc import Callable

import polars as pl
import pytest

from heard.base.policy import MOST_CHANGES_TO_TELL, MOST_THINGS_TO_TELL, Level
from heard.base.shares import Hidden
from heard.base.surveys import Survey
from heard.charts import Certainty
from heard.disclosure import ProtectedTables
from heard.reports import Material, render_html
from heard.reports.amounts import ABOUT_HALF_OR_MORE, OVER_A_HALF, amount_of, other_side
from heard.reports.figures import of_everybody
from heard.reports.telling import choose_told
from reports.parts import with_bands, with_symbol
from reports.told import every_page, with_hidden, with_nothing_told

Made = Callable[..., Material]
every_survey = pytest.mark.parametrize("survey", list(Survey), ids=str)


@pytest.fixture
def tables(protected: ProtectedTables) -> ProtectedTables:
    """Some hidden, some banded, most shown."""
    hidden = with_symbol(protected, "c", pl.col("indicator").is_in(["has_fun", "feels_safe"]))
    return with_bands(hidden, 0.8, 1.0, "likes_bedroom", "goals")


@pytest.fixture
def material(material_of: Made, tables: ProtectedTables) -> Material:
    return material_of(Level.WORKING, tables=tables)


@every_survey
def test_every_side_told_is_a_cell_that_may_be_shown_or_what_is_left_of_it(
    material: Material, survey: Survey
) -> None:
    told = choose_told(material, survey)
    assert told.good
    for side in (*told.good, *told.better):
        estimate = material.figures.estimate(of_everybody(side.survey, side.indicator, side.cut_point))
        assert estimate is not None
        assert not isinstance(estimate.cell, Hidden)
        polarity = material.catalogue.asked(side.indicator, side.survey).cut_point(side.cut_point).polarity
        expected = estimate.cell if side.good is (polarity > 0) else other_side(estimate.cell)
        assert side.cell == expected
        assert side.amount == amount_of(expected)


@every_survey
def test_every_change_told_is_clear_and_since_the_last_wave(material: Material, survey: Survey) -> None:
    last = material.facts.previous
    assert last is not None
    for change in choose_told(material, survey).changed:
        headline = material.catalogue.asked(change.indicator, change.survey).headline
        place = of_everybody(change.survey, change.indicator, headline.key)
        comparison = material.figures.comparison(place, "previous")
        assert comparison is not None
        assert (comparison.flag, comparison.reference) == (Certainty.CLEAR, last.key)
        assert comparison.difference is not None
        assert (comparison.difference * headline.polarity > 0) is change.more


@every_survey
def test_good_is_more_than_half_and_nothing_is_told_from_both_sides(
    material: Material, survey: Survey
) -> None:
    told = choose_told(material, survey)
    good, better, changes = MOST_THINGS_TO_TELL[survey] + (MOST_CHANGES_TO_TELL[survey],)
    assert (len(told.good) <= good, len(told.better) <= better, len(told.changed) <= changes) == (True,) * 3
    assert {side.amount for side in told.good} <= OVER_A_HALF
    assert not {side.indicator for side in told.good} & {side.indicator for side in told.better}
    weak = {each.indicator for each in material.of_kind("development") if each.survey == told.survey}
    assert all(side.amount in ABOUT_HALF_OR_MORE or side.indicator in weak for side in told.better)


@every_survey
def test_the_youngest_are_told_eight_things_at_most(survey: Survey) -> None:
    assert sum(MOST_THINGS_TO_TELL["4-7"]) + MOST_CHANGES_TO_TELL["4-7"] <= 8
    assert survey.value in MOST_THINGS_TO_TELL


def test_a_short_list_is_not_all_of_one_domain(material: Material) -> None:
    told = choose_told(material, Survey.AGES_11_17)
    domains = Counter(material.catalogue.indicators[side.indicator].domain for side in told.good)
    assert max(domains.values()) <= 2


def test_having_no_pet_is_not_put_to_the_council(material_of: Made, protected: ProtectedTables) -> None:
    few = with_symbol(
        protected, "", pl.col("indicator") == "pet", count=pl.lit(2), base=pl.lit(30), share=pl.lit(2 / 30)
    )
    told = choose_told(material_of(Level.WORKING, tables=few), Survey.AGES_8_11)
    assert "pet" not in {side.indicator for side in (*told.better, *told.good)}


def test_two_worlds_that_differ_in_what_is_hidden_give_the_same_pages(
    material_of: Made, protected: ProtectedTables
) -> None:
    hidden = pl.col("indicator").is_in(["likes_school", "good_friend", "trusted_person", "knows_worker"])
    pages = []
    for count in (1, 19):
        world = with_symbol(
            protected, "c", hidden, count=pl.lit(count), base=pl.lit(20), share=pl.lit(count / 20)
        )
        pages.append(
            {
                name: render_html(page)
                for name, page in every_page(material_of(Level.WORKING, tables=world)).items()
            }
        )
    emptied = with_hidden(protected, hidden)
    pages.append(
        {
            name: render_html(page)
            for name, page in every_page(material_of(Level.WORKING, tables=emptied)).items()
        }
    )
    assert pages[0] == pages[1] == pages[2]


def test_where_a_survey_cannot_be_told_of_its_neighbours_in_age_are_told_of_with_it(
    material_of: Made, protected: ProtectedTables
) -> None:
    young = pl.col("survey") == "4-7"
    hidden = with_hidden(protected, young)
    told = choose_told(material_of(Level.WORKING, tables=hidden), Survey.AGES_4_7)
    assert told.survey == "4-7;8-11"
    assert {side.survey for side in (*told.good, *told.better)} == {"4-7;8-11"}


@every_survey
def test_where_nothing_may_be_told_nothing_is(
    material_of: Made, protected: ProtectedTables, survey: Survey
) -> None:
    material = material_of(Level.WORKING, tables=with_nothing_told(protected))
    assert choose_told(material, survey).says_nothing
