"""What stands around a page, and the pages that only say something."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from heard.base.surveys import Survey
from heard.web.instruments.languages import spoken
from heard.web.instruments.texts import Step
from heard.web.instruments.vocabulary import Words
from heard.web.instruments.words import load_words
from heard.web.ui.frames import Frame


@dataclass(frozen=True, slots=True)
class Way:
    """A link or button: its words, and the name of the page it leads to."""

    text: str
    to: str


@dataclass(frozen=True, slots=True)
class Note:
    """A page that says something and leads on."""

    frame: Frame
    title: str
    points: tuple[str, ...]
    way: Way | None


@dataclass(frozen=True, slots=True)
class Shell:
    """A page that a script fills; what it says is seen only where that does not come to pass."""

    frame: Frame
    words: Step
    listen: str
    token: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A finished survey that waits on this device for a signal. `unsent` takes how many do; `one` says it of one."""

    frame: Frame
    title: str
    points: tuple[str, ...]
    unsent: str
    one: str
    help: str
    help_button: str


def words_for(survey: str | None) -> Words:
    """The words for a survey, in the language spoken; None = before a code has told which."""
    return load_words(Survey(survey) if survey else None, spoken())


def frame_for(survey: str | None, title: str) -> Frame:
    """The frame of a page."""
    words = words_for(survey).question
    return Frame(title, words.hide, words.help, survey or "")


def present_note(survey: str | None, title: str, points: Sequence[str], way: Way | None = None) -> Note:
    """A page that says something."""
    return Note(frame_for(survey, title), title, tuple(points), way)


def present_step(survey: str | None, step: Step, to: str) -> Note:
    """A heading, a text, and one way on."""
    return present_note(survey, step.title, (step.text,), Way(step.button, to))


def present_shell(survey: str | None, token: str) -> Shell:
    """A page for the script to fill."""
    words = words_for(survey)
    frame = frame_for(survey, words.titles.questions)
    return Shell(frame, words.offline.opening, words.question.listen, token)


def present_waiting(survey: str) -> Waiting:
    """Finished, sealed, and not yet sent."""
    words = words_for(survey)
    waiting = words.offline.waiting
    return Waiting(
        frame=frame_for(survey, words.titles.end),
        title=waiting.title,
        points=waiting.points,
        unsent=waiting.unsent,
        one=waiting.one,
        help=words.done.help,
        help_button=words.done.help_button,
    )


def present_declined(survey: str) -> Note:
    """After "no thank you"."""
    words = words_for(survey).declined
    return _present_end(survey, words.title, words.points, Way(words.button, "answering:start"))


def present_thrown_away(survey: str) -> Note:
    """After the answers were thrown away."""
    words = words_for(survey).thrown_away
    return _present_end(survey, words.title, (words.text,))


def present_already(survey: str) -> Note:
    """The card's answers are in."""
    words = words_for(survey).already
    return _present_end(survey, words.title, words.points)


def present_void(survey: str) -> Note:
    """The card was made void meanwhile."""
    words = words_for(survey).void
    return _present_end(survey, words.title, words.points)


def present_ended(survey: str) -> Note:
    """The survey ended meanwhile."""
    step = words_for(survey).faults.ended
    return _present_end(survey, step.title, (step.text,), Way(step.button, "answering:start"))


def present_paused(survey: str, until: date | None) -> Note:
    """The answers are put away; `until`: the last day to come back."""
    words, days = words_for(survey).paused, words_for(survey).days
    last = (words.until.format(closes_on=days.write(until)),) if until else ()
    return _present_end(survey, words.title, (*words.points, *last), Way(words.button, "answering:hide"))


def _present_end(survey: str, title: str, points: Sequence[str], way: Way | None = None) -> Note:
    """A last page. The browser's history calls all of them by one name."""
    return Note(frame_for(survey, words_for(survey).titles.end), title, tuple(points), way)
