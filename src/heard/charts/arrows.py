"""The change arrow: last time to this time."""

from heard.charts.figures import Certainty, ChangeArrow, Move
from heard.charts.intervals import TONES
from heard.charts.markup import QUIET, element, picture

OUTLINE = "M12 2L21 12H15.5V22H8.5V12H3Z"
HEAD = "M12 2L21 12H3Z"
TURNS = {Move.UP: 0, Move.LEVEL: 90, Move.DOWN: 180}


def draw_change_arrow(figure: ChangeArrow) -> str:
    """Filled = clear or in line, head filled = possible, hollow and dotted = too few to tell."""
    coloured = figure.certainty in (Certainty.CLEAR, Certainty.POSSIBLE)
    tone = TONES[figure.direction] if coloured else QUIET
    filled = figure.certainty in (Certainty.CLEAR, Certainty.IN_LINE)
    style: dict[str, str | float] = {"stroke": tone, "stroke_width": 2, "stroke_linejoin": "round"}
    if figure.certainty is Certainty.CANNOT_TELL:
        style["stroke_dasharray"] = "2 2.5"
    shape = element("path", d=OUTLINE, fill=tone if filled else "none", **style)
    head = element("path", d=HEAD, fill=tone) if figure.certainty is Certainty.POSSIBLE else ""
    turned = element("g", shape, head, transform=f"rotate({TURNS[figure.move]} 12 12)")
    return picture(figure.sentence, turned, viewBox="0 0 24 24", class_="arrow")
