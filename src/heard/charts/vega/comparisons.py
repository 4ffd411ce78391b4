"""What a council's shares are held against, question by question: a dot here, an upright mark there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import polars as pl

from heard.analysis.frames import ALL
from heard.base.errors import UserError
from heard.base.shares import percent
from heard.catalogue import Catalogue, load_catalogue
from heard.charts.figures import Certainty, Direction
from heard.charts.vega.look import (
    CARD,
    DOT,
    DOTTED,
    HALF_DOT,
    INK,
    MARK,
    QUIET,
    STEP,
    TONES,
    WIDTH,
    Row,
    finish,
    in_lines,
    label_axis,
    load_altair,
    per_cent_axis,
)
from heard.charts.vega.rows import choose, only_wave
from heard.charts.vega.words import per_cent, say, say_count, say_where

if TYPE_CHECKING:
    from altair import Chart, LayerChart

FLAGGED = (Certainty.CLEAR, Certainty.POSSIBLE)
MOST_ROWS = 30  # more do not fit a screen; the least apart are left out, and counted
ORDER = (*FLAGGED, Certainty.IN_LINE, Certainty.CANNOT_TELL)
WORSE_FIRST = (Direction.WORSE, Direction.BETTER, Direction.NONE)


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison as it is drawn; shares in whole per cent."""

    phrase: str
    share: int
    reference: int
    certainty: Certainty
    direction: Direction

    @property
    def tone(self) -> str:
        """Colour only where a difference is clear or possible."""
        return TONES[self.direction] if self.certainty in FLAGGED else QUIET

    @property
    def words(self) -> str:
        """The flag, and where it is one which way it points."""
        return say_flag(self.certainty, self.direction)

    def tell(self) -> str:
        """Every number of it in words."""
        share, reference = per_cent(self.share), per_cent(self.reference)
        return say("comparisons.told", phrase=self.phrase, share=share, reference=reference, flag=self.words)


def say_flag(certainty: Certainty, direction: Direction) -> str:
    """`clearly worse`, `in line`."""
    return say(f"flag.{certainty}_{direction}" if certainty in FLAGGED else f"flag.{certainty}")


def draw_comparisons(
    comparisons: pl.DataFrame,
    *,
    area: str,
    survey: str,
    against: str = "others",
    most: int = MOST_ROWS,
    catalogue: Catalogue | None = None,
) -> "LayerChart":
    """One council's questions against others, neighbours, population or the wave before (`against`: previous).

    `comparisons`: of one wave, from `read_wave`. Of each question the cut point that is judged (its q) is drawn, flags
    first, worse before better, far apart before near; `most` at most. Questions that could not be compared are counted
    in words and not drawn.
    Raises UserError for what the table does not hold, and where Altair is not installed.
    """
    known = catalogue or load_catalogue()
    if against not in ("others", "neighbours", "population", "previous"):
        raise UserError(
            f"Nothing is drawn against {against}. Allowed: others, neighbours, population, previous."
        )
    here = choose(comparisons, area=area, survey=survey, against=against, group=ALL)
    wave, judged = only_wave(here), here.filter(pl.col("q").is_not_null())
    made = sorted((_read(row, known) for row in judged.iter_rows(named=True)), key=_place)
    open_ones = here.filter(pl.col("p").is_null())["indicator"].unique()
    left = len(set(open_ones) - set(judged["indicator"]))
    drawn, against_whom = made[:most], say(f"comparisons.against.{against}")
    asked = known.asked(here["indicator"][0], survey)
    where = say_where(asked, area, wave).partition(";")[0]
    not_drawn = say_count("comparisons.not_drawn", left) if left else ""
    cut = len(made) - len(drawn)
    left_out = say_count("comparisons.left_out", cut) if cut else ""
    subtitle = f"{where}. {say('comparisons.reading', against=against_whom)} {left_out} {not_drawn}"
    title = _title(made, against_whom)
    told = ". ".join([title, *(each.tell() for each in drawn)])
    description = f"{told}. {left_out} {not_drawn}".strip()
    return finish(_layers(drawn), title=title, subtitle=" ".join(subtitle.split()), description=description)


def _read(row: Mapping[str, object], catalogue: Catalogue) -> Compared:
    asked = catalogue.asked(cast(str, row["indicator"]), cast(str, row["survey"]))
    return Compared(
        phrase=asked.cut_point(cast(str, row["cut_point"])).phrase,
        share=percent(cast(float, row["share"])),
        reference=percent(cast(float, row["reference_share"])),
        certainty=Certainty(cast(str, row["flag"])),
        direction=Direction(cast(str, row["direction"])),
    )


def _place(each: Compared) -> tuple[int, int, int, str]:
    worse_first = WORSE_FIRST.index(each.direction) if each.certainty in FLAGGED else 0
    return ORDER.index(each.certainty), worse_first, -abs(each.share - each.reference), each.phrase


def _title(made: Sequence[Compared], against: str) -> str:
    if not made:
        return say("comparisons.title_none", against=against)
    if not any(each.certainty in FLAGGED for each in made):
        return say("comparisons.title_quiet", against=against, made=len(made))
    clear = [each.direction for each in made if each.certainty is Certainty.CLEAR]
    return say(
        "comparisons.title",
        against=against,
        worse=clear.count(Direction.WORSE),
        better=clear.count(Direction.BETTER),
        possible=sum(each.certainty is Certainty.POSSIBLE for each in made),
        made=len(made),
    )


def _row(each: Compared) -> Row:
    return {
        "label": in_lines(each.phrase),
        "share": each.share,
        "reference": each.reference,
        "flag": each.words,
        "tone": each.tone,
    }


def _layers(drawn: Sequence[Compared]) -> list[object]:
    alt = load_altair()
    y = label_axis([in_lines(each.phrase) for each in drawn])
    tone = alt.Color("tone:N", scale=None, legend=None)
    x = per_cent_axis("x", say("axis"))

    def base(*certainties: Certainty) -> "Chart":
        rows = [_row(each) for each in drawn if each.certainty in certainties]
        return alt.Chart(alt.Data(values=rows)).encode(y=y).properties(width=WIDTH, height=alt.Step(STEP))

    ends = {"x": x, "x2": "reference:Q", "color": tone}
    dots = {"size": DOT, "opacity": 1, "strokeWidth": MARK}
    told = (Certainty.CLEAR, Certainty.POSSIBLE, Certainty.IN_LINE)
    return [
        base(*told).mark_rule(strokeWidth=MARK).encode(**ends),
        base(Certainty.CANNOT_TELL).mark_rule(strokeWidth=MARK, strokeDash=DOTTED).encode(**ends),
        base(*ORDER)
        .mark_tick(thickness=3, height=20, color=INK, opacity=1)
        .encode(x=alt.X("reference:Q", scale=alt.Scale(domain=[0, 100]))),
        base(*ORDER).mark_point(shape="circle", fill=CARD, **dots).encode(x=x, stroke=tone),
        base(Certainty.CLEAR, Certainty.IN_LINE)
        .mark_point(shape="circle", **dots)
        .encode(x=x, fill=tone, stroke=tone),
        base(Certainty.POSSIBLE).mark_point(shape=HALF_DOT, **dots).encode(x=x, fill=tone, stroke=tone),
        base(*ORDER)
        .mark_text(align="left", dx=10, fontSize=13, color=INK)
        .encode(x=alt.datum(100, type="quantitative"), text="flag:N"),
    ]
