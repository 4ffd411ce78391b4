"""The words of the steps: a closed vocabulary, read once into frozen values and checked against the steps."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from heard.base.errors import HeardError
from heard.catalogue.yaml_text import read_yaml
from heard.web.planning.steps import GROUP, LEFT_OUT, NOBODY, STEPS

SOURCE = Path(__file__).parent / "words/en.yaml"
CLOSED = ConfigDict(extra="forbid")


@dataclass(frozen=True, config=CLOSED)
class FieldWords:
    """A field's name and what to write there."""

    label: str
    hint: str


@dataclass(frozen=True, config=CLOSED)
class StepWords:
    """What a step is for, and what good looks like."""

    title: str
    why: str
    good: str
    fields: Mapping[str, FieldWords]


@dataclass(frozen=True, config=CLOSED)
class Words:
    """All of it."""

    steps: Mapping[str, StepWords]
    groups: Mapping[str, str]
    group_fields: Mapping[str, FieldWords]
    group_hints: Mapping[str, str]


@cache
def load_words() -> Words:
    """Raises HeardError where a step, a field or a group has no words, or words have no step."""
    words: Words = TypeAdapter(Words).validate_python(read_yaml(SOURCE.read_text(encoding="utf-8")))
    said = {key: tuple(step.fields) for key, step in words.steps.items()}
    if said != {step.key: tuple(field.key for field in step.fields) for step in STEPS}:
        raise HeardError("the words of the steps are not those of the steps")
    groups = (tuple(words.groups), tuple(words.group_hints), tuple(words.group_fields))
    if groups != (LEFT_OUT, LEFT_OUT, tuple(part.key for part in (*GROUP, NOBODY))):
        raise HeardError("the words of the groups are not those of the groups")
    return words
