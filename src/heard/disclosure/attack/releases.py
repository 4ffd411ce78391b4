"""What the attacker is given: tables that were published, and of which answers each was made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl

from heard.base.errors import HeardError
from heard.base.places import NATION
from heard.base.policy import Level
from heard.disclosure.facts import SCHEMA

Domain = tuple[str, str, str]  # wave, area, survey


@dataclass(frozen=True, slots=True)
class Release:
    """One release: `facts` has the columns of `disclosure.facts.SCHEMA`.

    `snapshots`: by "wave/area/survey" the digest of the answers it was made of; one without a digest is taken to be
    made of the same answers as every other one without.
    """

    name: str
    level: Level
    facts: pl.DataFrame
    snapshots: Mapping[str, str] = field(default_factory=dict)
    _parts: dict[tuple[str, str], pl.DataFrame] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def of_council(self, wave: str, area: str) -> pl.DataFrame:
        """The rows of one council's wave; of the nation's, where that is the area."""
        return self._by_council().get((wave, area), self.facts.clear())

    def list_councils(self) -> tuple[tuple[str, str], ...]:
        """The waves and areas there is a row of."""
        return tuple(self._by_council())

    def _by_council(self) -> Mapping[tuple[str, str], pl.DataFrame]:
        if not self._parts:
            parts = self.facts.partition_by("wave", "area", as_dict=True)
            self._parts.update({(str(wave), str(area)): part for (wave, area), part in parts.items()})
        return self._parts

    def snapshot(self, domain: Domain) -> str:
        """The digest of the answers a council's survey was counted from; empty where none is given."""
        return self.snapshots.get("/".join(domain), "")


class Kind(StrEnum):
    """What is wrong with a cell."""

    SHOWN_SMALL = "shown_small"  # a shown number is itself too small
    RECOVERED = "recovered"  # only one number is possible
    SMALL = "small"  # it can only be some, and fewer than the threshold
    SOMEBODY = "somebody"  # with the truth known: it is small, and that nobody is in it can be excluded
    INSIDER = "insider"  # with the truth known: who knows one child's answer learns one of these
    UNDECIDED = "undecided"  # no table that would have cleared it was found in time
    CONTRADICTION = "contradiction"  # no table at all fits what was published


@dataclass(frozen=True, slots=True)
class Breach:
    """One cell that is given away. `what` is the cut point, or words for an answer that is not printed.

    `least` and `most`: what is still possible of it; `reader`: who can work it out ("public", or "board X1");
    `path`: how, in words. `reading`: what the reader has to suppose beside the tables; mostly nothing.
    """

    kind: Kind
    reader: str
    wave: str
    area: str
    survey: str
    group: str
    level: str
    indicator: str
    what: str
    least: int
    most: int
    path: str
    reading: str = ""

    @property
    def cell(self) -> tuple[str, ...]:
        """Its key: wave, area, survey, group, level, indicator, what."""
        return (self.wave, self.area, self.survey, self.group, self.level, self.indicator, self.what)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of a level were judged, and as what."""

    judged: int
    hidden: int
    banded: int
    shown: int


@dataclass(frozen=True, slots=True)
class Attack:
    """What came of it: by level how many rows were judged, every breach, and what the reader should know."""

    tallies: Mapping[Level, Tally]
    breaches: tuple[Breach, ...]
    notes: tuple[str, ...] = ()

    @property
    def safe(self) -> bool:
        """Whether nothing was found."""
        return not self.breaches


@dataclass(frozen=True, slots=True)
class Audience:
    """Who reads together: the releases, and the level what they hold is judged at. `area`: whose board it is."""

    name: str
    level: Level
    releases: tuple[Release, ...]
    area: str | None = None


def list_audiences(releases: Sequence[Release]) -> tuple[Audience, ...]:
    """Everybody, with the public releases; and each council's board, with those and its own."""
    for release in releases:
        if release.level == Level.WORKING:
            raise HeardError(f"{release.name} is for the named analysts only; nothing in it is hidden.")
        if dict(release.facts.schema) != SCHEMA:
            raise HeardError(f"{release.name} does not have the columns of a release.")
    public = tuple(each for each in releases if each.level == Level.PUBLIC)
    found = [Audience("public", Level.PUBLIC, public)] if public else []
    boards = tuple(each for each in releases if each.level == Level.BOARD)
    of_nation = [_only(each, (NATION,)) for each in boards]
    for area in sorted({area for each in boards for _, area in each.list_councils() if area != NATION}):
        own = (
            _only(each, (area, NATION)) if area in {place for _, place in each.list_councils()} else nation
            for each, nation in zip(boards, of_nation, strict=True)
        )
        told = (*public, *(each for each in own if each.facts.height))
        found.append(Audience(f"board {area}", Level.BOARD, told, area))
    return tuple(found)


def tally(releases: Iterable[Release]) -> Mapping[Level, Tally]:
    """How many rows of each level are shown, banded and hidden."""
    found = {}
    every = tuple(releases)
    for level in Level:
        symbols = [symbol for each in every if each.level == level for symbol in each.facts["symbol"]]
        if symbols:
            hidden, banded, shown = (symbols.count(symbol) for symbol in ("c", "b", ""))
            found[level] = Tally(len(symbols), hidden, banded, shown)
    return found


def _only(release: Release, areas: tuple[str, ...]) -> Release:
    facts = release.facts.filter(pl.col("area").is_in(areas))
    return Release(release.name, release.level, facts, release.snapshots)
