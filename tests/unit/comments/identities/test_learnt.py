"""What was learnt adds to rules and lists, and stands behind them; its weights are those that the script makes."""

from random import Random

import numpy as np
import pytest

from heard.comments.identities import Kind, Reason, suggest_identities
from heard.comments.identities.learnt import FILE, KINDS, NOTHING, Weights, find_learnt, load_weights
from heard.comments.identities.tokens import read_tokens
from heard.comments.identities.traits import WIDTH, may_be_learnt, number_traits, read_manner
from learn_names import learn_weights, list_rows
from planted import PlantedSpan, unmark
from varied import vary


def say_name_of_all() -> Weights:
    weights = np.zeros_like(NOTHING)
    weights[:, KINDS.index(Kind.NAME)] = 127
    return weights


# By rules alone nothing is suggested in these: the names are words, and stand where names stand.
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("me and gravel go fishing", "gravel"),
        ("my worker is called lettuce", "lettuce"),
        ("biscuit let me stay up late", "biscuit"),
        ("tell waffle i said hi", "waffle"),
    ],
)
def test_what_only_was_learnt_is_suggested(text: str, name: str) -> None:
    (span,) = suggest_identities(text)
    assert (text[span.start : span.end], span.kind, span.reason) == (name, Kind.NAME, Reason.LEARNT)
    assert suggest_identities(text, weights=NOTHING) == ()


def test_where_rules_and_what_was_learnt_meet_the_rules_stay() -> None:
    text = "me and sarah brown"
    assert [span.reason for span in suggest_identities(text)] == [
        span.reason for span in suggest_identities(text, weights=NOTHING)
    ]


def test_neighbours_are_one_span_and_what_is_taken_is_left() -> None:
    text = "so gravel lettuce did it"
    tokens = read_tokens(text)
    every = say_name_of_all()
    (span,) = find_learnt(tokens, weights=every)
    assert (text[span.start : span.end], span.kind, span.reason) == (
        "gravel lettuce",
        Kind.NAME,
        Reason.LEARNT,
    )
    assert list(find_learnt(tokens, taken=[span], weights=every)) == []


def test_of_another_language_nothing_was_learnt() -> None:
    every = say_name_of_all()
    assert list(find_learnt(read_tokens("dwi isio gweld mam a mynd i'r parc"), weights=every)) == []


@pytest.mark.parametrize(
    ("text", "may"),
    [("the", False), ("mum", False), ("pizza", False), ("gravel", True), ("rose", True), ("bath", True)],
)
def test_small_and_ordinary_words_are_never_learnt_names(text: str, may: bool) -> None:
    assert may_be_learnt(read_tokens(text)[0]) is may


def test_traits_are_the_same_on_every_machine() -> None:
    tokens, taken = read_tokens("me and gravel go"), [False] * 4
    numbers = number_traits(tokens, taken, 2, read_manner(tokens, taken))
    assert (len(numbers), sum(numbers)) == (79, 2867807)


@pytest.mark.parametrize(
    ("text", "capitals", "size"),
    [
        ("carpet", "n", "1"),
        ("my dog. Not a cat", "m", "few"),
        ("My dog. Not a cat", "o", "few"),
        ("my dog is called Rex", "i", "few"),
        ("My dog is called Rex. He is eight now", "p", "many"),
    ],
)
def test_how_a_text_is_written_is_told_once(text: str, capitals: str, size: str) -> None:
    tokens = read_tokens(text)
    manner = read_manner(tokens, [token.key in ("rex", "dog") for token in tokens])
    assert (manner.capitals, manner.size) == (capitals, size)
    assert (manner.count, manner.met) == (
        str(len(manner.met)),
        {"rex", "dog"} & {token.key for token in tokens},
    )


def test_a_comment_told_again_keeps_its_marks_on_the_names() -> None:
    text, spans = unmark("my mate {name|Ada} lives in {place|Hull} by {address|4 Low Road} now")
    told, moved = vary(text, spans, Random(1), small=False)
    words = [told[span.start : span.end] for span in moved]
    assert told == f"my mate {words[0]} lives in {words[1]} by {words[2]} now"
    assert words[0] != "Ada"
    assert words[0][0].isupper()
    assert words[2].startswith("4 ")
    assert vary(text, spans, Random(1), small=False) == (told, moved)
    assert vary("x", [PlantedSpan(0, 1, Kind.NAME)], Random(1), small=True)[0].islower()


def test_the_weights_have_the_form_that_is_read_and_are_small() -> None:
    weights = load_weights()
    assert (weights.dtype, weights.shape) == (np.int8, (WIDTH, len(KINDS)))
    assert FILE.stat().st_size < 300_000


@pytest.mark.slow
def test_the_weights_are_those_that_the_script_makes() -> None:
    made = learn_weights([row for _, rows in list_rows() for row in rows])
    assert np.abs(made.astype(int) - load_weights()).max() <= 1  # another machine may differ by a step
