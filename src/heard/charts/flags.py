"""The small shape before a flag's words, so that the flag is told without colour."""

from heard.charts.figures import Certainty, Direction
from heard.charts.intervals import TONES
from heard.charts.markup import element, ornament

TRIANGLES = {Direction.BETTER: "M8 2.5L14 13H2Z", Direction.WORSE: "M8 13.5L2 3H14Z"}


def draw_flag(certainty: Certainty | None, direction: Direction) -> str:
    """Triangle up = better, down = worse; filled = clear, hollow = possible; bars = in line, dots = too few.

    None stands for a comparison that was not made: a dash.
    """
    return ornament(_shape(certainty, direction), viewBox="0 0 16 16", class_="flag")


def _shape(certainty: Certainty | None, direction: Direction) -> str:
    tone, triangle = TONES[direction], TRIANGLES.get(direction)
    if certainty in (Certainty.CLEAR, Certainty.POSSIBLE) and triangle:
        fill = tone if certainty is Certainty.CLEAR else "none"
        return element("path", d=triangle, fill=fill, stroke=tone, stroke_width=2, stroke_linejoin="round")
    if certainty is Certainty.CANNOT_TELL:
        return _stroked(
            "circle", tone, cx=8, cy=8, r=5.5, stroke_dasharray="0.1 3.36", stroke_linecap="round"
        )
    if certainty is None:
        return _stroked("path", tone, d="M3 8h10", stroke_linecap="round")
    return _stroked("path", tone, d="M3 5.5h10M3 10.5h10", stroke_linecap="round")


def _stroked(name: str, tone: str, **attributes: str | float) -> str:
    return element(name, fill="none", stroke=tone, stroke_width=2.2, **attributes)
