"""Well-being in bands: one bar, low on the left, very high on the right."""

from itertools import accumulate

from heard.charts.figures import BandSegment, BandTone, StackedBands
from heard.charts.markup import (
    CARD,
    CORAL,
    INK,
    LEAF,
    MIST,
    PALE_LEAF,
    PALE_SUN,
    QUIET,
    element,
    ornament,
)

HEIGHT = 40
NARROWEST_LABELLED = 7  # per cent of the bar: below this a label would not fit a narrow screen

FILLS = {
    BandTone.LOW: CORAL,
    BandTone.MODERATE: PALE_SUN,
    BandTone.HIGH: PALE_LEAF,
    BandTone.VERY_HIGH: LEAF,
    BandTone.NOT_SHOWN: MIST,
}
INKS = {BandTone.LOW: CARD, BandTone.VERY_HIGH: CARD, BandTone.NOT_SHOWN: QUIET}
LIGHT_INK = "var(--on-pale,#15233b)"  # the two pale fills stay light in dark mode


def draw_stacked_bands(figure: StackedBands) -> str:
    """Parts in order, each with its per cent where there is room; ink edges part them in black and white.

    Silent, for the key beside it says the same.
    """
    total = sum(segment.share for segment in figure.segments)
    if not total:
        return ornament(class_="bands", height=HEIGHT, width="100%")
    starts = accumulate((segment.share for segment in figure.segments), initial=0)
    drawn = [
        _segment(segment, 100 * start / total, 100 * segment.share / total)
        for start, segment in zip(starts, figure.segments, strict=False)
        if segment.share
    ]
    return ornament(*drawn, class_="bands", height=HEIGHT, width="100%")


def draw_band_key(tone: BandTone) -> str:
    """The little square of a key."""
    square = element(
        "rect", x=1, y=1, width=14, height=14, rx=3, fill=FILLS[tone], stroke=INK, stroke_width=1.5
    )
    marks = _dashes("2", "14", (5, 11)) if tone is BandTone.LOW else ""
    return ornament(square, marks, viewBox="0 0 16 16", class_="key")


def _dashes(start: str, end: str, heights: tuple[int, int]) -> str:
    """What tells the low end from the very high one, which is as dark, where there is no colour."""
    return "".join(
        element("line", x1=start, x2=end, y1=y, y2=y, stroke=CARD, stroke_width=2, stroke_dasharray="2 3")
        for y in heights
    )


def _segment(segment: BandSegment, start: float, width: float) -> str:
    box = element(
        "rect",
        x=f"{start:.2f}%",
        width=f"{width:.2f}%",
        height=HEIGHT,
        fill=FILLS[segment.tone],
        stroke=INK,
        stroke_width=1.5,
    )
    if segment.tone is BandTone.LOW:
        box += _dashes(f"{start:.2f}%", f"{start + width:.2f}%", (5, HEIGHT - 5))
    if width < NARROWEST_LABELLED or segment.tone is BandTone.NOT_SHOWN:
        return box
    label = element(
        "text",
        f"{segment.share} %",
        x=f"{start + width / 2:.2f}%",
        y=HEIGHT / 2 + 6,
        text_anchor="middle",
        fill=INKS.get(segment.tone, LIGHT_INK),
        font_weight=600,
        font_size=16,
    )
    return box + label
