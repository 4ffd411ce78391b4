"""Putting answers away under three pictures, and coming back with them."""

from dataclasses import dataclass

from heard.web.answering.forms import PLACES
from heard.web.answering.presenters.frames import frame_for, words_for
from heard.web.codes.actions import Waits, WrongPictures
from heard.web.instruments.vocabulary import PAUSE_PICTURES, ResumeWords, Words
from heard.web.ui.frames import Frame


@dataclass(frozen=True, slots=True)
class PictureChoice:
    """One of the twelve."""

    key: str
    word: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class PicturePlace:
    """One of the three places a picture is picked for."""

    name: str
    legend: str
    choices: tuple[PictureChoice, ...]


@dataclass(frozen=True, slots=True)
class PausePage:
    """Picking three pictures."""

    frame: Frame
    title: str
    points: tuple[str, ...]
    places: tuple[PicturePlace, ...]
    button: str
    error: str
    back: str
    token: str


@dataclass(frozen=True, slots=True)
class ResumePage:
    """Picking the same three again. `places` is empty while the draft waits; `can_start`: a new survey may start."""

    frame: Frame
    words: ResumeWords
    places: tuple[PicturePlace, ...]
    error: str
    can_start: bool
    token: str


def present_pause(survey: str, token: str, *, is_unclear: bool, picked: tuple[str, ...] = ()) -> PausePage:
    """Picking three pictures; `picked`: what was picked for each place already."""
    words = words_for(survey)
    return PausePage(
        frame=frame_for(survey, words.pause.title),
        title=words.pause.title,
        points=words.pause.points,
        places=_places(words, picked),
        button=words.pause.button,
        error=words.pause.unclear if is_unclear else "",
        back=words.stop.back,
        token=token,
    )


def present_resume(
    survey: str, token: str, *, found: WrongPictures | Waits | None, is_unclear: bool, can_start: bool
) -> ResumePage:
    """Picking the same three again; `found`: what came of the last try."""
    words = words_for(survey)
    return ResumePage(
        frame=frame_for(survey, words.resume.title),
        words=words.resume,
        places=() if isinstance(found, Waits) else _places(words, ()),
        error=_say_try(words, found) or (words.pause.unclear if is_unclear else ""),
        can_start=can_start,
        token=token,
    )


def _places(words: Words, picked: tuple[str, ...]) -> tuple[PicturePlace, ...]:
    """The three places. Coming back, nothing is ever shown as picked."""
    chosen = dict(zip(PLACES, picked, strict=False))
    return tuple(
        PicturePlace(
            name,
            words.pause.choose.format(n=number),
            tuple(
                PictureChoice(key, words.pause.names[key], key == chosen.get(name)) for key in PAUSE_PICTURES
            ),
        )
        for number, name in enumerate(PLACES, start=1)
    )


def _say_try(words: Words, found: WrongPictures | Waits | None) -> str:
    match found:
        case None:
            return ""
        case Waits():
            return words.resume.wait
        case WrongPictures(left=1):
            return words.resume.wrong_last
        case WrongPictures(left=left):
            return words.resume.wrong.format(left=left)
