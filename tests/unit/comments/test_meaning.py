"""Places of texts: by words everywhere, by the model where it is installed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.comments.meaning import Meaning, WordMeaning, load_meaning, near
from heard.comments.meaning.pieces import load_pieces, number_pieces

MODEL = load_meaning()
MEANINGS = [
    pytest.param(WordMeaning(), id="words"),
    pytest.param(
        MODEL, id="model", marks=pytest.mark.skipif(MODEL is None, reason="the extra nlp is not installed")
    ),
]
TEXTS = [
    "I want a dog",
    "see my mum more",
    "I WANT A DOG",
    "",
    "😀",
    "=1+1",
    "<b>a dog</b>",
    "日本語",
    "word " * 2000,
]


@pytest.mark.parametrize("meaning", MEANINGS)
def test_rows_have_length_one_or_nought_and_depend_on_their_text_alone(meaning: Meaning) -> None:
    rows = meaning.place(TEXTS)
    lengths = np.linalg.norm(rows, axis=1)
    assert rows.dtype == np.float32
    assert all(np.isclose(length, 1, atol=1e-5) or length == 0 for length in lengths)
    assert lengths[3] == lengths[4] == 0  # nothing said
    assert np.array_equal(rows, meaning.place(TEXTS))
    assert np.array_equal(rows[::-1], meaning.place(TEXTS[::-1]))
    assert np.allclose(rows[0], rows[2], atol=1e-6)


@pytest.mark.parametrize("meaning", MEANINGS)
def test_what_is_said_alike_is_nearer(meaning: Meaning) -> None:
    cosines = near(meaning, ["can I have a dog please"], ("I want a dog", "the bus is late"))[0]
    assert cosines[0] >= meaning.alike > cosines[1]


@pytest.mark.parametrize("meaning", MEANINGS)
def test_no_texts_or_no_seeds_are_no_cosines(meaning: Meaning) -> None:
    assert near(meaning, [], ("a",)).shape == (0, 1)
    assert near(meaning, ["a"], ()).shape == (1, 0)


@given(st.lists(st.text(max_size=50), max_size=5))
def test_words_place_any_text(texts: list[str]) -> None:
    rows = WordMeaning().place(texts)
    assert rows.shape[0] == len(texts)
    assert np.isfinite(rows).all()


# As the tokenizer that comes with the model (`tokenizers` 0.23.3 with its tokenizer.json) takes them apart.
@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("I can't sleep", ["i", "can", "'", "t", "sleep"]),
        ("Café!", ["cafe", "!"]),
        ("safeguarding", ["safeguard", "##ing"]),
        ("😀", ["[UNK]"]),
        ("a" * 101, ["[UNK]"]),
        ("", []),
        ("a\u200bb\x00", ["ab"]),
        ("日本", ["日", "本"]),
    ],
)
def test_a_text_is_taken_apart_as_the_model_was_taught(text: str, pieces: list[str]) -> None:
    known = load_pieces()
    assert number_pieces(text) == [known[piece] for piece in ("[CLS]", *pieces, "[SEP]")]


@given(st.text(max_size=3000))
def test_any_text_is_taken_apart_and_never_into_too_much(text: str) -> None:
    assert 2 <= len(number_pieces(text)) <= 256


def test_there_is_no_model_where_the_extra_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("heard.comments.meaning.model.NEEDED", ("not_a_package_of_anybody",))
    load_meaning.cache_clear()
    assert load_meaning() is None
    load_meaning.cache_clear()
