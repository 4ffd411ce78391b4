"""What is read of people's sense of findings, as frozen values."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from heard.web.interpreting.tables import ReadTable
from heard.web.interpreting.terms import By, Choice, Kind, Source, Standing, Vote, Way, Who


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFacts:
    """People who go through findings together. `took_part`: None until somebody said. `voted`: cards spent. `number`:
    the version of the day."""

    key: UUID
    wave: str
    who: Who
    who_words: str
    host: str
    held_on: date
    took_part: int | None
    is_ended: bool
    vote: Vote
    begun_by: str
    cards: int
    voted: int
    number: int = 1

    @property
    def is_of_board(self) -> bool:
        """Whether what the board may see is shown: to no other session."""
        return self.who is Who.BOARD

    @property
    def is_of_young(self) -> bool:
        """Whether those who come together are children or young people."""
        return self.who in (Who.PANEL, Who.CARE_COUNCIL, Who.LEAVERS)


@dataclass(frozen=True, slots=True)
class DayFacts:
    """The day of a session as one version had it. `at`: None of a first one that nobody noted."""

    number: int
    held_on: date
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkFacts:
    """A remark as it stands, or as one version had it. `indicators`: the questions it is about; none: it stands under
    its theme. `by`, `at`: of this version; empty where it came from a telephone."""

    key: UUID
    wave: str
    indicators: tuple[str, ...]
    theme: str
    kind: Kind
    by_whom: By
    text: str = field(repr=False)
    may_name: tuple[tuple[int, int], ...] = ()
    standing: Standing
    is_wiped: bool
    number: int
    by: str
    at: datetime | None
    way: Way
    session: UUID | None
    is_of_board: bool = False
    table: UUID | None
    row: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFacts:
    """Something known from elsewhere, as it stands or as one version had it."""

    key: UUID
    wave: str
    indicator: str
    source: Source
    source_words: str
    dated_on: date
    says: str
    link: str
    is_withdrawn: bool
    number: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """What came out on one day of a deep dive."""

    noted_on: date
    text: str = field(repr=False)
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiveFacts:
    """A deep dive as it stands, or as one version had it. `notes`: the oldest first; of the one that stands only."""

    key: UUID
    wave: str
    indicator: str
    question: str
    lead: str
    begun_on: date
    outcome: str = field(repr=False)
    closed_on: date | None
    number: int
    by: str
    at: datetime
    notes: tuple[NoteFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class PriorityFacts:
    """When a finding is answered, and why."""

    choice: Choice
    reasons: str
    by: str
    at: datetime
    number: int = 1


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the people of one session chose. `votes` are None where fewer than five voted: then only places are told,
    from 1, the same place for as many votes."""

    session: SessionFacts
    places: dict[str, int]
    votes: dict[str, int] | None


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table of remarks that was brought. `standing`: waiting, taken or dropped; of a dropped one `read` is None."""

    key: UUID
    name: str
    read: ReadTable | None = field(repr=False)
    standing: str
    brought_by: str
    brought_at: datetime
