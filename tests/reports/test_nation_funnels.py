"""The page about all councils: the funnels."""

import re

import polars as pl
import pytest

from heard.catalogue import Catalogue
from heard.reports.blocks import Details, FunnelChart
from reports.nations import (
    FACTS,
    FUNNEL,
    Saying,
    place,
    places_of,
    plot_of,
    spread_of,
)


@pytest.fixture
def said(catalogue: Catalogue) -> Saying:
    return Saying(catalogue)


# --- The funnels --------------------------------------------------------------------------------------


def test_a_funnel_says_who_stands_outside_and_names_nobody_else(said: Saying) -> None:
    rows = spread_of({})
    assert "Together 58 % say so. 1 of 2 councils stands outside the 95 % lines (1 above, 0 below)" in said(
        "funnel-pet-11-17", spread=rows, places=FUNNEL
    )
    text = said("funnels", spread=rows, places=FUNNEL)
    assert "The council outside" in text
    assert "X2 80 % 50 above the 95 % lines" in text
    assert "X1" not in text


def test_the_councils_outside_go_by_their_codes_and_not_by_how_far_out_they_are(said: Saying) -> None:
    places = places_of(
        place("X3", 2, 40, z=-5.0, word="outside_998"),
        place("X1", 45, 60, z=2.2, word="outside_95"),
        place("X2", 40, 40, z=4.0, word="outside_998"),
    )
    text = said("funnels", spread=spread_of({}), places=places)
    assert re.findall(r"X\d", text) == ["X1", "X2", "X3"]
    assert "X2 100 % 40 above the 99.8 % lines" in text
    assert "X3 5 % 40 below the 99.8 % lines" in text


def test_where_nobody_stands_outside_there_is_no_table(said: Saying) -> None:
    text = said(
        "funnels",
        spread=spread_of({"expected_outside_95": 0.4}),
        places=places_of(place("X1", 12, 30, z=0.4)),
    )
    assert "None of 1 councils stands outside the 95 % lines, where fewer than one would in any case." in text
    assert "outside" not in text.split("in any case.")[1]


def test_a_council_without_a_place_has_no_ring(said: Saying) -> None:
    few = place("X9", 3, 6, z=0.0) | {"funnel": None, "z_dispersed": None, "reason": "too_few"}
    plot = plot_of(said.report(spread=spread_of({}), places=pl.concat([FUNNEL, places_of(few)])))
    assert plot.others == ((30, 40), (50, 80))


def test_the_lines_are_widened_where_councils_usually_differ(said: Saying) -> None:
    narrow, wide = (
        plot_of(said.report(spread=spread_of({"tau2": tau2}), places=FUNNEL)) for tau2 in (0.0, 0.01)
    )
    assert [each.base for each in narrow.limits] == [each.base for each in wide.limits] == [30, 50]
    for chance, usual in zip(narrow.limits, wide.limits, strict=True):
        assert usual.low_998 < chance.low_998 < chance.low_95 < 58 < chance.high_95 < chance.high_998
        assert usual.low_95 < chance.low_95
        assert usual.high_95 > chance.high_95


@pytest.mark.parametrize(
    ("tau2", "words"),
    [(0.0, "The lines hold what chance alone would do."), (0.001, "The lines are drawn wider than chance")],
)
def test_a_funnel_says_what_its_lines_hold(said: Saying, tau2: float, words: str) -> None:
    assert words in said("funnel-pet-11-17", spread=spread_of({"tau2": tau2}), places=FUNNEL)


def test_a_funnel_of_what_is_mostly_chance_is_folded(said: Saying) -> None:
    report = said.report(spread=spread_of({"real_share": 0.2}), places=FUNNEL)
    [section] = [each for each in report.sections if each.key == "funnels"]
    assert [block for block in section.blocks if isinstance(block, FunnelChart)] == []
    assert [block.summary for block in section.blocks if isinstance(block, Details)] == [
        "Relationships: 1 funnel"
    ]


def test_six_funnels_are_open_and_the_others_stand_in_their_domains(said: Saying) -> None:
    asked = [item for item in said.catalogue.asked_in(FACTS.wave.surveys[2]) if not item.derived]
    rows = spread_of(
        *(
            {
                "indicator": item.key,
                "cut_point": item.asked[FACTS.wave.surveys[2]].headline.key,
                "real_share": 0.9 - n / 100,
            }
            for n, item in enumerate(asked)
        )
    )
    places = places_of(*(place("X1", 12, 30, z=1.0) | {"indicator": item.key} for item in asked))
    [section] = [each for each in said.report(spread=rows, places=places).sections if each.key == "funnels"]
    opened = [block.key for block in section.blocks if isinstance(block, FunnelChart)]
    assert opened == [f"funnel-{item.key}-11-17" for item in asked[:6]]
    folds = [block for block in section.blocks if isinstance(block, Details)]
    domains = {item.domain for item in asked[6:]}
    titles = [domain.title for domain in said.catalogue.domains if domain.key in domains]
    assert [fold.summary.split(":")[0] for fold in folds] == titles
    folded = [block for fold in folds for block in fold.blocks if isinstance(block, FunnelChart)]
    assert len(folded) == len(asked) - 6
