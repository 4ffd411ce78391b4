"""One screen of questions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from heard.catalogue import Answer, DemographicQuestion, OpenQuestion, Question, Questionnaire, Screens
from heard.interview import (
    SEVERAL,
    SKIPPED,
    Item,
    calls_for_calm,
    key_of,
    list_screens,
    previous_screen,
    progress,
    visible_items,
)
from heard.web.answering.forms import Given, fill_up
from heard.web.answering.presenters.frames import frame_for, words_for
from heard.web.answering.visits import Visit
from heard.web.instruments.languages import spoken
from heard.web.instruments.recordings import NOT_RECORDED, Recording, find_recording
from heard.web.instruments.vocabulary import Words
from heard.web.policy import LONGEST_COMMENT
from heard.web.ui.frames import Frame


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen. `unseen`: what a screen reader says where the word alone would say too little."""

    value: str
    word: str
    picture: str
    is_chosen: bool
    unseen: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question with answers to choose from. `look`: how the answers are laid out; `ends`: what 0 and 10 mean."""

    key: str
    text: str
    hints: tuple[str, ...]
    error: str
    is_alone: bool
    is_several: bool
    look: str
    ends: tuple[str, ...]
    choices: tuple[Choice, ...]
    asides: tuple[Choice, ...]
    recording: Recording = NOT_RECORDED
    is_written: bool = False


@dataclass(frozen=True, slots=True)
class Write:
    """A question answered in the child's own words. `notes`: who reads them and when, and where to go now."""

    key: str
    text: str
    hints: tuple[str, ...]
    notes: tuple[str, ...]
    error: str
    is_alone: bool
    typed: str
    recording: Recording = NOT_RECORDED
    is_written: bool = True


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """One screen. `steps`: the path picture, each `done`, `here` or empty.

    `skip` is empty on a topic's screen: there the page says that anything may be left out.
    """

    frame: Frame
    label: str
    steps: tuple[str, ...]
    topic: str
    leave_out: str
    calm: str
    calm_button: str
    note: str
    errors: tuple[str, ...]
    parts: tuple[Ask | Write, ...]
    next: str
    skip: str
    back: str
    stop: str
    look: str
    signed: str
    listen: str
    screen: int
    token: str


@dataclass(frozen=True, slots=True, repr=False)
class Filled:
    """What stands on a screen already: the answers and words kept, and what was just sent and is wrong."""

    answers: Mapping[str, str]
    words: Mapping[str, str]
    given: Given


def present_screen(
    questionnaire: Questionnaire, visit: Visit, screen: int, given: Given | None = None
) -> ScreenPage:
    """A screen as this visit sees it; `given`: what was just sent and is wrong."""
    shown = list_screens(questionnaire)[screen]
    filled = Filled(visit.answers, visit.words, given or Given())
    items = visible_items(shown, questionnaire, visit.answers)
    is_calm = is_calm_before(questionnaire, visit, screen)
    return _present(questionnaire, screen, items, filled, token=visit.token, is_calm=is_calm)


def present_whole_screen(questionnaire: Questionnaire, screen: int) -> ScreenPage:
    """A screen with all that could stand on it and nothing chosen, for a script that shows each child their part."""
    items = list_screens(questionnaire)[screen].items
    return _present(questionnaire, screen, items, Filled({}, {}, Given()), token="", is_calm=True)


def _present(
    questionnaire: Questionnaire,
    screen: int,
    items: Sequence[Item],
    filled: Filled,
    *,
    token: str,
    is_calm: bool,
) -> ScreenPage:
    words = words_for(questionnaire.survey)
    is_alone = questionnaire.screens is Screens.ONE_QUESTION
    shown = list_screens(questionnaire)[screen]
    survey = questionnaire.survey.value
    parts = tuple(
        replace(
            _part(item, filled, words, is_alone=is_alone),
            recording=find_recording(spoken(), survey, key_of(item)),
        )
        for item in items
    )
    label, steps = _path(questionnaire, screen, words)
    return ScreenPage(
        frame=frame_for(questionnaire.survey, words.titles.questions),
        label=label,
        steps=steps,
        topic="" if is_alone else _title_of(questionnaire, shown.topic),
        leave_out="" if is_alone else words.question.leave_out,
        calm=words.calm.text if is_calm else "",
        calm_button=words.calm.button,
        note=words.adult.after if shown.for_adult and _follows_child(questionnaire, screen) else "",
        errors=tuple(part.error for part in parts if part.error),
        parts=parts,
        next=words.question.next,
        skip=words.question.skip if is_alone else "",
        back=words.question.back,
        stop=words.question.stop,
        look=words.look.link,
        signed=words.question.signed,
        listen=words.question.listen,
        screen=screen,
        token=token,
    )


def is_calm_before(questionnaire: Questionnaire, visit: Visit, screen: int) -> bool:
    """Whether an answer on the screen before this one should not be met with silence."""
    before = previous_screen(questionnaire, visit.answers, screen)
    if before is None:
        return False
    items = list_screens(questionnaire)[before].items
    return calls_for_calm(visit.answers, [key_of(item) for item in items])


def _follows_child(questionnaire: Questionnaire, screen: int) -> bool:
    return any(not each.for_adult for each in list_screens(questionnaire)[:screen])


def _title_of(questionnaire: Questionnaire, topic: str) -> str:
    return next(each.title for each in questionnaire.topics if each.key == topic)


def _path(questionnaire: Questionnaire, screen: int, words: Words) -> tuple[str, tuple[str, ...]]:
    step = progress(questionnaire, screen)
    place = words.question.part_of
    if list_screens(questionnaire)[screen].for_adult:
        place = words.adult.question_of
    elif questionnaire.screens is Screens.ONE_QUESTION:
        place = words.question.question_of
    done, left = step.position - 1, step.total - step.position
    return place.format(n=step.position, of=step.total), ("done",) * done + ("here",) + ("",) * left


def _part(item: Item, filled: Filled, words: Words, *, is_alone: bool) -> Ask | Write:
    if isinstance(item, OpenQuestion):
        return _write(item, filled, words, is_alone=is_alone)
    return _ask(item, filled, words, is_alone=is_alone)


def _write(item: OpenQuestion, filled: Filled, words: Words, *, is_alone: bool) -> Write:
    over = filled.given.too_long.get(item.key)
    typed = filled.given.typed.get(item.key, filled.words.get(item.key, ""))
    said = words.question
    limit = said.comment_limit.format(limit=f"{LONGEST_COMMENT:,}")
    return Write(
        key=item.key,
        text=item.text,
        hints=tuple(filter(None, (item.help, limit, said.comment_names))),
        notes=(said.comment_read, said.comment_now),
        error=said.too_long.format(over=f"{over:,}", limit=f"{len(typed) - over:,}") if over else "",
        is_alone=is_alone,
        typed=typed,
    )


def _ask(item: Question | DemographicQuestion, filled: Filled, words: Words, *, is_alone: bool) -> Ask:
    key = key_of(item)
    is_several = isinstance(item, Question) and item.multiple
    chosen = frozenset(filled.given.refused.get(key, filled.answers.get(key, "")).split(SEVERAL))
    plain = [answer for answer in item.answers if not answer.is_no_answer]
    asides = [answer for answer in item.answers if answer.is_no_answer and answer.code != SKIPPED]
    if (
        not is_alone and not is_several
    ):  # on a topic's screen, so that a choice made by mistake can be taken back
        asides += [answer for answer in item.answers if answer.code == SKIPPED]
    look = _look(plain)
    return Ask(
        key=key,
        text=item.text,
        hints=tuple(filter(None, (item.help or (words.question.choose_many if is_several else ""),))),
        error=words.question.unreadable if key in filled.given.refused else "",
        is_alone=is_alone,
        is_several=is_several,
        look=look,
        ends=(plain[0].text, plain[-1].text) if look == "numbers" else (),
        choices=tuple(_choices(plain, chosen, look, item.answers)),
        asides=tuple(_choices(asides, chosen, "", item.answers)),
    )


def _look(answers: Iterable[Answer]) -> str:
    """`numbers`: a scale of figures; `pictured`: every answer is drawn; empty: words one below the other."""
    if all(answer.code.isdigit() for answer in answers):
        return "numbers"
    return "pictured" if all(answer.picture for answer in answers) else ""


def _choices(
    answers: Iterable[Answer], chosen: frozenset[str], look: str, of: Sequence[Answer]
) -> Iterable[Choice]:
    for answer in answers:
        is_chosen, value = answer.code in chosen, fill_up(answer.code, of)
        if look == "numbers" and answer.text != answer.code:
            yield Choice(value, answer.code, "", is_chosen, unseen=answer.text)
        else:
            yield Choice(value, answer.text, answer.picture if look == "pictured" else "", is_chosen)
