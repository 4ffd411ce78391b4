"""Every suggestion for a text, from patterns, lists, standing and, where one is given, a model."""

from typing import Protocol

from heard.comments.identities.abroad import is_foreign
from heard.comments.identities.called import find_called
from heard.comments.identities.capitals import find_capitals, find_phrases
from heard.comments.identities.family import find_family
from heard.comments.identities.founded import find_founded, find_saints
from heard.comments.identities.headed import find_headed
from heard.comments.identities.known import Known, find_known
from heard.comments.identities.names import find_names
from heard.comments.identities.patterns import find_patterns
from heard.comments.identities.places import find_places
from heard.comments.identities.spans import Span, settle
from heard.comments.identities.tokens import read_tokens
from heard.comments.identities.widening import widen


class NameFinder(Protocol):
    """A local model of language that finds what rules and lists may miss."""

    def find(self, text: str) -> tuple[Span, ...]:
        """Its suggestions, with offsets in the text."""


def suggest_identities(
    text: str, *, known: Known | None = None, finder: NameFinder | None = None
) -> tuple[Span, ...]:
    """Where somebody could be known by what is written, in order and never overlapping.

    Takes any text and raises on none; its time grows with the text's length. Where two suggestions meet, the surer
    stays: a form before a council's own lists, those before schools and groups, places, names, family, the model's.
    """
    tokens = read_tokens(text)
    headed = (*find_phrases(tokens), *find_headed(tokens), *find_founded(tokens))
    surer = settle(
        find_patterns(text),
        find_known(tokens, known or Known()),
        (widen(text, span) for span in headed),
        find_called(tokens),
        find_places(tokens),
        (widen(text, span) for span in find_saints(tokens)),
    )
    modelled = finder.find(text) if finder and not is_foreign(tokens) else ()  # the models read English
    sure = settle(surer, find_names(tokens, taken=surer), find_capitals(tokens))
    return settle(sure, find_family(text, taken=sure), modelled)
