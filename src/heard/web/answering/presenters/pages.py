"""The pages around the questions: code, what this is, hand over, stop, pictures, send, done, help."""

from dataclasses import dataclass

from heard.web.answering.forms import PLACES
from heard.web.answering.presenters.frames import frame_for, words_for
from heard.web.codes.actions import Waits, WrongPictures
from heard.web.codes.queries import Ballot
from heard.web.instruments.words import (
    PAUSE_PICTURES,
    AboutWords,
    AnotherWords,
    Contact,
    HandOverWords,
    ResumeWords,
    Section,
    SendWords,
    StartWords,
    Step,
    StopWords,
    Words,
)
from heard.web.ui.frames import Frame


@dataclass(frozen=True, slots=True)
class StartPage:
    """Where the code is typed; `typed` is shown again beside what is wrong with it."""

    frame: Frame
    words: StartWords
    error: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class AboutPage:
    """What this is, who sees it, you can stop: sections in the order they are read."""

    frame: Frame
    title: str
    not_for_help: str
    sections: tuple[Section, ...]
    yes: str
    no: str
    token: str


@dataclass(frozen=True, slots=True)
class AdultPage:
    """What the trusted adult reads before the first question."""

    frame: Frame
    title: str
    points: tuple[str, ...]
    button: str
    token: str


@dataclass(frozen=True, slots=True)
class HandOverPage:
    """Between the adult's questions and the child's."""

    frame: Frame
    words: HandOverWords
    token: str


@dataclass(frozen=True, slots=True)
class StopPage:
    """Take a break, stop for good, or go back."""

    frame: Frame
    words: StopWords
    token: str


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


@dataclass(frozen=True, slots=True)
class SendPage:
    """The last page before sending. `calm`: what is said after an answer that should not be met with silence."""

    frame: Frame
    words: SendWords
    points: tuple[str, ...]
    has_back: bool
    calm: str
    calm_button: str
    stop: str
    token: str


@dataclass(frozen=True, slots=True)
class SendFailedPage:
    """It was not sent, the answers are kept, try again."""

    frame: Frame
    step: Step
    token: str


@dataclass(frozen=True, slots=True)
class DonePage:
    """Thank you, what happens next, where to get help."""

    frame: Frame
    title: str
    points: tuple[str, ...]
    next_title: str
    hear: str
    help: str
    help_button: str
    close: str


@dataclass(frozen=True, slots=True)
class AnotherPage:
    """Somebody has begun here with another card. `typed` is sent again with the button."""

    frame: Frame
    words: AnotherWords
    typed: str
    go: str


@dataclass(frozen=True, slots=True)
class HelpPage:
    """Where to go now; `council` and `council_words` are empty before a code has told which."""

    frame: Frame
    title: str
    lead: str
    contacts: tuple[Contact, ...]
    council: str
    council_words: tuple[str, ...]
    advocate: Section
    not_recorded: str
    back: str


def present_start(error: str = "", typed: str = "") -> StartPage:
    """Where the code is typed."""
    words = words_for(None).start
    return StartPage(frame_for(None, words.title), words, error, typed)


def present_another(typed: str, go: str) -> AnotherPage:
    """Another card's answers wait in this browser. `go`: what the button says that gives them up."""
    words = words_for(None).start.another
    return AnotherPage(frame_for(None, words.title), words, typed, go)


def present_about(ballot: Ballot, survey: str, programme: str, token: str) -> AboutPage:
    """What this is. `programme`: who runs the installation, empty where the council does."""
    words = words_for(survey).about
    return AboutPage(
        frame=frame_for(survey, words.title),
        title=words.title,
        not_for_help=words.not_for_help,
        sections=(_what(words, ballot), _who(words, ballot, programme), words.own_words, words.stop),
        yes=words.yes,
        no=words.no,
        token=token,
    )


def present_adult(survey: str, token: str) -> AdultPage:
    """What the trusted adult reads first."""
    words = words_for(survey).adult
    return AdultPage(frame_for(survey, words.title), words.title, words.points, words.button, token)


def present_hand_over(survey: str, token: str) -> HandOverPage:
    """Now the child takes over."""
    words = words_for(survey).adult.hand_over
    return HandOverPage(frame_for(survey, words.title), words, token)


def present_stop(survey: str, token: str) -> StopPage:
    """Take a break, stop for good, or go back."""
    words = words_for(survey).stop
    return StopPage(frame_for(survey, words.title), words, token)


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


def present_send(survey: str, token: str, *, has_back: bool, is_calm: bool) -> SendPage:
    """The last page before sending."""
    words = words_for(survey)
    return SendPage(
        frame=frame_for(survey, words.send.title),
        words=words.send,
        points=words.send.points,
        has_back=has_back,
        calm=words.calm.text if is_calm else "",
        calm_button=words.calm.button,
        stop=words.question.stop,
        token=token,
    )


def present_send_failed(survey: str, token: str) -> SendFailedPage:
    """It was not sent."""
    step = words_for(survey).faults.send_failed
    return SendFailedPage(frame_for(survey, step.title), step, token)


def present_done(survey: str, ballot: Ballot) -> DonePage:
    """Thank you."""
    titles, words = words_for(survey).titles, words_for(survey).done
    hear = words.hear.format(feedback=ballot.feedback_words) if ballot.feedback_words else words.hear_unknown
    return DonePage(
        frame=frame_for(survey, titles.end),
        title=words.title,
        points=words.points,
        next_title=words.next_title,
        hear=hear,
        help=words.help,
        help_button=words.help_button,
        close=words.close,
    )


def present_help(survey: str | None, ballot: Ballot | None) -> HelpPage:
    """Where to go now."""
    words = words_for(survey).help
    lines = tuple(filter(None, (line.strip() for line in ballot.help_words.splitlines()))) if ballot else ()
    return HelpPage(
        frame=frame_for(survey, words.title),
        title=words.title,
        lead=words.lead,
        contacts=words.contacts,
        council=words.council.format(council=ballot.council_name) if ballot and lines else "",
        council_words=lines,
        advocate=words.advocate,
        not_recorded=words.not_recorded,
        back=words.back,
    )


def _what(words: AboutWords, ballot: Ballot) -> Section:
    return Section(words.what.title, (*words.what.points, words.what_for.format(council=ballot.council_name)))


def _who(words: AboutWords, ballot: Ballot, programme: str) -> Section:
    """What is promised is what this installation keeps: where nobody says otherwise, the council sees the rows."""
    if programme:
        host = words.hosted_by_programme.format(programme=programme, council=ballot.council_name)
    else:
        host = words.hosted_by_council.format(council=ballot.council_name)
    return Section(words.who.title, (*words.who.points, host))


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
