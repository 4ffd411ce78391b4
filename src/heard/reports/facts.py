"""What a report must be told besides its figures: names, dates, marks. No clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from heard import __version__
from heard.base.places import Area, Wave
from heard.base.policy import Level
from heard.base.surveys import Family


class DescribesProgramme(Protocol):
    """What a programme folder knows of itself."""

    @property
    def name(self) -> str:
        """The programme's name."""

    @property
    def made_up(self) -> bool:
        """Whether the answers are made up."""

    @property
    def waves(self) -> Mapping[str, Wave]:
        """Its waves by key."""

    @property
    def areas(self) -> Mapping[str, Area]:
        """Its councils by code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """The facts a council's report states of itself.

    `level` is whom it is for; a report is refused where its tables were protected for another.
    `previous` is the programme's wave before this one, None where there is none. `councils` counts the councils of
    the programme. `families` are those the report covers. `version` is Heard's, `fingerprint` that of the data, which
    only a working copy prints: it changes with every answer, those that are hidden too. `recorded` is the short hash
    of the entry of the ledger that holds what this report says; None = not checked against earlier releases.
    """

    level: Level
    programme: str
    made_up: bool
    council: Area
    wave: Wave
    previous: Wave | None
    councils: int
    families: tuple[Family, ...]
    fingerprint: str
    version: str = __version__
    recorded: str | None = None

    @classmethod
    def of(
        cls,
        programme: DescribesProgramme,
        *,
        wave: str,
        area: str,
        level: Level,
        fingerprint: str,
        recorded: str | None = None,
    ) -> "ReportFacts":
        """The facts of one council and wave of a programme; both must be known to it."""
        this = programme.waves[wave]
        earlier = [each for each in programme.waves.values() if each.closes_on < this.closes_on]
        asked = {survey.family for survey in this.surveys}
        return cls(
            level=level,
            programme=programme.name,
            made_up=programme.made_up,
            council=programme.areas[area],
            wave=this,
            previous=max(earlier, key=lambda each: each.closes_on, default=None),
            councils=len(programme.areas),
            families=tuple(family for family in Family if family in asked),
            fingerprint=fingerprint,
            recorded=recorded,
        )
