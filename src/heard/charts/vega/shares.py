"""Shares with their intervals, by group: a row for everybody and one for each level."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import polars as pl

from heard.analysis.frames import ALL
from heard.base.errors import UserError
from heard.base.messages import name_some, quote
from heard.catalogue import Catalogue, load_catalogue
from heard.charts.vega.look import (
    CARD,
    DASHED,
    DOT,
    INK,
    QUIET,
    STEP,
    THICK,
    WIDTH,
    Row,
    finish,
    in_lines,
    label_axis,
    load_altair,
    per_cent_axis,
)
from heard.charts.vega.rows import Seen, choose, find_asked, only_wave, see
from heard.charts.vega.words import per_cent, say, say_where

if TYPE_CHECKING:
    from altair import Chart, LayerChart


def draw_shares(
    estimates: pl.DataFrame,
    *,
    area: str,
    survey: str,
    indicator: str,
    group: str | None = None,
    cut_point: str | None = None,
    catalogue: Catalogue | None = None,
) -> "LayerChart":
    """The share of one cut point (the headline where none is named) among everybody and, with `group`, its levels.

    `estimates`: of one wave, from `read_wave` or `read_release`. Levels stand in the catalogue's order; one of under
    ten answers, or that is not shown, is said in its row and not drawn.
    Raises UserError for what the table or the catalogue does not hold, and where Altair is not installed.
    """
    asked = find_asked(catalogue, indicator, survey)
    cut = asked.cut_point(cut_point) if cut_point else asked.headline
    here = choose(estimates, area=area, survey=survey, indicator=indicator, cut_point=cut.key)
    wave = only_wave(here)
    seen = list(_see_each(here, group, catalogue or load_catalogue()))
    bands = say("reading_bands") if any(each.is_band for each in seen) else ""
    by = say("shares.by", group=_title_of(group, catalogue).lower()) if group else ""
    subtitle = f"{say_where(asked, area, wave)}{by}. {say('reading')} {bands}".strip()
    title = _title(seen[0], cut.phrase)
    told = ". ".join([title, *(each.tell() for each in seen)])
    return finish(_layers(seen), title=title, subtitle=subtitle, description=f"{told}.")


def _see_each(here: pl.DataFrame, group: str | None, catalogue: Catalogue) -> Iterator[Seen]:
    """Everybody first, then the levels that the table has."""
    yield see(choose(here, group=ALL).row(0, named=True), say("everybody"))
    if group is None:
        return
    if group not in catalogue.demographics:
        known = name_some(list(catalogue.demographics))
        raise UserError(f"There is no group {quote(group)} in the catalogue. It has: {known}.")
    asked_about = catalogue.demographics[group]
    rows = {row["level"]: row for row in here.filter(group=group).iter_rows(named=True)}
    for level in (*asked_about.codes, *asked_about.unknown):
        if level in rows:
            yield see(rows[level], asked_about.labels.get(level, level))


def _title_of(group: str, catalogue: Catalogue | None) -> str:
    return (catalogue or load_catalogue()).demographics[group].title


def _title(everybody: Seen, phrase: str) -> str:
    if everybody.said:
        return say("shares.title_said", phrase=phrase, said=everybody.said)
    if everybody.share is None:
        low, high = (per_cent(end or 0) for end in (everybody.low, everybody.high))
        return say("shares.title_band", low=low, high=high, phrase=phrase)
    return say("shares.title", share=per_cent(everybody.share), phrase=phrase)


def row_of(seen: Seen) -> Row:
    """What a chart holds of a share: its label, whole per cents, and in words what is not drawn."""
    label = f"{seen.label} ({seen.answers})" if seen.answers else seen.label
    return {
        "label": in_lines(label),
        "share": seen.share,
        "low": seen.low,
        "high": seen.high,
        "said": seen.said,
    }


def _layers(seen: Sequence[Seen]) -> list[object]:
    alt = load_altair()
    rows = [row_of(each) for each in seen]
    drawn = [row for row, each in zip(rows, seen, strict=True) if not each.said and not each.is_band]
    bands = [row for row, each in zip(rows, seen, strict=True) if each.is_band]
    said = [row for row, each in zip(rows, seen, strict=True) if each.said]
    labels = [row["label"] for row in rows]
    y = label_axis([str(label) for label in labels])
    x = per_cent_axis("x", say("axis"))

    def base(values: list[Row]) -> "Chart":
        return alt.Chart(alt.Data(values=values)).encode(y=y).properties(width=WIDTH, height=alt.Step(STEP))

    lines = [row for row in drawn if row["low"] is not None]
    ends = {"x": alt.X("low:Q", scale=alt.Scale(domain=[0, 100])), "x2": "high:Q"}
    return [
        base(lines).mark_rule(strokeWidth=THICK, strokeCap="round", color=QUIET).encode(**ends),
        base(bands)
        .mark_bar(height=12, cornerRadius=6, filled=False, stroke=QUIET, strokeWidth=2, strokeDash=DASHED)
        .encode(**ends),
        base(drawn).mark_point(filled=True, size=DOT, color=INK, stroke=CARD, opacity=1).encode(x=x),
        base(drawn)
        .mark_text(align="center", dy=-14, fontSize=12, color=INK)
        .encode(x=x, text=alt.Text("share:Q")),
        base(said)
        .mark_text(align="left", dx=4, fontSize=13, fontStyle="italic", color=QUIET)
        .encode(x=alt.datum(0, type="quantitative"), text="said:N"),
    ]
