"""Every suggestion for a text: from patterns, lists, where words stand, and what was learnt."""

from typing import TYPE_CHECKING

from heard.comments.identities.called import find_called
from heard.comments.identities.capitals import find_capitals, find_phrases
from heard.comments.identities.completing import complete, find_spelt
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

if TYPE_CHECKING:
    from heard.comments.identities.learnt import Weights


def suggest_identities(
    text: str, *, known: Known | None = None, weights: "Weights | None" = None
) -> tuple[Span, ...]:
    """Where somebody could be known by what is written, in order and never overlapping.

    Takes any text and raises on none; its time grows with the text's length. Where two suggestions meet, the surer
    stays: a form before a council's own lists, those before schools and groups, places, names, family, what was
    learnt. Each is taken whole then. `weights`: other learnt ones than those that come with Heard.
    """
    from heard.comments.identities.learnt import find_learnt  # numpy: only once something is to be found

    tokens = read_tokens(text)
    headed = (*find_phrases(tokens), *find_headed(tokens), *find_founded(tokens))
    surer = settle(
        find_patterns(text),
        find_spelt(text),
        find_known(tokens, known or Known()),
        (widen(text, span) for span in headed),
        find_called(tokens),
        find_places(tokens),
        (widen(text, span) for span in find_saints(tokens)),
    )
    sure = settle(surer, find_names(tokens, taken=surer), find_capitals(tokens))
    told = settle(sure, find_family(text, taken=sure))
    return complete(text, tokens, settle(told, find_learnt(tokens, taken=told, weights=weights)))
