"""The signs of concern in one comment, for a person who reads it: tuned to miss little, never to decide."""

from heard.comments.concerns.kinds import PHRASE, Concern, Flag, Sign
from heard.comments.concerns.learnt import Weights, find_learnt, load_weights
from heard.comments.concerns.matching import (
    Match,
    find_matches,
    is_negated,
    runs_of,
    spell_words,
    split_joined,
)
from heard.comments.concerns.phrases import Phrases, load_phrases
from heard.comments.words import Word


def flag_concerns(
    text: str, *, language: str = "en", phrases: Phrases | None = None, weights: Weights | None = None
) -> Flag:
    """The signs in a comment: by the list, and by what was learnt. Without a list, none, and that is said.

    `phrases`, `weights`: others than those that come with Heard for the language.
    """
    listed = phrases or load_phrases(language)
    if listed is None:
        return Flag(is_listed=False)
    words, by_list = find_phrases(text, listed)
    found = list(by_list)
    held = load_weights(language) if weights is None else weights
    if held is not None:
        found += find_learnt(words, found, held)
    return Flag(
        tuple(sorted(_keep_apart(found), key=lambda sign: (sign.start, sign.end, sign.concern, sign.near)))
    )


def find_phrases(text: str, phrases: Phrases) -> tuple[tuple[Word, ...], tuple[Sign, ...]]:
    """The words of a text, without those of everyday phrases, and the signs of the list: what is learnt from."""
    words = split_joined(spell_words(text, phrases), runs_of(phrases))
    everyday = list(find_matches(words, phrases.everyday, phrases))
    matches = (
        (concern, match)
        for concern, wanted in phrases.by_concern.items()
        for match in find_matches(words, wanted, phrases)
    )
    signs = tuple(
        _sign(concern, words, match, phrases)
        for concern, match in matches
        if not any(_lies_in(match, each) for each in everyday)
    )
    said = {at for each in everyday for at in range(each.first, each.last + 1)}
    return tuple(word for at, word in enumerate(words) if at not in said), signs


def _lies_in(match: Match, other: Match) -> bool:
    return other.first <= match.first and match.last <= other.last


def _sign(concern: Concern, words: tuple[Word, ...], match: Match, phrases: Phrases) -> Sign:
    start, end = words[match.first].start, words[match.last].end
    return Sign(concern, start, end, PHRASE, match.phrase.text, is_negated(words, match, phrases))


def _keep_apart(signs: list[Sign]) -> list[Sign]:
    """Of signs of one kind and reason that lie in one another, the longest: a reader needs each place once."""
    kept: list[Sign] = []
    for sign in sorted(
        signs, key=lambda each: (each.start - each.end, each.start, each.is_negated, each.near)
    ):
        if not any(_says_already(other, sign) for other in kept):
            kept.append(sign)
    return kept


def _says_already(kept: Sign, sign: Sign) -> bool:
    same = (kept.concern, kept.reason) == (sign.concern, sign.reason) and kept.is_negated <= sign.is_negated
    return same and kept.start <= sign.start and sign.end <= kept.end
