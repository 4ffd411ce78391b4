"""Whether words that staff write may name somebody. It warns, and whoever wrote decides: roles are often capitalised.

What finds names is loaded when it is first needed, not with the pages.
"""

from collections.abc import Iterable


def find_named(texts: Iterable[str]) -> tuple[str, ...]:
    """What may be a name, an address, a telephone number, each once. Dates and services are no names here."""
    from heard.comments.identities import Kind, Reason, Span, suggest_identities
    from heard.web.moderating.queries import get_known

    def is_meant(span: Span) -> bool:
        if span.kind is Kind.NAME:
            return span.reason in (Reason.NAME_LIST, Reason.OWN_LIST, Reason.TITLE, Reason.NAMED)
        return span.kind in (Kind.ADDRESS, Kind.EMAIL) or (
            span.kind is Kind.PHONE and span.reason is Reason.PATTERN
        )

    known = get_known()
    found = (
        text[span.start : span.end]
        for text in texts
        if text
        for span in suggest_identities(text, known=known)
        if is_meant(span)
    )
    return tuple(dict.fromkeys(found))
