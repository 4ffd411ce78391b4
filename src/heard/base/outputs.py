"""Which output is for whom: the one table of it, for whoever writes, serves or explains an output."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from heard.base.policy import Level


class Output(StrEnum):
    """A kind of thing that Heard writes or serves from answers."""

    ANALYSIS = "analysis"  # every file of `heard analyse`, its page about all councils included
    FULL_REPORT = "full_report"
    SUMMARY = "summary"
    SLIDES = "slides"
    TABLES = "tables"  # a council's figures for analysts: workbooks and files for statistics packages
    COMMITTEE_PAPER = "committee_paper"
    CHILDREN = "children"  # what children and young people are given to read
    PANEL = "panel"
    YOU_SAID = "you_said"
    OPEN_DATA = "open_data"
    API = "api"


# Design, "Policy defaults". A copy for fewer readers may show more and says so on itself; none may go to more readers.
LEVEL_OF: Mapping[Output, Level] = MappingProxyType(
    {
        Output.ANALYSIS: Level.WORKING,
        Output.FULL_REPORT: Level.BOARD,
        Output.SUMMARY: Level.BOARD,
        Output.SLIDES: Level.BOARD,
        Output.TABLES: Level.BOARD,
        Output.COMMITTEE_PAPER: Level.PUBLIC,
        Output.CHILDREN: Level.PUBLIC,
        Output.PANEL: Level.PUBLIC,
        Output.YOU_SAID: Level.PUBLIC,
        Output.OPEN_DATA: Level.PUBLIC,
        Output.API: Level.PUBLIC,
    }
)


def outputs_of(level: Level) -> tuple[Output, ...]:
    """The outputs made for a level."""
    return tuple(output for output, its in LEVEL_OF.items() if its is level)
