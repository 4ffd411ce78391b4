"""Blocks that slides brought: short lines, a chart that people can restyle, and what is said beside a slide."""

from dataclasses import dataclass

from heard.charts import BarPlot, Direction


@dataclass(frozen=True, slots=True)
class Line:
    """A short statement: what or whom it is about first. `direction` colours the lead, which says the same."""

    lead: str
    text: str
    direction: Direction = Direction.NONE


@dataclass(frozen=True, slots=True)
class Lines:
    """Short statements under one another."""

    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """A few shares as bars; what is given as a band or hidden is never one, and is said beside the chart."""

    plot: BarPlot


@dataclass(frozen=True, slots=True)
class Notes:
    """What who speaks has beside the slide: the sentences in full, and what may not be concluded."""

    title: str
    paragraphs: tuple[str, ...]
