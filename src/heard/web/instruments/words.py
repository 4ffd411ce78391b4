"""The words of the child's pages in one language: a closed vocabulary, read once into frozen, typed values.

`words/<language>.yaml` holds a whole set under `default` and, for each survey, only what differs there. A key that
is missing, one that nobody reads, or a text whose {places} are not the ones its page fills is refused.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Annotated

import yaml
from pydantic import AfterValidator, ConfigDict, StringConstraints, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from heard.base.errors import HeardError
from heard.base.surveys import Survey

FOLDER = Path(__file__).parent / "words"
CLOSED = ConfigDict(extra="forbid")
DEFAULT = "default"

# What a child picks three of when pausing, as drawn in ui/pictures.svg.
PAUSE_PICTURES = (
    "cat", "boat", "tree", "sun", "key", "cup", "fish", "bike", "hat", "drum", "kite", "bird",
)  # fmt: skip


def _fills(*places: str) -> AfterValidator:
    """A text is filled in exactly these places, each a plain name."""

    def check(text: str) -> str:
        parts = [part for part in Formatter().parse(text) if part[1] is not None]
        if {name for _, name, _, _ in parts} != set(places) or any(spec or how for _, _, spec, how in parts):
            raise ValueError(f"must be filled in {', '.join(sorted(places)) or 'no place'}")
        return text

    return AfterValidator(check)


def _names_each_picture(names: Mapping[str, str]) -> Mapping[str, str]:
    if tuple(names) != PAUSE_PICTURES:
        raise ValueError("must name the pictures " + ", ".join(PAUSE_PICTURES))
    return names


Written = Annotated[str, StringConstraints(min_length=1)]
Text = Annotated[Written, _fills()]
Points = tuple[Text, ...]
Council = Annotated[Written, _fills("council")]
Place = Annotated[Written, _fills("n", "of")]


@dataclass(frozen=True, config=CLOSED)
class Section:
    """A heading with short points under it."""

    title: Text
    points: Points


@dataclass(frozen=True, config=CLOSED)
class Step:
    """A heading, a text and the button that does what they say."""

    title: Text
    text: Text
    button: Text


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
    too_many_tries: Annotated[Written, _fills("minutes")]


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
    hosted_by_programme: Annotated[Written, _fills("programme", "council")]
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
    question_of: Place
    part_of: Place
    choose_one: Text
    choose_many: Text
    leave_out: Text
    comment_limit: Annotated[Written, _fills("limit")]
    comment_read: Text
    comment_names: Text
    comment_now: Text
    too_long: Annotated[Written, _fills("over", "limit")]
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
    choose: Annotated[Written, _fills("n")]
    button: Text
    unclear: Text
    names: Annotated[Mapping[str, Text], AfterValidator(_names_each_picture)]


@dataclass(frozen=True, config=CLOSED)
class PausedWords:
    """The draft is put away."""

    title: Text
    points: Points
    until: Annotated[Written, _fills("closes_on")]
    button: Text


@dataclass(frozen=True, config=CLOSED)
class ResumeWords:
    """Coming back with the pictures."""

    title: Text
    lead: Text
    button: Text
    wrong: Annotated[Written, _fills("left")]
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
class DoneWords:
    """After sending. `hear` takes the wave's own sentence about when and where children hear what came of it."""

    title: Text
    points: Points
    next_title: Text
    hear: Annotated[Written, _fills("feedback")]
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
    done: DoneWords
    already: NoteWords
    void: NoteWords
    idle: Step
    help: HelpWords
    faults: FaultWords


Tree = Mapping[str, "str | list[Tree | str] | Tree"]
WORDS = TypeAdapter(Words)


@cache
def load_words(survey: Survey | None, language: str = "en") -> Words:
    """The words for a survey (None = before a code has told which).

    Raises HeardError where the language is not there, or a key or a place to fill is missing or too many.
    """
    source = FOLDER / f"{language}.yaml"
    if not source.is_file():
        raise HeardError(f"the child's pages have no words in {language}")
    return build_words(_read(source), survey)


@cache
def _read(source: Path) -> Mapping[str, Tree]:
    """The file's tree, once a process: parsing takes longer than anything else on a page."""
    tree: Mapping[str, Tree] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return tree


def build_words(tree: Mapping[str, Tree], survey: Survey | None) -> Words:
    """The words of a whole file for one survey: the default, with what the survey says otherwise laid over it."""
    if unknown := tree.keys() - {DEFAULT, *Survey}:
        raise HeardError(f"words for no survey: {', '.join(sorted(unknown))}")
    section = tree.get(survey, {}) if survey else {}
    try:
        return WORDS.validate_python(lay_over(tree.get(DEFAULT, {}), section))
    except ValidationError as error:
        raise HeardError(_say(survey, error)) from None


def lay_over(below: Tree, above: Tree) -> Tree:
    """A whole set of words with what one survey says otherwise."""
    laid = dict(below)
    for key, value in above.items():
        under = below.get(key)
        laid[key] = lay_over(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
    return laid


def _say(survey: Survey | None, error: ValidationError) -> str:
    found = (
        ".".join(map(str, detail["loc"])) + f": {detail['msg']}" for detail in error.errors(include_url=False)
    )
    return f"words for {survey or 'every survey'}: " + "; ".join(found)
