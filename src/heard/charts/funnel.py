"""The funnel plot: every council by its answers and its share, and how far chance alone would carry it."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from heard.base.errors import HeardError
from heard.charts.figures import check_per_cents
from heard.charts.markup import CARD, INK, LINE, QUIET, element, picture

WIDTH, HEIGHT = 480, 300
LEFT, RIGHT, TOP, BOTTOM = 44, 54, 12, 42  # room for the scales and for what is written at the lines' ends
STEP = 10  # per cent between the lines across
LINE_HEIGHT = 14
MOST_TICKS = 6
TICK_SIZES = (1, 2, 5)  # times a power of ten


@dataclass(frozen=True, slots=True)
class FunnelLimit:
    """Where the limits stand for so many answers, in whole per cent."""

    base: int
    low_998: int
    low_95: int
    high_95: int
    high_998: int


@dataclass(frozen=True, slots=True)
class FunnelPlot:
    """Councils as dots: (base, share in whole per cent) each, `own` the one that is marked, None for no one.

    `target` is everybody's share, `limits` by rising base, `base_label` the words under the scale of answers. Other
    councils are not named, but a base and a share are an answer's count: the caller takes only those that who looks
    may see, or rounds their bases.
    """

    sentence: str
    base_label: str
    target: int
    limits: tuple[FunnelLimit, ...]
    others: tuple[tuple[int, int], ...]
    own: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        ends = [
            end for each in self.limits for end in (each.low_998, each.low_95, each.high_95, each.high_998)
        ]
        check_per_cents(self.target, *ends, *(share for _, share in self.dots))
        if any(base < 1 for base, _ in self.dots):
            raise HeardError("a council without answers cannot stand in a funnel")
        if [each.base for each in self.limits] != sorted({each.base for each in self.limits}):
            raise HeardError("the limits of a funnel go by rising base")

    @property
    def dots(self) -> tuple[tuple[int, int], ...]:
        """Every council's."""
        return self.others if self.own is None else (*self.others, self.own)


Ends = Callable[[FunnelLimit], tuple[int, int]]


def draw_funnel(figure: FunnelPlot) -> str:
    """Others as rings, the council itself as a filled diamond, drawn last; target whole, limits dashed and dotted."""
    frame = _frame_of(figure)
    return picture(
        figure.sentence,
        *_scales(figure, frame),
        _curve(figure, frame, lambda each: (each.low_998, each.high_998), "2 3"),
        _curve(figure, frame, lambda each: (each.low_95, each.high_95), "7 4"),
        _target(figure, frame),
        *_names(figure, frame),
        *(_ring(frame.x(base), frame.y(share)) for base, share in figure.others),
        "" if figure.own is None else _diamond(frame.x(figure.own[0]), frame.y(figure.own[1])),
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        class_="funnel",
        font_size=12,
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """From answers and per cents to places in the drawing."""

    most: int
    low: int
    high: int

    def x(self, base: float) -> float:
        return round(LEFT + base / self.most * (WIDTH - LEFT - RIGHT), 1)

    def y(self, share: float) -> float:
        return round(TOP + (self.high - share) / (self.high - self.low) * (HEIGHT - TOP - BOTTOM), 1)

    def inside(self, share: float) -> float:
        """The height of a share, or of the edge it lies beyond."""
        return self.y(min(max(share, self.low), self.high))


def _frame_of(figure: FunnelPlot) -> _Frame:
    """As much of the scales as the dots and the 95 % limits need, in whole steps."""
    bases = [base for base, _ in figure.dots] + [each.base for each in figure.limits] + [1]
    shares = [share for _, share in figure.dots] + [figure.target]
    shares += [end for each in figure.limits for end in (each.low_95, each.high_95)]
    low, high = min(shares) // STEP * STEP, -(-max(shares) // STEP) * STEP
    return _Frame(max(bases), max(0, min(low, high - STEP)), max(high, STEP))


def _scales(figure: FunnelPlot, frame: _Frame) -> list[str]:
    right, ground = WIDTH - RIGHT, HEIGHT - BOTTOM
    drawn = []
    for share in range(frame.low, frame.high + 1, STEP):
        drawn.append(element("path", d=f"M{LEFT} {frame.y(share)}H{right}", stroke=LINE))
        words = f"{share} %" if share == frame.high else str(share)
        drawn.append(_text(words, LEFT - 6, frame.y(share) + 4, "end"))
    for base in _ticks(frame.most):
        drawn.append(element("path", d=f"M{frame.x(base)} {ground}v5", stroke=QUIET))
        drawn.append(_text(str(base), frame.x(base), ground + 18, "middle"))
    drawn.append(_text(figure.base_label, (LEFT + right) / 2, HEIGHT - 6, "middle"))
    return drawn


def _ticks(most: int) -> Sequence[int]:
    """Round numbers of answers from 0 to the most there are, at most MOST_TICKS of them."""
    power = 10 ** max(0, int(math.log10(most)) - 1)
    size = next(
        size * power * ten
        for ten in (1, 10, 100)
        for size in TICK_SIZES
        if most // (size * power * ten) < MOST_TICKS
    )
    return range(0, most + 1, size)


def _curve(figure: FunnelPlot, frame: _Frame, ends_of: Ends, dashes: str) -> str:
    """Both limits of one kind, kept inside the frame."""
    if not figure.limits:
        return ""
    ends = [[frame.inside(end) for end in ends_of(each)] for each in figure.limits]
    places = [frame.x(each.base) for each in figure.limits]
    paths = [
        "M" + "L".join(f"{x} {y}" for x, y in zip(places, side, strict=True))
        for side in zip(*ends, strict=True)
    ]
    style: dict[str, str | float] = {"stroke": QUIET, "stroke_width": 1.5, "stroke_dasharray": dashes}
    return "".join(element("path", d=path, fill="none", **style) for path in paths)


def _target(figure: FunnelPlot, frame: _Frame) -> str:
    return element("path", d=f"M{LEFT} {frame.y(figure.target)}H{WIDTH - RIGHT}", stroke=INK, stroke_width=2)


def _names(figure: FunnelPlot, frame: _Frame) -> list[str]:
    """What the lines are, at their right ends from the top down, each clear of the one above."""
    last = figure.limits[-1:]
    lines = [("99.8 %", each.high_998) for each in last] + [("95 %", each.high_95) for each in last]
    drawn, free = [], 0.0
    for words, share in [*lines, (f"{figure.target} %", figure.target)]:
        height = max(frame.inside(share) + 4, free)
        drawn.append(_text(words, WIDTH - RIGHT + 5, height, "start"))
        free = round(height + LINE_HEIGHT, 1)
    return drawn


def _text(words: str, x: float, y: float, anchor: str) -> str:
    return element("text", _escaped(words), x=x, y=y, text_anchor=anchor, fill=QUIET)


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")


def _ring(x: float, y: float) -> str:
    return element("circle", cx=x, cy=y, r=3.5, fill=CARD, stroke=QUIET, stroke_width=1.5)


def _diamond(x: float, y: float) -> str:
    path = f"M{x} {y - 8}l8 8l-8 8l-8 -8z"
    return element("path", d=path, fill=INK, stroke=CARD, stroke_width=2)
