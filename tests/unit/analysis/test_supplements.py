"""What stands beside the estimates, from one scope; each table's own figures are tested where it is made."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from heard.analysis.associations.columns import no_rows
from heard.analysis.scope import Scope
from heard.analysis.supplements import Supplements, supplement
from heard.analysis.tables import describe_wave
from heard.base.editions import Change, Edition
from heard.base.places import Wave
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from unit.analysis.cubes import Response, areas_of, cohort_of, cube_of, say, wave_of, yes_of

COUNCILS = tuple(f"X{number}" for number in range(1, 11))
YEARS = ("2022", "2024", "2026")


def supplements_of(
    catalogue: Catalogue,
    responses: Sequence[Response],
    *waves: Wave,
    only: str | None = None,
    eligible: int = 60,
) -> Supplements:
    scope = Scope.of(
        cube_of(responses, catalogue),
        catalogue=catalogue,
        cohort=cohort_of(*((code, "8-11", eligible) for code in COUNCILS)),
        waves={each.key: each for each in waves},
        areas=areas_of(*COUNCILS),
        wave="2026",
        only_areas=None if only is None else [only],
    )
    return supplement(scope, describe_wave(scope, (), no_rows()))


def three_waves(councils: Sequence[str] = COUNCILS) -> list[Response]:
    """Ten, then twenty, then thirty of forty have a good friend, in every council."""
    counts = zip(YEARS, (10, 20, 30), strict=True)
    return [
        response
        for year, count in counts
        for area in councils
        for response in yes_of(count, 40, area=area, wave=year)
    ]


def only_row(frame: pl.DataFrame, **where: str) -> dict[str, object]:
    [row] = frame.filter(**({"indicator": "good_friend", "survey": "8-11"} | where)).to_dicts()
    return row


def test_every_table_has_its_rows_where_three_waves_and_ten_councils_answered(catalogue: Catalogue) -> None:
    found = supplements_of(catalogue, three_waves(), *map(wave_of, YEARS))
    assert only_row(found.spread)["councils"] == 10
    assert only_row(found.places, area="X1")["of"] == 10
    trend = only_row(found.trends, area="X1")
    assert (trend["waves"], trend["direction"], trend["flag"]) == (3, "better", "clear")
    bounds = only_row(found.bounds, area="X1", cut_point="positive")
    assert (bounds["lowest"], bounds["highest"]) == (0.5, pytest.approx(50 / 60))  # 30 of 60, 30 + 20 of 60
    assert only_row(found.tipping, area="X1", cut_point="positive", against="others")["reason"] == ""
    [rate] = found.representativeness.filter(area="X1", survey="8-11", group="all").to_dicts()
    assert rate["response_rate"] == pytest.approx(40 / 60)


def test_one_council_s_rows_are_the_same_as_among_all(catalogue: Catalogue) -> None:
    waves = [*map(wave_of, YEARS)]
    every = supplements_of(catalogue, three_waves(), *waves).by_name()
    own = supplements_of(catalogue, three_waves(), *waves, only="X3").by_name()
    for name, frame in own.items():
        expected = every[name] if name == "spread" else every[name].filter(area="X3")
        assert frame.equals(expected), name


def test_the_nation_s_trend_is_that_of_every_council_where_its_rows_alone_are_asked_for(
    catalogue: Catalogue,
) -> None:
    waves = [*map(wave_of, YEARS)]
    every = supplements_of(catalogue, three_waves(), *waves).trends
    nation = supplements_of(catalogue, three_waves(), *waves, only="all").trends
    assert nation.equals(every.filter(area="all"))
    assert only_row(nation)["last_base"] == 400  # forty in each of ten councils


def test_a_wave_with_one_council_has_no_nation_to_speak_of(catalogue: Catalogue) -> None:
    found = supplements_of(catalogue, yes_of(30, 40), wave_of("2026"))
    spread = only_row(found.spread)
    assert (spread["councils"], spread["mean"], spread["reason"]) == (1, None, "not_enough_areas")
    place = only_row(found.places)
    assert (place["shrunken"], place["rank_low"], place["reason"]) == (None, None, "not_enough_areas")
    assert found.trends.is_empty()


def test_a_wave_that_nobody_answered_has_no_shares_means_or_trends(catalogue: Catalogue) -> None:
    found = supplements_of(catalogue, yes_of(3, 4, wave="2024"), wave_of("2024"), wave_of("2026"))
    empty = {name for name, frame in found.by_name().items() if frame.is_empty()}
    assert empty == {"means", "bands", "trends", "bounds", "tipping"}
    assert found.representativeness["respondents"].sum() == 0  # nobody of sixty, in each council


def test_a_question_that_changed_between_is_in_no_trend(catalogue: Catalogue) -> None:
    asked_otherwise = replace(
        wave_of("2022", version="old"), editions={Survey("8-11"): Edition({"good_friend": Change.WORDING})}
    )
    responses = three_waves() + [each for year in YEARS for each in say(40, wave=year, likes_bedroom="yes")]
    found = supplements_of(catalogue, responses, asked_otherwise, wave_of("2024"), wave_of("2026"))
    assert set(found.trends["indicator"]) == {"likes_bedroom"}


def test_two_rounds_that_closed_on_one_day_are_one_point_of_a_trend(catalogue: Catalogue) -> None:
    twin = replace(wave_of("2024-b"), opens_on=date(2024, 1, 2))  # opened earlier, closed with 2024
    responses = three_waves() + yes_of(0, 40, wave="2024-b")
    found = supplements_of(catalogue, responses, *map(wave_of, YEARS), twin)
    assert only_row(found.trends, area="X1")["waves"] == 3
    assert (
        only_row(found.trends, area="X1")["departure_p"] > 0.9
    )  # 10, 20, 30: a straight line but for a leap day


def test_a_cohort_smaller_than_those_who_answered_is_said_and_not_used(catalogue: Catalogue) -> None:
    found = supplements_of(catalogue, three_waves(), *map(wave_of, YEARS), eligible=39)
    bounds = only_row(found.bounds, area="X1", cut_point="positive")
    assert (bounds["lowest"], bounds["reason"]) == (None, "cohort_too_small")
    [rate] = found.representativeness.filter(area="X1", survey="8-11", group="all").to_dicts()
    assert (rate["response_rate"], rate["reason"]) == (None, "cohort_too_small")
