"""What drawings are made of: paths on a ground of 60 by 60, each with a fill."""

from collections.abc import Mapping
from enum import StrEnum


class Fill(StrEnum):
    """The fills of every drawing. `INK` is a shape without a line; `NONE` a line without a fill."""

    NONE = "none"
    CARD = "card"
    INK = "ink"
    WARM = "warm"
    COOL = "cool"
    TINT = "tint"
    GREEN = "green"
    ROSE = "rose"


Part = tuple[Fill, str]
Shapes = Mapping[str, tuple[Part, ...]]


def disc(x: float, y: float, radius: float) -> str:
    """A circle as a path."""
    around = f"{radius:g} {radius:g} 0 1 0"
    return f"M{x - radius:g} {y:g}a{around} {2 * radius:g} 0a{around} {-2 * radius:g} 0z"


def eyes(left: float, right: float, y: float, radius: float) -> Part:
    """Two eyes at a height."""
    return Fill.INK, disc(left, y, radius) + disc(right, y, radius)
