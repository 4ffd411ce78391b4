"""What was written, published, told and said back. All for the council entered."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from heard.web.policy import LEAST_VERDICTS
from heard.web.telling.content import Content
from heard.web.telling.models import (
    Artefact,
    Publication,
    TellingEvent,
    ToldWords,
    VerdictBatch,
    VerdictShown,
)
from heard.web.telling.readers import Audience, Reader, audiences_of
from heard.web.tenancy import entered_council
from heard.web.waves.queries import find_wave

SHOWN_VERSIONS = 12


@dataclass(frozen=True, slots=True)
class Spot:
    """Where words stand: on which finding, for whom, in which language."""

    indicator: str
    reader: Reader
    language: str


@dataclass(frozen=True, slots=True)
class WordsFacts:
    """A version of the words in one place; `number` 0 and nothing said where nothing was ever saved."""

    number: int = 0
    said: str = ""
    answer: str = ""
    did: str = ""
    by: str = ""
    at: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return not (self.said or self.answer or self.did)


@dataclass(frozen=True, slots=True)
class PublishedFacts:
    """A page that stands, or stood. `indicators`: the questions it answers."""

    wave: str
    number: int
    published_on: date
    published_by: str
    content: Content
    taken_back_on: date | None = None

    @property
    def indicators(self) -> frozenset[str]:
        """The questions it answers."""
        return frozenset(self.content.indicators)


@dataclass(frozen=True, slots=True)
class ToldFacts:
    """That somebody was told of a finding: since when, and which audiences."""

    first_on: date
    audiences: tuple[Audience, ...]


@dataclass(frozen=True, slots=True)
class AudienceFacts:
    """An audience of a wave; `told_on` is the first day, None where it has not been told."""

    audience: Audience
    told_on: date | None


@dataclass(frozen=True, slots=True)
class VerdictFacts:
    """What children say to an answer, as it is told to staff: never of under ten."""

    helps: int
    not_enough: int
    did_not_happen: int
    shown_on: date

    @property
    def all(self) -> int:
        """How many said anything."""
        return self.helps + self.not_enough + self.did_not_happen


@dataclass(frozen=True, slots=True)
class EventFacts:
    """An audience was told. `how_many` is 0 where nobody counted."""

    id: int
    audience: Audience
    told_by: str
    how: str
    how_many: int
    told_on: date
    indicators: tuple[str, ...]
    said_back: str
    recorded_by: str
    withdrawn_by: str


@dataclass(frozen=True, slots=True)
class ArtefactFacts:
    """A film, a song, anything else that tells of findings."""

    id: int
    kind: str
    title: str
    words: str
    link: str
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """Cards for verdicts that were made together."""

    reader: Reader
    label: str
    size: int
    made_on: date


def list_told(wave: str) -> dict[str, ToldFacts]:
    """By finding: since when, and who has been told of its answer. Nothing of a finding nobody was told of."""
    found: dict[str, list[EventFacts]] = {}
    for event in list_events(wave):
        for indicator in event.indicators:
            found.setdefault(indicator, []).append(event)
    return {
        indicator: ToldFacts(
            min(each.told_on for each in events),
            tuple(each for each in Audience if each in {event.audience for event in events}),
        )
        for indicator, events in found.items()
    }


def find_published(wave: str) -> PublishedFacts | None:
    """The page of a wave that stands now; None where none does."""
    row = Publication.objects.filter(council_id=entered_council(), wave=wave).order_by("-number").first()
    return _published(row) if row and row.taken_back_on is None else None


def list_published() -> tuple[PublishedFacts, ...]:
    """The page that stands of each wave, the one published last first."""
    rows = Publication.objects.filter(council_id=entered_council()).order_by("wave", "-number")
    newest = {row.wave: row for row in reversed(rows)}
    stands = [_published(row) for row in newest.values() if row.taken_back_on is None]
    return tuple(sorted(stands, key=lambda each: (each.published_on, each.wave), reverse=True))


def list_publications(wave: str) -> tuple[PublishedFacts, ...]:
    """Every page that was ever published of a wave, the newest first."""
    rows = Publication.objects.filter(council_id=entered_council(), wave=wave).order_by("-number")
    return tuple(map(_published, rows))


def list_verdicts(wave: str) -> dict[str, VerdictFacts | None]:
    """By answer that children were asked about: what they say, None where too few have said anything to be told."""
    rows = VerdictShown.objects.filter(council_id=entered_council(), wave=wave)
    shown = {row.indicator: _verdict(row) for row in rows}
    page = find_published(wave)
    asked = page.content.indicators if page else ()
    return {indicator: shown.get(indicator) for indicator in dict.fromkeys((*asked, *shown))}


def list_audiences(wave: str) -> tuple[AudienceFacts, ...]:
    """Everybody who is to be told of a wave: those it asked, and every adult audience."""
    facts = find_wave(wave)
    events = list_events(wave)
    asked = audiences_of(facts.surveys) if facts else ()
    everybody = tuple(
        each for each in Audience if each in asked or each in {event.audience for event in events}
    )
    first = {
        each: min((event.told_on for event in events if event.audience is each), default=None)
        for each in everybody
    }
    return tuple(AudienceFacts(each, first[each]) for each in everybody)


def list_events(wave: str, *, with_withdrawn: bool = False) -> tuple[EventFacts, ...]:
    """Who was told, the latest first."""
    rows = TellingEvent.objects.filter(council_id=entered_council(), wave=wave).order_by("-told_on", "-pk")
    if not with_withdrawn:
        rows = rows.filter(withdrawn_by="")
    return tuple(map(_event, rows))


def list_words(wave: str) -> dict[Spot, WordsFacts]:
    """What stands in each place where anything was ever saved: the last version."""
    return {_spot(row): _words(row) for row in _edits(wave).order_by("number")}


def list_versions(wave: str, spot: Spot) -> tuple[WordsFacts, ...]:
    """The versions of one place, the newest first; of very many the last ones."""
    return tuple(map(_words, _at(wave, spot).order_by("-number")[:SHOWN_VERSIONS]))


def find_version(wave: str, spot: Spot, number: int) -> WordsFacts:
    """One version; what stands before the first where there is none of this number."""
    row = _at(wave, spot).filter(number=number).first()
    return _words(row) if row else WordsFacts()


def list_artefacts(wave: str) -> tuple[ArtefactFacts, ...]:
    """Those that stand, in the order they were added."""
    rows = Artefact.objects.filter(council_id=entered_council(), wave=wave, is_withdrawn=False)
    return tuple(
        ArtefactFacts(row.pk, row.kind, row.title, row.words, row.link, tuple(row.indicators))
        for row in rows.order_by("pk")
    )


def list_batches(wave: str) -> tuple[BatchFacts, ...]:
    """Cards made for verdicts; never how many of a batch were used."""
    rows = VerdictBatch.objects.filter(council_id=entered_council(), wave=wave).order_by("pk")
    return tuple(BatchFacts(Reader(row.reader), row.label, row.size, row.made_on) for row in rows)


def _edits(wave: str) -> QuerySet[ToldWords]:
    return ToldWords.objects.filter(council_id=entered_council(), wave=wave)


def _at(wave: str, spot: Spot) -> QuerySet[ToldWords]:
    return _edits(wave).filter(indicator=spot.indicator, reader=spot.reader.value, language=spot.language)


def _spot(row: ToldWords) -> Spot:
    return Spot(row.indicator, Reader(row.reader), row.language)


def _words(row: ToldWords) -> WordsFacts:
    return WordsFacts(row.number, row.said, row.answer, row.did, row.by, row.at)


def _published(row: Publication) -> PublishedFacts:
    content = Content.from_json(row.content)
    return PublishedFacts(
        row.wave, row.number, row.published_on, row.published_by, content, row.taken_back_on
    )


def _verdict(row: VerdictShown) -> VerdictFacts | None:
    found = VerdictFacts(row.helps, row.not_enough, row.did_not_happen, row.shown_on)
    return found if found.all >= LEAST_VERDICTS else None


def _event(row: TellingEvent) -> EventFacts:
    return EventFacts(
        id=row.pk,
        audience=Audience(row.audience),
        told_by=row.told_by,
        how=row.how,
        how_many=row.how_many,
        told_on=row.told_on,
        indicators=tuple(row.indicators),
        said_back=row.said_back,
        recorded_by=row.recorded_by,
        withdrawn_by=row.withdrawn_by,
    )
