"""A codebook folder → the codebook in one language, or everything wrong with it at once."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter
from pydantic.dataclasses import dataclass

from heard.base.errors import InputProblems
from heard.base.problems import Problem
from heard.catalogue import load_catalogue
from heard.comments.codebook.codebook import Code, Codebook, Leaning
from heard.comments.words import list_words
from heard.comments.yaml_files import YamlFolder

OURS = Path(__file__).parent / "data"
FACTS = "codebook.yaml"
CLOSED = ConfigDict(extra="forbid")

Text = Annotated[str, StringConstraints(min_length=1)]
Phrases = Annotated[tuple[Text, ...], Field(min_length=3, max_length=40)]


@dataclass(frozen=True, config=CLOSED)
class LeaningEntry:
    """An entry of `questions`: keys of codes."""

    about: tuple[str, ...] = ()
    often: tuple[str, ...] = ()


@dataclass(frozen=True, config=CLOSED)
class CodebookFile:
    """`codebook.yaml`: the keys of the codes by domain, both in order; what open questions lean to."""

    version: Text
    codes: Mapping[str, tuple[str, ...]]
    questions: Mapping[str, LeaningEntry] = field(default_factory=dict)


@dataclass(frozen=True, config=CLOSED)
class CodeWords:
    """An entry of `words/<language>/<domain>.yaml`."""

    name: Text
    include: Text
    exclude: Text
    phrases: Phrases


FACTS_SHAPE = TypeAdapter(CodebookFile)
WORDS_SHAPE = TypeAdapter(dict[str, CodeWords])


@cache
def load_codebook(language: str = "en") -> Codebook:
    """The codebook that comes with Heard, in one language. Raises InputProblems if it does not have that language."""
    return read_codebook(OURS, language)


def check_codebook(folder: Path = OURS) -> tuple[Problem, ...]:
    """Everything wrong in a codebook folder, in every language it has; empty = nothing."""
    problems: list[Problem] = []
    for language in sorted(path.name for path in (folder / "words").glob("*") if path.is_dir()):
        try:
            read_codebook(folder, language)
        except InputProblems as found:
            problems += [problem for problem in found.problems if problem not in problems]
    return tuple(problems)


def read_codebook(folder: Path, language: str) -> Codebook:
    """The codebook of a folder, in one language. Raises InputProblems with everything wrong in it."""
    files = YamlFolder(folder)
    facts = files.read(FACTS, FACTS_SHAPE)
    names = {domain: f"words/{language}/{domain}.yaml" for domain in (facts.codes if facts else ())}
    words = {domain: files.read(name, WORDS_SHAPE) or {} for domain, name in names.items()}
    if facts and not files.problems:
        files.problems += [*_wrong_keys(facts), *_wrong_words(facts, words, names)]
    if files.problems or not facts:
        raise InputProblems(files.problems)
    codes = (_code(key, domain, words[domain][key]) for domain, keys in facts.codes.items() for key in keys)
    leanings = {
        question: Leaning(frozenset(entry.about), frozenset(entry.often))
        for question, entry in facts.questions.items()
    }
    return Codebook(facts.version, tuple(codes), leanings)


def _code(key: str, domain: str, words: CodeWords) -> Code:
    return Code(key, words.name, domain, words.include, words.exclude, words.phrases)


def _wrong_keys(facts: CodebookFile) -> Iterator[Problem]:
    domains = [domain.key for domain in load_catalogue().domains]
    for domain in facts.codes.keys() - set(domains):
        yield Problem(FACTS, f"{domain}: the catalogue has no such domain.", allowed=", ".join(domains))
    keys = [key for each in facts.codes.values() for key in each]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield Problem(FACTS, f"{key}: stands twice.")
    yield from _wrong_leanings(facts, set(keys))


def _wrong_leanings(facts: CodebookFile, keys: set[str]) -> Iterator[Problem]:
    surveys = load_catalogue().questionnaires.values()
    asked = sorted({question.key for survey in surveys for question in survey.open_questions()})
    for question, entry in facts.questions.items():
        if question not in asked:
            yield Problem(FACTS, f"{question}: no such open question.", allowed=", ".join(asked))
        for key in sorted({*entry.about, *entry.often} - keys):
            yield Problem(FACTS, f"questions.{question}: no code has the key {key}.")


def _wrong_words(
    facts: CodebookFile, words: Mapping[str, Mapping[str, CodeWords]], names: Mapping[str, str]
) -> Iterator[Problem]:
    """Codes without words, words without a code, and a phrase or a name that two codes share or that says nothing."""
    said: dict[str, str] = {}
    for domain, keys in facts.codes.items():
        for key in sorted(set(keys) - words[domain].keys()):
            yield Problem(names[domain], f"{key}: has no words.")
        for key, entry in words[domain].items():
            if key not in keys:
                yield Problem(names[domain], f"{key}: no code of this domain has this key.")
            for phrase in (entry.name, *entry.phrases):
                folded = " ".join(word.folded for word in list_words(phrase))
                if not folded:
                    yield Problem(names[domain], f"{key}: {phrase} has no words.")
                elif said.setdefault(folded, key) != key:
                    yield Problem(names[domain], f"{key}: {phrase} also stands with {said[folded]}.")
