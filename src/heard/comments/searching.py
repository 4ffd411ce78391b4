"""Finding comments by what they mean."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from heard.comments.passages import list_passages
from heard.comments.words import is_spelt_like, list_words

if TYPE_CHECKING:
    from heard.comments.meaning import Meaning

BEGINNING = 4  # letters: a word that begins with so much of a query's word, or the other way, is taken for it
FOUND_SHARE = 0.8  # of `alike`: who searches looks at what is found, and would rather see too much


def search_comments(query: str, texts: Sequence[str], *, meaning: "Meaning") -> tuple[int, ...]:
    """The places of the texts that speak of it, best first; none for a query without words.

    Texts in which the query's words occur come first, those with more of its words before those with fewer; then those
    that mean nearly the same. Ties stand in the order of the texts.
    """
    wanted = {word.folded for word in list_words(query)}
    if not wanted:
        return ()
    nearness = [_nearness(query, text, meaning) for text in texts]
    shared = [_count_shared(wanted, text) for text in texts]
    found = [
        place
        for place in range(len(texts))
        if shared[place] or nearness[place] >= meaning.alike * FOUND_SHARE
    ]
    return tuple(sorted(found, key=lambda place: (-shared[place], -nearness[place], place)))


def search_words(query: str, texts: Sequence[str]) -> tuple[int, ...]:
    """The places of the texts in which the query's words occur, those with more of them first; by words alone."""
    wanted = {word.folded for word in list_words(query)}
    shared = [_count_shared(wanted, text) if wanted else 0 for text in texts]
    found = [place for place, count in enumerate(shared) if count]
    return tuple(sorted(found, key=lambda place: (-shared[place], place)))


def _nearness(query: str, text: str, meaning: "Meaning") -> float:
    from heard.comments.meaning import near  # heavy to load; whoever searches by words does without

    passages = [text[start:end] for start, end in list_passages(text)]
    return float(near(meaning, passages, (query,)).max(initial=-1.0))


def _count_shared(wanted: set[str], text: str) -> int:
    """How many of the longer words occur, or of the short ones where there are no longer."""
    telling = {word for word in wanted if len(word) >= BEGINNING} or wanted
    words = {word.folded for word in list_words(text)}
    return sum(any(_is_same(word, each) for each in words) for word in telling)


def _is_same(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    begins = len(shorter) >= BEGINNING and longer.startswith(shorter)
    return begins or longer == f"{shorter}s" or is_spelt_like(one, other)
