"""The page about all councils, read back: every figure is that of its table."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from math import isclose
from xml.etree.ElementTree import Element

import polars as pl
import pytest

from heard.analysis.scope import Scope
from heard.analysis.supplements import Supplements, supplement
from heard.analysis.tables import Tables
from heard.base.odds import odds_figures
from heard.catalogue import Catalogue
from heard.programme import make_programme
from heard.programme.counted import count_programme, tables_of
from heard.programme.nation import read_nation, render_nation
from heard.reports.blocks import FunnelChart
from heard.reports.kinds.nation import build_nation_report
from heard.reports.nation import NationFacts
from reports.nations import (
    FACTS,
    FORBIDDEN,
    blocks_of,
    body_of,
    numbers_of,
    text_of,
)

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
