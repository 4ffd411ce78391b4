"""Putting a kind's word in the place of what a person agreed to take out."""

from collections.abc import Iterable

from heard.base.errors import HeardError
from heard.comments.identities.spans import Span


class WrongSpans(HeardError):
    """Spans that overlap or leave the text; replacing them would leave part of an identity standing."""


def replace_identities(text: str, spans: Iterable[Span]) -> str:
    """The text with each span as "[name]", "[school]" …; everything else letter for letter.

    Raises `WrongSpans`, which quotes nothing of the text, on spans that are empty, overlap or leave the text.
    """
    ordered = sorted(spans, key=lambda span: span.start)
    _check(ordered, len(text))
    parts, at = [], 0
    for span in ordered:
        parts += [text[at : span.start], f"[{span.kind}]"]
        at = span.end
    return "".join([*parts, text[at:]])


def _check(ordered: list[Span], length: int) -> None:
    at = 0
    for span in ordered:
        if not at <= span.start < span.end <= length:
            raise WrongSpans(f"The span {span.start} to {span.end} overlaps another or leaves the text.")
        at = span.end
