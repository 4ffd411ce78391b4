"""Ten people in a row, so many of them filled: a share for who would rather count than read a per cent."""

from dataclasses import dataclass

from heard.base.errors import HeardError
from heard.charts.markup import CARD, INK, LEAF, element, picture

PEOPLE = 10
STEP, HEIGHT = 26, 46  # one person's room, and the row's
TALL = (0, 5, 2, 7, 1, 4, 8, 2, 6, 0)  # how much lower each head stands: no two neighbours are alike


@dataclass(frozen=True, slots=True)
class TenPeople:
    """Of ten people `sure` said so, and `maybe` more of them may have: what a band leaves open."""

    sentence: str
    sure: int
    maybe: int = 0

    def __post_init__(self) -> None:
        if min(self.sure, self.maybe) < 0 or self.sure + self.maybe > PEOPLE:
            raise HeardError(f"not a part of ten people: {self.sure} and {self.maybe}")


def draw_ten_people(figure: TenPeople) -> str:
    """Filled = said so, hollow = did not; dotted = cannot be told. Told without colour."""
    row = (_person(place, _look(place, figure)) for place in range(PEOPLE))
    return picture(
        figure.sentence,
        *row,
        class_="people",
        viewBox=f"0 0 {PEOPLE * STEP} {HEIGHT}",
        preserveAspectRatio="xMinYMid meet",
        stroke_width=2.4,
    )


def _look(place: int, figure: TenPeople) -> dict[str, str]:
    if place < figure.sure:
        return {"fill": LEAF, "stroke": LEAF}
    if place < figure.sure + figure.maybe:
        return {"fill": CARD, "stroke": LEAF, "stroke_dasharray": "0.1 4.4", "stroke_linecap": "round"}
    return {"fill": CARD, "stroke": INK}


def _person(place: int, look: dict[str, str]) -> str:
    middle, top = place * STEP + STEP / 2, TALL[place]
    body = f"M{middle - 9:g} {HEIGHT - 2}V{top + 27:g}q0-9 9-9t9 9V{HEIGHT - 2}q0 0-3 0h-12q-3 0-3 0z"
    head = element("circle", cx=middle, cy=top + 9, r=6.5, **look)
    return element("path", d=body, stroke_linejoin="round", **look) + head
