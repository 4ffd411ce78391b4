"""The page on which the council writes its own words, and the one of what was written before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.forms import BoundField
from django.urls import reverse
from django.utils import timezone

from heard.base.messages import count_of
from heard.web.policy import LONGEST_WORDS
from heard.web.reporting.forms import READ, WordsForm
from heard.web.reporting.presenters import answers, places
from heard.web.reporting.presenters.answers import AnswerGroup
from heard.web.reporting.queries import WordsFacts
from heard.web.reporting.spots import PLACES, Spot
from heard.web.results.found import Told
from heard.web.ui.days import say_day
from heard.web.waves.queries import WaveFacts

NOT_OPENED = "The findings stand here, a box beside each, once the answers of this wave are opened."
HELD = (
    "The findings stand here, a box beside each, once the young people’s panel has met: nobody reads them before. All "
    "other words can be written now."
)
NOTHING_TOLD = "The reports that anybody may read tell no finding of this wave, so there is none to answer."


@dataclass(frozen=True, slots=True)
class Theirs:
    """What somebody else saved while this person wrote."""

    who: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One place to write in. `told`: the findings that are answered here. `before`: the last wave's words."""

    key: str
    title: str
    stands: str
    reads: str
    told: tuple[str, ...]
    text: BoundField
    read: BoundField
    used: str
    has_digits: bool
    saved: str
    history_url: str
    before: str = field(repr=False)
    theirs: Theirs | None
    lacks_answer: bool


@dataclass(frozen=True, slots=True)
class BoxGroup:
    """Boxes that belong together."""

    key: str
    title: str
    says: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class WordsPage:
    """Everything that can be written. `why_no_answers`: empty where there are findings to answer."""

    places: tuple[BoxGroup, ...]
    answers: tuple[BoxGroup, ...]
    why_no_answers: str
    unanswered: str
    crossed: int


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of the words in a place. `number` is 0 of the one that stands: it needs no putting back."""

    number: int
    saved: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Known:
    """What the page of words is built from. `findings` are None where this person may not read them yet."""

    wave: WaveFacts
    standing: Mapping[Spot, WordsFacts]
    before: Mapping[Spot, WordsFacts]
    findings: Sequence[Told] | None
    is_opened: bool

    def groups(self) -> dict[AnswerGroup, tuple[Spot, ...]]:
        """The findings that are answered, and answers given before."""
        return {} if self.findings is None else answers.group_answers(self.findings, self.standing)

    def titles(self) -> dict[Spot, str]:
        """Every place of the page by the name it has there."""
        asked = [spot for spots in self.groups().values() for spot in spots]
        return {spot: name_spot(spot) for spot in (*PLACES, *asked)}


def name_spot(spot: Spot) -> str:
    """A place's name; of an answer the title of its question."""
    return places.PLACE_WORDS[spot.place].title if spot.place else answers.title_of(spot.indicator)


def present_words(known: Known, form: WordsForm, crossed: Collection[Spot] = ()) -> WordsPage:
    """The page. `crossed`: places where somebody else saved other words meanwhile."""
    told = tuple(
        BoxGroup(group.key, group.title, _count_unanswered(spots, known), _boxes(spots, known, form, crossed))
        for group, spots in known.groups().items()
    )
    return WordsPage(
        places=tuple(
            BoxGroup(
                each.key,
                each.title,
                each.says,
                _boxes([Spot(place) for place in each.places], known, form, crossed),
            )
            for each in places.GROUPS
        ),
        answers=told,
        why_no_answers=_why_none(known),
        unanswered=_count_unanswered([spot for spots in known.groups().values() for spot in spots], known),
        crossed=len(crossed),
    )


def present_history(versions: Sequence[WordsFacts]) -> tuple[VersionLine, ...]:
    """The newest first."""
    newest = versions[0].number if versions else 0
    return tuple(
        VersionLine(0 if each.number == newest else each.number, say_saved(each), each.text)
        for each in versions
    )


def say_saved(words: WordsFacts) -> str:
    """`Saved on 3 March 2026 at 14:05 by …`; empty where nothing was."""
    return f"Saved on {_say_moment(words.at)} by {words.by}" if words.at else ""


def say_used(text: str) -> str:
    """`52 words, 312 of 4,000 characters`; of nothing, how much may be written."""
    if not text:
        return f"Up to {LONGEST_WORDS:,} characters, which is about two pages"
    return f"{count_of(len(text.split()), 'word')}, {len(text):,} of {LONGEST_WORDS:,} characters"


def _boxes(
    spots: Sequence[Spot], known: Known, form: WordsForm, crossed: Collection[Spot]
) -> tuple[Box, ...]:
    return tuple(_box(spot, known, form, is_crossed=spot in crossed) for spot in spots)


def _box(spot: Spot, known: Known, form: WordsForm, *, is_crossed: bool) -> Box:
    now, text = known.standing.get(spot, WordsFacts()), form[spot.key]
    shown = str(text.value() or "")
    words = places.PLACE_WORDS[spot.place] if spot.place else None
    return Box(
        key=spot.key,
        title=name_spot(spot),
        stands=words.stands if words else "",
        reads=words.reads if words else "",
        told=answers.tell(spot.indicator, known.findings or ()),
        text=text,
        read=form[READ + spot.key],
        used=say_used(shown),
        has_digits=any(letter.isdigit() for letter in shown),
        saved=say_saved(now),
        history_url=_history_url(known.wave, spot) if now.number > 1 else "",
        before=known.before.get(spot, WordsFacts()).text,
        theirs=Theirs(say_saved(now), now.text) if is_crossed else None,
        lacks_answer=_lacks_answer(spot, known),
    )


def _lacks_answer(spot: Spot, known: Known) -> bool:
    return bool(spot.indicator) and not known.standing.get(spot, WordsFacts()).text


def _count_unanswered(spots: Sequence[Spot], known: Known) -> str:
    left = sum(_lacks_answer(spot, known) for spot in spots)
    if not left:
        return "All are answered." if spots else ""
    return f"{left:,} of {len(spots):,} {'has' if left == 1 else 'have'} no answer yet."


def _why_none(known: Known) -> str:
    if not known.is_opened:
        return NOT_OPENED
    if known.findings is None:
        return HELD
    return "" if known.groups() else NOTHING_TOLD


def _history_url(wave: WaveFacts, spot: Spot) -> str:
    return reverse("reporting:history", args=[wave.council, wave.wave, spot.key])


def _say_moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{say_day(local.date())} at {local:%H:%M}"
