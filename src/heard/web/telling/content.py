"""What a page holds once it is published, frozen; and what of it may still be said.

Answers and written words stay as they were published, unless the young people's panel sends an answer back: then
the page says that it is looked at again. What children said is another matter: it rests on findings, each
named by its key, and is shown only while the newest public report still tells one of them. So what may no longer be
shown is gone from a page that was published long ago, at once and without anybody's doing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from heard.base.policy import Level
from heard.web.responding.queries import SentBackFacts
from heard.web.results.found import FindingFacts
from heard.web.telling.readers import ENGLISH, Reader
from heard.web.ui.clock import day_of

AGAIN = "again"  # in place of the kind of an answer that was sent back


@dataclass(frozen=True, slots=True)
class Said:
    """What children said. `keys`: the public findings it rests on. `is_quoted`: it is the finding's own sentence, of
    the one key; else it is in words of ours or of the council's."""

    text: str
    keys: tuple[str, ...]
    is_quoted: bool = False

    @property
    def finding(self) -> str:
        """The finding whose own sentence it is; empty of other words."""
        return self.keys[0] if self.is_quoted else ""


@dataclass(frozen=True, slots=True)
class Line:
    """One finding as one reader is told it. `kind`: of its answer. `drawing`: a key of `heard.charts.drawings`.
    `answered`: which of the answers to the finding it tells, 0 on pages that were published before that was noted."""

    indicator: str
    title: str
    kind: str
    said: tuple[Said, ...]
    answer: str
    did: str = ""
    drawing: str = ""
    language: str = ENGLISH
    answered: int = 0

    @property
    def is_again(self) -> bool:
        """Whether its answer was sent back, so that none is told."""
        return self.kind == AGAIN


@dataclass(frozen=True, slots=True)
class Made:
    """A film, a song, anything else that tells of these findings."""

    kind: str
    title: str
    words: str
    link: str
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything on the page, by reader, then in the order of importance; a line of a language of its own each."""

    council: str
    council_name: str
    wave: str
    published_on: date
    lines: Mapping[Reader, tuple[Line, ...]]
    made: tuple[Made, ...] = ()

    @property
    def told(self) -> str:
        """Of which council and wave it is, as the pages made of it are marked."""
        return f"{self.council}/{self.wave}"

    @property
    def indicators(self) -> tuple[str, ...]:
        """Every question that anything is said of, in order."""
        return tuple(dict.fromkeys(each.indicator for lines in self.lines.values() for each in lines))

    @property
    def answered(self) -> tuple[str, ...]:
        """Those of them whose answer stands."""
        lines = (line for of in self.lines.values() for line in of if not line.is_again)
        return tuple(dict.fromkeys(line.indicator for line in lines))

    @property
    def keys(self) -> frozenset[str]:
        """Every finding that something on the page rests on."""
        said = (said for lines in self.lines.values() for line in lines for said in line.said)
        return frozenset(key for each in said for key in each.keys)

    def to_json(self) -> dict[str, Any]:
        """For the database."""
        told = asdict(self)
        return {**told, "published_on": self.published_on.isoformat()}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Content":
        """As it was written."""
        return cls(
            council=told["council"],
            council_name=told["council_name"],
            wave=told["wave"],
            published_on=date.fromisoformat(told["published_on"]),
            lines={Reader(reader): tuple(map(_line, lines)) for reader, lines in told["lines"].items()},
            made=tuple(_made(each) for each in told["made"]),
        )


def told_now(findings: Iterable[FindingFacts]) -> dict[str, str]:
    """Every sentence that anybody may read now, by its key."""
    return {each.key: each.sentence for finding in findings for each in finding.at(Level.PUBLIC)}


def only_told(content: Content, told: Mapping[str, str]) -> Content:
    """The page without what children are told to have said that nothing bears any longer. Answers stay."""
    return replace(
        content,
        lines={
            reader: tuple(replace(line, said=still_said(line.said, told)) for line in lines)
            for reader, lines in content.lines.items()
        },
    )


def only_answered(content: Content, sent_back: Iterable[SentBackFacts]) -> Content:
    """The page without answers that the panel sent back since: it says that they are looked at again, until the page
    is published with another. What was made to tell of such an answer is not told either."""
    back = {(each.indicator, each.answer): day_of(each.at) for each in sent_back}
    on = {indicator: max(day for (of, _), day in back.items() if of == indicator) for indicator, _ in back}

    def is_back(line: Line) -> bool:
        if line.answered:
            return (line.indicator, line.answered) in back
        return line.indicator in on and on[line.indicator] >= content.published_on

    gone = {line.indicator for lines in content.lines.values() for line in lines if is_back(line)}
    return replace(
        content,
        lines={
            reader: tuple(
                replace(line, kind=AGAIN, answer="", did="") if line.indicator in gone else line
                for line in lines
            )
            for reader, lines in content.lines.items()
        },
        made=tuple(each for each in content.made if not gone.intersection(each.indicators)),
    )


def still_said(said: Sequence[Said], told: Mapping[str, str]) -> tuple[Said, ...]:
    """Of these what rests on a finding that is told now; a quoted sentence as it is told now."""
    return tuple(
        replace(each, text=told[each.keys[0]]) if each.is_quoted else each
        for each in said
        if any(key in told for key in each.keys)
    )


def lines_for(content: Content, reader: Reader, language: str) -> tuple[Line, ...]:
    """One line for each finding: in this language where it was written in it, else in English."""
    own = {line.indicator: line for line in content.lines.get(reader, ()) if line.language == language}
    english = {line.indicator: line for line in content.lines.get(reader, ()) if line.language == ENGLISH}
    return tuple(
        own.get(each) or english[each] for each in content.indicators if each in own or each in english
    )


def _line(told: Mapping[str, Any]) -> Line:
    said = tuple(Said(each["text"], tuple(each["keys"]), each["is_quoted"]) for each in told["said"])
    return Line(**{**told, "said": said})


def _made(told: Mapping[str, Any]) -> Made:
    return Made(**{**told, "indicators": tuple(told["indicators"])})
