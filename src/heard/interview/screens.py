"""A questionnaire as screens: which there are, what each shows, which comes next, how far along it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from heard.base.policy import QUESTIONS_ON_A_TOPIC_SCREEN
from heard.catalogue.indicators import AnsweredBy
from heard.catalogue.questionnaires import (
    DemographicQuestion,
    OpenQuestion,
    Question,
    Questionnaire,
    Screens,
    Topic,
)
from heard.interview.routing import visible_questions

Item = Question | DemographicQuestion | OpenQuestion

BEFORE_FIRST = -1
QUESTIONNAIRES_REMEMBERED = 16  # four surveys in a few languages; every page asks several times
FOR_ADULTS = frozenset({AnsweredBy.ADULT, AnsweredBy.HELPER})  # both read words that are written for adults


@dataclass(frozen=True, slots=True)
class Screen:
    """What may stand on one screen, in order; routing may leave some of it out, or all.

    `for_adult`: the trusted adult, or whoever helped, answers here.
    """

    topic: str
    items: tuple[Item, ...]
    for_adult: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """A step of the path picture, counted from 1, and how many steps there are."""

    position: int
    total: int


def key_of(item: Item) -> str:
    """The key an answer to the item is kept under."""
    match item:
        case Question():
            return item.indicator
        case DemographicQuestion():
            return item.demographic
        case OpenQuestion():
            return item.key


@lru_cache(maxsize=QUESTIONNAIRES_REMEMBERED)
def list_screens(questionnaire: Questionnaire) -> tuple[Screen, ...]:
    """Every screen there could be, the same for every child: a screen's place in it is its name.

    One item a screen, or one topic. A topic is parted before a question whose condition rests on an answer of the
    same screen (it must be known before the screen is drawn), where a screen is full, and between adult and child.
    """
    alone = questionnaire.screens is Screens.ONE_QUESTION
    return tuple(
        Screen(topic.key, items, _is_for_adult(items[0]))
        for topic in questionnaire.topics
        for items in (_each_alone(topic) if alone else _fill_screens(topic))
    )


def visible_items(
    screen: Screen, questionnaire: Questionnaire, answers: Mapping[str, str]
) -> tuple[Item, ...]:
    """What the screen shows a child with these answers; empty = the screen is passed by."""
    asked = {question.indicator for question in visible_questions(questionnaire, answers)}
    return tuple(item for item in screen.items if not isinstance(item, Question) or item.indicator in asked)


def next_screen(questionnaire: Questionnaire, answers: Mapping[str, str], after: int) -> int | None:
    """The next screen that shows anything; None after the last. The first follows `BEFORE_FIRST`."""
    return next((place for place in _shown(questionnaire, answers) if place > after), None)


def previous_screen(questionnaire: Questionnaire, answers: Mapping[str, str], before: int) -> int | None:
    """The screen before that shows anything; None before the first. The end is `len(list_screens(…))`."""
    return max((place for place in _shown(questionnaire, answers) if place < before), default=None)


def begins_handover(questionnaire: Questionnaire, screen: int) -> bool:
    """Whether the child takes over from the adult with this screen."""
    screens = list_screens(questionnaire)
    return screen > 0 and screens[screen - 1].for_adult and not screens[screen].for_adult


def progress(questionnaire: Questionnaire, screen: int) -> Progress:
    """How far along a screen is: by topic where a screen shows one, by question where it shows one.

    All that could be asked is counted, asked of this child or not, and the adult's part apart from the child's: the
    path never grows or shrinks as answers open and close routes, it is only walked faster where questions are passed
    by. Counting what is left for these answers would show who looks over a shoulder that an answer opened more.
    Raises IndexError where there is no such screen.
    """
    screens = list_screens(questionnaire)
    part = _part_of(screens, screen)
    if questionnaire.screens is Screens.ONE_QUESTION:
        return Progress(part.index(screen) + 1, len(part))
    topics = list(dict.fromkeys(screens[place].topic for place in part))
    return Progress(topics.index(screens[screen].topic) + 1, len(topics))


def _part_of(screens: Sequence[Screen], screen: int) -> Sequence[int]:
    """The screens in one run with this one that the same person answers."""
    for _, run in groupby(range(len(screens)), lambda place: screens[place].for_adult):
        part = tuple(run)
        if screen in part:
            return part
    raise IndexError(f"the questionnaire has no screen {screen}")


def _shown(questionnaire: Questionnaire, answers: Mapping[str, str]) -> Iterator[int]:
    for place, screen in enumerate(list_screens(questionnaire)):
        if visible_items(screen, questionnaire, answers):
            yield place


def _is_for_adult(item: Item) -> bool:
    return not isinstance(item, OpenQuestion) and item.answered_by in FOR_ADULTS


def _items_of(topic: Topic) -> tuple[Item, ...]:
    return (*topic.questions, *topic.demographics, *topic.open_questions)


def _each_alone(topic: Topic) -> Iterator[tuple[Item, ...]]:
    for item in _items_of(topic):
        yield (item,)


def _fill_screens(topic: Topic) -> Iterator[tuple[Item, ...]]:
    filled: list[Item] = []
    for item in _items_of(topic):
        if filled and _needs_a_new_screen(filled, item):
            yield tuple(filled)
            filled = []
        filled.append(item)
    if filled:
        yield tuple(filled)


def _needs_a_new_screen(filled: list[Item], item: Item) -> bool:
    if _is_for_adult(filled[0]) is not _is_for_adult(item):
        return True
    if isinstance(item, OpenQuestion):  # stands with its topic, however many questions the screen has
        return False
    _, most = QUESTIONS_ON_A_TOPIC_SCREEN
    return len(filled) == most or _rests_on(item, filled)


def _rests_on(item: Item, filled: list[Item]) -> bool:
    """Whether who is asked the item depends on an answer that would be given on the same screen."""
    if not isinstance(item, Question) or item.condition is None:
        return False
    return item.condition.indicator in {key_of(other) for other in filled}
