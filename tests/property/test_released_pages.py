"""No page says, draws or orders by a number that its protected tables do not show.

The tables here are hostile: rows that may not be shown still hold their numbers, as if protection had forgotten to
empty them. A page is what `find`, `build_full_report` and `render_html` make of such tables.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from html import unescape
from itertools import accumulate, product
from random import Random

import polars as pl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from polars import selectors as cs

from banded import band_ends
from heard.analysis.nonresponse.bounds import silent_share
from heard.base.places import Area, Wave
from heard.base.policy import LEVELS, SILENT_DIFFER, Level
from heard.base.shares import Banded, percent
from heard.base.surveys import Family
from heard.catalogue import load_catalogue
from heard.charts import (
    BandInterval,
    BandSegment,
    BandTone,
    Certainty,
    ChangeArrow,
    Direction,
    DotInterval,
    Meter,
    Move,
    StackedBands,
    draw,
)
from heard.disclosure import ProtectedTables
from heard.findings import find
from heard.reports import ReportFacts, build_full_report, render_html
from heard.reports.figures import Estimate
from heard.reports.pictures import draw_row
from heard.reports.wording import load_wording
from reports.conftest import AREA, associations_of, made_up_tables

CATALOGUE = load_catalogue()
ASKED = (
    "feels_safe",
    "likes_school",
    "settled",
    "wellbeing_band",
    "happy_yesterday",
    "trusted_person",
    "bullying_help",
)
PROTECTED = [Level.BOARD, Level.PUBLIC]
FEW = settings(max_examples=3, deadline=None, phases=(Phase.generate,))  # a smaller seed says no more
SEEDS = st.integers(0, 10_000)
EVERYBODY = pl.col("group") == "all"


def facts_of(level: Level) -> ReportFacts:
    return ReportFacts(
        level=level,
        programme="A made-up programme",
        made_up=True,
        council=Area(AREA, "Alderbrook"),
        wave=Wave("2026", date(2026, 2, 2), date(2026, 3, 27)),
        previous=Wave("2024", date(2024, 2, 5), date(2024, 3, 29)),
        councils=80,
        families=(Family.CARE, Family.LEAVERS),
        fingerprint="0123456789abcdef",
        recorded="3f9a0c217b42",
    )


def page_of(tables: ProtectedTables) -> str:
    found = find(tables, CATALOGUE, area=AREA)
    return render_html(build_full_report(tables, found, CATALOGUE, facts_of(tables.level)))


# --- Tables in which much is hidden ------------------------------------------------------------------


@cache
def whole_tables(level: Level) -> ProtectedTables:
    whole = made_up_tables(CATALOGUE, level)
    asked = pl.col("indicator").is_in(ASKED)
    return replace(
        whole, estimates=whole.estimates.filter(asked), comparisons=whole.comparisons.filter(asked)
    )


def released(level: Level, seed: int, *, shown: float = 0.4, banded: float = 0.3) -> ProtectedTables:
    """Each row shown, given as a band or hidden by chance; the numbers of the others are still there."""
    random = Random(seed)
    whole = whole_tables(level)
    estimates = whole.estimates
    symbols = [
        "" if chance < shown else "b" if group == "all" and chance < shown + banded else "c"
        for group, chance in zip(estimates["group"], _chances(random, estimates.height), strict=True)
    ]
    banded_rows = pl.col("symbol") == "b"
    top = pl.col("share") >= 0.5
    estimates = estimates.with_columns(symbol=pl.Series(symbols, dtype=pl.String)).with_columns(
        low=pl.when(banded_rows).then(pl.when(top).then(0.7).otherwise(0.0)).otherwise("low"),
        high=pl.when(banded_rows).then(pl.when(top).then(1.0).otherwise(0.3)).otherwise("high"),
    )
    keys = ("survey", "group", "level", "indicator", "cut_point")
    open_cells = estimates.filter(symbol="").select(keys)
    compared = whole.comparisons.join(
        open_cells.with_columns(open=True), on=keys, how="left", maintain_order="left"
    )
    hide = pl.col("open").is_null() | (pl.Series(_chances(random, compared.height)) > 0.7)
    took_part = whole.participation
    told = EVERYBODY | (pl.Series(_chances(random, took_part.height)) < 0.5)
    return replace(
        whole,
        estimates=estimates,
        comparisons=compared.with_columns(symbol=pl.when(hide).then(pl.lit("c")).otherwise(pl.lit(""))).drop(
            "open"
        ),
        participation=took_part.with_columns(symbol=pl.when(told).then(pl.lit("")).otherwise(pl.lit("c"))),
        associations=_goes_with(),
    )


def _chances(random: Random, number: int) -> list[float]:
    return [random.random() for _ in range(number)]


def _goes_with() -> pl.DataFrame:
    """One thing said in words alone, one national figure shown and one hidden; each with all its numbers."""
    numbers = {"exposed_events": 5, "exposed_base": 15, "unexposed_events": 3, "unexposed_base": 59}
    odds = {"odds_ratio": 8.5, "low": 1.8, "high": 41.0, "p": 0.004, "q": 0.03, "base": 4350, "councils": 61}
    same = {"wave": "2026", "survey": "11-17", "outcome": "low", "exposure": "not_given", **numbers, **odds}
    rows = [
        {
            "area": AREA,
            "model": "bivariate",
            "direction": "more_often",
            "indicator": "feels_safe",
            "symbol": "b",
        },
        {"area": "all", "model": "adjusted", "direction": "more_often", "indicator": "settled", "symbol": ""},
        {
            "area": "all",
            "model": "adjusted",
            "direction": "more_often",
            "indicator": "likes_school",
            "symbol": "c",
        },
    ]
    made = associations_of([same | row for row in rows])
    return made.with_columns(symbol=pl.Series([row["symbol"] for row in rows]))


def with_other_truth(tables: ProtectedTables, seed: int) -> ProtectedTables:
    """The same tables to every reader: in rows that are not shown, each number that is not said is another one."""
    kept = {"b": ("base", "eligible", "low", "high"), "c": ("eligible", "share_of_eligible")}
    frames = {
        name: _shaken(getattr(tables, name), kept, Random(seed))
        for name in ("estimates", "comparisons", "participation", "associations")
    }
    return replace(tables, **frames)


def _shaken(frame: pl.DataFrame, kept: dict[str, tuple[str, ...]], random: Random) -> pl.DataFrame:
    goes_with = "odds_ratio" in frame.columns
    for name in frame.select(cs.numeric()).columns:
        for symbol, said in kept.items():
            if name in said and not goes_with:
                continue
            others = pl.Series(_chances(random, frame.height)) * (1 if frame[name].dtype.is_float() else 7919)
            frame = frame.with_columns(
                pl.when(pl.col("symbol") == symbol)
                .then(others.cast(frame[name].dtype))
                .otherwise(name)
                .alias(name)
            )
    words = [name for name in ("flag", "direction", "level_flag", "note", "reason") if name in frame.columns]
    silent = (pl.col("symbol") == "c") | ((pl.col("symbol") == "b") & pl.lit(not goes_with))
    if "flag" in frame.columns or "level_flag" in frame.columns:
        turned = {name: pl.when(silent).then(pl.lit(_TURNED[name])).otherwise(name) for name in words}
        frame = frame.with_columns(**turned)
    if "under_represented" in frame.columns:
        frame = frame.with_columns(under_represented=pl.col("under_represented") ^ silent)
    return frame


_TURNED = {
    "flag": "clear",
    "direction": "worse",
    "level_flag": "many_otherwise",
    "note": "everyone_answered",
    "reason": "",
}


@pytest.mark.parametrize("level", PROTECTED)
@FEW
@given(seed=SEEDS)
def test_another_truth_under_the_same_protection_is_the_same_page(level: Level, seed: int) -> None:
    tables = released(level, seed)
    other = with_other_truth(tables, seed + 1)
    assert not tables.estimates.equals(other.estimates)
    assert page_of(other) == page_of(tables)


def test_another_truth_is_another_page_where_it_is_shown() -> None:
    """So that the test before this one could fail."""
    tables = released(Level.BOARD, 1)
    shown = (pl.col("symbol") == "") & EVERYBODY & (pl.col("count") > 1)
    one_less = tables.estimates.with_columns(
        count=pl.when(shown).then(pl.col("count") - 1).otherwise("count")
    )
    assert page_of(replace(tables, estimates=one_less)) != page_of(tables)


# --- Every number on a page --------------------------------------------------------------------------

NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
PICTURE = re.compile(r"<svg.*?</svg>|<svg[^>]*/>", re.DOTALL)
ROWS_OF = re.compile(r'<tbody id="figures-(\w+)".*?</tbody>', re.DOTALL)
ITEM_OF = re.compile(r'<li><(?:div|a)(?:(?!</li>).)*?href="#figures-(\w+)".*?</li>', re.DOTALL)
TABLE_ROW = re.compile(r'<tr role="row"><th scope="row" role="rowheader">(.*?)</th>.*?</tr>', re.DOTALL)


def numbers_said(page: str) -> set[str]:
    """The numbers of the text, and of the sentences that stand for pictures."""
    spoken = " ".join(re.findall(r'aria-label="([^"]*)"', page))
    text = re.sub(r"<style>.*?</style>", " ", PICTURE.sub(" ", page), flags=re.DOTALL)
    return numbers_in(re.sub(r"<[^>]+>", " ", text) + " " + spoken)


def numbers_in(text: str) -> set[str]:
    return {found.replace(",", "").rstrip(",") for found in NUMBER.findall(unescape(text))}


@cache
def page_on_which_all_is_hidden(level: Level) -> str:
    tables = released(level, 0, shown=0.0, banded=0.0)
    nobody = tables.participation.with_columns(symbol=pl.lit("c"))
    return page_of(replace(tables, participation=nobody, associations=tables.associations.clear()))


@cache
def numbers_of_words(level: Level) -> set[str]:
    """Those of the report's own words: policy, dates, ages. They stand on a page on which everything is hidden."""
    phrases = [
        words
        for key in ASKED
        for survey in CATALOGUE.indicators[key].asked
        for asked in [CATALOGUE.asked(key, survey)]
        for words in (asked.otherwise, asked.asked_of, *(cut.phrase for cut in asked.cut_points))
    ]
    labels = [label for item in CATALOGUE.demographics.values() for label in item.labels.values()]
    return numbers_said(page_on_which_all_is_hidden(level)).union(
        *map(numbers_in, [*phrases, *labels]), LITERAL
    )


# Numbers that stand in sentences of figures: "95 % interval" and the ages of surveys taken together.
LITERAL = {"95", "0", "4", "7", "8", "11", "16", "17", "25"}


def said_of_estimates(rows: pl.DataFrame) -> Iterator[int]:
    """Count, base, what is left of it, whole per cents of shares, of their ends, and of the other side; a band's ends
    and base."""
    for row in rows.filter(pl.col("symbol").is_in(["", "b"]), pl.col("base") > 0).iter_rows(named=True):
        yield row["base"]
        shares = [row["low"], row["high"]]
        if row["symbol"] == "":
            yield from (row["count"], row["base"] - row["count"])
            shares += [row["share"], row["count"] / row["base"]]
        yield from (percent(side) for share in shares for side in (share, 1 - share))
        if row["eligible"] is not None:
            yield row["eligible"]


def said_of_comparisons(rows: pl.DataFrame) -> Iterator[int]:
    """The reference's base and whole per cent, from either side, and points of differences."""
    for row in rows.filter(symbol="").iter_rows(named=True):
        yield row["reference_base"]
        yield from (percent(side) for side in (row["reference_share"], 1 - row["reference_share"]))
        names = ("difference", "difference_low", "difference_high", "mdd")
        yield from (abs(percent(row[name])) for name in names)
        yield from map(int, numbers_in(row["reference"]))


def said_of_silence(estimates: pl.DataFrame) -> Iterator[int]:
    """A shown share, and what it would be if the silent had all said the same, or nearly the same as the others."""
    for row in estimates.filter(EVERYBODY, symbol="").drop_nulls("eligible").iter_rows(named=True):
        if row["eligible"] > row["base"] > 0:
            near = max(0.0, row["share"] - SILENT_DIFFER), min(1.0, row["share"] + SILENT_DIFFER)
            yield from (row["count"], row["base"], percent(row["share"]), row["eligible"] - row["base"])
            supposed = silent_share(row["count"], row["base"], row["eligible"], (0.0, 1.0, *near))
            yield from (percent(float(share)) for share in supposed)


def said_of_participation(rows: pl.DataFrame) -> Iterator[int]:
    """How many answered, of how many; their sums over the surveys of a family."""
    rates = ("response_rate", "share_of_respondents")
    for row in rows.iter_rows(named=True):
        public = [row["eligible"], row["share_of_eligible"] and percent(row["share_of_eligible"])]
        own = [row["respondents"], *(row[rate] is not None and percent(row[rate]) for rate in rates)]
        yield from (
            number for number in (public + own if row["symbol"] == "" else public) if number is not None
        )
    totals = rows.filter(EVERYBODY, symbol="")
    for care in (True, False):
        family = totals.filter((pl.col("survey") != "16-25") == care)
        answered, could = family["respondents"].sum(), family["eligible"].sum()
        yield from (answered, could, percent(answered / could))


def counts_of_lists(page: str, tables: ProtectedTables) -> Iterator[int]:
    """How many comparisons point where, how many items a list has, and how many of them are folded."""
    others = tables.comparisons.filter(EVERYBODY, symbol="", against="others")
    yield from (others.height, *others.group_by("flag", "direction").len()["len"])
    yield from others.group_by("flag").len()["len"]
    items = len(find(tables, CATALOGUE, area=AREA)) + page.count("<tr")
    yield from range(min(items, 40))


def borne_by(indicators: Iterable[str], tables: ProtectedTables, where: pl.Expr) -> set[int]:
    of_them = pl.col("indicator").is_in(list(indicators)) & where
    return {
        *said_of_estimates(tables.estimates.filter(of_them)),
        *said_of_comparisons(tables.comparisons.filter(of_them)),
    }


def indicators_that_say(phrase: str) -> set[str]:
    """The indicators whose rows begin with a phrase."""
    return {
        key
        for key in ASKED
        for survey in CATALOGUE.indicators[key].asked
        for asked in [CATALOGUE.asked(key, survey)]
        if any(
            words and words in phrase
            for words in (asked.otherwise, *(cut.phrase for cut in asked.cut_points))
        )
    }


@dataclass(frozen=True)
class Place:
    """A part of a page, and the rows it may speak of; without indicators, all of them."""

    html: str
    indicators: frozenset[str] = frozenset()
    where: pl.Expr = field(default_factory=lambda: pl.lit(value=True))


def places(page: str) -> Iterator[Place]:
    """The parts of a page that speak of one question, then all the rest."""
    rest = page
    for found in ROWS_OF.finditer(rest):
        yield Place(found.group(0), frozenset({found.group(1)}), EVERYBODY)
    rest = ROWS_OF.sub(" ", rest)
    for found in ITEM_OF.finditer(rest):
        yield Place(found.group(0), frozenset({found.group(1)}))
    rest = ITEM_OF.sub(" ", rest)
    for found in TABLE_ROW.finditer(rest):
        indicators = indicators_that_say(unescape(found.group(1)))
        if indicators:
            by_group = "(Ages " in found.group(1)
            yield Place(found.group(0), frozenset(indicators), ~EVERYBODY if by_group else EVERYBODY)
            rest = rest.replace(found.group(0), " ")
    yield Place(rest)


@pytest.mark.parametrize("level", PROTECTED)
@FEW
@given(seed=SEEDS)
def test_every_number_on_a_page_is_found_in_the_protected_tables_or_follows_from_them(
    level: Level, seed: int
) -> None:
    tables = released(level, seed, shown=0.15, banded=0.15)
    page = page_of(tables)
    words = numbers_of_words(level)
    odds = {"8.5", "1.8", "41", "61", "4350"}  # of the national figure that is shown
    about_all = {
        *said_of_participation(tables.participation),
        *said_of_silence(tables.estimates),
        *counts_of_lists(page, tables),
        *said_of_estimates(tables.estimates.filter(EVERYBODY, indicator="wellbeing_band")),
    }
    for place in places(page):
        borne = borne_by(place.indicators, tables, place.where) if place.indicators else about_all
        assert numbers_said(place.html) - words - odds - {str(number) for number in borne} == set(), place


# --- Every length in a picture -----------------------------------------------------------------------

LENGTH = re.compile(r"\d+(?:\.\d+)?")
INSIDE = re.compile(r'aria-label="[^"]*"|class="[^"]*"|(?:fill|stroke)="[^"]*"')


def lengths_in(svg: str) -> set[float]:
    return {float(found) for found in LENGTH.findall(INSIDE.sub(" ", svg))}


@cache
def lengths_of_shapes(level: Level) -> set[float]:
    """Those of the shapes themselves: every picture there is, at nought; and the axes, keys and flags of a page on
    which everything is hidden."""
    certainties: list[Certainty | None] = [*Certainty, None]
    drawn = [DotInterval("", 0, 0, 0, 0, 0, each, Direction.BETTER) for each in certainties]
    arrows = [ChangeArrow("", move, each, Direction.BETTER) for move, each in product(Move, Certainty)]
    bars = [
        Meter("", 0, 0),
        BandInterval("", 0, 0, 0, 0),
        StackedBands((BandSegment("", BandTone.LOW, 100),)),
    ]
    silent = PICTURE.findall(page_on_which_all_is_hidden(level))
    return set().union(*map(lengths_in, [*map(draw, [*drawn, *arrows, *bars]), *silent]))


def lengths_borne(shares: Iterable[int]) -> set[float]:
    """Two units to a per cent of a share, and of the way between two ends; per cents of the width of a bar."""
    found = set(shares)
    ways = {float(2 * (high - low)) for low, high in product(found, found) if high > low}
    return {float(2 * share) for share in found} | {float(share) for share in found} | ways


def lengths_of_bars(tables: ProtectedTables) -> set[float]:
    """Where the parts of a bar of bands begin, how wide they are, and their middles."""
    found: set[float] = set()
    for survey in ("4-7", "8-11", "11-17", "16-25"):
        rows = tables.estimates.filter(EVERYBODY, symbol="", survey=survey, indicator="wellbeing_band")
        shares = dict(zip(rows["cut_point"], map(percent, rows["share"]), strict=True))
        parts = [shares[tone.value] for tone in BandTone if tone.value in shares]
        if len(parts) < 4 and sum(parts) < 100:
            parts.append(100 - sum(parts))
        whole = sum(parts) or 1
        starts = accumulate(parts, initial=0)
        for start, part in zip(starts, parts, strict=False):
            found |= {round(100 * place / whole, 2) for place in (start, part, start + part / 2)}
    return found


@pytest.mark.parametrize("level", PROTECTED)
@FEW
@given(seed=SEEDS)
def test_every_length_in_a_picture_is_that_of_a_protected_share(level: Level, seed: int) -> None:
    tables = released(level, seed, shown=0.15, banded=0.15)
    shapes = lengths_of_shapes(level)
    meters = lengths_borne([*said_of_participation(tables.participation), 30])
    for place in places(page_of(tables)):
        shares = (share for share in borne_by(place.indicators, tables, place.where) if share <= 100)
        borne = lengths_borne(shares) if place.indicators else meters | lengths_of_bars(tables)
        for svg in PICTURE.findall(place.html):
            assert lengths_in(svg) - shapes - borne == set(), svg


# --- A band is drawn from its ends -------------------------------------------------------------------


@pytest.mark.parametrize("level", PROTECTED)
@FEW
@given(answered=st.integers(10, 400))
def test_a_band_is_drawn_the_same_whatever_lies_in_it(level: Level, answered: int) -> None:
    """For none, one and one less than the threshold; and the same at the other end."""
    rule = LEVELS[level]
    base = max(answered, 2 * rule.threshold, rule.minimum_base)
    small = [0, 1, rule.threshold - 1]
    for counts in (small, [base - count for count in small]):
        frame = pl.DataFrame({"count": counts, "base": [base] * len(counts)})
        ends = frame.select(*(end.alias(name) for name, end in _ends(rule.threshold).items()))
        drawn = {_drawn(low, high) for low, high in ends.iter_rows()}
        assert len(drawn) == 1


def _ends(threshold: int) -> dict[str, pl.Expr]:
    low, high = band_ends("count", "base", threshold)
    return {"low": low, "high": high}


def _drawn(low: float, high: float) -> str:
    figure = draw_row(Estimate(Banded(low, high)), None, None, load_wording())
    assert isinstance(figure, BandInterval)
    return draw(figure)
