"""The plan as values: what queries give. What others of the site may ask stands in `heard.web.acting.queries`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from heard.web.acting.contents import ActionContent, CitingContent, Finding, ThemeContent
from heard.web.acting.dates import When
from heard.web.acting.kinds import EntryKind, PledgeKind, Rhythm, Status, Went
from heard.web.policy import DRIFTING_DAYS

Content = ActionContent | ThemeContent | CitingContent


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """An action as it stands. `number`: in the council's plan. `version`: of its content, for whoever changes it.
    `noted_on`: the last day on which anything was written of it or counted for it, or it was made."""

    id: int
    number: int
    version: int
    content: ActionContent
    has_evidence: bool
    noted_on: date
    made_on: date
    completed_on: date | None

    @property
    def text(self) -> str:
        """The action in words."""
        return self.content.text

    @property
    def themes(self) -> tuple[int, ...]:
        """The ids of its themes."""
        return self.content.themes

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Which findings it answers, each as wave and indicator."""
        return self.content.findings

    @property
    def roles(self) -> tuple[str, ...]:
        """By whom."""
        return self.content.roles

    @property
    def status(self) -> Status:
        """How far it is."""
        return self.content.status

    @property
    def due(self) -> When:
        """By when: a day, a month, a rhythm, or not known yet."""
        return self.content.due

    @property
    def due_on(self) -> date | None:
        """The last day on which it is not late; None where there is none."""
        return self.due.on

    @property
    def due_rhythm(self) -> Rhythm | None:
        """How often it is looked at; None where it has a day or nothing."""
        return self.due.rhythm

    @property
    def due_words(self) -> str:
        """By when, as it was written."""
        return self.content.due_words

    @property
    def is_done(self) -> bool:
        """Whether it is completed. It has evidence then."""
        return self.status is Status.DONE

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed and it is neither done nor stopped."""
        return self.status.is_open and self.due_on is not None and self.due_on < today

    def is_drifting(self, today: date) -> bool:
        """Whether it is under way and nothing was written of it for longer than its rhythm, or 60 days."""
        rhythm = self.due_rhythm
        most = rhythm.days if rhythm else DRIFTING_DAYS
        return self.status is Status.UNDER_WAY and (today - self.noted_on).days > most

    def answers(self, wave: str, indicator: str) -> bool:
        """Whether it answers this finding."""
        return (wave, indicator) in self.findings


@dataclass(frozen=True, slots=True)
class ActionCount:
    """How many actions answer a finding, by how far they are."""

    not_started: int = 0
    under_way: int = 0
    done: int = 0
    stopped: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.not_started + self.under_way + self.done + self.stopped


@dataclass(frozen=True, slots=True)
class ThemeFacts:
    """A theme as it stands."""

    id: int
    version: int
    content: ThemeContent

    @property
    def number(self) -> int:
        """As the council counts its themes."""
        return self.content.number

    @property
    def title(self) -> str:
        """Its title."""
        return self.content.title


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What was written down beside an action."""

    id: int
    kind: EntryKind
    words: str
    on: date
    by: str
    at: datetime
    criterion: str = ""
    sample: int | None = None
    met: int | None = None


@dataclass(frozen=True, slots=True)
class ValueFacts:
    """What a measure stood at on a day."""

    on: date
    value: Decimal
    by: str


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A measure with its values, one a day, the oldest first."""

    id: int
    action: int
    name: str
    unit: str
    rhythm: Rhythm | None
    ended_on: date | None
    values: tuple[ValueFacts, ...]


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """One version of an action, a theme or a citing."""

    number: int
    content: Content
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CitingFacts:
    """Training, a practice standard or a policy, as it stands."""

    id: int
    version: int
    content: CitingContent


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """A session of staff. `pledges`: how many were made in it."""

    id: int
    wave: str
    on: date
    team: str
    count: int
    pledges: int


@dataclass(frozen=True, slots=True)
class PledgeFacts:
    """A pledge. `went`: what was said last of how it went; None where nothing was. `own`: never shown."""

    id: int
    wave: str
    session: int | None
    kind: PledgeKind
    who: str
    words: str
    indicator: str
    follow_up_on: date | None
    on: date
    went: Went | None = None
    went_words: str = ""
    went_on: date | None = None
    own: str = field(default="", repr=False)

    def is_to_follow_up(self, today: date) -> bool:
        """Whether its day has come and nobody has said how it went since."""
        if self.follow_up_on is None or self.follow_up_on > today or self.went in (Went.KEPT, Went.CHANGED):
            return False
        return self.went_on is None or self.went_on < self.follow_up_on


@dataclass(frozen=True, slots=True)
class PledgeCounts:
    """What was pledged in a wave, in figures. `people`: who took part in the sessions, added up."""

    sessions: int = 0
    people: int = 0
    pledges: int = 0
    individual: int = 0
    team: int = 0
    kept: int = 0
    partly: int = 0
    not_yet: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class WaitingFacts:
    """A table that was read and is not brought in yet. `table`: what `heard.web.acting.reading` made of it.
    `typed`: by page of its rows, from 0, what somebody sent for it: name of the box → values."""

    key: UUID
    file: str
    wave: str
    by: str
    on: date
    table: Mapping[str, Any] = field(repr=False)
    typed: Mapping[int, Mapping[str, list[str]]] = field(default_factory=dict, repr=False)
