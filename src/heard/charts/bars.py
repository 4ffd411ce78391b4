"""Bars: a few shares under one another, each beside what it is compared with, readable in black and white."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap
from xml.sax.saxutils import escape

from heard.charts.figures import Direction, check_per_cents
from heard.charts.markup import CARD, CORAL, INK, LEAF, MIST, QUIET, element

WIDTH = 480
END = 46  # room behind the longest bar for its per cent
LETTERS = 50  # of a label in a line: they fit at 19 px, the size on a phone, in 480
LINE_HEIGHT, THICK, THIN, GAP = 21, 20, 12, 16
HEAD = 30  # the key above the first bar
INKS = {Direction.BETTER: LEAF, Direction.WORSE: CORAL, Direction.NONE: INK}


@dataclass(frozen=True, slots=True)
class Bar:
    """A share in whole per cent, how far that of the whole group could be, and the share it stands beside.

    `key` says which figure it is; it is not drawn. `label` says its flag too, for colour says nothing alone.
    """

    key: str
    label: str
    share: int
    low: int | None = None
    high: int | None = None
    other: int | None = None
    direction: Direction = Direction.NONE

    def __post_init__(self) -> None:
        check_per_cents(self.share, self.low, self.high, self.other)


@dataclass(frozen=True, slots=True)
class BarPlot:
    """Bars from the top down. `own` and `others` name what is compared; `others` is empty where nothing is.

    `title` says the point in a sentence, `description` every number of the picture in words.
    """

    title: str
    description: str
    own: str
    others: str
    bars: tuple[Bar, ...]


def draw_bars(figure: BarPlot) -> str:
    """Own share filled, the other hollow, the line how far the whole group could be."""
    top, drawn = HEAD, list(_key(figure))
    for bar in figure.bars:
        lines = wrap(bar.label, LETTERS) or [""]
        drawn += [_text(line, 0, top + 15 + place * LINE_HEIGHT) for place, line in enumerate(lines)]
        top += len(lines) * LINE_HEIGHT
        drawn += _bar(bar, top)
        top += THICK + (THIN + 2 if bar.other is not None else 0) + GAP
    return element(
        "svg",
        element("title", escape(figure.title)),
        element("desc", escape(figure.description)),
        *drawn,
        role="img",
        viewBox=f"0 0 {WIDTH} {top}",
        class_="bars",
        font_size=15,
    )


def _key(figure: BarPlot) -> Iterator[str]:
    """What is filled and what is hollow."""
    yield element("rect", x=0, y=3, width=14, height=14, fill=INK)
    yield _text(figure.own, 20, 15)
    if figure.others:
        place = WIDTH // 2
        yield element("rect", x=place, y=4, width=13, height=12, fill=CARD, stroke=QUIET, stroke_width=1.5)
        yield _text(figure.others, place + 20, 15)


def _bar(bar: Bar, top: float) -> Iterator[str]:
    ink = INKS[bar.direction]
    yield element("rect", x=0, y=top, width=_place(100), height=THICK, fill=MIST)
    yield element("rect", x=0, y=top, width=_place(bar.share), height=THICK, fill=ink)
    if bar.low is not None and bar.high is not None:
        yield from _range(_place(bar.low), _place(bar.high), top + THICK / 2)
    yield _text(f"{bar.share}\u00a0%", _place(100) + 6, top + 15, weight=600)
    if bar.other is not None:
        below = top + THICK + 2
        box = {"x": 0.75, "y": below, "width": max(0.0, _place(bar.other) - 0.75), "height": THIN}
        yield element("rect", **box, fill=CARD, stroke=QUIET, stroke_width=1.5)
        yield _text(f"{bar.other}\u00a0%", _place(100) + 6, below + 12, fill=QUIET)


def _range(low: float, high: float, middle: float) -> Iterator[str]:
    """A line with ends, in ink on a light edge so that it is seen on the bar and beside it."""
    path = f"M{low} {middle - 5}v10M{low} {middle}H{high}M{high} {middle - 5}v10"
    yield element("path", d=path, stroke=CARD, stroke_width=5, fill="none")
    yield element("path", d=path, stroke=INK, stroke_width=2, fill="none")


def _place(share: int) -> float:
    return round(share / 100 * (WIDTH - END), 1)


def _text(words: str, x: float, y: float, *, weight: int = 400, fill: str = INK) -> str:
    return element("text", escape(words), x=x, y=y, fill=fill, font_weight=weight)
