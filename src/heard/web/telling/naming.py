"""Whether words may name somebody: suggestions to whoever writes, before the words are kept."""

from collections.abc import Iterable

from heard.comments.identities import suggest_identities
from heard.web.moderating.queries import get_known


def who_may_be_named(texts: Iterable[str]) -> tuple[str, ...]:
    """The parts by which somebody could be known, by rules and the council's own lists; each once, in order."""
    known = get_known()
    return tuple(
        dict.fromkeys(
            text[span.start : span.end] for text in texts for span in suggest_identities(text, known=known)
        )
    )
