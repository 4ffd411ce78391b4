"""What an action, a theme or a citing says, as a value: it is kept whole in every version. No Django here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, Self

from heard.web.acting.dates import UNKNOWN, When, WhenKind
from heard.web.acting.kinds import Change, CitingKind, Rhythm, Status

Finding = tuple[str, str]  # wave, indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionContent:
    """What an action says. `themes`: their ids. `roles`: by whom, never a name. `due_words`: as somebody wrote it,
    also where nobody understands it. `step`: an earlier day by which a part is to be reached. `kept`: columns of a
    council's own table that the plan has no place for, each with its heading."""

    text: str
    is_overarching: bool = False
    wave: str = ""
    themes: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()
    group: str = ""
    roles: tuple[str, ...] = ()
    start: When = UNKNOWN
    due: When = UNKNOWN
    due_words: str = ""
    step: When = UNKNOWN
    change: Change | None = None
    expected: str = ""
    status: Status = Status.NOT_STARTED
    kept: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """For the database."""
        return {
            "text": self.text,
            "is_overarching": self.is_overarching,
            "wave": self.wave,
            "themes": list(self.themes),
            "findings": [list(each) for each in self.findings],
            "group": self.group,
            "roles": list(self.roles),
            "start": write_when(self.start),
            "due": write_when(self.due),
            "due_words": self.due_words,
            "step": write_when(self.step),
            "change": self.change.value if self.change else "",
            "expected": self.expected,
            "status": self.status.value,
            "kept": [list(each) for each in self.kept],
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """What was kept."""
        return cls(
            text=plain["text"],
            is_overarching=plain["is_overarching"],
            wave=plain["wave"],
            themes=tuple(plain["themes"]),
            findings=tuple((wave, indicator) for wave, indicator in plain["findings"]),
            group=plain["group"],
            roles=tuple(plain["roles"]),
            start=read_when(plain["start"]),
            due=read_when(plain["due"]),
            due_words=plain["due_words"],
            step=read_when(plain["step"]),
            change=Change(plain["change"]) if plain["change"] else None,
            expected=plain["expected"],
            status=Status(plain["status"]),
            kept=tuple((heading, text) for heading, text in plain["kept"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeContent:
    """What a theme says. `number`: as the council counts them. `indicators`: the questions it gathers."""

    number: int
    title: str
    wave: str = ""
    indicators: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """For the database."""
        return {
            "number": self.number,
            "title": self.title,
            "wave": self.wave,
            "indicators": list(self.indicators),
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """What was kept."""
        return cls(
            number=plain["number"],
            title=plain["title"],
            wave=plain["wave"],
            indicators=tuple(plain["indicators"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingContent:
    """Training, a practice standard or a policy that cites findings. `where`: in which paper or course, a link too.
    `is_ended`: it is used no longer."""

    kind: CitingKind
    title: str
    where: str = ""
    on: date | None = None
    findings: tuple[Finding, ...] = field(default=())
    is_ended: bool = False

    def to_json(self) -> dict[str, Any]:
        """For the database."""
        return {
            "kind": self.kind.value,
            "title": self.title,
            "where": self.where,
            "on": self.on.isoformat() if self.on else "",
            "findings": [list(each) for each in self.findings],
            "is_ended": self.is_ended,
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """What was kept."""
        return cls(
            kind=CitingKind(plain["kind"]),
            title=plain["title"],
            where=plain["where"],
            on=date.fromisoformat(plain["on"]) if plain["on"] else None,
            findings=tuple((wave, indicator) for wave, indicator in plain["findings"]),
            is_ended=plain["is_ended"],
        )


def write_when(when: When) -> list[str]:
    """For the database: kind, day, rhythm."""
    return [when.kind.value, when.on.isoformat() if when.on else "", when.rhythm.value if when.rhythm else ""]


def read_when(plain: list[str]) -> When:
    """What was kept."""
    kind, on, rhythm = plain
    return When(WhenKind(kind), date.fromisoformat(on) if on else None, Rhythm(rhythm) if rhythm else None)


def merge(base: ActionContent, mine: ActionContent, theirs: ActionContent) -> ActionContent:
    """What two people made of one version: what either changed is changed, and where both did, mine stands."""
    changed = {
        each.name: getattr(theirs, each.name)
        for each in fields(base)
        if getattr(mine, each.name) == getattr(base, each.name)
    }
    return replace(mine, **changed)


def differing(one: ActionContent, other: ActionContent) -> tuple[str, ...]:
    """The names of what differs."""
    return tuple(each.name for each in fields(one) if getattr(one, each.name) != getattr(other, each.name))
