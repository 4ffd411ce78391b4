"""What a child sees: a questionnaire, its topics, its questions and their answers, in one language."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from heard.base.bands import BandRule
from heard.base.surveys import Survey
from heard.catalogue.indicators import AnsweredBy, Condition


class Screens(StrEnum):
    """What one screen shows."""

    ONE_QUESTION = "one_question"
    ONE_TOPIC = "one_topic"


class Pictures(StrEnum):
    """Whether answers carry pictures: each of them, those whose scale has some, or none."""

    ALWAYS = "always"
    WHERE_DRAWN = "where_drawn"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer a child may choose. `picture` is a key of `pictures.yaml`, empty where nothing is drawn.

    `is_no_answer`: stored and counted, never in a base (skipped, prefer not to say, not for me).
    """

    code: str
    text: str
    picture: str = ""
    is_no_answer: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """An indicator as one survey asks it.

    `condition` says who is asked, None = all. With `multiple` several answers may be chosen; those in
    `exclusive` stand alone, as every no-answer does.
    """

    indicator: str
    text: str
    read_aloud: str
    help: str
    sensitive: bool
    answered_by: AnsweredBy
    condition: Condition | None
    answers: tuple[Answer, ...]
    multiple: bool = False
    exclusive: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DemographicQuestion:
    """A question about the child. Left out, it is stored as missing."""

    demographic: str
    text: str
    read_aloud: str
    help: str
    answered_by: AnsweredBy
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question answered in the child's own words, stored apart from the answers."""

    key: str
    text: str
    read_aloud: str
    help: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What belongs together, in the order it is asked; `title` is what the child reads above it."""

    key: str
    questions: tuple[Question, ...] = ()
    demographics: tuple[DemographicQuestion, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One survey's questions in the order they are asked. A version used in a wave is never edited again.

    `wellbeing_band` is the rule of the band, None where the survey has none.
    """

    survey: Survey
    version: str
    screens: Screens
    pictures: Pictures
    topics: tuple[Topic, ...]
    wellbeing_band: BandRule | None = None

    def __hash__(self) -> int:
        """Survey and version tell questionnaires apart; a hash of every word would take longer than drawing a page."""
        return hash((self.survey, self.version))

    def questions(self) -> Iterator[Question]:
        """Every question that points to an indicator, in order."""
        for topic in self.topics:
            yield from topic.questions

    def demographics(self) -> Iterator[DemographicQuestion]:
        """Every question about the child, in order."""
        for topic in self.topics:
            yield from topic.demographics

    def open_questions(self) -> Iterator[OpenQuestion]:
        """Every open question, in order."""
        for topic in self.topics:
            yield from topic.open_questions
