"""Suggestions taken whole: what belongs to a name though no list holds it, before it, behind it or between two."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from heard.comments.identities.lists import read_list
from heard.comments.identities.spans import Kind, Reason, Span
from heard.comments.identities.tokens import Token

_INITIALS = re.compile(r"(?:(?<![\w'’])(?-i:[A-Z])(?:\. ?| ))+$")
_NUMBERED = re.compile(
    r" (?:the (?:first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th|(?-i:[A-Z][a-z]{2,15}))"
    r"|junior|jnr|jr|snr|senior)\b",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r" (?:(?-i:[A-HJ-Z])|[bcdefghjklmpqtvw])(?![\w'’])(?! (?:of|level|levels|team|class|set)\b)"
)
_OF_MANY = re.compile(r"(?:['’]?s)(?!\w)")
_SPELT = re.compile(r"(?<![\w'’])[^\W\d_](?:(?: ?[.,-] ?| {1,3})[^\W\d_]){3,20}(?![\w'’])")
_OWNED = re.compile(r"(?:at|in|to|from|outside|near|by|of) $", re.IGNORECASE)
_CLOSING = re.compile(
    r"['’]s(?:$|[.,;!?)\n]| (?:with|and|for|on|in|at|to|from|cos|because|but|every|when|after|before|then)\b)"
)
_THE = re.compile(r"\bthe $", re.IGNORECASE)
_APP = re.compile(
    r"(?<!\w)(?:insta|instagram|ig|snap|snapchat|tiktok|discord|strava|vsco|roblox|xbox|psn|twitch|youtube|yt|kik)"
    r"(?: ?: ?| )$",
    re.IGNORECASE,
)
_ELDER = re.compile(
    r"(?<=\w )(?:Nan|Nana|Nanny|Gran|Granny|Mama|Mum|Mummy|Aunt|Auntie|Aunty|Uncle|Papa|Grandad|Grandma) $"
)
_PLACED = frozenset((Kind.PLACE, Kind.SCHOOL, Kind.GROUP))


def find_spelt(text: str) -> Iterator[Span]:
    """A name letter by letter: "my name is A-Y-A-A-N", "d i l s h a"."""
    yield from (Span(*found.span(), Kind.NAME, Reason.SPELT_OUT) for found in _SPELT.finditer(text))


def complete(text: str, tokens: Sequence[Token], spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans, in order and apart, with what belongs to each: nothing that was suggested is left out."""
    filled = tuple(_fill(text, tokens, spans))
    return tuple(_grow(text, span, _room(text, filled, at)) for at, span in enumerate(filled))


def _room(text: str, spans: Sequence[Span], at: int) -> tuple[int, int]:
    """Where a span may begin and must end, so that it meets no other."""
    return spans[at - 1].end if at else 0, spans[at + 1].start if at + 1 < len(spans) else len(text)


def _grow(text: str, span: Span, room: tuple[int, int]) -> Span:
    start, end = span.start, span.end
    if span.kind is Kind.ONLINE:
        app = _APP.search(text, max(room[0], start - 12), start)
        start = app.start() if app and (text[start] == "@" or ":" in app[0]) else start
    elif span.kind is Kind.NAME and text[start].isupper():
        start = _before(_ELDER.search(text, max(room[0], start - 9), start), start)
    if span.kind is Kind.NAME:
        initials = _INITIALS.search(text, max(room[0], start - 8), start)
        start = initials.start() if initials and initials[0].strip() != "I" else start
        behind = _NUMBERED.match(text, end) or _LETTER.match(text, end)
        end = behind.end() if behind and text[span.start : span.end].isalpha() else end
    elif span.kind in _PLACED and _OWNED.search(text, max(0, start - 8), start):
        end = _behind(_OF_MANY.match(text, end), end)
    if span.kind is Kind.NAME and (
        _THE.search(text, max(0, start - 8), start) or _is_visited(text, start, end)
    ):
        end = _behind(_OF_MANY.match(text, end), end)
    return replace(span, start=start, end=min(end, room[1]))


def _is_visited(text: str, start: int, end: int) -> bool:
    """Whether it is a place called after somebody: "at Nico's with a milkshake"."""
    return bool(_OWNED.search(text, max(0, start - 8), start)) and bool(_CLOSING.match(text, end))


def _before(found: re.Match[str] | None, start: int) -> int:
    return found.start() if found else start


def _behind(found: re.Match[str] | None, end: int) -> int:
    return found.end() if found else end


def _fill(text: str, tokens: Sequence[Token], spans: Sequence[Span]) -> Iterator[Span]:
    """The spans, two of a place, school or group as one where one word or a possessive stands between."""
    held: Span | None = None
    for span in spans:
        if held is None:
            held = span
        elif _belong(text, tokens, held, span):
            held = replace(held, end=span.end, kind=held.kind if span.kind is Kind.NAME else span.kind)
        else:
            yield held
            held = span
    if held is not None:
        yield held


def _belong(text: str, tokens: Sequence[Token], one: Span, two: Span) -> bool:
    between = text[one.end : two.start]
    if text[two.start].isupper() and {one.kind, two.kind} <= _PLACED | {Kind.NAME}:
        visited = two.kind is not Kind.NAME or bool(_OWNED.search(text, max(0, one.start - 8), one.start))
        if (between in ("'s ", "’s ") and visited) or (between == " " and one.kind is Kind.SCHOOL):
            return True
    if not {one.kind, two.kind} <= _PLACED | {Kind.NAME} or two.kind is Kind.NAME:
        return False
    inner = [token for token in tokens if one.end <= token.start and token.end <= two.start]
    bare = len(inner) == 1 and between.strip() == text[inner[0].start : inner[0].end] and between[:1] == " "
    return bare and one.kind is not Kind.NAME and _may_stand_between(inner[0])


def _may_stand_between(token: Token) -> bool:
    lists = ("function_words", "relations", "deeds", "titles", "links", "determiners")
    return not token.owns and not any(token.key in read_list(name) for name in lists)
