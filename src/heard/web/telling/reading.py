"""The age at which what a council writes can be read: told to whoever writes, and stops nobody. Pure."""

from collections.abc import Sequence

from heard.catalogue.reading_age import reading_age, sentences

# Of fewer words one long word moves it by years: nothing is said of them.
LEAST_WORDS = 20


def read_age(texts: Sequence[str]) -> float | None:
    """By the sum that the survey's own words are held to; None of too few words."""
    count = sum(len(words) for text in texts for words in sentences(text))
    return reading_age(texts) if count >= LEAST_WORDS else None
