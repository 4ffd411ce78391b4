"""The page about all councils: how far they differ, and what it says where there are few."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from heard.analysis.nation import spread as spreads
from heard.analysis.shrinkage import fit_beta_binomial, real_share
from heard.base.policy import NOTABLE_REAL_SHARE
from heard.catalogue import Catalogue
from heard.programme.nation import render_nation
from heard.reports.blocks import AskList
from heard.reports.wording import load_wording
from reports.nations import (
    FACTS,
    FORBIDDEN,
    FUNNEL,
    Saying,
    blocks_of,
    given,
    place,
    places_of,
    spread_of,
)


@pytest.fixture
def said(catalogue: Catalogue) -> Saying:
    return Saying(catalogue)


# --- How far councils differ --------------------------------------------------------------------------


def test_what_councils_differ_in_is_told_with_all_that_it_rests_on(said: Saying) -> None:
    text = said("differences", spread=spread_of({}), places=FUNNEL)
    assert (
        "Ages 11 to 17, 78 councils: 43 % of the variation between their shares is real, the rest chance."
        " A typical council has 59 %; chance set aside, eight in ten lie from 55 % to 62 %."
        " 11 councils stand outside the funnel, where chance would put about 4;"
        " once what is usual between councils is allowed for, 9."
    ) in text


@pytest.mark.parametrize(
    ("share", "told"), [(1 / 3 - 1e-6, False), (1 / 3, True), (1 / 3 + 1e-6, True), (0.0, False)]
)
def test_a_third_must_be_real_before_it_is_told(said: Saying, share: float, told: bool) -> None:
    text = said("differences", spread=spread_of({"real_share": share}), places=FUNNEL)
    assert ("Ages 11 to 17, 78 councils" in text) is told
    assert ("In no question is as much as a third" in text) is not told


@pytest.mark.parametrize(
    ("councils", "real", "warned"), [(39, 0.5, True), (40, 0.5, False), (41, 0.5, False), (39, 0.2, False)]
)
def test_where_a_third_rests_on_few_councils_the_page_warns_of_chance(
    said: Saying, councils: int, real: float, warned: bool
) -> None:
    rows = spread_of({"councils": councils, "real_share": real})
    assert ("rest on fewer than 40 councils" in said("differences", spread=rows, places=FUNNEL)) is warned


def test_the_most_real_stands_first_and_what_follows_eight_is_folded(said: Saying) -> None:
    keys = [item.key for item in said.catalogue.asked_in(FACTS.wave.surveys[2]) if not item.derived][:10]
    rows = spread_of(
        *(
            {
                "indicator": key,
                "cut_point": said.catalogue.asked(key, "11-17").headline.key,
                "real_share": 0.4 + n / 100,
            }
            for n, key in enumerate(keys)
        )
    )
    places = places_of(*(place("X1", 12, 30, z=1.0) | {"indicator": key} for key in keys))
    [listed] = [
        block for block in blocks_of(said.report(spread=rows, places=places)) if isinstance(block, AskList)
    ]
    assert [item.target for item in listed.items] == [f"funnel-{key}-11-17" for key in reversed(keys)]
    assert (listed.open_count, listed.fold_words) == (8, "2 more")


@pytest.mark.parametrize(
    ("expected", "words"), [(0.4, "fewer than one"), (0.5, "about 1"), (2.49, "about 2"), (2.5, "about 3")]
)
def test_what_chance_would_put_outside_is_said_in_whole_councils(
    said: Saying, expected: float, words: str
) -> None:
    text = said("differences", spread=spread_of({"expected_outside_95": expected}), places=FUNNEL)
    assert f"where chance would put {words};" in text


def test_in_short_councils_that_are_alike_a_little_apart_and_apart_are_counted(said: Saying) -> None:
    rows = spread_of(
        {"real_share": 0.5},
        {"indicator": "goals", "real_share": 0.2},
        {"indicator": "life_skills", "real_share": 0.1},
        {"indicator": "feels_safe", "real_share": 0.0, "reason": "no_variation"},
    )
    places = places_of(
        *(
            place("X1", 12, 30, z=1.0) | {"indicator": key}
            for key in ("pet", "goals", "life_skills", "feels_safe")
        )
    )
    text = said("glance", spread=rows, places=places)
    assert (
        "Of 4: in 1 at least a third of the variation between councils is real, in 2 less, in 1 none" in text
    )


def test_chance_alone_seldom_brings_a_third_about() -> None:
    """Councils that are all alike, of the sizes there are: the line that the page prints, at three numbers of them."""
    random = np.random.default_rng(20261122)
    reached = {}
    for councils in (8, 12, 40):
        base = random.integers(12, 150, size=(400, councils)).astype(float)
        count = random.binomial(base.astype(int), random.uniform(0.4, 0.95, size=(400, 1))).astype(float)
        real = real_share(base, fit_beta_binomial(count, base))
        reached[councils] = np.mean(real >= NOTABLE_REAL_SHARE)
    assert reached[40] <= 0.005
    assert reached[12] <= 0.05
    assert 0.005 < reached[8] <= 0.08


# --- Few councils, or nobody --------------------------------------------------------------------------


def test_too_few_councils_give_a_page_that_says_so(said: Saying) -> None:
    gone = {
        name: None
        for name, kind in spreads.SPREAD_SCHEMA.items()
        if kind == pl.Float64 or name.startswith("out")
    }
    rows = spread_of(gone | {"councils": 7, "reason": "not_enough_areas"}, gone | {"councils": 4})
    words = "That takes 8 councils with 10 answers or more to a question; here no question has more than 7."
    assert words in said("differences", replace(FACTS, councils=9), spread=rows)
    assert "there are no funnels" in said("funnels", spread=rows)
    one = said("glance", replace(FACTS, councils=1), spread=rows)
    assert "The programme has one council. To say how far councils differ takes 8." in one


def test_a_wave_in_which_nobody_answered_gives_a_page_too(said: Saying) -> None:
    assert "Nobody answered in this wave" in said("differences")
    assert "Too few councils or too few children" in said("wellbeing")


# --- What it may and may not say ------------------------------------------------------------------------


def test_the_page_says_to_whom_it_may_go(catalogue: Catalogue) -> None:
    html = render_nation(*given(), catalogue, FACTS)
    head = html[: html.index("<main")]
    assert "may not leave the programme" in head
    assert "are invented" in head
    assert "are invented" not in render_nation(*given(), catalogue, replace(FACTS, made_up=False))
    assert "working copy, not to leave the programme" in html[: html.index("</style>")]


def test_no_words_of_the_page_claim_more_than_a_survey_can() -> None:
    own = {key: words for key, words in load_wording().entries.items() if key.startswith("nation.")}
    assert len(own) > 60
    assert [(key, word) for key, words in own.items() for word in FORBIDDEN if word in words.lower()] == []
