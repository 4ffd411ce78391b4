"""The page about all councils together: every number of it is in the tables, and it says so where there are few."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from math import isclose
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import numpy as np
import polars as pl
import pytest

from heard.analysis.associations.columns import no_rows, table_of
from heard.analysis.nation import spread as spreads
from heard.analysis.nation.trends import SCHEMA as TREND_SCHEMA
from heard.analysis.scope import Scope
from heard.analysis.shrinkage import fit_beta_binomial, real_share
from heard.analysis.supplements import Supplements, supplement
from heard.analysis.tables import Tables
from heard.base.odds import odds_figures
from heard.base.places import Wave
from heard.base.policy import NOTABLE_REAL_SHARE
from heard.catalogue import Catalogue
from heard.charts import FunnelPlot
from heard.programme import make_programme
from heard.programme.analyse import count_programme, tables_of
from heard.programme.nation import read_nation, render_nation
from heard.reports.blocks import AskList, Details, FunnelChart, Paragraph, SimpleTable
from heard.reports.nation import NationFacts
from heard.reports.nation_report import build_nation_report
from heard.reports.report import Report, Section
from heard.reports.wording import load_wording

FORBIDDEN = ("cause", "because of", "league", "rank", "best", "worst", "significan", "driver", "due to")
NUMBER = re.compile(r"[−+]?\d+(?:,\d{3})*(?:\.\d+)?")
NO_TABLE = pl.DataFrame()
FACTS = NationFacts(
    programme="A made-up programme",
    made_up=True,
    wave=Wave("2026", date(2026, 2, 2), date(2026, 3, 27)),
    waves=3,
    councils=80,
    fingerprint="0123456789abcdef",
)
PET = {"wave": "2026", "survey": "11-17", "indicator": "pet", "cut_point": "positive"}
SPREAD = {
    **PET,
    "councils": 78,
    "share": 0.584,
    "mean": 0.586,
    "between_sd": 0.05,
    "lowest_tenth": 0.545,
    "highest_tenth": 0.624,
    "unweighted_mean": 0.58,
    "real_share": 0.425,
    "phi": 1.1,
    "tau2": 0.0,
    "outside_95": 11,
    "expected_outside_95": 3.9,
    "outside_after_dispersion": 9,
    "reason": "",
}
TREND = {
    **PET,
    "area": "all",
    "group": "all",
    "level": "all",
    "waves": 3,
    "first_wave": "2022",
    "last_wave": "2026",
    "years": 4.0,
    "first_count": 580,
    "first_base": 1000,
    "last_count": 700,
    "last_base": 1000,
    "smallest_base": 990,
    "slope": 0.03,
    "slope_low": 0.025,
    "slope_high": 0.035,
    "change": 0.12,
    "change_low": 0.105,
    "change_high": 0.135,
    "p": 0.001,
    "departure_p": 0.5,
    "q": 0.002,
    "flag": "clear",
    "direction": "better",
    "reason": "",
}
ODDS = {
    "wave": "2026",
    "area": "all",
    "survey": "11-17",
    "outcome": "low",
    "indicator": "feels_safe",
    "exposure": "not_given",
    "model": "adjusted",
    "adjusted_for": "age;gender",
    "exposed_events": 150,
    "exposed_base": 500,
    "unexposed_events": 300,
    "unexposed_base": 2000,
    "odds_ratio": 1.5,
    "low": 1.24,
    "high": 1.83,
    "p": 0.001,
    "q": 0.01,
    "councils": 78,
}


# --- Tables made by hand ----------------------------------------------------------------------------


def spread_of(*rows: Mapping[str, object]) -> pl.DataFrame:
    return pl.DataFrame([{**SPREAD, **row} for row in rows], schema=spreads.SPREAD_SCHEMA)


def places_of(*rows: Mapping[str, object]) -> pl.DataFrame:
    """Councils in the funnel of pets; the columns that no row names are null."""
    filled = [
        {**dict.fromkeys(spreads.PLACES_SCHEMA), **PET, "group": "all", "level": "all", **row} for row in rows
    ]
    return pl.DataFrame(filled, schema=spreads.PLACES_SCHEMA)


def place(area: str, count: int, base: int, *, z: float, word: str = "inside") -> dict[str, object]:
    return {
        "area": area,
        "count": count,
        "base": base,
        "share": count / base,
        "z_dispersed": z,
        "funnel": word,
    }


def trends_of(*rows: Mapping[str, object]) -> pl.DataFrame:
    return pl.DataFrame([{**TREND, **row} for row in rows], schema=TREND_SCHEMA)


def odds_of(*rows: Mapping[str, object]) -> pl.DataFrame:
    whole = [{**ODDS, **row} for row in rows]
    return table_of(len(whole), {name: [row.get(name) for row in whole] for name in (*ODDS, "reason")})


def given(
    *,
    spread: pl.DataFrame | None = None,
    places: pl.DataFrame | None = None,
    trends: pl.DataFrame | None = None,
    odds: pl.DataFrame | None = None,
) -> tuple[Tables, Supplements]:
    """Tables in which nothing else stands."""
    moved = trends_of() if trends is None else trends
    tables = Tables(
        wave="2026",
        estimates=NO_TABLE,
        comparisons=NO_TABLE,
        participation=NO_TABLE,
        associations=no_rows() if odds is None else odds,
        trends=moved,
    )
    found = Supplements(
        means=NO_TABLE,
        bands=NO_TABLE,
        spread=spread_of() if spread is None else spread,
        places=places_of() if places is None else places,
        trends=moved,
        bounds=NO_TABLE,
        tipping=NO_TABLE,
        representativeness=NO_TABLE,
    )
    return tables, found


def body_of(html: str) -> Element:
    return ElementTree.fromstring(html[html.index("<main") : html.index("</main>") + len("</main>")])


def text_of(element: Element | None) -> str:
    assert element is not None
    return " ".join(" ".join(element.itertext()).replace("\u00a0", " ").split())


def at(body: Element, key: str) -> Element:
    found = body.find(f".//*[@id='{key}']")
    assert found is not None, key
    return found


def numbers_of(words: str) -> list[str]:
    return NUMBER.findall(words)


@pytest.fixture
def said(catalogue: Catalogue) -> "Saying":
    return Saying(catalogue)


@dataclass(frozen=True)
class Saying:
    """The text of a section of the page that hand-made tables give."""

    catalogue: Catalogue

    def __call__(self, key: str, facts: NationFacts = FACTS, **frames: pl.DataFrame) -> str:
        return text_of(at(body_of(render_nation(*given(**frames), self.catalogue, facts)), key))

    def report(self, facts: NationFacts = FACTS, **frames: pl.DataFrame) -> Report:
        return build_nation_report(read_nation(*given(**frames)), self.catalogue, facts)


FUNNEL = places_of(place("X1", 12, 30, z=-1.2), place("X2", 40, 50, z=2.4, word="outside_95"))


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


# --- The funnels --------------------------------------------------------------------------------------


def blocks_of(report: Report) -> Iterator[object]:
    for section in report.sections:
        yield from section_blocks(section)


def section_blocks(section: Section) -> Iterator[object]:
    for block in section.blocks:
        yield block
        if isinstance(block, Details):
            yield from block.blocks
    for part in section.parts:
        yield from section_blocks(part)


def plot_of(report: Report) -> FunnelPlot:
    [chart] = [block for block in blocks_of(report) if isinstance(block, FunnelChart)]
    return chart.plot


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


# --- The trends ---------------------------------------------------------------------------------------


def test_a_clear_trend_is_told_with_its_interval_and_both_shares(said: Saying) -> None:
    text = said("trends", trends=trends_of({}))
    assert "Clearly better How councils differ: " in text
    assert (
        "They have a pet, ages 11 to 17: up by 12 points over 4 years (+11 to +14, a 90 % interval)."
        " Of all answers it was 58 % of 1,000 in 2022 and 70 % of 1,000 in 2026."
    ) in text


def test_a_possible_decline_stands_after_what_is_clear(said: Saying) -> None:
    decline = {
        "indicator": "feels_safe",
        "change": -0.3,
        "change_low": -0.4,
        "change_high": -0.2,
        "years": 2.5,
    }
    text = said("trends", trends=trends_of(decline | {"flag": "possible", "direction": "worse"}, {}))
    assert text.index("Clearly better") < text.index("Possibly worse")
    assert "down by 30 points over 2.5 years (−40 to −20, a 90 % interval)" in text


def test_of_what_is_clear_the_widest_move_stands_first(said: Saying) -> None:
    rows = trends_of({"change": 0.07}, {"indicator": "goals", "change": -0.11, "direction": "worse"})
    text = said("trends", trends=rows)
    assert text.index("down by 11 points") < text.index("up by 7 points")


def test_what_did_not_move_is_counted_with_the_reason_where_it_cannot_be_told(said: Saying) -> None:
    unknown = {"change": None, "change_low": None, "change_high": None, "flag": "cannot_tell"}
    rows = trends_of(
        {"flag": "steady"},
        unknown | {"indicator": "goals", "reason": "too_few"},
        unknown | {"indicator": "feels_safe", "reason": "not_comparable"},
        {"indicator": "life_skills", "flag": "cannot_tell", "reason": "not_a_straight_line"},
        {"indicator": "carers_notice", "flag": "cannot_tell", "reason": "interval_too_wide"},
    )
    text = said("trends", trends=rows)
    for words in (
        "Nothing clearly or possibly moved.",
        "1 held steady.",
        "1 had too few answers",
        "For 1 no council answered twice.",
        "1 went up and down",
        "For 1 the figures leave open",
    ):
        assert words in text


def test_the_trend_of_a_council_is_not_on_the_page(said: Saying) -> None:
    assert "there is no trend" in said("trends", trends=trends_of({"area": "X1"}))


@pytest.mark.parametrize(
    ("waves", "words"),
    [
        (1, "This is the programme’s first wave. A trend needs 3"),
        (2, "The programme has 2 waves so far. A trend needs 3"),
        (3, "No question was asked alike and answered in 3 waves"),
    ],
)
def test_without_trends_the_page_says_why(said: Saying, waves: int, words: str) -> None:
    assert words in said("trends", replace(FACTS, waves=waves))
    assert words in said("glance", replace(FACTS, waves=waves))


# --- What goes with well-being ------------------------------------------------------------------------


def test_odds_are_said_in_words_with_what_they_allow_for(said: Saying) -> None:
    text = said("odds-11-17", odds=odds_of({}))
    assert "1.5 times the odds of low well-being (1.2 to 1.8, a 95 % interval) among those who" in text
    assert "1.5 times the others’ (1.2 to 1.8) 30 % of 500 15 % of 2,000" in text
    assert "those of 78 councils together" in text
    assert "They allow for answers of one council being alike" in text
    assert "These odds allow for age and gender." in text


def test_the_odds_are_of_as_many_councils_as_the_most_answered_of_one_thing(said: Saying) -> None:
    text = said("odds-11-17", odds=odds_of({"councils": 71}, {"indicator": "goals", "councils": 79}))
    assert "those of 79 councils together" in text


@pytest.mark.parametrize(("outcome", "opened"), [("low", 5), ("very_high", 0)])
def test_of_low_well_being_five_things_are_open_and_of_very_high_a_sentence(
    said: Saying, outcome: str, opened: int
) -> None:
    keys = ("pet", "goals", "life_skills", "feels_safe", "trusts_carers", "carers_notice", "likes_school")
    rows = odds_of(*({"outcome": outcome, "indicator": key} for key in keys))
    [part] = [
        part
        for section in said.report(odds=rows).sections
        for part in section.parts
        if part.key == "odds-11-17"
    ]
    tables = [block for block in part.blocks if isinstance(block, SimpleTable)]
    [fold] = [block for block in part.blocks if isinstance(block, Details)]
    [folded] = fold.blocks
    assert isinstance(folded, SimpleTable)
    assert sum(len(table.rows) for table in tables) == opened
    assert len(folded.rows) == len(keys) - opened
    assert isinstance(part.blocks[0], Paragraph)
    assert "1.5 times the odds of" in part.blocks[0].text


def test_odds_that_allow_for_nothing_do_not_say_that_they_do(said: Saying) -> None:
    text = said("odds-11-17", odds=odds_of({"adjusted_for": ""}))
    assert "They allow for answers of one council being alike" in text


@pytest.mark.parametrize(("q", "told"), [(0.0999, True), (0.10, True), (0.1001, False), (None, False)])
def test_what_chance_may_have_brought_together_is_left_out(said: Saying, q: float | None, told: bool) -> None:
    text = said("odds-11-17", odds=odds_of({"q": q}))
    assert ("1.5 times" in text) is told
    assert ("nothing that goes with low well-being can be told from chance" in text) is not told


def test_a_tenth_of_the_odds_is_as_strong_as_ten_times(said: Saying) -> None:
    rows = odds_of(
        {"odds_ratio": 3.0, "low": 2.0, "high": 4.0},
        {"indicator": "goals", "odds_ratio": 0.1, "low": 0.05, "high": 0.2},
    )
    text = said("odds-11-17", odds=rows)
    assert text.index("0.10 times") < text.index("3.0 times")


def test_a_council_s_own_odds_are_not_on_the_page(said: Saying) -> None:
    assert "Too few councils" in said("wellbeing", odds=odds_of({"area": "X1"}))


@pytest.mark.parametrize(
    "reason",
    ["too_few_events", "too_few_exposed", "constant", "no_answers", "too_few_councils", "no_fit"],
)
def test_why_there_is_no_figure_is_said(said: Saying, reason: str) -> None:
    missing = {"odds_ratio": None, "low": None, "high": None, "q": None, "reason": reason}
    text = said("wellbeing", odds=odds_of(missing, missing | {"indicator": "goals"}))
    assert re.search(r"\b2 things\b", text)


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


# --- Read back from a made-up programme -----------------------------------------------------------------


@dataclass(frozen=True)
class Made:
    """A made-up programme's tables and the page of them."""

    tables: Tables
    supplements: Supplements
    html: str

    @property
    def body(self) -> Element:
        return body_of(self.html)

    def rows(self, caption: str) -> Iterator[list[str]]:
        """The rows of every table of that caption."""
        for table in self.body.iter("table"):
            if re.fullmatch(caption, text_of(table.find("caption"))):
                for row in table.iterfind("tbody/tr"):
                    yield [text_of(cell) for cell in row]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Made:
    """Fourteen councils: enough of them for some questions and too few for others."""
    folder = tmp_path_factory.mktemp("nation") / "programme"
    make_programme(folder, areas=14, waves=3, responses=3_000, progress=lambda _: None)
    counted = count_programme(folder)
    programme = counted.programme
    tables = tables_of(counted, wave="2026")
    scope = Scope.of(
        counted.cube,
        catalogue=catalogue,
        cohort=programme.cohort,
        waves=programme.waves,
        areas=programme.areas,
        wave="2026",
    )
    found = supplement(scope, tables)
    facts = NationFacts.of(programme, wave="2026", fingerprint=counted.fingerprint)
    assert (facts.waves, facts.councils) == (3, 14)
    return Made(tables, found, render_nation(tables, found, catalogue, facts))


def whole_per_cent(share: float) -> str:
    return f"{(Decimal(repr(share)) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)} %"


def whole_points(difference: float) -> str:
    points = int((Decimal(repr(difference)) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return f"+{points}" if points > 0 else f"−{-points}" if points else "0"


def from_to(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def they(catalogue: Catalogue, row: Mapping[str, str]) -> str:
    return f"They {catalogue.asked(row['indicator'], row['survey']).headline.phrase}"


def ages(row: Mapping[str, str]) -> str:
    return row["survey"].replace("-", " to ")


def near(expected: float) -> str:
    count = int(Decimal(repr(expected)).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return f"about {count}" if count else "fewer than one"


def test_every_figure_of_the_spread_is_that_of_the_table(made: Made, catalogue: Catalogue) -> None:
    expected = []
    for row in made.supplements.spread.iter_rows(named=True):
        figures = [""] * 6
        if row["real_share"] is not None:
            figures = [
                whole_per_cent(row["real_share"]),
                whole_per_cent(row["mean"]),
                from_to(whole_per_cent(row["lowest_tenth"]), whole_per_cent(row["highest_tenth"])),
                str(row["outside_95"]),
                near(row["expected_outside_95"]),
                str(row["outside_after_dispersion"]),
            ]
        expected.append([they(catalogue, row), ages(row), str(row["councils"]), *figures])
    found = list(made.rows("How far councils differ, most real first"))
    assert len(found) == 120
    assert sorted(found) == sorted(expected)
    real = [int(row[3].split()[0]) for row in found if row[3]]
    assert real == sorted(real, reverse=True)


def test_every_sentence_of_a_difference_holds_the_figures_of_its_row(made: Made) -> None:
    told = {
        item.find("a").get("href"): numbers_of(text_of(item.find("div")))  # type: ignore[union-attr]
        for item in made.body.iterfind(".//*[@id='differences']//ul[@class='asks']/li")
    }
    rows = made.supplements.spread.filter(pl.col("real_share") >= 1 / 3)
    assert len(told) == len(rows) > 3
    for row in rows.iter_rows(named=True):
        figures = [row["real_share"], row["mean"], row["lowest_tenth"], row["highest_tenth"]]
        shares = [whole_per_cent(each).removesuffix(" %") for each in figures]
        chance = numbers_of(near(row["expected_outside_95"]))
        outside = [str(row["outside_95"]), *chance, str(row["outside_after_dispersion"])]
        of_whom = [*row["survey"].split("-"), str(row["councils"])]
        assert told[f"#funnel-{row['indicator']}-{row['survey']}"] == [*of_whom, *shares, *outside]


def test_every_funnel_holds_every_council_that_is_placed_and_tells_the_outside_ones(
    made: Made, catalogue: Catalogue
) -> None:
    placed = made.supplements.places.filter(pl.col("funnel").is_not_null())
    by_headline = placed.partition_by("survey", "indicator", as_dict=True)
    charts = {
        str(each.get("id")): each for each in made.body.iter("div") if each.get("class") == "funnel-chart"
    }
    assert len(charts) == len(by_headline) == 77
    for (survey, indicator), councils in by_headline.items():
        chart = charts[f"funnel-{indicator}-{survey}"]
        assert len(chart.findall(".//circle")) == len(councils)
        outside = councils.filter(pl.col("funnel") != "inside")
        told = numbers_of(text_of(chart.find(".//p")))
        above = outside.filter(pl.col("z_dispersed") > 0).height
        if outside.height:
            assert told[1:6] == [
                str(each) for each in (outside.height, councils.height, 95, above, outside.height - above)
            ]
        else:
            assert told[1] == str(councils.height)


def test_the_tables_of_councils_outside_are_those_of_the_frame(made: Made) -> None:
    words = {"outside_95": "the 95 % lines", "outside_998": "the 99.8 % lines"}
    outside = made.supplements.places.filter(pl.col("funnel").is_in(list(words)))
    expected = [
        [
            area,
            whole_per_cent(share),
            str(base),
            f"{'above' if z > 0 else 'below'} {words[word]}",
        ]
        for area, share, base, z, word in outside.select(
            "area", "share", "base", "z_dispersed", "funnel"
        ).iter_rows()
    ]
    found = list(made.rows(".+: the councils outside the lines"))
    assert len(found) > 20
    assert sorted(found) == sorted(expected)
    assert made.supplements.places.height > len(found)


def test_the_lines_part_the_councils_as_their_words_do(made: Made) -> None:
    for spread in read_nation(made.tables, made.supplements).looked_at.values():
        lines = {each.base: each for each in spread.limits}
        for council in spread.standings:
            line = lines[council.base]
            beyond = council.share < line.low_95 or council.share > line.high_95
            far = council.share < line.low_998 or council.share > line.high_998
            if not any(isclose(council.share, end) for end in (line.low_95, line.high_95)):
                assert beyond == (council.outside > 0)
            if not any(isclose(council.share, end) for end in (line.low_998, line.high_998)):
                assert far == (council.outside == 998)


def test_no_ring_is_drawn_on_the_wrong_side_of_a_line(made: Made, catalogue: Catalogue) -> None:
    """Rings and lines are in whole per cent: a ring may touch the line that its council is just beyond."""
    nation = read_nation(made.tables, made.supplements)
    report = build_nation_report(nation, catalogue, FACTS)
    plots = {block.key: block.plot for block in blocks_of(report) if isinstance(block, FunnelChart)}
    sides = set()
    for (survey, indicator), spread in nation.looked_at.items():
        plot = plots[f"funnel-{indicator}-{survey}"]
        lines = {each.base: each for each in plot.limits}
        for council, (base, share) in zip(spread.standings, plot.others, strict=True):
            side = council.side if council.outside else 0
            sides.add(side)
            assert side <= 0 or share >= lines[base].high_95
            assert side >= 0 or share <= lines[base].low_95
            assert side or lines[base].low_95 <= share <= lines[base].high_95
    assert sides == {-1, 0, 1}


def test_every_figure_of_the_trends_is_that_of_the_table(made: Made, catalogue: Catalogue) -> None:
    found = {(row[0], row[1]): row[2:] for row in made.rows("Shares over the years, all councils together")}
    rows = made.tables.trends.filter(area="all")
    assert len(found) == rows.height > 80
    for row in rows.iter_rows(named=True):
        first, last, change, words = found[they(catalogue, row), ages(row)]
        assert (
            first
            == f"{whole_per_cent(row['first_count'] / row['first_base'])} of {row['first_base']:,} in 2022"
        )
        assert (
            last == f"{whole_per_cent(row['last_count'] / row['last_base'])} of {row['last_base']:,} in 2026"
        )
        if row["change"] is None:
            assert change == ""
        else:
            ends = f"{whole_points(row['change_low'])} to {whole_points(row['change_high'])}"
            assert change == f"{whole_points(row['change'])} ({ends})"
        moved = row["flag"] in ("clear", "possible")
        expected = (
            f"{'Clearly' if row['flag'] == 'clear' else 'Possibly'} {row['direction']}"
            if moved
            else {"steady": "Steady", "cannot_tell": "Cannot tell"}[row["flag"]]
        )
        assert words == expected


def test_every_odds_ratio_is_that_of_the_table(made: Made) -> None:
    rows = made.tables.associations.filter(pl.col("area") == "all", pl.col("q") <= 0.10)
    expected = []
    for row in rows.iter_rows(named=True):
        ratio, low, high = (
            ("" if how == "is" else f"{how} ") + figures
            for how, figures in (odds_figures(row[name]) for name in ("odds_ratio", "low", "high"))
        )
        expected.append(
            [
                f"{ratio} times the others’ ({low} to {high})",
                *(
                    f"{whole_per_cent(row[f'{side}_events'] / row[f'{side}_base'])} of {row[f'{side}_base']:,}"
                    for side in ("exposed", "unexposed")
                ),
            ]
        )
    found = [row[1:] for row in made.rows("Ages .+: what goes with .+ in all councils together")]
    assert len(found) > 30
    assert sorted(found) == sorted(expected)


def test_a_council_is_named_only_where_it_stands_outside(made: Made) -> None:
    outside = made.supplements.places.filter(pl.col("funnel").is_in(["outside_95", "outside_998"]))
    named = re.findall(r"X\d{7}", made.html)
    assert len(named) == outside.height
    assert set(named) == set(outside["area"])


def test_the_page_is_whole_and_its_headings_go_down_one_step_at_a_time(made: Made) -> None:
    body = made.body
    ids = [each.get("id") for each in body.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    targets = [str(each.get("href")).removeprefix("#") for each in body.iter("a")]
    assert set(targets) <= set(ids)
    depths = [1, *(int(each.tag[1]) for each in body.iter() if re.fullmatch("h[1-6]", each.tag))]
    assert [pair for pair in pairwise(depths) if pair[1] > pair[0] + 1] == []
    assert "http" not in made.html.replace("http-equiv", "")
    assert "<script" not in made.html


def test_beside_the_words_of_the_catalogue_the_page_claims_no_more_than_a_survey_can(
    made: Made, catalogue: Catalogue
) -> None:
    words = text_of(made.body).lower()
    for item in catalogue.indicators.values():
        for asked in item.asked.values():
            for phrase in (asked.headline.phrase, asked.otherwise, asked.asked_of):
                words = words.replace(phrase.lower(), "") if phrase else words
    assert [word for word in FORBIDDEN if re.search(rf"\b{word}", words)] == []
