"""Dot and interval: one row's picture, on the scale its table's head draws."""

from heard.charts.figures import BandInterval, Certainty, Direction, DotInterval
from heard.charts.markup import CARD, CORAL, INK, LEAF, LINE, QUIET, element, ornament, picture

UNIT = 2  # drawing units to one per cent
WIDTH = 100 * UNIT
MARGIN = 10  # room for a dot at 0 or at 100
HEIGHT = 32
MIDDLE = 12  # where the line and its dot stand
GROUND = 26  # where the base line stands
VIEW = f"{-MARGIN} 0 {WIDTH + 2 * MARGIN} {HEIGHT}"

TONES = {Direction.BETTER: LEAF, Direction.WORSE: CORAL, Direction.NONE: QUIET}


def draw_dot_interval(figure: DotInterval) -> str:
    """The share as a dot, the line, the marks. Colour only where a difference is clear or possible."""
    return picture(
        figure.sentence,
        _ground(),
        _line(figure),
        _marks(figure),
        _dot(figure.share * UNIT, figure.certainty, _tone(figure)),
        viewBox=VIEW,
        class_="interval",
    )


def draw_band_interval(figure: BandInterval) -> str:
    """The band as an open box: somewhere in here."""
    box = element(
        "rect",
        x=figure.low * UNIT,
        y=MIDDLE - 5,
        width=(figure.high - figure.low) * UNIT,
        height=10,
        rx=5,
        fill="none",
        stroke=QUIET,
        stroke_width=2,
        stroke_dasharray="3 3",
    )
    return picture(figure.sentence, _ground(), box, _marks(figure), viewBox=VIEW, class_="interval")


def draw_axis(letters: int = 11) -> str:
    """The scale above a column of intervals; `letters`: how high, in drawing units. Small columns want larger ones."""
    words = ((0, "0", "start"), (50, "50", "middle"), (100, "100 %", "end"))
    texts = [
        element("text", text, x=place * UNIT, y=letters, text_anchor=anchor) for place, text, anchor in words
    ]
    view = f"{-MARGIN} 0 {WIDTH + 2 * MARGIN} {letters + 3}"
    return ornament(*texts, viewBox=view, class_="axis", fill=QUIET, font_size=letters)


def draw_sample(kind: str) -> str:
    """One part of the picture alone, for the key: dot, line, others, population or band."""
    parts = {
        "dot": _dot(20, Certainty.CLEAR, QUIET),
        "possible": _dot(20, Certainty.POSSIBLE, QUIET),
        "cannot_tell": _stroke(2, 38, QUIET, dotted=True) + _dot(20, Certainty.CANNOT_TELL, QUIET),
        "line": _stroke(4, 36, QUIET, dotted=False),
        "others": _upright(20),
        "population": _diamond(20, MIDDLE),
        "band": element(
            "rect",
            x=2,
            y=7,
            width=36,
            height=10,
            rx=5,
            fill="none",
            stroke=QUIET,
            stroke_width=2,
            stroke_dasharray="3 3",
        ),
    }
    return ornament(parts[kind], viewBox="0 0 40 24", class_="sample")


def _tone(figure: DotInterval) -> str:
    coloured = figure.certainty in (Certainty.CLEAR, Certainty.POSSIBLE)
    return TONES[figure.direction] if coloured else QUIET


def _ground() -> str:
    ticks = "".join(f"M{place * UNIT} {GROUND - 4}v8" for place in (0, 50, 100))
    return element("path", d=f"M0 {GROUND}h{WIDTH}{ticks}", stroke=LINE, fill="none")


def _line(figure: DotInterval) -> str:
    dotted = figure.certainty is Certainty.CANNOT_TELL
    return _stroke(figure.low * UNIT, figure.high * UNIT, _tone(figure), dotted=dotted)


def _stroke(start: float, end: float, tone: str, *, dotted: bool) -> str:
    style: dict[str, str | float] = {"stroke": tone, "stroke_width": 4, "stroke_linecap": "round"}
    if dotted:
        style["stroke_dasharray"] = "0.1 7"
    return element("path", d=f"M{start} {MIDDLE}H{end}", **style)


def _dot(x: float, certainty: Certainty | None, tone: str) -> str:
    if certainty not in (Certainty.POSSIBLE, Certainty.CANNOT_TELL):
        return element("circle", cx=x, cy=MIDDLE, r=6, fill=tone, stroke=CARD)
    ring = element("circle", cx=x, cy=MIDDLE, r=5.5, fill=CARD, stroke=tone, stroke_width=3)
    if certainty is Certainty.CANNOT_TELL:
        return ring
    return ring + element("path", d=f"M{x} {MIDDLE - 5}a5 5 0 0 0 0 10z", fill=tone)


def _marks(figure: DotInterval | BandInterval) -> str:
    population = "" if figure.population is None else _diamond(figure.population * UNIT, GROUND)
    others = "" if figure.others is None else _upright(figure.others * UNIT)
    return population + others


def _upright(x: float) -> str:
    """Drawn twice: a rim of the card's colour keeps the mark apart from a line it stands on."""
    path = f"M{x} 2v19"
    return element("path", d=path, stroke=CARD, stroke_width=5.5) + element(
        "path", d=path, stroke=INK, stroke_width=3
    )


def _diamond(x: float, y: float) -> str:
    return element("path", d=f"M{x} {y - 5}l4 5l-4 5l-4 -5z", fill=CARD, stroke=INK, stroke_width=2)
