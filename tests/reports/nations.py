"""Tables made by hand for the page about all councils, and what the page says of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import polars as pl

from heard.analysis.associations.columns import no_rows, table_of
from heard.analysis.nation import spread as spreads
from heard.analysis.nation.trends import SCHEMA as TREND_SCHEMA
from heard.analysis.supplements import Supplements
from heard.analysis.tables import Tables
from heard.base.places import Wave
from heard.catalogue import Catalogue
from heard.charts import FunnelPlot
from heard.programme.nation import read_nation, render_nation
from heard.reports.blocks import Details, FunnelChart
from heard.reports.kinds.nation import build_nation_report
from heard.reports.nation import NationFacts
from heard.reports.report import Report, Section

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


@dataclass(frozen=True)
class Saying:
    """The text of a section of the page that hand-made tables give."""

    catalogue: Catalogue

    def __call__(self, key: str, facts: NationFacts = FACTS, **frames: pl.DataFrame) -> str:
        return text_of(at(body_of(render_nation(*given(**frames), self.catalogue, facts)), key))

    def report(self, facts: NationFacts = FACTS, **frames: pl.DataFrame) -> Report:
        return build_nation_report(read_nation(*given(**frames)), self.catalogue, facts)


FUNNEL = places_of(place("X1", 12, 30, z=-1.2), place("X2", 40, 50, z=2.4, word="outside_95"))


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
