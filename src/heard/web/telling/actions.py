"""Writing, publishing and taking back. Each is a transaction that leaves an audit event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from heard.base.errors import UserError
from heard.catalogue import load_catalogue
from heard.web.audit.actions import record
from heard.web.people.queries import get_council
from heard.web.telling.gathering import InTheWay, build_content, list_obstacles, read_known
from heard.web.telling.models import Artefact, Publication, ToldWords
from heard.web.telling.queries import (
    PublishedFacts,
    Spot,
    WordsFacts,
    find_published,
    find_version,
    list_publications,
    list_words,
)
from heard.web.tenancy import entered_council
from heard.web.ui.clock import day_of
from heard.web.waves.queries import WaveFacts


class CannotPublish(UserError):
    """Something stands in the way; `in_the_way` is all of it."""

    def __init__(self, in_the_way: Sequence[InTheWay]) -> None:
        self.in_the_way = tuple(in_the_way)
        found = "; ".join(map(_say, self.in_the_way))
        super().__init__(f"This cannot be published yet. Nothing was changed. In the way: {found}.")


class Crossed(UserError):
    """Somebody else was quicker."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else published or took back meanwhile. Nothing of yours was done; look first."
        )


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote in one place, having read version `read` of it; 0: there was none."""

    said: str = field(repr=False)
    answer: str = field(repr=False)
    did: str = field(repr=False)
    read: int

    def is_as(self, words: WordsFacts) -> bool:
        """Whether it says what a version says."""
        return (self.said, self.answer, self.did) == (words.said, words.answer, words.did)


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of it: places whose new words stand now, and places that somebody else changed meanwhile."""

    saved: tuple[Spot, ...]
    crossed: tuple[Spot, ...]


def keep_words(*, wave: str, written: Mapping[Spot, Written], by: str, at: datetime) -> Kept:
    """Add a version in each place whose words are not those that were read. Where somebody else saved others since,
    nothing is written: whoever wrote must see theirs first."""
    saved: list[Spot] = []
    crossed: list[Spot] = []
    with transaction.atomic():
        standing = list_words(wave)
        for spot, mine in written.items():
            now = standing.get(spot, WordsFacts())
            if mine.is_as(find_version(wave, spot, mine.read)) or mine.is_as(now):
                continue
            is_next = mine.read == now.number
            (saved if is_next and _add(wave, spot, mine, by, at) else crossed).append(spot)
    return Kept(tuple(saved), tuple(crossed))


def publish(*, facts: WaveFacts, read: int, by: str, at: datetime) -> PublishedFacts:
    """What is written stands on the public page from now on, frozen, in place of the version before.

    `read`: the number of the version that whoever publishes has seen last, 0 for none. Raises CannotPublish with all
    that stands in the way, and Crossed.
    """
    with transaction.atomic():
        known = read_known(facts, council_name=get_council().name, today=day_of(at))
        if in_the_way := list_obstacles(known):
            raise CannotPublish(in_the_way)
        newest = next((each.number for each in list_publications(facts.wave)), 0)
        if newest != read:
            raise Crossed
        content = build_content(replace(known, drawings=_drawings(), titles=_titles()))
        row = Publication(
            council_id=entered_council(),
            wave=facts.wave,
            number=newest + 1,
            content=content.to_json(),
            published_by=by,
            published_on=day_of(at),
        )
        _save_or_cross(row)
        record(
            actor=by, action="published what children are told", subject=f"{facts.wave}: {newest + 1}", at=at
        )
    found = find_published(facts.wave)
    if found is None:
        raise Crossed
    return found


def take_back(*, wave: str, read: int, by: str, at: datetime) -> None:
    """The page is no longer there for anybody; what was written stays, to be published anew. Raises Crossed."""
    with transaction.atomic():
        rows = Publication.objects.select_for_update().filter(
            council_id=entered_council(), wave=wave, number=read, taken_back_on__isnull=True
        )
        newest = next((each.number for each in list_publications(wave)), 0)
        if newest != read or not rows.update(taken_back_by=by, taken_back_on=day_of(at)):
            raise Crossed
        record(actor=by, action="took back what children are told", subject=f"{wave}: {read}", at=at)


def add_artefact(
    *,
    wave: str,
    kind: str,
    title: str,
    words: str,
    link: str,
    indicators: Sequence[str],
    by: str,
    at: datetime,
) -> None:
    """A film, a song, anything else that tells of these findings. It is on the page once that is published anew."""
    with transaction.atomic():
        Artefact.objects.create(
            council_id=entered_council(),
            wave=wave,
            kind=kind,
            title=title,
            words=words,
            link=link,
            indicators=list(indicators),
            added_by=by,
            added_on=day_of(at),
        )
        record(actor=by, action="added something made for telling", subject=f"{wave}: {title}", at=at)


def withdraw_artefact(*, wave: str, artefact: int, by: str, at: datetime) -> None:
    """It is left out of the next page."""
    with transaction.atomic():
        rows = Artefact.objects.filter(
            council_id=entered_council(), wave=wave, pk=artefact, is_withdrawn=False
        )
        if rows.update(is_withdrawn=True):
            record(
                actor=by, action="withdrew something made for telling", subject=f"{wave}: {artefact}", at=at
            )


def _say(each: InTheWay) -> str:
    """In short, for whoever reads no page."""
    what = f"{each.found.flaw.value} ({each.found.words})" if each.found else each.obstacle.value
    return f"{each.spot.indicator} for {each.spot.reader.value}: {what}" if each.spot else what


def _add(wave: str, spot: Spot, mine: Written, by: str, at: datetime) -> bool:
    """False where somebody else was quicker: the database takes each number once."""
    try:
        with transaction.atomic():
            ToldWords.objects.create(
                council_id=entered_council(),
                wave=wave,
                indicator=spot.indicator,
                reader=spot.reader.value,
                language=spot.language,
                number=mine.read + 1,
                said=mine.said,
                answer=mine.answer,
                did=mine.did,
                by=by,
                at=at,
            )
    except IntegrityError:
        return False
    subject = f"{wave}: {spot.indicator} for {spot.reader.value}"
    record(actor=by, action="changed what children are told", subject=subject, at=at)
    return True


def _save_or_cross(row: Publication) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Crossed from None


def _drawings() -> dict[str, str]:
    """What is drawn beside each question: heavy to load, so only whoever publishes does. Beside a feeling stands no
    face: it would smile or weep at the wrong side of what was said."""
    from heard.charts.drawings import Drawing
    from heard.reports.pictured import DRAWINGS, FACES

    return {
        **dict.fromkeys(FACES, Drawing.HEART.value),
        **{key: drawing.value for key, drawing in DRAWINGS.items()},
    }


def _titles() -> dict[str, str]:
    return {key: item.title for key, item in load_catalogue().indicators.items()}
