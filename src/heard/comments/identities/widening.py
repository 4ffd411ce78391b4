"""What belongs to the name of a school, club or house although it is a figure: "2nd Marlow Cubs", "Hawks under 10s"."""

import re
from dataclasses import replace

from heard.comments.identities.spans import Kind, Span

_BEFORE = re.compile(r"\b(?:the )?\d{1,4}(?:st|nd|rd|th)? $", re.IGNORECASE)
_AFTER = re.compile(
    r"(?:'s|’s)?(?:,? (?:under[ -]?|u)\d{1,2}'?s?| (?:6th|sixth) ?form| r\.?c\.?| c ?of ?e| primary| secondary"
    r"| juniors?| infants?| high(?: school)?| school| academy| college| grammar| cadets| scouts"
    r"| cubs| guides| brownies)+\b",
    re.IGNORECASE,
)
_KINDS = (Kind.SCHOOL, Kind.GROUP)


def widen(text: str, span: Span) -> Span:
    """The span with the figures and the kind of school or team that stand right before and after it."""
    if span.kind not in _KINDS:
        return span
    before = _BEFORE.search(text, max(0, span.start - 12), span.start)
    after = _AFTER.match(text, span.end)
    return replace(
        span, start=before.start() if before else span.start, end=after.end() if after else span.end
    )
