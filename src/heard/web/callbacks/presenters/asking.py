"""What a child sees who asks that somebody gets in touch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from heard.web.answering.offers import Offer
from heard.web.answering.presenters.frames import Note, Way, frame_for, present_note, present_step, words_for
from heard.web.callbacks.asking import Open, find_open, list_open
from heard.web.callbacks.contents import LONGEST, Which
from heard.web.instruments.talk_words import TalkFieldWords, TalkWords
from heard.web.ui.frames import Frame

MINUTES_TO_WAIT = 2  # the window is one minute; two, because a minute may be read as nearly over
WRITTEN = ("name", "how", "words")  # the boxes, in their order


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be picked."""

    value: str
    word: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Box:
    """Something that can be written, with what is wrong with it."""

    name: str
    words: TalkFieldWords
    typed: str = field(repr=False)
    error: str
    is_long: bool


@dataclass(frozen=True, slots=True)
class AskPage:
    """The form. `council` is a card's; without a card it is picked among `councils`."""

    frame: Frame
    words: TalkWords
    council: str
    councils: tuple[Choice, ...]
    which: tuple[Choice, ...]
    boxes: tuple[Box, ...]
    errors: Mapping[str, str]
    error: str
    token: str


def find_offer(survey: str | None, council: str | None) -> Offer | None:
    """What the page of help says of it; nothing where nobody would read what is sent."""
    if not (find_open(council) if council else list_open()):
        return None
    words = words_for(survey).talk.offer
    return Offer(words.title, words.points, words.link, reverse("callbacks:ask"))


def present_ask(
    survey: str | None,
    council: str,
    councils: Sequence[Open],
    *,
    token: str,
    given: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    error: str = "",
) -> AskPage:
    """The form, empty or as it came back. The browser's history calls it what it calls the page of help."""
    words, given, errors = words_for(survey).talk, given or {}, errors or {}
    said = {Which.TALK: words.which.talk, Which.CARE: words.which.care}
    return AskPage(
        frame=frame_for(survey, words_for(survey).help.title),
        words=words,
        council=council,
        councils=tuple(
            Choice(each.council, each.name, each.council == given.get("council")) for each in councils
        ),
        which=tuple(Choice(which.value, said[which], which.value == given.get("which")) for which in Which),
        boxes=tuple(_box(name, words, given, errors) for name in WRITTEN),
        errors=errors,
        error=error,
        token=token,
    )


def say_wrong(survey: str | None, wrong: Mapping[str, int | None]) -> dict[str, str]:
    """What is wrong with each part: so many letters too many, or nothing there."""
    words = words_for(survey).talk
    missing = {name: getattr(words, name).missing for name in wrong}
    return {
        name: words.too_long.format(over=over, limit=LONGEST[name]) if over else missing[name]
        for name, over in wrong.items()
    }


def say_too_many(survey: str | None) -> str:
    """Too much has come from one address."""
    return words_for(survey).talk.too_many.format(minutes=MINUTES_TO_WAIT)


def say_failed(survey: str | None) -> str:
    """It could not be kept."""
    return words_for(survey).talk.failed


def present_sent(survey: str | None) -> Note:
    """Thank you, and back to where they were."""
    words = words_for(survey).talk
    note = present_note(survey, words.sent.title, words.sent.points, Way(words.back, "answering:on"))
    return _named_as_help(survey, note)


def present_not_here(survey: str | None) -> Note:
    """Nobody would read it, so nothing is taken."""
    return _named_as_help(survey, present_step(survey, words_for(survey).talk.not_here, "answering:on"))


def _named_as_help(survey: str | None, note: Note) -> Note:
    return Note(frame_for(survey, words_for(survey).help.title), note.title, note.points, note.way)


def _box(name: str, words: TalkWords, given: Mapping[str, str], errors: Mapping[str, str]) -> Box:
    own: TalkFieldWords = getattr(words, name)
    return Box(name, own, given.get(name, ""), errors.get(name, ""), is_long=name != "name")
