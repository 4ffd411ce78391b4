"""From children's answers to the nation's tables, through the cube."""

import polars as pl
import pytest

from heard.analysis.cells import count_cells
from heard.analysis.nation.spread import describe_spread, place_councils
from heard.analysis.nation.trends import describe_trends
from heard.analysis.pools import pool_latest
from heard.base.places import NATION
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from unit.analysis.cubes import cube_of, wave_of, yes_of

COUNCILS = tuple(f"X{number}" for number in range(1, 10))
SURVEY = Survey.AGES_8_11


def test_eight_councils_that_differ_are_placed_from_their_latest_answers(catalogue: Catalogue) -> None:
    now = [
        response
        for number, area in enumerate(COUNCILS[:8])
        for response in yes_of(12 + 4 * number, 40, area=area, wave="2026")
    ]
    before = [response for area in COUNCILS[1:] for response in yes_of(30, 40, area=area, wave="2025")]
    waves = [
        count_cells(cube_of(responses, catalogue), catalogue, SURVEY, COUNCILS, groups=False)
        for responses in (now, before)
    ]
    pool = pool_latest(waves)
    [spread] = describe_spread(waves[0], pool, "2026").to_dicts()
    places = place_councils(waves[0], pool, "2026")
    assert (spread["indicator"], spread["councils"], spread["reason"]) == ("good_friend", 9, "")
    assert places["count"].to_list() == [12, 16, 20, 24, 28, 32, 36, 40, 30]
    assert 0.7 < spread["real_share"] < 1
    assert places.sort("expected_rank")["area"].to_list()[:2] == ["X8", "X7"]


def test_a_council_s_three_waves_are_a_trend_and_so_are_the_nation_s(catalogue: Catalogue) -> None:
    series = []
    for year, said_yes in (("2024", 40), ("2025", 48), ("2026", 56)):
        responses = yes_of(said_yes, 80, area="X1", wave=year) + yes_of(60, 80, area="X2", wave=year)
        cube = cube_of(responses, catalogue)
        series.append((wave_of(year), count_cells(cube, catalogue, SURVEY, ("X1", "X2"), groups=False)))
    found = describe_trends([series])
    assert found["area"].to_list() == ["X1", "X2", NATION]
    assert found["flag"].to_list() == ["clear", "cannot_tell", "possible"]
    assert found["slope"].to_list() == pytest.approx([0.1, 0, 0.05], rel=0.003)
    assert found.select(pl.col("first_base", "last_base")).rows() == [(80, 80), (80, 80), (160, 160)]
