"""Made-up comments told again with other names, so that what is learnt is where names stand and not which they are.

The new ones are mostly words that are names too, nicknames, rarer words, slips and names put together from sounds: the
rules find the names of the lists by themselves.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from random import Random

from heard.comments.identities import Kind
from heard.comments.identities.lists import read_list
from heard.comments.identities.vocabulary import Standing, standing_of
from planted import PlantedSpan

CHANGED = 0.85  # of the spans
KEPT_OF_GROUPS = 0.4  # of the words of a school's or group's name
CONSONANTS, VOWELS = "bcdfghjklmnprstvwz", "aeiou"
ENDINGS = ("", "n", "z", "y", "ie", "sh", "ck", "m", "bo", "zo", "a")
TOWN_ENDINGS = ("ton", "ham", "by", "ley", "")
STAYING = (
    "heads_school",
    "heads_group",
    "heads_place",
    "heads_address",
    "function_words",
    "titles",
    "relations",
)
ORDINARY = ("usual_words", "everyday", "misspelt", "function_words", "titles", "relations")
NAMED = {Kind.NAME, Kind.PLACE, Kind.ADDRESS, Kind.SCHOOL, Kind.GROUP}

Marked = tuple[str, tuple[PlantedSpan, ...]]


def vary(text: str, spans: Sequence[PlantedSpan], random: Random, *, small: bool) -> Marked:
    """The text with other words in most of its spans; in small letters throughout, where `small`."""
    parts: list[str] = []
    moved: list[PlantedSpan] = []
    length = last = 0
    for span in spans:
        words = text[span.start : span.end]
        if span.kind in NAMED and words.isascii() and random.random() < CHANGED:
            words = _rename(words, span.kind, random)
        parts += [text[last : span.start], words]
        start = length + span.start - last
        length, last = start + len(words), span.end
        moved.append(PlantedSpan(start, length, span.kind))
    told = "".join([*parts, text[last:]])
    lowered = told.lower()
    return (lowered if small and len(lowered) == len(told) else told), tuple(moved)


def _rename(words: str, kind: Kind, random: Random) -> str:
    choose = {Kind.NAME: _new_name, Kind.PLACE: _new_place}.get(kind, _new_word)

    def put(found: re.Match[str]) -> str:
        word = found[0]
        if word.lower() in _staying() or len(word) < 3:
            return word
        if kind not in (Kind.NAME, Kind.PLACE) and random.random() < KEPT_OF_GROUPS:
            return word
        return _written_like(word, choose(random))

    return re.sub("[A-Za-z]+", put, words)


def _written_like(word: str, new: str) -> str:
    if word.isupper():
        return new.upper()
    return new[:1].upper() + new[1:] if word[0].isupper() else new


def _new_name(random: Random) -> str:
    ways: tuple[tuple[float, Callable[[], str]], ...] = (
        (0.40, lambda: random.choice(_items("names_that_are_words"))),
        (0.50, lambda: random.choice(_items("nicknames"))),
        (0.70, lambda: _new_word(random)),
        (0.80, lambda: _slip(random, _new_word(random))),
        (0.88, lambda: _sounds(random)),
        (0.94, lambda: _slip(random, random.choice(_first_names()))),
        (1.00, lambda: random.choice(_first_names())),
    )
    drawn = random.random()
    return next(way() for upto, way in ways if drawn < upto)


def _new_place(random: Random) -> str:
    drawn = random.random()
    if drawn < 0.55:
        return random.choice(_towns_that_are_words())
    return _new_word(random) if drawn < 0.8 else _sounds(random) + random.choice(TOWN_ENDINGS)


def _new_word(random: Random) -> str:
    return random.choice(_rarer_words())


def _sounds(random: Random) -> str:
    parts = [random.choice(CONSONANTS) + random.choice(VOWELS) for _ in range(random.randint(1, 3))]
    return "".join(parts) + random.choice(ENDINGS)


def _slip(random: Random, word: str) -> str:
    at = random.randrange(len(word))
    letter, ending = random.choice(CONSONANTS + VOWELS), random.choice(("y", "ie", "z", "o", "a"))
    head, tail = word[:at], word[at + 1 :]
    return random.choice((head + tail, head + word[at] + word[at:], head + letter + tail, word + ending))


@cache
def _items(name: str) -> tuple[str, ...]:
    return tuple(sorted(item for item in read_list(name) if item.isascii() and item.isalpha()))


@cache
def _first_names() -> tuple[str, ...]:
    return _items("first_names") + _items("own_first_names")


@cache
def _rarer_words() -> tuple[str, ...]:
    ordinary = frozenset().union(*(read_list(name) for name in ORDINARY))
    return tuple(word for word in _items("words") if 3 <= len(word) <= 7 and word not in ordinary)


@cache
def _towns_that_are_words() -> tuple[str, ...]:
    words = (Standing.PLAIN, Standing.DOUBTFUL)
    return tuple(town for town in _items("towns") if len(town) > 3 and standing_of(town) in words)


@cache
def _staying() -> frozenset[str]:
    return frozenset().union(*(read_list(name) for name in STAYING))
