"""Suggestions: by seed phrases at first, by what moderators chose later."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.base.policy import CODED_TO_LEARN
from heard.comments.codebook import load_codebook
from heard.comments.meaning import Meaning, WordMeaning, load_meaning
from heard.comments.themes import Coded, Suggestion, order_by_uncertainty, suggest_themes
from heard.comments.themes.learning import _leave_one_out, _threshold, learn

BOOK, WORDS = load_codebook(), WordMeaning()
MODEL = load_meaning()
PLACES = ["garden", "kitchen", "town", "park", "school", "forest", "river", "attic", "cellar", "yard"]
TIMES = ["today", "tomorrow", "always", "again", "maybe", "please"]
# Sixty each of what seed phrases know nothing of: moderators call axolotls pets and dominoes fun, and gravel nothing.
CODED = [
    *(Coded(f"an axolotl for the {place} {time}", frozenset({"pets"})) for place in PLACES for time in TIMES),
    *(
        Coded(f"dominoes in the {place} {time}", frozenset({"fun_and_clubs"}))
        for place in PLACES
        for time in TIMES
    ),
    *(
        Coded(f"axolotl and dominoes at {place} {time}", frozenset({"pets", "fun_and_clubs"}))
        for place in PLACES
        for time in TIMES
    ),
    *(Coded(f"gravel near the {place} {time}", frozenset()) for place in PLACES for time in TIMES),
]


def codes(text: str, coded: list[Coded], meaning: Meaning = WORDS) -> set[str]:
    (found,) = suggest_themes([text], codebook=BOOK, coded=coded, meaning=meaning)
    return {each.code for each in found}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("i want a dog", {"pets"}),
        ("the bus takes ages. i have no friends here", {"travel", "friends"}),
        ("MY SOCIAL WORKER never answers the phone!!", {"worker"}),
        ("nothing i am happy", {"good_as_it_is"}),
        ("gravel", set()),
        ("", set()),
        ("😀", set()),
        ("=1+1", set()),
        ("日本語", set()),
    ],
)
def test_seed_phrases_suggest_before_anything_is_coded(text: str, wanted: set[str]) -> None:
    assert codes(text, []) >= wanted
    assert bool(codes(text, [])) is bool(wanted)


@pytest.mark.parametrize(
    ("question", "text", "wanted"),
    [
        ("worker", "ok", {"worker"}),
        ("family_time", "too short", {"family_time"}),
        ("worker", "i want a dog", {"pets"}),  # what is said counts for more than what was asked
        ("anything", "ok", set()),
        ("", "ok", set()),
        ("worker", "", set()),
        ("worker", "😀", set()),
    ],
)
def test_what_was_asked_need_not_be_said(question: str, text: str, wanted: set[str]) -> None:
    (found,) = suggest_themes([text], codebook=BOOK, coded=[], meaning=WORDS, questions=[question])
    assert {each.code for each in found} == wanted


def test_what_was_asked_is_learnt_from() -> None:
    asked = [
        Coded(each.text, codes, question)
        for each in CODED[180:]
        for question, codes in (("worker", frozenset({"worker"})), ("anything", frozenset[str]()))
    ]
    texts, questions = ["gravel in the attic"] * 2, ["worker", "anything"]
    found = suggest_themes(
        texts, codebook=BOOK, coded=asked + CODED[:120], meaning=WORDS, questions=questions
    )
    assert [{each.code for each in suggestions} for suggestions in found] == [{"worker"}, set()]


@pytest.mark.parametrize(("coded", "learnt"), [(CODED_TO_LEARN - 1, False), (CODED_TO_LEARN, True)])
def test_choices_are_learnt_from_enough_of_them(coded: int, learnt: bool) -> None:
    assert ("pets" in codes("my axolotl", CODED[::-1][:coded])) is learnt


def test_several_things_are_suggested_and_what_was_called_nothing_is_not() -> None:
    assert codes("axolotl or dominoes", CODED) == {"pets", "fun_and_clubs"}
    assert codes("gravel for the attic", CODED) == set()


def test_a_code_that_nobody_chose_yet_is_suggested_by_its_phrases() -> None:
    assert codes("the bus takes ages", CODED) == {"travel"}


def test_the_order_of_texts_and_choices_never_matters() -> None:
    texts = [each.text for each in CODED[::7]]
    there = suggest_themes(texts, codebook=BOOK, coded=CODED, meaning=WORDS)
    back = suggest_themes(texts[::-1], codebook=BOOK, coded=CODED[::-1], meaning=WORDS)
    assert there == back[::-1]


def test_the_same_words_coded_twice_count_once() -> None:
    assert "pets" not in codes("my axolotl", [CODED[0]] * CODED_TO_LEARN)


def test_choices_in_keys_of_another_codebook_are_left_out() -> None:
    others = [Coded(each.text, frozenset({"of_another_version"})) for each in CODED]
    assert codes("my axolotl", others) == codes("my axolotl", [])


def test_no_texts_have_no_suggestions() -> None:
    assert suggest_themes([], codebook=BOOK, coded=CODED, meaning=WORDS) == ()


def test_suggestions_are_the_surest_first_and_from_a_half_to_one() -> None:
    for found in suggest_themes([each.text for each in CODED], codebook=BOOK, coded=CODED, meaning=WORDS):
        scores = [each.score for each in found]
        assert scores == sorted(scores, reverse=True)
        assert all(0.5 <= score <= 1 for score in scores)


@settings(max_examples=25)
@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text_can_be_asked_about(texts: list[str]) -> None:
    assert len(suggest_themes(texts, codebook=BOOK, coded=[], meaning=WORDS)) == len(texts)


def test_what_is_least_known_is_asked_first() -> None:
    sure, unsure = Suggestion("pets", 0.9), Suggestion("money", 0.5)
    assert order_by_uncertainty([(sure,), (sure, unsure), (), (sure,)]) == (2, 1, 0, 3)


def test_what_is_said_of_a_comment_left_out_is_what_a_line_without_it_says() -> None:
    rng = np.random.default_rng(1)
    rows, wanted = rng.normal(size=(12, 5)), rng.integers(0, 2, size=(12, 2)).astype(float)
    values, vectors = np.linalg.eigh(rows @ rows.T)
    found = _leave_one_out(values, vectors, vectors.T @ wanted, wanted, 0.3)
    for place in range(12):
        others = np.delete(rows, place, axis=0)
        line = np.linalg.solve(
            others.T @ others + 0.3 * np.eye(5), others.T @ np.delete(wanted, place, axis=0)
        )
        assert np.allclose(found[place], rows[place] @ line)


@pytest.mark.parametrize(
    ("answers", "chosen", "threshold"),
    [
        ([0.9, 0.8, 0.7, 0.6, 0.5, 0.1], [1, 1, 1, 1, 0, 0], 0.55),  # four of four, and none is missed
        ([0.9, 0.8, 0.7, 0.6, 0.5, 0.1], [1, 1, 0, 1, 1, 0], 0.3),  # four of five, which is just enough
        (
            [0.9, 0.8, 0.7, 0.6, 0.5, 0.1],
            [1, 1, 1, 0, 0, 0],
            0.65,
        ),  # three of three; with one more three of four
        ([0.9, 0.8], [0, 1], float("inf")),
        ([0.5, 0.5, 0.5, 0.5], [1, 1, 0, 0], float("inf")),  # what ties is not parted
        ([0.5, 0.4], [1, 1], 0.4),
    ],
)
def test_a_threshold_is_where_most_is_found_and_four_in_five_are_right(
    answers: list[float], chosen: list[int], threshold: float
) -> None:
    assert _threshold(np.array(answers), np.array(chosen, dtype=bool)) == pytest.approx(threshold)


def test_what_is_learnt_judges_as_many_codes_as_there_are() -> None:
    rows = np.eye(6, dtype=np.float32)
    flags = np.array([[True, False]] * 3 + [[False, True]] * 3)
    assert learn(rows, flags, rows[:1], flags[:1]).judge(rows[:2]).shape == (2, 2)


@pytest.mark.skipif(MODEL is None, reason="the extra nlp is not installed")
def test_the_model_suggests_what_shares_no_word_with_a_seed_phrase() -> None:
    assert MODEL is not None
    assert "pets" in codes("a puppy", [], MODEL)
    assert "family_time" in codes("let me visit my grandparents", [], MODEL)
