"""The page about all councils together, from the unprotected tables: level working, for the programme's analysts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

import polars as pl

from heard.analysis.associations.columns import SEPARATOR
from heard.analysis.nation.funnel import dispersed_limits
from heard.analysis.nation.spread import INSIDE, OUTSIDE_95, OUTSIDE_998
from heard.analysis.supplements import Supplements
from heard.analysis.tables import Tables
from heard.base.places import NATION
from heard.catalogue import Catalogue
from heard.charts import Certainty, Direction
from heard.reports.formats.html import render_html
from heard.reports.kinds.nation import build_nation_report
from heard.reports.nation import (
    Headline,
    Limits,
    Nation,
    NationalOdds,
    NationFacts,
    Spread,
    Standing,
    Trend,
)

HEADLINE = ["survey", "indicator", "cut_point"]
LINES = {INSIDE: 0, OUTSIDE_95: 95, OUTSIDE_998: 998}
CERTAINTIES = {  # of a trend: in line with itself is steady
    "clear": Certainty.CLEAR,
    "possible": Certainty.POSSIBLE,
    "steady": Certainty.IN_LINE,
    "cannot_tell": Certainty.CANNOT_TELL,
}

Key = tuple[str, str, str]
Standings = Mapping[Key, tuple[Standing, ...]]


def render_nation(tables: Tables, supplements: Supplements, catalogue: Catalogue, facts: NationFacts) -> str:
    """One self-contained page of the tables of a wave, made of all councils."""
    return render_html(build_nation_report(read_nation(tables, supplements), catalogue, facts))


def read_nation(tables: Tables, supplements: Supplements) -> Nation:
    """The figures of all councils together; of a council alone only where it stands in the funnels."""
    return Nation(
        headlines=_headlines(supplements.spread, _standings(supplements.places)),
        trends=tuple(_trends(tables.trends)),
        odds=tuple(_odds(tables.associations)),
    )


@dataclass(frozen=True, slots=True)
class _SpreadRow:
    """The columns a headline is made from."""

    survey: str
    indicator: str
    cut_point: str
    councils: int
    share: float | None
    mean: float
    lowest_tenth: float
    highest_tenth: float
    real_share: float
    tau2: float
    outside_95: int
    expected_outside_95: float
    outside_after_dispersion: int


def _headlines(spread: pl.DataFrame, standings: Standings) -> tuple[Headline, ...]:
    """Most real first; those that too few councils answered last."""
    ordered = spread.sort("real_share", descending=True, nulls_last=True, maintain_order=True)
    rows = ordered.select([field.name for field in fields(_SpreadRow)]).iter_rows()
    return tuple(_headline(_SpreadRow(*row), standings) for row in rows)


def _headline(row: _SpreadRow, standings: Standings) -> Headline:
    key = (row.survey, row.indicator, row.cut_point)
    found = None if row.share is None else _spread(row, row.share, standings.get(key, ()))
    return Headline(*key, row.councils, found)


def _spread(row: _SpreadRow, share: float, here: tuple[Standing, ...]) -> Spread:
    return Spread(
        share=share,
        mean=row.mean,
        lowest_tenth=row.lowest_tenth,
        highest_tenth=row.highest_tenth,
        real_share=row.real_share,
        outside=row.outside_95,
        expected_outside=row.expected_outside_95,
        outside_after=row.outside_after_dispersion,
        widened=row.tau2 > 0,
        limits=_limits(share, row.tau2, sorted({each.base for each in here})),
        standings=here,
    )


def _limits(share: float, tau2: float, bases: list[int]) -> tuple[Limits, ...]:
    """The lines at every base that a council has, so that each stands on the side of them that its word says."""
    found = dispersed_limits(bases, share, tau2)
    ends = zip(found.low_998, found.low_95, found.high_95, found.high_998, strict=True)
    return tuple(Limits(base, *(float(end) for end in each)) for base, each in zip(bases, ends, strict=True))


def _standings(places: pl.DataFrame) -> Standings:
    """The councils of each funnel in the order of their codes."""
    placed = places.filter(pl.col("funnel").is_not_null(), pl.col("area") != NATION).sort("area")
    found: dict[Key, list[Standing]] = {}
    columns = placed.select(*HEADLINE, "area", "base", "share", "z_dispersed", "funnel")
    for survey, indicator, cut_point, area, base, share, z, word in columns.iter_rows():
        standing = Standing(area, base, share, 1 if z > 0 else -1, LINES[word])
        found.setdefault((survey, indicator, cut_point), []).append(standing)
    return {key: tuple(each) for key, each in found.items()}


def _trends(frame: pl.DataFrame) -> Iterator[Trend]:
    for row in frame.filter(area=NATION).iter_rows(named=True):
        yield Trend(
            survey=row["survey"],
            indicator=row["indicator"],
            cut_point=row["cut_point"],
            first_wave=row["first_wave"],
            last_wave=row["last_wave"],
            years=row["years"],
            first_count=row["first_count"],
            first_base=row["first_base"],
            last_count=row["last_count"],
            last_base=row["last_base"],
            change=row["change"],
            change_low=row["change_low"],
            change_high=row["change_high"],
            flag=CERTAINTIES[row["flag"]],
            direction=Direction(row["direction"] or "none"),
            reason=row["reason"] or "",
        )


def _odds(frame: pl.DataFrame) -> Iterator[NationalOdds]:
    for row in frame.filter(area=NATION).iter_rows(named=True):
        yield NationalOdds(
            survey=row["survey"],
            outcome=row["outcome"],
            indicator=row["indicator"],
            exposure=row["exposure"],
            exposed_events=row["exposed_events"] or 0,
            exposed_base=row["exposed_base"] or 0,
            unexposed_events=row["unexposed_events"] or 0,
            unexposed_base=row["unexposed_base"] or 0,
            odds_ratio=row["odds_ratio"],
            low=row["low"],
            high=row["high"],
            q=row["q"],
            councils=row["councils"] or 0,
            adjusted_for=tuple(filter(None, row["adjusted_for"].split(SEPARATOR))),
            reason=row["reason"],
        )
