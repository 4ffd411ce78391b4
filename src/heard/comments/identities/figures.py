"""Runs of figures and codes taken whole: where a pattern found part ("file [943] 476 5919"), it is widened."""

import re
from collections.abc import Sequence
from dataclasses import replace

from heard.comments.identities.spans import Kind, Reason, Span

_RUN = re.compile(r"(?<![\w£$€])\+?\(?\d(?:[ ()./–-]{0,2}\d){4,24}(?!\w)")
_CODE = re.compile(r"\w+(?:[/_.-]\w+)*")
_LETTERS = re.compile(r"(?<!\w)(?!I )[A-Z]{1,3} $")  # "UC 118 2231"
_CODED = frozenset((Kind.NUMBER, Kind.PHONE, Kind.ONLINE))
_TIMES = re.compile(r"[0-2]?\d[.][0-5]\d ?[–-] ?[0-2]?\d[.][0-5]\d")
_LARGE = re.compile(r"[1-9]\d{0,2}0{3,}")  # "10000 times" tells of nobody


def take_whole(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans with every run of five figures and more: one that meets it grows to its ends, others are added.

    `spans` are in order and apart; so are those given back.
    """
    kept = [_with_code(text, span) for span in spans]
    kept = [span for at, span in enumerate(kept) if not at or not span.meets(kept[at - 1])]
    for found in _RUN.finditer(text):
        if _TIMES.fullmatch(found[0]) or _LARGE.fullmatch(found[0]):
            continue
        met = [span for span in kept if span.start < found.end() and found.start() < span.end]
        if any(span.start <= found.start() and found.end() <= span.end for span in met):
            continue
        first = met[0] if met else Span(found.start(), found.end(), Kind.NUMBER, Reason.PATTERN)
        start, end = min(first.start, found.start()), max(found.end(), *(span.end for span in (first, *met)))
        kept = [span for span in kept if span not in met]
        kept.append(Span(start, end, first.kind, first.reason))
    return tuple(sorted(kept, key=lambda span: span.start))


def _with_code(text: str, span: Span) -> Span:
    """The span with the figures and letters that one sign parts from it: "[CLA-2291]-B", "old.[big_jo]"."""
    if span.kind not in _CODED:
        return span
    letters = _LETTERS.search(text, max(0, span.start - 4), span.start)
    if span.kind is Kind.NUMBER and letters:
        span = replace(span, start=letters.start())
    found = next((code for code in _CODE.finditer(text) if code.start() <= span.start < code.end()), None)
    if found is None:
        return span
    if span.kind is Kind.ONLINE and "_" in found[0] and found.end() >= span.end:
        return replace(span, start=found.start(), end=found.end())
    if found.end() <= span.end or not any(letter.isdigit() for letter in found[0]):
        return span
    return replace(span, end=found.end())
