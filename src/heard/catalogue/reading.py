"""A catalogue folder → its documents, or every structural problem at once, each with its place.

Each file is parsed once, into the types of `documents`; nothing after this module sees a raw dictionary.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from heard.base.errors import InputProblems
from heard.base.problems import Problem
from heard.base.surveys import Survey
from heard.catalogue.documents import (
    AnswerWords,
    DemographicEntry,
    DemographicWords,
    DomainEntry,
    DomainWords,
    IndicatorFile,
    IndicatorWords,
    LanguageFile,
    OpenQuestionEntry,
    OpenQuestionWords,
    ProvenanceEntry,
    QuestionnaireFile,
    ScaleEntry,
    TopicWords,
)

T = TypeVar("T")
WORDS = "words"  # the folder of languages
PAGES = "pages.yaml"  # in a language's own folder, what stands around the questions

INDICATOR = TypeAdapter(IndicatorFile)
SCALES = TypeAdapter(dict[str, ScaleEntry])
DOMAINS = TypeAdapter(tuple[DomainEntry, ...])
PROVENANCE = TypeAdapter(dict[str, ProvenanceEntry])
DEMOGRAPHICS = TypeAdapter(dict[str, DemographicEntry])
OPEN_QUESTIONS = TypeAdapter(dict[str, OpenQuestionEntry])
PICTURES = TypeAdapter(dict[str, str])
NEVER_SAID = TypeAdapter(dict[str, tuple[str, ...]])
QUESTIONNAIRE = TypeAdapter(QuestionnaireFile)
LANGUAGE = TypeAdapter(LanguageFile)
DOMAIN_WORDS = TypeAdapter(dict[str, DomainWords])
INDICATOR_WORDS = TypeAdapter(dict[str, IndicatorWords])
SCALE_WORDS = TypeAdapter(dict[str, tuple[AnswerWords, ...]])
DEMOGRAPHIC_WORDS = TypeAdapter(dict[str, DemographicWords])
OPEN_QUESTION_WORDS = TypeAdapter(dict[str, tuple[OpenQuestionWords, ...]])
TOPIC_WORDS = TypeAdapter(dict[str, tuple[TopicWords, ...]])

# What pydantic finds, said for an author of YAML; its own words where this table has none.
SAID = {
    "unexpected_keyword_argument": "this key is not known here",
    "missing": "this key is missing",
    "missing_argument": "this key is missing",
    "string_type": 'must be text (yes, no and numbers need quotes: "yes")',
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
    "dict_type": "must be keys and values",
    "mapping_type": "must be keys and values",
    "dataclass_type": "must be keys and values",
    "string_too_short": "must not be empty",
}


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words. `places` says in which file each indicator's words stand."""

    language: str
    about: LanguageFile
    domains: dict[str, DomainWords]
    indicators: dict[str, IndicatorWords]
    places: dict[str, str]
    scales: dict[str, tuple[AnswerWords, ...]]
    demographics: dict[str, DemographicWords]
    open_questions: dict[str, tuple[OpenQuestionWords, ...]]
    topics: dict[str, tuple[TopicWords, ...]]

    def file(self, name: str) -> str:
        """The file of this language's words of that name."""
        return f"words/{self.language}/{name}.yaml"


@dataclass(frozen=True, slots=True)
class Documents:
    """Every file of a catalogue folder, parsed. `fingerprint`: sha256 over the names and bytes of all."""

    indicators: dict[str, IndicatorFile]
    scales: dict[str, ScaleEntry]
    domains: tuple[DomainEntry, ...]
    provenance: dict[str, ProvenanceEntry]
    demographics: dict[str, DemographicEntry]
    open_questions: dict[str, OpenQuestionEntry]
    pictures: dict[str, str]
    never_said: dict[str, tuple[str, ...]]
    questionnaires: dict[Survey, QuestionnaireFile]
    words: dict[str, Words]
    fingerprint: str


def list_folders(folder: Path) -> tuple[str, ...]:
    """The languages of a folder that holds a folder for each."""
    return tuple(sorted(path.name for path in folder.glob("*") if path.is_dir()))


def read_documents(folder: Path, languages: tuple[str, ...], words: Path | None = None) -> Documents:
    """Parse a catalogue folder with the words of these languages, of which `words` may hold further ones.

    Raises InputProblems with every file that is missing, is not YAML or has not the shape its kind needs.
    """
    reader = _Reader(folder)
    if words:
        reader.add_languages(words, [each for each in languages if not (folder / WORDS / each).is_dir()])
    documents = Documents(
        indicators=reader.read_each("indicators", INDICATOR),
        scales=reader.read("scales.yaml", SCALES, {}),
        domains=reader.read("domains.yaml", DOMAINS, ()),
        provenance=reader.read("provenance.yaml", PROVENANCE, {}),
        demographics=reader.read("demographics.yaml", DEMOGRAPHICS, {}),
        open_questions=reader.read("open_questions.yaml", OPEN_QUESTIONS, {}),
        pictures=reader.read("pictures.yaml", PICTURES, {}),
        never_said=reader.read("never_said_to_children.yaml", NEVER_SAID, {}),
        questionnaires=reader.read_questionnaires(),
        words={language: reader.read_words(language) for language in languages},
        fingerprint=reader.fingerprint,
    )
    reader.note_unread()
    if reader.problems:
        raise InputProblems(reader.problems)
    return documents


class _Reader:
    """Reads files of one folder and keeps what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise InputProblems([Problem(str(folder), "the folder is not there.")])
        self.problems: list[Problem] = []
        self._read: set[str] = set()
        self._files = {
            path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))
        }

    def add_languages(self, folder: Path, languages: Iterable[str]) -> None:
        """Read files of these languages too; beside the catalogue's own may lie the pages' words."""
        for language in languages:
            for path in sorted((folder / language).rglob("*.yaml")):
                name = path.relative_to(folder).as_posix()
                if name != f"{language}/{PAGES}":
                    self._files[f"{WORDS}/{name}"] = path.read_bytes()

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same files, whatever folder they lie in."""
        digest = sha256()
        for name, content in self._files.items():
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()

    def read(self, name: str, shape: TypeAdapter[T], missing: T) -> T:
        """The file in its shape; `missing`, and a problem noted, where it cannot be had."""
        content = self._files.get(name)
        if content is None:
            self.problems.append(Problem(name, "the file is missing."))
            return missing
        found = self._parse(name, content, shape)
        return missing if found is None else found

    def read_each(self, folder: str, shape: TypeAdapter[T]) -> dict[str, T]:
        """Every file directly in `folder`, by file name without its ending."""
        found = {
            Path(name).stem: self._parse(name, content, shape)
            for name, content in self._files.items()
            if Path(name).parent.as_posix() == folder
        }
        return {key: value for key, value in found.items() if value is not None}

    def read_questionnaires(self) -> dict[Survey, QuestionnaireFile]:
        """The questionnaires by survey, in the surveys' order."""
        found = self.read_each("questionnaires", QUESTIONNAIRE)
        for name in found.keys() - set(Survey):
            allowed = ", ".join(Survey)
            self.problems.append(
                Problem(f"questionnaires/{name}.yaml", "no survey has this name.", allowed=allowed)
            )
        return {survey: found[survey] for survey in Survey if survey in found}

    def read_words(self, language: str) -> Words:
        """The words of one language, those about indicators gathered from their domains' files."""
        home = f"words/{language}"
        by_domain = self.read_each(f"{home}/indicators", INDICATOR_WORDS)
        indicators: dict[str, IndicatorWords] = {}
        places: dict[str, str] = {}
        for domain, entries in by_domain.items():
            for key in indicators.keys() & entries.keys():
                self.problems.append(
                    Problem(f"{home}/indicators/{domain}.yaml", f"{key}: also in {places[key]}.")
                )
            indicators |= entries
            places |= dict.fromkeys(entries, f"{home}/indicators/{domain}.yaml")
        return Words(
            language=language,
            about=self.read(f"{home}/language.yaml", LANGUAGE, LanguageFile(language, "ltr", False)),
            domains=self.read(f"{home}/domains.yaml", DOMAIN_WORDS, {}),
            indicators=indicators,
            places=places,
            scales=self.read(f"{home}/scales.yaml", SCALE_WORDS, {}),
            demographics=self.read(f"{home}/demographics.yaml", DEMOGRAPHIC_WORDS, {}),
            open_questions=self.read(f"{home}/open_questions.yaml", OPEN_QUESTION_WORDS, {}),
            topics=self.read(f"{home}/topics.yaml", TOPIC_WORDS, {}),
        )

    def note_unread(self) -> None:
        """Note every file that nothing has read, other languages' words apart: its name must be wrong."""
        for name in sorted(self._files.keys() - self._read):
            parts = Path(name).parts
            if parts[0] != "words" or f"words/{parts[1]}/language.yaml" in self._read:
                self.problems.append(Problem(name, "no file of this name is read here."))

    def _parse(self, name: str, content: bytes, shape: TypeAdapter[T]) -> T | None:
        self._read.add(name)
        try:
            return shape.validate_python(yaml.load(content, Loader=_Loader))
        except ValidationError as error:
            self.problems.extend(_misshapen(name, detail) for detail in error.errors(include_url=False))
        except yaml.YAMLError as error:
            self.problems.append(_not_yaml(name, error))
        except ValueError as error:  # a scalar with the look of a date that is none, such as 2026-02-30
            self.problems.append(Problem(name, f"not readable as YAML: {error}."))
        return None


class _Loader(yaml.CSafeLoader):
    """Safe YAML that does not let the second of two equal keys win in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        seen: set[object] = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"the key {key.value} stands twice", problem_mark=key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _not_yaml(name: str, error: yaml.YAMLError) -> Problem:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return Problem(name, f"not readable as YAML: {error.problem}.", rows=(error.problem_mark.line + 1,))
    return Problem(name, "not readable as YAML, which is text in UTF-8.")


def _misshapen(name: str, detail: ErrorDetails) -> Problem:
    said = SAID.get(detail["type"]) or _vocabulary(detail) or detail["msg"]
    place = ".".join(str(part) for part in detail["loc"])
    return Problem(name, f"{place}: {said}." if place else f"{said}.")


def _vocabulary(detail: ErrorDetails) -> str:
    """What a closed vocabulary allows; empty for other problems."""
    expected = str(detail.get("ctx", {}).get("expected", ""))
    if not expected:
        return ""
    return f"must be {'one of ' if ' or ' in expected else ''}{expected}"
