"""A council with findings, answers and actions, as the pages of telling meet them. For tests of one council.

The answers and actions are stand-ins: what telling asks of `responding` and `acting` is answered from here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest

from heard.base.policy import Level
from heard.web.acting.kinds import Status
from heard.web.responding.kinds import Kind
from heard.web.responding.queries import AnswerFacts, SentBackFacts
from heard.web.results.found import Told, record_findings
from heard.web.telling import standing
from heard.web.telling.actions import Written, keep_words
from heard.web.telling.gathering import Known, read_known
from heard.web.telling.queries import Spot
from heard.web.telling.readers import ENGLISH, Reader
from heard.web.tenancy import in_council
from heard.web.ui import clock
from web.staff import BY, COUNCIL, NAMES, NOON, WAVE, wave_of

SAFE, FRIEND, SCHOOL = "feels_safe", "good_friend", "likes_school"
EDITOR = "editor@x0000001.example"


@dataclass(frozen=True)
class Action:
    """As `acting.queries.ActionFacts`, as far as telling asks."""

    findings: tuple[tuple[str, str], ...]
    status: Status = Status.UNDER_WAY
    has_evidence: bool = False


@dataclass
class Council:
    """What the two apps would say."""

    answers: dict[str, AnswerFacts] = field(default_factory=dict)
    sent_back: list[SentBackFacts] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)

    def answer(self, indicator: str, kind: Kind = Kind.WILL, *, sent_back: str = "") -> None:
        """The council answers a finding; or the panel sends back what stands."""
        before = self.answers.get(indicator, AnswerFacts())
        number = before.number if sent_back and before.number else before.number + 1
        self.answers[indicator] = AnswerFacts(
            kind=kind,
            words="The council asks every child.",
            who="director",
            number=number,
            sent_back=sent_back,
        )
        if sent_back:
            self.sent_back.append(SentBackFacts(indicator, number, clock.now()))

    def link(self, indicator: str, *, status: Status = Status.UNDER_WAY, has_evidence: bool = False) -> None:
        """An action of this finding."""
        self.actions.append(Action(((WAVE, indicator),), status, has_evidence))

    def finish(self, indicator: str) -> None:
        """An action of this finding is done, with evidence."""
        self.link(indicator, status=Status.DONE, has_evidence=True)


def stand_in(monkeypatch: pytest.MonkeyPatch) -> Council:
    """In place of what `responding` and `acting` know."""
    council = Council()
    monkeypatch.setattr(standing, "list_answers", lambda _wave: dict(council.answers))
    monkeypatch.setattr(standing, "list_sent_back", lambda _wave: tuple(council.sent_back))
    monkeypatch.setattr(standing, "list_actions", lambda _wave: tuple(council.actions))
    return council


def told(
    indicator: str,
    kind: str = "development",
    *,
    survey: str = "8-11",
    against: str = "others",
    evidence: str = "clear",
    sentence: str | None = None,
    level: Level = Level.PUBLIC,
    place: int = 0,
    group: str = "all=all",
    cut_point: str = "",
) -> Told:
    """What the reports tell of a question."""
    cut = cut_point or headline(indicator, survey)
    return Told(
        key=f"{WAVE}/{COUNCIL}/{survey}/{indicator}/{cut}/{group}/{kind}/{against}",
        level=level,
        place=place,
        survey=survey,
        kind=kind,
        evidence=evidence,
        sentence=f"Among children aged 8 to 11, 41 of 57 (72 %) {indicator}."
        if sentence is None
        else sentence,
    )


def headline(indicator: str, survey: str) -> str:
    """The cut point a finding of everybody's is about."""
    from heard.catalogue import load_catalogue

    return load_catalogue().asked(indicator, survey).headline.key


def tell(*lines: Told) -> None:
    """The newest reports tell this, and nothing else."""
    by_level: dict[Level, list[Told]] = {Level.PUBLIC: [], Level.BOARD: []}
    for each in lines:
        by_level[each.level].append(each)
    with in_council(COUNCIL):
        record_findings(wave=WAVE, told=by_level, on=NOON.date())


def write(
    indicator: str,
    *,
    reader: Reader = Reader.AGES_8_11,
    said: str = "",
    answer: str = "We will ask you each month if you feel safe.",
    did: str = "",
    read: int = 0,
    language: str = ENGLISH,
    by: str = BY,
) -> None:
    """Words are saved."""
    spot = Spot(indicator, reader, language)
    with in_council(COUNCIL):
        kept = keep_words(wave=WAVE, written={spot: Written(said, answer, did, read)}, by=by, at=clock.now())
    assert kept.saved == (spot,)


def known() -> Known:
    """All that the page would be made from now."""
    with in_council(COUNCIL):
        return read_known(wave_of(), council_name=NAMES[COUNCIL], today=clock.today())


def obstacles() -> list[str]:
    """What stands in the way of publishing, by name."""
    from heard.web.telling.gathering import list_obstacles

    return [each.obstacle.value for each in list_obstacles(known())]


def names(found: Iterable[object]) -> set[str]:
    """Of flaws."""
    return {each.flaw.value for each in found}  # type: ignore[attr-defined]
