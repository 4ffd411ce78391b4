"""The pages around the questions: code, what this is, hand over, stop, pictures, send, done, help."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from heard.web.answering.offers import Offer
from heard.web.answering.presenters.frames import frame_for, words_for
from heard.web.answering.presenters.languages import LanguageChoice, present_choices
from heard.web.answering.presenters.mixed import isolate, isolate_numbers
from heard.web.codes.queries import Ballot
from heard.web.instruments.texts import Section, Step
from heard.web.instruments.vocabulary import (
    AboutWords,
    AnotherWords,
    Contact,
    HandOverWords,
    SendWords,
    StartWords,
    StopWords,
    WaitingWords,
)
from heard.web.ui.frames import Frame


@dataclass(frozen=True, slots=True)
class StartPage:
    """Where the code is typed; `typed` is shown again beside what is wrong with it. `waiting`: of surveys not sent."""

    frame: Frame
    words: StartWords
    waiting: WaitingWords
    look: str
    languages: tuple[LanguageChoice, ...]
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
    offers: Sequence[Offer]


def present_start(error: str = "", typed: str = "") -> StartPage:
    """Where the code is typed."""
    words = words_for(None)
    return StartPage(
        frame=frame_for(None, words.start.title),
        words=words.start,
        waiting=words.offline.waiting,
        look=words.look.link,
        languages=present_choices(),
        error=error,
        typed=typed,
    )


def present_another(typed: str, go: str) -> AnotherPage:
    """Another card's answers wait in this browser. `go`: what the button says that gives them up."""
    words = words_for(None).start.another
    return AnotherPage(frame_for(None, words.title), words, typed, go)


def present_about(council: str, survey: str, programme: str, token: str) -> AboutPage:
    """What this is. `council`: its name. `programme`: who runs the installation, empty where the council does."""
    words = words_for(survey).about
    return AboutPage(
        frame=frame_for(survey, words.title),
        title=words.title,
        not_for_help=words.not_for_help,
        sections=(_what(words, council), _who(words, council, programme), words.own_words, words.stop),
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
    hear = (
        words.hear.format(feedback=isolate(ballot.feedback_words))
        if ballot.feedback_words
        else words.hear_unknown
    )
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


def present_help(survey: str | None, ballot: Ballot | None, offers: Sequence[Offer] = ()) -> HelpPage:
    """Where to go now, and what else is offered."""
    words = words_for(survey).help
    lines = tuple(filter(None, (line.strip() for line in ballot.help_words.splitlines()))) if ballot else ()
    contacts = (
        replace(each, how=isolate_numbers(each.how), about=isolate_numbers(each.about))
        for each in words.contacts
    )
    return HelpPage(
        frame=frame_for(survey, words.title),
        title=words.title,
        lead=words.lead,
        contacts=tuple(contacts),
        council=words.council.format(council=isolate(ballot.council_name)) if ballot and lines else "",
        council_words=tuple(isolate_numbers(line) for line in lines),
        advocate=words.advocate,
        not_recorded=words.not_recorded,
        back=words.back,
        offers=offers,
    )


def _what(words: AboutWords, council: str) -> Section:
    return Section(words.what.title, (*words.what.points, words.what_for.format(council=isolate(council))))


def _who(words: AboutWords, council: str, programme: str) -> Section:
    """What is promised is what this installation keeps: where nobody says otherwise, the council sees the rows."""
    council = isolate(council)
    if programme:
        host = words.hosted_by_programme.format(programme=isolate(programme), council=council)
    else:
        host = words.hosted_by_council.format(council=council)
    return Section(words.who.title, (*words.who.points, host))
