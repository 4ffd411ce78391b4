"""The words a moderator reads beside a suggestion: one file, cross-checked with the code when it is read."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from heard.base.errors import HeardError
from heard.catalogue.yaml_text import read_yaml
from heard.comments.identities.circumstances import Circumstance, load_circumstances
from heard.comments.identities.spans import Kind, Reason

FOLDER = Path(__file__).parent / "words"


class WordsMissing(HeardError):
    """A key of the code has no words, where words are loaded."""


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Wording:
    """`words/<language>.yaml` and the sentences of `circumstances/<language>.yaml`: what each is for a person."""

    kinds: Mapping[Kind, str]
    reasons: Mapping[Reason, str]
    circumstances: Mapping[Circumstance, str]


@cache
def load_wording(language: str = "en") -> Wording:
    """The words of a language; raises `WordsMissing` where they and the code do not say the same."""
    text = (FOLDER / f"{language}.yaml").read_text(encoding="utf-8")
    told = {key: telling.sentence for key, telling in load_circumstances(language).circumstances.items()}
    given = {**read_yaml(text), "circumstances": told}
    wording: Wording = TypeAdapter(Wording).validate_python(given)
    for wanted, held in ((Kind, wording.kinds), (Reason, wording.reasons)):
        if missing := sorted(set(wanted) - set(held)):
            raise WordsMissing(f"{language}.yaml lacks {', '.join(missing)}.")
    return wording
