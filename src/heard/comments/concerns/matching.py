"""Finding phrases in a text: in order, with gaps, whatever the spelling."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from heard.comments.concerns.phrases import Phrase, Phrases, spell_out
from heard.comments.words import Word, is_spelt_like, list_words

LONGEST_GAP = 3  # words
NEGATED_WITHIN = 3  # words before a phrase
JOINED_FROM = (
    6  # letters: from here on two words may be one that was parted, *my self*, or one two, *killmyself*
)


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase, and the words of the text it was found in: from `first` to `last`."""

    phrase: Phrase
    first: int
    last: int


def spell_words(text: str, phrases: Phrases) -> tuple[Word, ...]:
    """The words of a text, short ways of writing spelt out: several words may stand in one place."""
    return tuple(
        Word(meant, word.start, word.end)
        for word in list_words(text)
        for meant in spell_out(word.folded, phrases.spelling)
    )


def find_matches(words: Sequence[Word], wanted: Sequence[Phrase], phrases: Phrases) -> Iterator[Match]:
    """Where each phrase stands, the shortest way from each beginning."""
    text = _Read.of(words, phrases)
    for phrase in wanted:
        for first in sorted({place for word in phrase.parts[0] for place in text.places.get(word, ())}):
            last = text.match(phrase.parts, first)
            if last is not None:
                yield Match(phrase, first, last)


def is_negated(words: Sequence[Word], match: Match, phrases: Phrases) -> bool:
    """Whether a *not* stands shortly before the match."""
    before = words[max(match.first - NEGATED_WITHIN, 0) : match.first]
    return any(word.folded in phrases.negations for word in before)


@dataclass(frozen=True, slots=True)
class _Read:
    """By place in the text: `meant`, the phrases' words that a word may be; `joined`, that it and the next may be.

    `fills`: whether it may be passed over. `places`: a phrases' word → where it may stand.
    """

    meant: Sequence[frozenset[str]]
    joined: Sequence[frozenset[str]]
    fills: Sequence[bool]
    places: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, words: Sequence[Word], phrases: Phrases) -> "_Read":
        known = known_words(phrases)
        meant = [_meant(word.folded, known, phrases.other_words) for word in words]
        pairs = pairwise(words)
        joined = [*(_joined(one.folded + two.folded, known) for one, two in pairs), frozenset[str]()]
        places: dict[str, list[int]] = {}
        for place, (alone, together) in enumerate(zip(meant, joined, strict=False)):
            for each in alone | together:
                places.setdefault(each, []).append(place)
        return cls(meant, joined, [word.folded in phrases.fillers for word in words], places)

    def match(self, parts: Sequence[frozenset[str]], at: int) -> int | None:
        """The last word of what these parts are found in from `at` on; None where they are not."""
        if not parts[0]:
            ends = (self.match(parts[1:], at + gap) for gap in range(LONGEST_GAP + 1))
            return next((end for end in ends if end is not None), None)
        last = self._match_one(parts[0], at)
        if last is None or len(parts) == 1:
            return last
        end = self.match(parts[1:], last + 1)
        if end is None and last + 1 < len(self.fills) and self.fills[last + 1]:
            return self.match(parts[1:], last + 2)
        return end

    def _match_one(self, part: frozenset[str], at: int) -> int | None:
        if at >= len(self.meant):
            return None
        return at if part & self.meant[at] else at + 1 if part & self.joined[at] else None


@lru_cache(maxsize=8)
def known_words(phrases: Phrases) -> frozenset[str]:
    """Every word of every phrase."""
    every = [*phrases.everyday, *(each for group in phrases.by_concern.values() for each in group)]
    return frozenset(word for phrase in every for part in phrase.parts for word in part)


@lru_cache(maxsize=50_000)
def _meant(word: str, known: frozenset[str], other_words: frozenset[str]) -> frozenset[str]:
    """The phrases' words that this one may be: itself alone where it is one of them, or a word of its own."""
    if word in known or word in other_words:
        return frozenset([word])
    return frozenset(each for each in _by_first_letter(known).get(word[0], ()) if is_spelt_like(word, each))


@lru_cache(maxsize=8)
def _by_first_letter(known: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    """A slip keeps the first letter, so that only these words are compared."""
    return {
        letter: tuple(word for word in known if word[0] == letter) for letter in {word[0] for word in known}
    }


def _joined(both: str, known: frozenset[str]) -> frozenset[str]:
    return frozenset([both]) & known if len(both) >= JOINED_FROM else frozenset()


def split_joined(words: Sequence[Word], runs: Mapping[str, tuple[str, ...]]) -> tuple[Word, ...]:
    """Words written as one, taken apart where a phrase begins and ends so: *killmyself*."""
    return tuple(
        Word(part, word.start, word.end) for word in words for part in runs.get(word.folded, (word.folded,))
    )


@lru_cache(maxsize=8)
def runs_of(phrases: Phrases) -> Mapping[str, tuple[str, ...]]:
    """Every phrase without gaps as one long word → its words."""
    found: dict[str, tuple[str, ...]] = {}
    for group in phrases.by_concern.values():
        for phrase in group:
            if len(phrase.parts) > 1 and all(phrase.parts):
                for words in _choices(phrase.parts):
                    if len("".join(words)) >= JOINED_FROM + 2:
                        found.setdefault("".join(words), words)
    return found


def _choices(parts: Sequence[frozenset[str]]) -> list[tuple[str, ...]]:
    if not parts:
        return [()]
    return [(word, *rest) for word in sorted(parts[0]) for rest in _choices(parts[1:])]
