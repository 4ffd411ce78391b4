"""From what was written to the page: what it would hold if it were published now, and what stands in the way.

Nothing is left out silently: of a finding that anything was written on, either a line is made for each reader, or the
page is not published and says why.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from heard.base.figures import find_figures
from heard.base.policy import Level
from heard.web.results.found import FindingFacts, list_findings
from heard.web.telling.checking import Field, Flaw, Found, check_field, check_kind
from heard.web.telling.content import Content, Line, Made, Said
from heard.web.telling.offering import offer_said, say_written
from heard.web.telling.queries import ArtefactFacts, Spot, WordsFacts, list_artefacts, list_words
from heard.web.telling.readers import ENGLISH, Reader
from heard.web.telling.standing import Standing, list_standing
from heard.web.waves.queries import WaveFacts


class Obstacle(StrEnum):
    """Why a page cannot be published as it is written."""

    HELD = "held"  # the panel has not read the findings
    NOTHING = "nothing"  # nothing is written
    NO_ANSWER = "no_answer"  # words on a finding that has no answer
    SENT_BACK = "sent_back"  # the panel sent the answer back
    NOT_PUBLIC = "not_public"  # the public report does not tell the finding
    NOTHING_SAID = "nothing_said"  # no words are offered for what children said, and none are written
    NOT_WRITTEN = "not_written"  # what was said stands there, and not what the council answers
    MADE = "made"  # a figure in the words of a film, a song …
    WORDS = "words"  # a flaw that keeps words back


@dataclass(frozen=True, slots=True)
class InTheWay:
    """One of them: of which words, where it is of some; which flaw, where it is in the words themselves."""

    obstacle: Obstacle
    spot: Spot | None = None
    found: Found | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that a page is made from."""

    wave: WaveFacts
    council_name: str
    today: date
    findings: Sequence[FindingFacts]
    standing: Mapping[str, Standing]
    words: Mapping[Spot, WordsFacts]
    artefacts: Sequence[ArtefactFacts] = ()
    drawings: Mapping[str, str] | None = None
    titles: Mapping[str, str] | None = None


def read_known(facts: WaveFacts, *, council_name: str, today: date) -> Known:
    """As it stands in the database of the council entered."""
    return Known(
        wave=facts,
        council_name=council_name,
        today=today,
        findings=list_findings(facts.wave),
        standing=list_standing(facts.wave),
        words=list_words(facts.wave),
        artefacts=list_artefacts(facts.wave),
    )


def list_obstacles(known: Known) -> tuple[InTheWay, ...]:
    """Everything that keeps the page from being published, all at once; none = it may be."""
    found = list(_in_the_way(known))
    return tuple(dict.fromkeys(found))


def build_content(known: Known) -> Content:
    """The page. What stands in the way of a line leaves that line out: ask `list_obstacles` first."""
    findings = {each.indicator: each for each in known.findings}
    lines: dict[Reader, list[Line]] = {}
    for spot in _written(known):
        line = _line(known, spot, findings.get(spot.indicator))
        if line and not any(each.spot == spot for each in _of_words(known, spot)):
            lines.setdefault(spot.reader, []).append(line)
    told = {each.indicator for of in lines.values() for each in of}
    return Content(
        council=known.wave.council,
        council_name=known.council_name,
        wave=known.wave.wave,
        published_on=known.today,
        lines={reader: tuple(lines[reader]) for reader in Reader if reader in lines},
        made=tuple(
            Made(each.kind, each.title, each.words, each.link, each.indicators)
            for each in known.artefacts
            if not each.indicators or told.intersection(each.indicators)
        ),
    )


def check_words(spot: Spot, words: WordsFacts, standing: Standing | None) -> tuple[Found, ...]:
    """Everything that is found in the words of one place, whether or not it keeps them back."""
    if standing is None or words.is_empty:
        return ()
    texts = {Field.SAID: words.said, Field.ANSWER: words.answer, Field.DID: words.did}
    found = [
        each
        for field, text in texts.items()
        for each in check_field(
            text, field, reader=spot.reader, language=spot.language, backing=standing.backing
        )
    ]
    return (*check_kind(standing.kind, standing.backing), *found)


def what_was_said(known: Known, spot: Spot) -> tuple[Said, ...]:
    """In the council's own words where there are any, else in those that are offered: in English."""
    finding = next((each for each in known.findings if each.indicator == spot.indicator), None)
    return _said(finding, spot, known.words.get(spot, WordsFacts())) if finding else ()


def _said(finding: FindingFacts, spot: Spot, words: WordsFacts) -> tuple[Said, ...]:
    told = finding.at(Level.PUBLIC)
    if words.said:
        return say_written(words.said, told)
    return offer_said(told, spot.reader) if spot.language == ENGLISH or spot.reader is Reader.ADULTS else ()


def _in_the_way(known: Known) -> Iterator[InTheWay]:
    if known.wave.is_held(known.today):
        yield InTheWay(Obstacle.HELD)
    spots = _written(known)
    if not spots:
        yield InTheWay(Obstacle.NOTHING)
    for spot in spots:
        yield from _of_words(known, spot)
    yield from _of_artefacts(known)


def _of_words(known: Known, spot: Spot) -> Iterator[InTheWay]:
    standing, words = known.standing.get(spot.indicator), known.words[spot]
    finding = next((each for each in known.findings if each.indicator == spot.indicator), None)
    if standing is None:
        yield InTheWay(Obstacle.NO_ANSWER, spot)
        return
    if standing.is_sent_back:
        yield InTheWay(Obstacle.SENT_BACK, spot)
    if finding is None or not finding.at(Level.PUBLIC):
        yield InTheWay(Obstacle.NOT_PUBLIC, spot)
    elif not _said(finding, spot, words):
        yield InTheWay(Obstacle.NOTHING_SAID, spot)
    if not words.answer:
        yield InTheWay(Obstacle.NOT_WRITTEN, spot)
    for found in check_words(spot, words, standing):
        if found.flaw.keeps_back:
            yield InTheWay(Obstacle.WORDS, spot, found)


def _of_artefacts(known: Known) -> Iterator[InTheWay]:
    """A film answers findings that have an answer, and is told of without figures."""
    for each in known.artefacts:
        if figures := find_figures(f"{each.title} {each.words}"):
            yield InTheWay(Obstacle.MADE, found=Found(Flaw.FIGURES, Field.ANSWER, figures[0]))
        for indicator in each.indicators:
            if indicator not in known.standing:
                yield InTheWay(Obstacle.NO_ANSWER, Spot(indicator, Reader.ADULTS, ENGLISH))


def _written(known: Known) -> tuple[Spot, ...]:
    """Every place where something is said, by the importance of its finding."""
    order = {each.indicator: place for place, each in enumerate(known.findings)}
    readers = list(Reader)
    spots = (spot for spot, words in known.words.items() if not words.is_empty)
    return tuple(
        sorted(
            spots,
            key=lambda spot: (
                order.get(spot.indicator, len(order)),
                spot.indicator,
                readers.index(spot.reader),
                spot.language != ENGLISH,
                spot.language,
            ),
        )
    )


def _line(known: Known, spot: Spot, finding: FindingFacts | None) -> Line | None:
    standing, words = known.standing.get(spot.indicator), known.words[spot]
    if finding is None or standing is None:
        return None
    return Line(
        indicator=spot.indicator,
        title=_of(known.titles, spot.indicator),
        kind=standing.kind.value,
        said=_said(finding, spot, words),
        answer=words.answer,
        did=words.did,
        drawing=_of(known.drawings, spot.indicator),
        language=spot.language,
        answered=standing.number,
    )


def _of(names: Mapping[str, str] | None, indicator: str) -> str:
    return (names or {}).get(indicator, "")


def flawed(found: Iterable[Found]) -> frozenset[Flaw]:
    """Which flaws there are."""
    return frozenset(each.flaw for each in found)
