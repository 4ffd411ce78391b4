"""All findings at a glance: how many of each kind, by what they are about, and how firm."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from heard.base.errors import UserError
from heard.catalogue import Catalogue, load_catalogue
from heard.charts.vega.look import CARD, CORAL, INK, LEAF, Row, finish, load_altair
from heard.charts.vega.rows import choose, only_wave
from heard.charts.vega.words import say, say_area, say_count

if TYPE_CHECKING:
    from altair import Chart, LayerChart

KINDS = ("development", "declined", "strength", "improved", "gap", "association")
TONES = {"development": CORAL, "declined": CORAL, "strength": LEAF, "improved": LEAF}
ASK, POSSIBLE = "ask", "possible"
ROOM, AREA = 54, 700  # of a cell in pixels; the area of the largest circle


def draw_findings(
    findings: pl.DataFrame, *, area: str | None = None, catalogue: Catalogue | None = None
) -> "LayerChart":
    """How many findings there are of each kind and domain: filled = clear or by its level, hollow = possible.

    `findings`: `read_wave(…).findings`; of one council where `area` names it. What is worth asking children about is
    counted in the title and not drawn: it is no finding yet.
    Raises UserError where there are no findings, or none of that council, and where Altair is not installed.
    """
    if findings.is_empty():
        raise UserError("There are no findings to draw.")
    here = findings if area is None else choose(findings, area=area)
    councils = here["area"].n_unique()
    whose = say_area(str(here["area"][0])) if councils == 1 else say_count("findings.councils", councils)
    rows = _count(here, catalogue or load_catalogue())
    title = _title(here)
    subtitle = f"{say('findings.where', area=whose, wave=only_wave(here))} {say('findings.reading')}"
    told = "; ".join(_tell(rows))
    return finish(_layers(rows), title=title, subtitle=subtitle, description=f"{title}. {told}.")


def _title(here: pl.DataFrame) -> str:
    drawn = here.filter(pl.col("kind") != ASK)
    possible = drawn.filter(pl.col("evidence") == POSSIBLE).height
    return say_count(
        "findings.title",
        drawn.height,
        firm=f"{drawn.height - possible:,}",
        possible=f"{possible:,}",
        ask=f"{here.height - drawn.height:,}",
    )


def _count(here: pl.DataFrame, catalogue: Catalogue) -> list[Row]:
    """A row each domain, kind and firmness that there is any finding of, in the catalogue's order."""
    keys = [
        pl.col("domain"),
        pl.col("kind").cast(pl.String),
        (pl.col("evidence") == POSSIBLE).alias("possible"),
    ]
    found = {
        (domain, kind, possible): n for domain, kind, possible, n in here.group_by(keys).len().iter_rows()
    }
    return [
        {
            "domain": domain.title,
            "kind": say(f"findings.kind.{kind}"),
            "possible": possible,
            "number": found[domain.key, kind, possible],
            "tone": TONES.get(kind, INK),
        }
        for domain in catalogue.domains
        for kind in KINDS
        for possible in (False, True)
        if (domain.key, kind, possible) in found
    ]


def _tell(rows: Sequence[Row]) -> list[str]:
    """Every number in words, a clause each domain and kind."""
    cells = dict.fromkeys((str(row["domain"]), str(row["kind"])) for row in rows)
    numbers = {(row["domain"], row["kind"], row["possible"]): int(row["number"] or 0) for row in rows}
    return [
        say(
            "findings.told",
            domain=domain,
            kind=kind,
            firm=numbers.get((domain, kind, False), 0),
            possible=numbers.get((domain, kind, True), 0),
        )
        for domain, kind in cells
    ]


def _layers(rows: Sequence[Row]) -> list[object]:
    alt = load_altair()
    domains = list(dict.fromkeys(str(row["domain"]) for row in rows))
    named = [say(f"findings.kind.{kind}") for kind in KINDS]
    kinds = [kind for kind in named if any(row["kind"] == kind for row in rows)]
    grid = alt.Axis(title=None, grid=True, domain=False, ticks=False)
    y = alt.Y("domain:N", sort=domains, scale=alt.Scale(domain=domains), axis=grid)
    top = alt.Axis(
        title=None, orient="top", labelAngle=0, labelLimit=2 * ROOM, domain=False, ticks=False, grid=False
    )
    x = alt.X("kind:N", sort=kinds, scale=alt.Scale(domain=kinds), axis=top)
    aside = alt.XOffset("possible:N", scale=alt.Scale(domain=[False, True]))
    most = max((int(row["number"] or 0) for row in rows), default=1)
    size = alt.Size("number:Q", scale=alt.Scale(domain=[0, most], range=[0, AREA]), legend=None)
    tone = alt.Color("tone:N", scale=None, legend=None)

    def base(values: Sequence[Row]) -> "Chart":
        chart = alt.Chart(alt.Data(values=list(values))).encode(x=x, y=y, xOffset=aside)
        return chart.properties(width=alt.Step(ROOM, **{"for": "offset"}), height=alt.Step(ROOM))

    firm, possible = ([row for row in rows if bool(row["possible"]) is hollow] for hollow in (False, True))
    return [
        base(firm).mark_circle(opacity=1, stroke=INK, strokeWidth=1).encode(size=size, color=tone),
        base(possible).mark_point(fill=CARD, opacity=1, strokeWidth=2).encode(size=size, stroke=tone),
        base(rows)
        .mark_text(dx=19, dy=-14, fontSize=13, fontWeight="bold", color=INK)
        .encode(text="number:Q"),
    ]
