"""Whether a comment is in English, as far as its words tell: lists of one language say nothing of others."""

from heard.comments.identities.tokens import read_tokens
from heard.comments.identities.vocabulary import Standing, standing_of

FEWEST = 3  # words; of fewer nothing can be told, and they are taken for English
LEAST_KNOWN = 0.5  # of its words (chosen: names and slips are a fifth of the worst English comments)


def seems_english(text: str) -> bool:
    """Whether at least half of the words are English ones, or slips of some. True where there are too few to tell,
    unless none of their letters is Latin."""
    if _has_other_letters(text):
        return False
    words = [token.key for token in read_tokens(text)]
    if len(words) < FEWEST:
        return True
    known = sum(standing_of(word) in (Standing.PLAIN, Standing.DOUBTFUL) for word in words)
    return known >= LEAST_KNOWN * len(words)


def _has_other_letters(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and all(ord(letter) > 0x24F for letter in letters)
