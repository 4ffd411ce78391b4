"""What the reports of a wave found, question by question: taken in from the reports, and read.

A finding is what is told of one question, at every level and of every age: one answer stands for all of it (decision
0032). What somebody may read of it depends on the level that is open to them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from django.db import transaction

from heard.base.policy import Level
from heard.base.shares import percent
from heard.web.results.models import Finding
from heard.web.tenancy import entered_council

if TYPE_CHECKING:
    from heard.findings import Finding as Found

LAST = 1_000_000  # after every place
INDICATOR = 3  # its place in a finding's key
RELEASED = (Level.PUBLIC, Level.BOARD)  # the levels at which findings leave the analysts


class Side(StrEnum):
    """Which way a finding points, gravest first; every one of the first two gets an answer."""

    DEVELOPMENT = "development"
    STRENGTH = "strength"
    ASK = "ask"  # nothing is settled: worth asking children about


# Kinds as heard.findings calls them, which is heavy to load.
SIDES: Mapping[str, Side] = {
    "development": Side.DEVELOPMENT,
    "gap": Side.DEVELOPMENT,
    "declined": Side.DEVELOPMENT,
    "strength": Side.STRENGTH,
    "improved": Side.STRENGTH,
}


def points_of(kind: str, basis: Mapping[str, Any]) -> int | None:
    """`Told.points` of a finding of this kind with this `heard.findings` basis; its figures are those of its level."""
    difference, share = basis.get("difference"), basis.get("share")
    if difference is not None:
        return abs(percent(difference))
    if kind == Side.DEVELOPMENT and share is not None:
        return percent(1 - share)
    return None


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told at one level. `key`: permanent, `heard.findings.Finding.key`. `place`: in the order of importance
    at that level, from 0. `sentence`: empty where it is told no longer. `points`: how many of a hundred children lie
    between the share and what it is held against or, of an area for development that rests on the share alone, how
    many of a hundred say otherwise; None where the figures at this level give none."""

    key: str
    level: Level
    place: int
    survey: str
    kind: str
    evidence: str
    sentence: str
    points: int | None = None

    @classmethod
    def of_all(cls, found: Sequence["Found"], level: Level) -> tuple[Self, ...]:
        """As the reports of a level say it, in their order of importance."""
        return tuple(
            cls(
                each.key,
                level,
                place,
                each.survey,
                each.kind.value,
                each.evidence.value,
                each.sentence,
                points_of(each.kind.value, each.basis),
            )
            for place, each in enumerate(found)
        )

    @property
    def indicator(self) -> str:
        """Which question it is about."""
        return self.key.split("/")[INDICATOR]

    @property
    def is_told(self) -> bool:
        """Whether the newest reports still tell it."""
        return bool(self.sentence)

    @property
    def side(self) -> Side:
        """Which way it points."""
        return SIDES.get(self.kind, Side.ASK)


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """What is told of one question in one wave."""

    id: int
    wave: str
    indicator: str
    first_told_on: date
    told: tuple[Told, ...]

    def at(self, level: Level) -> tuple[Told, ...]:
        """What somebody may read whose reports are of this level, as the newest reports tell it. Whoever reads the
        board's reports and finds nothing of it there reads what is public."""
        by_level = {own: self._told_at(own) for own in RELEASED}
        return (level is not Level.PUBLIC and by_level[Level.BOARD]) or by_level[Level.PUBLIC]

    def _told_at(self, level: Level) -> tuple[Told, ...]:
        return tuple(each for each in self.told if each.level is level and each.is_told)

    def side(self, level: Level) -> Side | None:
        """The gravest side of what may be read; None where nothing may."""
        sides = {each.side for each in self.at(level)}
        return next((side for side in Side if side in sides), None)

    def needs_answer(self, level: Level) -> bool:
        """Whether it is a strength or an area for development for a reader of this level."""
        return self.side(level) in (Side.DEVELOPMENT, Side.STRENGTH)


def record_findings(*, wave: str, told: Mapping[Level, Sequence[Told]], on: date) -> None:
    """Take in what the newest reports of these levels tell; what was told at other levels stays.

    No finding is deleted. What these levels told before and tell no longer keeps its key and loses its sentence.
    """
    council = entered_council()
    with transaction.atomic():
        rows = {
            row.indicator: row
            for row in Finding.objects.select_for_update().filter(council_id=council, wave=wave)
        }
        now = _by_indicator(told)
        for indicator in {*rows, *now}:
            row = rows.get(indicator) or Finding(
                council_id=council, wave=wave, indicator=indicator, first_told_on=on
            )
            before = tuple(map(_read, row.told))
            row.told = [asdict(each) for each in _merge(before, now.get(indicator, ()), set(told))]
            row.save()


def list_findings(wave: str) -> tuple[FindingFacts, ...]:
    """Of the council entered, the most important first; what is told no longer last."""
    rows = Finding.objects.filter(council_id=entered_council(), wave=wave)
    return tuple(sorted(map(_facts, rows), key=_order))


def find_finding(wave: str, indicator: str) -> FindingFacts | None:
    """One of them; None where the reports of the wave never told anything of this question."""
    row = Finding.objects.filter(council_id=entered_council(), wave=wave, indicator=indicator).first()
    return _facts(row) if row else None


def list_waves_with(indicator: str) -> tuple[FindingFacts, ...]:
    """The same question through the waves, the oldest first."""
    rows = Finding.objects.filter(council_id=entered_council(), indicator=indicator)
    return tuple(sorted(map(_facts, rows), key=lambda each: each.wave))


def _by_indicator(told: Mapping[Level, Sequence[Told]]) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = {}
    for lines in told.values():
        for each in lines:
            found.setdefault(each.indicator, []).append(each)
    return found


def _merge(before: Sequence[Told], now: Sequence[Told], levels: set[Level]) -> tuple[Told, ...]:
    """What is told now, then what other levels told, then what these told once."""
    here = {(each.key, each.level) for each in now}
    others = (each for each in before if each.level not in levels)
    gone = (each for each in before if each.level in levels and (each.key, each.level) not in here)
    return (*now, *others, *(replace(each, sentence="") for each in gone))


def _order(finding: FindingFacts) -> tuple[int, str]:
    """The place of the first thing told to those who read most."""
    return min((each.place for each in finding.at(Level.BOARD)), default=LAST), finding.indicator


def _facts(row: Finding) -> FindingFacts:
    return FindingFacts(row.pk, row.wave, row.indicator, row.first_told_on, tuple(map(_read, row.told)))


def _read(stored: Mapping[str, Any]) -> Told:
    return Told(**{**stored, "level": Level(stored["level"])})
