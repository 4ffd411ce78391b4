"""What a word and its neighbours show, as places in a table of weights that were learnt from made-up comments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from heard.comments.identities.lists import read_list
from heard.comments.identities.tokens import Token
from heard.comments.identities.vocabulary import Standing, standing_of

WIDTH = 1 << 16  # places; two traits that share one are rare among those that tell much

_LETTERS = {
    "names_that_are_words": "n", "first_names": "f", "own_first_names": "o", "mostly_names": "m", "surnames": "s",
    "nicknames": "k", "towns": "t", "places_own": "p", "relations": "r", "titles": "T", "deeds": "d",
    "function_words": "F", "everyday": "e", "usual_words": "u", "misspelt": "x", "words": "w", "links": "l",
    "verb_names": "v", "adjective_names": "a", "abstract_names": "b", "calendar_names": "c", "modal_names": "M",
    "counted_names": "C", "living": "L", "towards": "W", "naming": "N", "determiners": "D", "said_of_people": "S",
    "heads_group": "g", "heads_school": "h", "heads_place": "P", "heads_address": "A", "helping_verbs": "H",
    "towns_never": "N",
}  # fmt: skip
_NEVER = ("function_words", "titles", "relations")
_HELPING = frozenset(("will", "may"))  # small words, and names
_ORDINARY = ("usual_words", "everyday", "misspelt")
_GAPS = {"": "0", " ": "1", ", ": ",", ". ": "."}
_BEFORE, _AFTER = "^", "$"  # what stands where the text does not reach


def may_be_learnt(token: Token) -> bool:
    """Whether a word may be a name at all: no small word, and no ordinary one but with a capital or as a town."""
    if token.key not in _HELPING and any(token.key in read_list(name) for name in _NEVER):
        return False
    if len(token.key) == 1:
        return token.inside and token.key not in "ix"
    if (
        token.key in read_list("towns") | read_list("towns_never")
        or standing_of(token.key) is not Standing.PLAIN
    ):
        return True
    ordinary = ("ordinary_capitals",) if token.inside else _ORDINARY
    return not any(token.key in read_list(name) for name in ordinary)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a whole text is written: what a capital or its want tells in it."""

    capitals: str  # n none, o only where sentences open, m some open without, p as in print
    size: str  # words, up to 3 as they are
    met: frozenset[str]  # the words that are suggested
    count: str  # of suggested words, up to 3


def read_manner(tokens: Sequence[Token], taken: Sequence[bool]) -> Manner:
    """How the text is written, read once for all its words. `taken`: which words rules suggest."""
    opening = [token.capital for token in tokens if token.opens]
    inside = any(token.inside for token in tokens)
    capitals = ("o" if all(opening) else "m") if any(opening) else "n"
    return Manner(
        capitals="p" if inside and capitals == "o" else "i" if inside else capitals,
        size=str(len(tokens)) if len(tokens) < 4 else "few" if len(tokens) < 8 else "many",
        met=frozenset(token.key for token, met in zip(tokens, taken, strict=True) if met),
        count=str(min(sum(taken), 3)),
    )


def number_traits(tokens: Sequence[Token], taken: Sequence[bool], at: int, manner: Manner) -> list[int]:
    """The places of what the word at `at` shows; the same on every machine. `taken`: which words rules suggest."""
    return [crc32(trait.encode()) % WIDTH for trait in _list_traits(tokens, taken, at, manner)]


def _list_traits(tokens: Sequence[Token], taken: Sequence[bool], at: int, manner: Manner) -> Iterator[str]:
    token = tokens[at]
    held, case = describe(token.key), _case(tokens, at)
    seen = held[0] + case + ("o" if token.opens else "i")
    yield "anything"
    yield from _of_the_word(token, held, seen)
    keys = {step: _key(tokens, at + step) for step in (-3, -2, -1, 1, 2)}
    yield from _of_neighbours(keys, held[0], seen)
    for step in (-2, -1, 1, 2):
        yield from _of_kind(tokens, taken, at + step, f"{step}", seen)
    gaps = _gap(tokens, at) + _gap(tokens, at + 1)
    before, after = _held(tokens, at - 1), _held(tokens, at + 1)
    yield f"gaps {gaps}{case}"
    yield f"gap before {gaps[0]}{keys[-1]}{held[0]}"
    yield f"gap after {gaps[1]}{keys[1]}{held[0]}"
    yield f"held around {before}|{after}{held[0]}"
    yield f"held before {before}|{keys[1]}{held[0]}"
    yield f"held after {keys[-1]}|{after}{held[0]}"
    yield f"taken before {_is_taken(taken, at - 2)}{keys[-1]}{held[0]}"
    yield f"taken after {keys[1]}{_is_taken(taken, at + 2)}{held[0]}"
    for step in (-1, 1):
        yield f"taken {step}{_is_taken(taken, at + step)}{gaps}{held[0]}"
    yield from _of_the_text(manner, token, held[0], case)
    yield from _of_endings(keys, held[0])


def _of_the_text(manner: Manner, token: Token, standing: str, case: str) -> Iterator[str]:
    yield f"capitals {manner.capitals}{case}"
    yield f"capitals {manner.capitals}{case}{standing}"
    yield f"size {manner.size}"
    yield f"size {manner.size}{standing}{case}"
    yield f"met {manner.count}{standing}{case}"
    yield f"met itself {_is_met(manner, token.key)}{standing}{case}"


def _is_met(manner: Manner, key: str) -> str:
    """Whether the word, or one that differs by an s, is suggested elsewhere in the text."""
    if key in manner.met:
        return "1"
    return "s" if f"{key}s" in manner.met or key.removesuffix("s") in manner.met else "0"


def _of_endings(keys: dict[int, str], standing: str) -> Iterator[str]:
    """How the words on both sides end: "chance says", "the oldest"."""
    for step in (-1, 1):
        yield f"ends {step} {keys[step][-2:]}{standing}"
        yield f"ends {step} {keys[step][-3:]}"
    yield f"ends around {keys[-1]} {keys[1][-2:]}{standing}"


def _of_the_word(token: Token, held: str, seen: str) -> Iterator[str]:
    yield f"word {token.key}"
    yield f"word {token.key}{seen[1:]}"
    yield f"held {held}{seen[1:]}"
    for letter in held:
        yield f"list {letter}"
        yield f"list {letter}{seen[1:]}"
    for count in (2, 3, 4):
        yield f"ending {token.key[-count:]}"
    for count in (2, 3):
        yield f"beginning {token.key[:count]}"
    yield f"length {min(len(token.key), 12)}"
    yield f"owns {token.owns}{held[0]}"


def _of_neighbours(keys: dict[int, str], standing: str, seen: str) -> Iterator[str]:
    for step in (-2, -1, 1, 2):
        yield f"word {step} {keys[step]}"
        yield f"word {step} {keys[step]} {seen}"
    yield f"word -3 {keys[-3]}"
    yield f"two before {keys[-2]} {keys[-1]}"
    yield f"two after {keys[1]} {keys[2]}"
    yield f"around {keys[-1]} {keys[1]}"
    yield f"around {keys[-1]} {keys[1]} {standing}"


def _of_kind(tokens: Sequence[Token], taken: Sequence[bool], at: int, step: str, seen: str) -> Iterator[str]:
    held = _held(tokens, at)
    yield f"held {step} {held}{seen}"
    yield f"kind {step} {held[0]}{_case(tokens, at)}{_is_taken(taken, at)}{_gap(tokens, at)}{seen}"
    for letter in held[1:]:
        yield f"list {step} {letter}"
        yield f"list {step} {letter}{seen[0]}{seen[-1]}"


@lru_cache(maxsize=50_000)
def describe(key: str) -> str:
    """The first letter of what a word is to be taken for, then one letter for each list that holds it."""
    bare = key.replace("'", "")
    lists = (letter for name, letter in _LETTERS.items() if not read_list(name).isdisjoint((key, bare)))
    return standing_of(key).value[0] + "".join(lists)


def _edge(at: int) -> str:
    return _BEFORE if at < 0 else _AFTER


def _key(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].key if 0 <= at < len(tokens) else _edge(at)


def _held(tokens: Sequence[Token], at: int) -> str:
    return describe(tokens[at].key) if 0 <= at < len(tokens) else _edge(at)


def _gap(tokens: Sequence[Token], at: int) -> str:
    return _GAPS.get(tokens[at].gap, "?") if 0 <= at < len(tokens) else _AFTER


def _case(tokens: Sequence[Token], at: int) -> str:
    """L in capitals, I with one inside a sentence, C with one at its start, s in small letters."""
    if not 0 <= at < len(tokens):
        return _AFTER
    token = tokens[at]
    return "L" if token.loud else "I" if token.inside else "C" if token.capital else "s"


def _is_taken(taken: Sequence[bool], at: int) -> str:
    return "1" if 0 <= at < len(taken) and taken[at] else "0"
