"""One share through the waves, each with its interval, and what may be said of the last step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import polars as pl

from heard.analysis.frames import ALL
from heard.analysis.pairs import NOT_COMPARABLE, PREVIOUS, TOO_FEW
from heard.base.shares import percent
from heard.catalogue import Catalogue
from heard.charts.figures import Certainty, Direction
from heard.charts.vega.comparisons import FLAGGED, say_flag
from heard.charts.vega.look import (
    CARD,
    DASHED,
    DOT,
    DOTTED,
    INK,
    QUIET,
    THICK,
    TONES,
    finish,
    load_altair,
    per_cent_axis,
)
from heard.charts.vega.rows import Seen, choose, find_asked, only_wave, see
from heard.charts.vega.shares import row_of
from heard.charts.vega.words import per_cent, say, say_where

if TYPE_CHECKING:
    from altair import Chart, LayerChart

HEIGHT, STEP_OF_WAVES = 260, 110
DASHES = {Certainty.POSSIBLE: DASHED, Certainty.CANNOT_TELL: DOTTED}
WHY = {NOT_COMPARABLE, TOO_FEW}


@dataclass(frozen=True, slots=True)
class Step:
    """The step to the last wave, as its comparison judges it: from `reference` in wave `then`, in whole per cent."""

    then: str
    reference: int
    now: int
    certainty: Certainty
    direction: Direction

    @property
    def tone(self) -> str:
        """Colour only where a change is clear or possible."""
        return TONES[self.direction] if self.certainty in FLAGGED else QUIET


def draw_change(
    estimates: Sequence[pl.DataFrame],
    comparisons: pl.DataFrame,
    *,
    area: str,
    survey: str,
    indicator: str,
    cut_point: str | None = None,
    catalogue: Catalogue | None = None,
) -> "LayerChart":
    """How a share of everybody moved: a dot with its interval each wave, a line where the last step was compared.

    `estimates`: a table of each wave, oldest first; `comparisons`: of the last of them. A wave of under ten answers is
    said and not drawn, and there is no line where the wave before asked otherwise or too few answered.
    Raises UserError for what the tables do not hold, and where Altair is not installed.
    """
    asked = find_asked(catalogue, indicator, survey)
    cut = asked.cut_point(cut_point) if cut_point else asked.headline
    where = {"area": area, "survey": survey, "indicator": indicator, "cut_point": cut.key, "group": ALL}
    rows = [choose(each, **where) for each in estimates]
    seen = [see(row.row(0, named=True), only_wave(row)) for row in rows]
    found = comparisons.filter(**where, against=PREVIOUS).to_dicts()
    step = _read(found[0]) if found else None
    title = _title(seen[-1], step, found[0]["reason"] if found else "", cut.phrase)
    phrase = say("change.phrase", phrase=cut.phrase)
    reading = say("change.reading") if step else ""
    subtitle = f"{phrase}. {say_where(asked, area, seen[-1].label)}. {say('reading')} {reading}".strip()
    told = ". ".join([title, phrase, *(each.tell() for each in seen)])
    return finish(_layers(seen, step), title=title, subtitle=subtitle, description=f"{told}.")


def _read(row: Mapping[str, object]) -> Step | None:
    """None where the comparison was not made."""
    if row["p"] is None:
        return None
    return Step(
        then=cast(str, row["reference"]),
        reference=percent(cast(float, row["reference_share"])),
        now=percent(cast(float, row["share"])),
        certainty=Certainty(cast(str, row["flag"])),
        direction=Direction(cast(str, row["direction"])),
    )


def _title(now: Seen, step: Step | None, reason: str, phrase: str) -> str:
    if now.share is None:
        return say("shares.title_said", phrase=phrase, said=now.said or say("said.hidden"))
    if step is None:
        why = say(f"change.why.{reason}") if reason in WHY else say("change.no_comparison")
        return say("change.title_other", now=per_cent(now.share), wave_now=now.label, why=why)
    return say(
        "change.title",
        then=per_cent(step.reference),
        wave_then=step.then,
        now=per_cent(step.now),
        wave_now=now.label,
        flag=_say(step),
    )


def _say(step: Step) -> str:
    if step.certainty in FLAGGED:
        return say_flag(step.certainty, step.direction)
    return say(f"change.flag.{step.certainty}")


def _layers(seen: Sequence[Seen], step: Step | None) -> list[object]:
    alt = load_altair()
    waves = [each.label for each in seen]
    rows = [{**row_of(each), "wave": each.label} for each in seen]
    drawn = [row for row in rows if row["share"] is not None]
    said = [row for row in rows if row["said"]]
    joined = [row for row in drawn if step and row["wave"] in (step.then, waves[-1])]
    axis = alt.Axis(title=say("change.axis"), labelAngle=0, grid=False)
    x = alt.X("wave:N", sort=waves, scale=alt.Scale(domain=waves), axis=axis)
    y = per_cent_axis("y", say("axis"))
    ends = {"y": alt.Y("low:Q", scale=alt.Scale(domain=[0, 100])), "y2": "high:Q"}

    def base(values: Sequence[Mapping[str, object]]) -> "Chart":
        data = alt.Data(values=list(values))
        return alt.Chart(data).encode(x=x).properties(width=alt.Step(STEP_OF_WAVES), height=HEIGHT)

    tone = step.tone if step else QUIET
    dashes = DASHES.get(step.certainty, [1, 0]) if step else [1, 0]
    both = joined if len(joined) == 2 else []
    lines = [row for row in drawn if row["low"] is not None]
    return [
        base(both).mark_line(color=tone, strokeWidth=2, strokeDash=dashes).encode(y=y),
        base(lines).mark_rule(strokeWidth=THICK, strokeCap="round", color=QUIET).encode(**ends),
        base(drawn).mark_point(filled=True, size=DOT, color=INK, stroke=CARD, opacity=1).encode(y=y),
        base(drawn).mark_text(align="left", dx=12, fontSize=13, color=INK).encode(y=y, text="share:Q"),
        base(said)
        .mark_text(dy=-8, fontSize=12, fontStyle="italic", color=QUIET, lineBreak=", ")
        .encode(y=alt.datum(0, type="quantitative"), text="said:N"),
    ]
