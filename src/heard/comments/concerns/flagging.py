"""The signs of concern in one comment, for a person who reads it: tuned to miss little, never to decide."""

from collections.abc import Iterator
from math import log2

import numpy as np

from heard.comments.concerns.kinds import MEANING, PHRASE, Concern, Flag, Sign
from heard.comments.concerns.matching import (
    Match,
    find_matches,
    is_negated,
    runs_of,
    spell_words,
    split_joined,
)
from heard.comments.concerns.phrases import Phrases, load_phrases
from heard.comments.meaning import Meaning, Places, near
from heard.comments.passages import list_windows
from heard.comments.words import Word

NEAREST = 3  # sentences; the nearest alone is chance more often
HALF = 0.5  # of the nearness to what is harmless
BY_CHANCE = (
    0.015  # cosine that is asked for more with every doubling of the windows: of many, one is near by chance
)
MOST_DOUBLINGS = 3.0  # and no more, so that a long comment does not hide what is in it


def flag_concerns(
    text: str, *, language: str = "en", phrases: Phrases | None = None, meaning: Meaning | None = None
) -> Flag:
    """The signs in a comment. Without `meaning`, those of its words alone; without a list, none, and that is said.

    `phrases`: another list than the one that comes with Heard for the language.
    """
    listed = phrases or load_phrases(language)
    if listed is None:
        return Flag(is_listed=False)
    found = list(_by_phrase(text, listed))
    if meaning is not None:
        found += _by_meaning(text, listed, meaning)
    return Flag(
        tuple(sorted(_keep_apart(found), key=lambda sign: (sign.start, sign.end, sign.concern, sign.near)))
    )


def _by_phrase(text: str, phrases: Phrases) -> Iterator[Sign]:
    words = split_joined(spell_words(text, phrases), runs_of(phrases))
    everyday = list(find_matches(words, phrases.everyday, phrases))
    for concern, wanted in phrases.by_concern.items():
        for match in find_matches(words, wanted, phrases):
            if not any(_lies_in(match, each) for each in everyday):
                yield _sign(concern, words, match, phrases)


def _lies_in(match: Match, other: Match) -> bool:
    return other.first <= match.first and match.last <= other.last


def _sign(concern: Concern, words: tuple[Word, ...], match: Match, phrases: Phrases) -> Sign:
    start, end = words[match.first].start, words[match.last].end
    return Sign(concern, start, end, PHRASE, match.phrase.text, is_negated(words, match, phrases))


def _by_meaning(text: str, phrases: Phrases, meaning: Meaning) -> Iterator[Sign]:
    """Each window near enough to the sentences of the list, for how near it is to harmless ones.

    Half of the nearness to the harmless counts against it: of the ways tried (all of it, none, the nearest alone, the
    mean of five, a line fitted through all) this missed least for the comments it brings a reader. Sentences by
    themselves missed more: *I'm fine* or *they know* mean little without what stands beside them.
    """
    spans = list_windows(text)
    passages = [text[start:end] for start, end in spans]
    if not passages:
        return
    kinds = [concern for concern, sentences in phrases.sentences.items() for _ in sentences]
    sentences = tuple(sentence for group in phrases.sentences.values() for sentence in group)
    signs = near(meaning, passages, sentences)
    left = _nearest(signs) - HALF * _nearest(near(meaning, passages, phrases.harmless))
    for (start, end), row, enough in zip(spans, signs, left >= _enough(meaning, len(spans)), strict=True):
        if enough:
            best = int(np.argmax(row))
            yield Sign(kinds[best], start, end, MEANING, sentences[best])


def _enough(meaning: Meaning, windows: int) -> float:
    return meaning.worrying + BY_CHANCE * min(log2(windows), MOST_DOUBLINGS)


def _nearest(cosines: Places) -> Places:
    """(passages,) the mean of the NEAREST largest."""
    largest: Places = np.sort(cosines, axis=1)[:, -NEAREST:].mean(axis=1)
    return largest


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
