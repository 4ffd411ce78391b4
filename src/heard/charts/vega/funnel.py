"""The funnel of one question: every council by its answers and its share, and where chance alone keeps them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import polars as pl

from heard.analysis.frames import ALL
from heard.analysis.nation.funnel import dispersed_limits
from heard.analysis.nation.spread import INSIDE
from heard.base.places import NATION
from heard.base.policy import MIN_AREAS_TO_FIT, MIN_BASE_TO_FIT
from heard.base.shares import percent
from heard.catalogue import Catalogue
from heard.charts.vega.look import (
    CARD,
    DASHED,
    DOT,
    DOTTED,
    INK,
    QUIET,
    Row,
    finish,
    load_altair,
    per_cent_axis,
)
from heard.charts.vega.rows import choose, find_asked, only_wave
from heard.charts.vega.words import per_cent, say, say_count, say_where

if TYPE_CHECKING:
    from altair import Chart, LayerChart

WIDTH, HEIGHT = 480, 320
TEN = 10  # per cent between the lines across


def draw_funnel(
    places: pl.DataFrame,
    spread: pl.DataFrame,
    *,
    survey: str,
    indicator: str,
    own: str | None = None,
    catalogue: Catalogue | None = None,
) -> "LayerChart":
    """Councils in one headline: rings without names, `own` as a diamond, all of them together as the thick line.

    `places` and `spread`: of one wave, from `read_wave` without an area. The lines are those that `places.funnel` is
    judged by. Where too few councils have answers enough, nothing is drawn but the words that say so.
    Raises UserError for what the tables do not hold, and where Altair is not installed.
    """
    asked = find_asked(catalogue, indicator, survey)
    here = {"survey": survey, "indicator": indicator, "cut_point": asked.headline.key}
    of_all = choose(spread, **here).row(0, named=True)
    where = say_where(asked, NATION, only_wave(choose(spread, **here)))
    if of_all["share"] is None:
        return _draw_nothing(of_all["councils"], where)
    found = choose(places, **here, group=ALL).filter(pl.col("funnel").is_not_null(), pl.col("area") != NATION)
    dots: list[Row] = [
        {"base": base, "share": percent(share), "own": area == own}
        for area, base, share in found.select("area", "base", "share").sort("area").iter_rows()
    ]
    title = _title(found, of_all)
    lines = say(f"funnel.{'widened' if of_all['tau2'] > 0 else 'chance'}", phrase=asked.headline.phrase)
    described = [f"{title}. {_tell(dots, of_all)}"]
    if own is not None:
        there = any(dot["own"] for dot in dots)
        lines = f"{lines} {say('funnel.own' if there else 'funnel.own_not_there', own=own)}"
        described += [_tell_own(own, dot) for dot in dots if dot["own"]]
    return finish(
        _layers(dots, _limits(dots, of_all), percent(of_all["share"])),
        title=title,
        subtitle=f"{where}. {lines}",
        description=" ".join(described),
    )


def _title(found: pl.DataFrame, of_all: Mapping[str, float]) -> str:
    outside = found.filter(pl.col("funnel") != INSIDE).height
    expected = round(of_all["expected_outside_95"])
    words = say("funnel.expected", number=expected) if expected else say("funnel.under_one")
    if not outside:
        return say("funnel.title_nobody", councils=found.height, expected=words)
    return say_count("funnel.title_some", outside, councils=found.height, expected=words)


def _tell(dots: Sequence[Row], of_all: Mapping[str, float]) -> str:
    bases = [int(dot["base"] or 0) for dot in dots]
    share = per_cent(percent(of_all["share"]))
    return say("funnel.told", share=share, fewest=min(bases), most=max(bases))


def _tell_own(own: str, dot: Row) -> str:
    answers = say_count("answers", int(dot["base"] or 0))
    return say("funnel.told_own", own=own, share=per_cent(int(dot["share"] or 0)), answers=answers)


def _limits(dots: Sequence[Row], of_all: Mapping[str, float]) -> list[Row]:
    """At every number of answers that a council has, so that each dot is on the side of them that its word says."""
    bases = sorted({int(dot["base"] or 0) for dot in dots})
    found = dispersed_limits(bases, of_all["share"], of_all["tau2"])
    ends = {
        "low_998": found.low_998,
        "low_95": found.low_95,
        "high_95": found.high_95,
        "high_998": found.high_998,
    }
    return [
        {"base": base, "limit": name, "share": percent(float(values[place]))}
        for place, base in enumerate(bases)
        for name, values in ends.items()
    ]


def _reach(rows: Sequence[Row]) -> tuple[int, int]:
    """As much of the scale as the dots and the 95 % lines need, in whole tens."""
    shares = [int(row["share"] or 0) for row in rows]
    low, high = min(shares) // TEN * TEN, -(-max(shares) // TEN) * TEN
    return min(low, high - TEN) if high else 0, max(high, TEN)


def _draw_nothing(councils: int, where: str) -> "LayerChart":
    alt = load_altair()
    title = say("funnel.title_few")
    words = say("funnel.few", least=MIN_AREAS_TO_FIT, base=MIN_BASE_TO_FIT, councils=councils)
    text = (
        alt.Chart(alt.Data(values=[{"said": words}]))
        .mark_text(align="left", fontSize=13, fontStyle="italic", color=QUIET, x=0)
        .encode(text="said:N")
        .properties(width=WIDTH, height=40)
    )
    return finish([text], title=title, subtitle=f"{where}.", description=f"{title}. {words}")


def _layers(dots: Sequence[Row], limits: Sequence[Row], target: int) -> list[object]:
    alt = load_altair()
    x = alt.X(
        "base:Q", scale=alt.Scale(domainMin=0, nice=True), axis=alt.Axis(title=say("funnel.base"), grid=False)
    )
    low, high = _reach([*dots, *(row for row in limits if "_95" in str(row["limit"]))])
    y = per_cent_axis("y", say("axis"), low, high)

    def base(values: Sequence[Row]) -> "Chart":
        return alt.Chart(alt.Data(values=list(values))).encode(y=y).properties(width=WIDTH, height=HEIGHT)

    def lines(ending: str, dashes: list[int]) -> "Chart":
        rows = [row for row in limits if str(row["limit"]).endswith(ending)]
        marks = base(rows).mark_line(clip=True, color=QUIET, strokeWidth=1.5, strokeDash=dashes)
        return marks.encode(x=x, detail="limit:N")

    others, marked = ([dot for dot in dots if bool(dot["own"]) is is_own] for is_own in (False, True))
    return [
        base([{"share": target}]).mark_rule(color=INK, strokeWidth=2),
        lines("_998", DOTTED),
        lines("_95", DASHED),
        base(others).mark_point(filled=False, fill=CARD, stroke=QUIET, size=50, opacity=1).encode(x=x),
        base(marked)
        .mark_point(filled=True, shape="diamond", color=INK, stroke=CARD, size=2 * DOT, opacity=1)
        .encode(x=x),
    ]
