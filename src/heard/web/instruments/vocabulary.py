"""What the child's pages say, as a closed vocabulary: frozen, typed values, one for each page or part of one.

`words.py` reads them from a language's file.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator
from pydantic.dataclasses import dataclass

from heard.web.instruments.language_words import DayWords, LanguageWords
from heard.web.instruments.talk_words import TalkWords
from heard.web.instruments.texts import CLOSED, Council, Place, Points, Section, Step, Text, Written, fills

# What a child picks three of when pausing, as drawn in ui/pictures.svg.
PAUSE_PICTURES = (
    "cat", "boat", "tree", "sun", "key", "cup", "fish", "bike", "hat", "drum", "kite", "bird",
)  # fmt: skip


def _names_each_picture(names: Mapping[str, str]) -> Mapping[str, str]:
    if tuple(names) != PAUSE_PICTURES:
        raise ValueError("must name the pictures " + ", ".join(PAUSE_PICTURES))
    return names


@dataclass(frozen=True, config=CLOSED)
class CodeErrors:
    """Why a code did not open a survey."""

    mistyped: Text
    unknown: Text
    used: Text
    replaced: Text
    void: Text
    closed: Text
    not_open: Text
    too_many_tries: Annotated[Written, fills("minutes")]


@dataclass(frozen=True, config=CLOSED)
class AnotherWords:
    """A code was typed where another card's answers are not sent yet."""

    title: Text
    text: Text
    yours: Text
    button: Text
    back: Text


@dataclass(frozen=True, config=CLOSED)
class StartWords:
    """Where the code is typed. Whose code it is is not known yet, so these are the same for all."""

    title: Text
    lead: Text
    label: Text
    hint: Text
    button: Text
    not_for_help: Text
    errors: CodeErrors
    another: AnotherWords


@dataclass(frozen=True, config=CLOSED)
class AboutWords:
    """What this is, who sees it, you can stop. One of the two `hosted_by` is said, whichever is true here."""

    title: Text
    what: Section
    what_for: Council
    who: Section
    hosted_by_programme: Annotated[Written, fills("programme", "council")]
    hosted_by_council: Council
    own_words: Section
    stop: Section
    not_for_help: Text
    yes: Text
    no: Text


@dataclass(frozen=True, config=CLOSED)
class DeclinedWords:
    """After "no thank you"."""

    title: Text
    points: Points
    button: Text


@dataclass(frozen=True, config=CLOSED)
class TitleWords:
    """What the browser's history calls pages that must not be told apart there."""

    questions: Text
    end: Text


@dataclass(frozen=True, config=CLOSED)
class QuestionWords:
    """What stands around a question."""

    next: Text
    back: Text
    skip: Text
    stop: Text
    help: Text
    hide: Text
    listen: Text
    signed: Text
    question_of: Place
    part_of: Place
    choose_one: Text
    choose_many: Text
    leave_out: Text
    comment_limit: Annotated[Written, fills("limit")]
    comment_read: Text
    comment_names: Text
    comment_now: Text
    too_long: Annotated[Written, fills("over", "limit")]
    unreadable: Text


@dataclass(frozen=True, config=CLOSED)
class HandOverWords:
    """Between the adult's questions and the child's; `child` is read by the child."""

    title: Text
    points: Points
    child: Text
    button: Text


@dataclass(frozen=True, config=CLOSED)
class AdultWords:
    """For the trusted adult, before and after the youngest answer."""

    title: Text
    points: Points
    button: Text
    question_of: Place
    hand_over: HandOverWords
    after: Text


@dataclass(frozen=True, config=CLOSED)
class CalmWords:
    """After an answer that should not be met with silence."""

    text: Text
    button: Text


@dataclass(frozen=True, config=CLOSED)
class StopWords:
    """Take a break, throw away, or go back."""

    title: Text
    pause: Step
    throw_away: Step
    back: Text


@dataclass(frozen=True, config=CLOSED)
class ThrownAwayWords:
    """After the answers were thrown away."""

    title: Text
    text: Text


@dataclass(frozen=True, config=CLOSED)
class PauseWords:
    """Choosing the three pictures. `names`: a word for each picture."""

    title: Text
    points: Points
    choose: Annotated[Written, fills("n")]
    button: Text
    unclear: Text
    no_signal: Text
    names: Annotated[Mapping[str, Text], AfterValidator(_names_each_picture)]


@dataclass(frozen=True, config=CLOSED)
class PausedWords:
    """The draft is put away."""

    title: Text
    points: Points
    until: Annotated[Written, fills("closes_on")]
    button: Text


@dataclass(frozen=True, config=CLOSED)
class ResumeWords:
    """Coming back with the pictures."""

    title: Text
    lead: Text
    button: Text
    wrong: Annotated[Written, fills("left")]
    wrong_last: Text
    wait: Text
    again: Step


@dataclass(frozen=True, config=CLOSED)
class SendWords:
    """The last page before sending."""

    title: Text
    points: Points
    button: Text
    back: Text


@dataclass(frozen=True, config=CLOSED)
class WaitingWords:
    """Finished where there is no signal. `unsent` is said of several, `one` of one."""

    title: Text
    points: Points
    unsent: Annotated[Written, fills("n")]
    one: Text


@dataclass(frozen=True, config=CLOSED)
class OfflineWords:
    """Where the survey goes on without the network. `opening` is seen where it cannot be opened on this device."""

    opening: Step
    waiting: WaitingWords


@dataclass(frozen=True, config=CLOSED)
class LookWords:
    """How the pages look: a heading for each choice, and a word for each of what can be chosen. `link` leads there."""

    link: Text
    title: Text
    size: Text
    sizes: tuple[Text, Text, Text]
    space: Text
    spaces: tuple[Text, Text]
    colours: Text
    colour_names: tuple[Text, Text, Text, Text]
    note: Text
    button: Text


@dataclass(frozen=True, config=CLOSED)
class DoneWords:
    """After sending. `hear` takes the wave's own sentence about when and where children hear what came of it."""

    title: Text
    points: Points
    next_title: Text
    hear: Annotated[Written, fills("feedback")]
    hear_unknown: Text
    help: Text
    help_button: Text
    close: Text


@dataclass(frozen=True, config=CLOSED)
class NoteWords:
    """A page that only says something."""

    title: Text
    points: Points


@dataclass(frozen=True, config=CLOSED)
class Contact:
    """Somebody who can help now. `how` is what is dialled or typed, `uri` what a telephone opens; empty = nothing."""

    key: Text
    name: Text
    how: Text
    about: Text
    uri: str = ""


@dataclass(frozen=True, config=CLOSED)
class HelpWords:
    """Where to go now. The council's own contact comes from the wave and stands under `council`."""

    title: Text
    lead: Text
    contacts: tuple[Contact, ...]
    council: Council
    advocate: Section
    not_recorded: Text
    back: Text


@dataclass(frozen=True, config=CLOSED)
class FaultWords:
    """What went wrong, what was kept, what to do."""

    server: Step
    not_found: Step
    no_cookies: Step
    ended: Step
    two_places: Step
    too_much: Step
    send_failed: Step
    lost: Step


@dataclass(frozen=True, config=CLOSED)
class Words:
    """Everything the child's pages say around the questions, in one language, for one survey."""

    made_up: Text
    start: StartWords
    about: AboutWords
    declined: DeclinedWords
    titles: TitleWords
    question: QuestionWords
    adult: AdultWords
    calm: CalmWords
    stop: StopWords
    thrown_away: ThrownAwayWords
    pause: PauseWords
    paused: PausedWords
    resume: ResumeWords
    send: SendWords
    offline: OfflineWords
    look: LookWords
    language: LanguageWords
    days: DayWords
    done: DoneWords
    already: NoteWords
    void: NoteWords
    idle: Step
    help: HelpWords
    talk: TalkWords
    faults: FaultWords
