"""Twenty questions on four pages: sixteen with five answers, two with six boxes to tick, two for long texts.

None of our own questionnaires has this shape; other tools' figures are of it. It stands in the place of the survey for
16 to 25, so that everything around the questions is as it is there: each single choice has "leave this out" as well.
"""

from heard.base.surveys import Survey
from heard.catalogue import (
    Answer,
    AnsweredBy,
    OpenQuestion,
    Pictures,
    Question,
    Questionnaire,
    Screens,
    Topic,
)

SKIPPED = Answer("skipped", "Leave this one out", is_no_answer=True)
FIVE = (
    Answer("always", "All of the time"),
    Answer("often", "Most of the time"),
    Answer("sometimes", "Now and then"),
    Answer("seldom", "Not very often"),
    Answer("never", "Never at all"),
)
SIX = tuple(Answer(f"box_{number}", f"Something from the list, number {number}") for number in range(1, 7))
SUBJECTS = ("at home", "with friends", "with your worker", "when plans are made")


def build_anchor(version: str) -> Questionnaire:
    """Pages of five: four single choices each, and one of several boxes (first two pages) or words (last two)."""
    return Questionnaire(
        Survey.AGES_16_25, version, Screens.ONE_TOPIC, Pictures.NONE, tuple(map(_topic, range(4)))
    )


def _topic(page: int) -> Topic:
    subject = SUBJECTS[page]
    singles = tuple(
        _question(f"single_{page}_{each}", f"How often do things go well {subject}, part {each + 1}?", FIVE)
        for each in range(4)
    )
    boxes = (_question(f"boxes_{page}", f"Which of these are true {subject}?", SIX, multiple=True),)
    words = (OpenQuestion(f"words_{page}", f"What would you change {subject}?", "", ""),)
    return Topic(
        f"page_{page}",
        singles + (boxes if page < 2 else ()),
        open_questions=words if page >= 2 else (),
        title=f"How things are {subject}",
    )


def _question(key: str, text: str, answers: tuple[Answer, ...], *, multiple: bool = False) -> Question:
    return Question(
        key, text, text, "", False, AnsweredBy.CHILD, None, (*answers, SKIPPED), multiple=multiple
    )
