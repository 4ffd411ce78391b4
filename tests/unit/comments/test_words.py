"""Words as children spell them, and passages short enough to mean one thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.comments.passages import WINDOW, list_passages
from heard.comments.words import count_slips, fold, is_spelt_like, list_words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Can’t", "cant"),
        ("DON'T", "dont"),
        ("nooooo", "no"),
        ("killl", "kil"),
        ("café", "cafe"),
        ("ｈｅｌｐ", "help"),
        ("Straße", "strase"),
    ],
)
def test_a_word_is_compared_without_capitals_accents_apostrophes_and_repeats(
    written: str, folded: str
) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("written", "meant", "alike"),
    [
        ("hits", "hit", False),  # under four letters as it is, four only swapped
        ("wnat", "want", True),
        ("went", "want", False),
        ("scard", "scared", True),
        ("afriad", "afraid", True),
        ("scred", "scared", True),
        ("shared", "scared", True),  # one slip away: a list names the words that are not meant
        ("filed", "kiled", False),  # another first letter
        ("frightend", "frightened", True),
        ("fritend", "frightened", False),  # four slips
        ("suicidel", "suicidal", True),
    ],
)
def test_slips_are_forgiven_by_length(written: str, meant: str, alike: bool) -> None:
    assert is_spelt_like(written, meant) is alike


@pytest.mark.parametrize(
    ("one", "other", "slips"), [("ab", "ba", 1), ("abc", "ac", 1), ("kitten", "sitting", 3), ("", "ab", 2)]
)
def test_slips_are_letters_more_less_other_or_swapped(one: str, other: str, slips: int) -> None:
    assert count_slips(one, other) == count_slips(other, one) == slips


@given(st.text())
def test_every_word_and_passage_lies_in_the_text(text: str) -> None:
    spans = [(word.start, word.end) for word in list_words(text)]
    assert spans == sorted(spans)
    for start, end in [*spans, *list_passages(text)]:
        assert 0 <= start < end <= len(text)


@given(st.text(alphabet="ab .!\n", max_size=300))
def test_every_word_is_in_a_passage_and_none_is_longer_than_a_window(text: str) -> None:
    passages = list_passages(text)
    for word in list_words(text):
        assert any(start <= word.start and word.end <= end for start, end in passages)
    assert all(len(list_words(text[start:end])) <= WINDOW for start, end in passages)


@pytest.mark.parametrize("text", ["", "   ", "😀😀", "!!! ...", "\x00"])
def test_a_text_without_words_has_no_passages(text: str) -> None:
    assert list_passages(text) == ()


def test_short_sentences_are_read_together_too() -> None:
    text = "I told her. She laughed."
    assert [text[start:end] for start, end in list_passages(text)] == [
        "I told her",
        "I told her. She laughed",
        "She laughed",
    ]
