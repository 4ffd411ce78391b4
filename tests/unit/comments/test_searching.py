"""Finding comments by what they mean."""

from hypothesis import given
from hypothesis import strategies as st

from heard.comments.meaning import WordMeaning
from heard.comments.searching import search_comments, search_words

WORDS = WordMeaning()
TEXTS = [
    "more football please",
    "my social worker is late",
    "I love my dogs and the cat",
    "a dog",
    "the dogggg barks",
    "",
    "😀",
]


def search(query: str) -> list[str]:
    return [TEXTS[place] for place in search_comments(query, TEXTS, meaning=WORDS)]


def test_what_holds_more_of_the_words_comes_first() -> None:
    assert search("dog and cat")[0] == "I love my dogs and the cat"


def test_a_word_is_found_in_its_other_forms_and_spellings() -> None:
    assert search("workers") == search("worker") == search("WORKRE") == ["my social worker is late"]


def test_what_says_nothing_of_it_is_not_found() -> None:
    assert "more football please" not in search("dog")
    assert search("bicycle") == []


def test_a_query_without_words_finds_nothing() -> None:
    assert search("") == search("😀 !!") == []


@given(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=6))
def test_any_query_in_any_texts_finds_each_at_most_once(query: str, texts: list[str]) -> None:
    found = search_comments(query, texts, meaning=WORDS)
    assert len(set(found)) == len(found)
    assert set(found) <= set(range(len(texts)))


def test_by_words_alone_those_with_more_of_them_come_first_and_no_others() -> None:
    texts = ["the bus is late", "my dogs are nice", "a dog and a cat", "cats"]
    assert search_words("dog cat", texts) == (2, 1, 3)
    assert search_words("", texts) == ()
