"""What holds for any questionnaire and any answers, walked screen by screen."""

from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from heard.base.policy import QUESTIONS_ON_A_TOPIC_SCREEN
from heard.catalogue import OpenQuestion, Question, Questionnaire, load_catalogue
from heard.interview import (
    BEFORE_FIRST,
    build_response,
    check_answers,
    check_response,
    key_of,
    list_screens,
    next_screen,
    previous_screen,
    progress,
    visible_items,
    visible_questions,
)
from questionnaires import build_questionnaire

Answers = dict[str, str]
VALUES = st.sampled_from(["yes", "no", "unsure", "skipped", "", "nonsense", "yes;no", "yes;yes"])
OURS = st.sampled_from(list(load_catalogue().questionnaires.values()))


@st.composite
def made_up(draw: st.DrawFn) -> Questionnaire:
    """A questionnaire of up to fourteen questions, each asked of all or of some by an answer before."""
    topics: list[dict[str, Any]] = []
    keys: list[str] = []
    for number in range(draw(st.integers(1, 4))):
        questions = []
        for _ in range(draw(st.integers(0, 9))):
            question: dict[str, Any] = {"key": f"q{len(keys)}", "multiple": draw(st.booleans())}
            if keys and draw(st.booleans()):
                codes = draw(st.sets(st.sampled_from(["yes", "no"]), min_size=1))
                router = draw(st.sampled_from(keys))
                question["asked_if"] = {"indicator": router, "operator": "any_of", "codes": sorted(codes)}
            keys.append(question["key"])
            questions.append(question)
        who = st.sampled_from(["adult", "child", "helper"])
        demographics = [
            {"key": f"d{number}_{place}", "answered_by": draw(who)}
            for place in range(draw(st.integers(0, 3)))
        ]
        words = [f"o{number}_{place}" for place in range(draw(st.integers(0, 2)))]
        if questions or demographics or words:
            topics.append(
                {
                    "key": f"t{number}",
                    "questions": questions,
                    "demographics": demographics,
                    "open_questions": words,
                }
            )
    return build_questionnaire(
        {"screens": draw(st.sampled_from(["one_question", "one_topic"])), "topics": topics}
    )


any_questionnaire = st.one_of(made_up(), OURS)


def walk(form: Questionnaire, answers: Answers) -> list[int]:
    places, place = [], next_screen(form, answers, BEFORE_FIRST)
    while place is not None:
        places.append(place)
        place = next_screen(form, answers, place)
    return places


def items_on(form: Questionnaire, place: int, answers: Answers) -> list[str]:
    return [key_of(item) for item in visible_items(list_screens(form)[place], form, answers)]


def some_answers(data: st.DataObject, form: Questionnaire) -> Answers:
    keys = [key_of(item) for screen in list_screens(form) for item in screen.items]
    offered = st.sampled_from([a.code for q in form.questions() for a in q.answers] or ["yes"])
    return data.draw(st.dictionaries(st.sampled_from(keys), VALUES | offered)) if keys else {}


@settings(deadline=None)
@given(any_questionnaire)
def test_every_question_stands_on_one_screen_in_its_order(form: Questionnaire) -> None:
    placed = [key_of(item) for screen in list_screens(form) for item in screen.items]
    listed = [
        key_of(item)
        for topic in form.topics
        for item in (*topic.questions, *topic.demographics, *topic.open_questions)
    ]
    assert placed == listed


@settings(deadline=None)
@given(any_questionnaire)
def test_no_screen_is_too_full_or_shared_by_adult_and_child_or_holds_a_router_with_what_it_routes(
    form: Questionnaire,
) -> None:
    for screen in list_screens(form):
        asked = [item for item in screen.items if not isinstance(item, OpenQuestion)]
        assert len(asked) <= QUESTIONS_ON_A_TOPIC_SCREEN[1]
        assert (
            len({item.answered_by.value in ("adult", "helper") for item in asked} | {screen.for_adult}) == 1
        )
        routers = {
            item.condition.indicator for item in asked if isinstance(item, Question) and item.condition
        }
        assert routers.isdisjoint(key_of(item) for item in screen.items)


@settings(deadline=None)
@given(any_questionnaire, st.data())
def test_answering_a_screen_changes_nothing_on_it_or_before_it(
    form: Questionnaire, data: st.DataObject
) -> None:
    answers = some_answers(data, form)
    for place in walk(form, answers):
        shown = {before: items_on(form, before, answers) for before in range(place + 1)}
        changed = answers | {key: data.draw(VALUES) for key in items_on(form, place, answers)}
        assert {before: items_on(form, before, changed) for before in range(place + 1)} == shown


@settings(deadline=None)
@given(any_questionnaire, st.data())
def test_answering_screen_by_screen_comes_to_the_end_and_meets_every_visible_question_once(
    form: Questionnaire, data: st.DataObject
) -> None:
    answers: Answers = {}
    met: list[str] = []
    place = next_screen(form, answers, BEFORE_FIRST)
    for _ in list_screens(form):
        if place is None:
            break
        shown = items_on(form, place, answers)
        assert shown
        met += shown
        answers |= {key: data.draw(VALUES) for key in shown}
        place = next_screen(form, answers, place)
    assert place is None
    visible = {question.indicator for question in visible_questions(form, answers)}
    others = {key_of(item) for item in (*form.demographics(), *form.open_questions())}
    assert sorted(met) == sorted(visible | others)


@settings(deadline=None)
@given(any_questionnaire, st.data())
def test_back_and_on_again_comes_to_the_same_screen(form: Questionnaire, data: st.DataObject) -> None:
    answers = some_answers(data, form)
    places = walk(form, answers)
    for before, place in pairwise(places):
        assert previous_screen(form, answers, place) == before
        assert next_screen(form, answers, before) == place
    if places:
        assert previous_screen(form, answers, places[0]) is None
        assert previous_screen(form, answers, len(list_screens(form))) == places[-1]


@settings(deadline=None)
@given(any_questionnaire, st.data())
def test_the_path_only_goes_on_and_keeps_its_length(form: Questionnaire, data: st.DataObject) -> None:
    screens = list_screens(form)
    places = walk(form, some_answers(data, form))
    steps = [progress(form, place) for place in places]
    assert all(1 <= step.position <= step.total for step in steps)
    for (at, step), (after, following) in pairwise(zip(places, steps, strict=True)):
        if len({screen.for_adult for screen in screens[at : after + 1]}) == 1:
            assert following.total == step.total
            assert following.position >= step.position


@settings(deadline=None)
@given(any_questionnaire, st.data())
def test_a_finished_row_belongs_to_its_questionnaire_whole(form: Questionnaire, data: st.DataObject) -> None:
    answers = some_answers(data, form)
    reached = data.draw(st.none() | st.integers(0, len(list_screens(form))))
    row = build_response(form, answers, reached=reached)
    assert check_response(form, row) == (row, {})
    assert build_response(form, row, reached=reached) == row


@settings(deadline=None)
@given(any_questionnaire, st.data())
def test_what_is_kept_of_any_row_can_stand_and_is_kept_again(
    form: Questionnaire, data: st.DataObject
) -> None:
    sent = data.draw(
        st.dictionaries(st.text(max_size=3) | st.just("q1") | st.just("feels_safe"), st.text(max_size=4))
    )
    kept, dropped = check_response(form, sent | some_answers(data, form))
    asked = {question.indicator for question in form.questions()}
    assert check_answers(form, {key: code for key, code in kept.items() if code and key in asked}) == {}
    assert check_response(form, kept) == (kept, {})
    assert all(kept.get(key, "") == "" for key in dropped)
