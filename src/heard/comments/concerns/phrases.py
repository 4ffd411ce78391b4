"""The phrase list of a language: `data/<language>.yaml`, where the form of a phrase is told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, StringConstraints, TypeAdapter
from pydantic.dataclasses import dataclass as shape

from heard.base.errors import InputProblems
from heard.base.problems import Problem
from heard.comments.codebook import load_codebook
from heard.comments.concerns.kinds import Concern
from heard.comments.words import fold, list_words
from heard.comments.yaml_files import YamlFolder

OURS = Path(__file__).parent / "data"
GAP, EITHER = "*", "/"
CLOSED = ConfigDict(extra="forbid")

Text = Annotated[str, StringConstraints(min_length=1)]
Texts = tuple[Text, ...]


@shape(frozen=True, config=CLOSED)
class ConcernEntry:
    """An entry of `concerns`: phrases to find by their words, sentences to find by their meaning."""

    phrases: Texts
    sentences: Texts


@shape(frozen=True, config=CLOSED)
class PhraseFile:
    """`data/<language>.yaml`."""

    spelling: Mapping[str, Text]
    fillers: Texts
    other_words: Texts
    negations: Texts
    everyday: Texts
    concerns: Mapping[Concern, ConcernEntry]
    harmless_codes: tuple[str, ...]
    harmless: Texts


SHAPE = TypeAdapter(PhraseFile)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words to be found in order; each part holds the words that may stand there, and an empty one is a gap."""

    text: str
    parts: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Phrases:
    """One language's list, ready to be looked for. Every word is folded.

    `spelling`: a short way of writing → its words. `fillers` may stand between the words of a phrase. `other_words` are
    never taken for a slip. `sentences` and `harmless` are compared by meaning; seed phrases of the codebook that sound
    like signs and are none are among the harmless.
    """

    spelling: Mapping[str, tuple[str, ...]]
    fillers: frozenset[str]
    other_words: frozenset[str]
    negations: frozenset[str]
    everyday: tuple[Phrase, ...]
    by_concern: Mapping[Concern, tuple[Phrase, ...]]
    sentences: Mapping[Concern, tuple[str, ...]]
    harmless: tuple[str, ...]

    def __hash__(self) -> int:
        return id(self)


@cache
def load_phrases(language: str = "en") -> Phrases | None:
    """The list that comes with Heard; None where the language has none. Raises InputProblems if it is wrong."""
    return read_phrases(OURS, language) if language in list_languages() else None


def list_languages(folder: Path = OURS) -> tuple[str, ...]:
    """The languages that have a list."""
    return tuple(sorted(path.stem for path in folder.glob("*.yaml")))


def read_phrases(folder: Path, language: str) -> Phrases:
    """One list of a folder. Raises InputProblems with everything wrong in it."""
    name = f"{language}.yaml"
    files = YamlFolder(folder)
    found = files.read(name, SHAPE)
    if found:
        files.problems += [Problem(name, message) for message in _list_faults(found, language)]
    if files.problems or not found:
        raise InputProblems(files.problems)
    spelling = {fold(short): tuple(_words(long)) for short, long in found.spelling.items()}
    return Phrases(
        spelling=spelling,
        fillers=frozenset(map(fold, found.fillers)),
        other_words=frozenset(map(fold, found.other_words)),
        negations=frozenset(map(fold, found.negations)),
        everyday=tuple(_phrase(text, spelling) for text in found.everyday),
        by_concern={
            concern: tuple(_phrase(text, spelling) for text in entry.phrases)
            for concern, entry in found.concerns.items()
        },
        sentences={concern: entry.sentences for concern, entry in found.concerns.items()},
        harmless=(*found.harmless, *_seed_phrases(found.harmless_codes, language)),
    )


def spell_out(word: str, spelling: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The words that a folded word stands for: itself, where it is not a short way of writing."""
    return spelling.get(word, (word,))


def _phrase(text: str, spelling: Mapping[str, tuple[str, ...]]) -> Phrase:
    parts: list[frozenset[str]] = []
    for part in text.split():
        words = [fold(word) for word in part.split(EITHER)]
        if part == GAP:
            parts.append(frozenset())
        elif len(words) > 1:
            parts.append(frozenset(words))
        else:
            parts += [frozenset([word]) for word in spell_out(words[0], spelling)]
    return Phrase(text, tuple(parts))


def _seed_phrases(keys: Sequence[str], language: str) -> Iterator[str]:
    for key in keys:
        yield from load_codebook(language).code(key).phrases


def _words(text: str) -> list[str]:
    return [word.folded for word in list_words(text)]


def _list_faults(found: PhraseFile, language: str) -> Iterator[str]:
    for concern in Concern:
        if concern not in found.concerns:
            yield f"concerns.{concern}: this key is missing."
    known = load_codebook(language).keys if found.harmless_codes else ()
    for key in sorted(set(found.harmless_codes) - set(known)):
        yield f"harmless_codes: no code of the codebook has the key {key}."
    short = {fold(word) for word in found.spelling}
    for place, phrases in _list_phrases(found):
        if len(set(phrases)) < len(phrases):
            twice = sorted({text for text in phrases if phrases.count(text) > 1})
            yield f"{place}: stands twice: {', '.join(twice)}."
        for text in phrases:
            yield from (f"{place}: {text}: {fault}." for fault in _wrong_with(text, short))


def _list_phrases(found: PhraseFile) -> Iterator[tuple[str, Texts]]:
    yield "everyday", found.everyday
    for concern, entry in found.concerns.items():
        yield f"concerns.{concern}.phrases", entry.phrases


def _wrong_with(text: str, short: set[str]) -> Iterator[str]:
    parts = text.split()
    if parts[0] == GAP or parts[-1] == GAP:
        yield "begins or ends with a gap"
    for part in parts:
        words = part.split(EITHER)
        if part != GAP and any(len(_words(word)) != 1 for word in words):
            yield f"{part} is not a word, several with {EITHER} between them, or {GAP}"
        elif len(words) > 1 and short & {fold(word) for word in words}:
            yield f"{part} holds a short way of writing, which would never be found"
