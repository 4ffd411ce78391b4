"""Towns, countries and other places, from a list or from where a word stands."""

from collections.abc import Iterator, Sequence

from heard.comments.identities.lists import read_list
from heard.comments.identities.spans import Kind, Reason, Span
from heard.comments.identities.standing import place_in_sentence
from heard.comments.identities.tokens import Token
from heard.comments.identities.vocabulary import Standing, is_plain, is_usual, standing_of

_LONGEST = 4
_INTO = frozenset(
    (
        "in",
        "from",
        "to",
        "near",
        "at",
        "outside",
        "around",
        "round",
        "leaving",
        "left",
        "leave",
        "visit",
        "visiting",
        "of",
        "via",
    )
)
_PERSONAL = (Reason.TITLE, Reason.NAMED, Reason.RELATION)
_THERE = frozenset(("in", "to", "from", "near", "outside"))


def find_places(tokens: Sequence[Token]) -> Iterator[Span]:
    """Places of the lists, and unknown words where somebody lives or moves to."""
    at = 0
    while at < len(tokens):
        length = _listed_from(tokens, at)
        if length:
            yield Span(tokens[at].start, tokens[at + length - 1].end, Kind.PLACE, Reason.PLACE_LIST)
        elif _is_lived_in(tokens, at):
            yield Span(tokens[at].start, tokens[at].end, Kind.PLACE, Reason.PLACE_CONTEXT)
        at += max(length, 1)


def _listed_from(tokens: Sequence[Token], at: int) -> int:
    """How many words from `at` on are a place of the lists, the most there can be; 0 = none."""
    for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
        words = tokens[at : at + length]
        if all(word.joins or word.gap == "-" for word in words[1:]) and _is_listed(
            " ".join(word.key for word in words)
        ):
            return length if length > 1 or _stands_as_place(tokens, at) else 0
    return 0


def _is_listed(phrase: str) -> bool:
    return phrase in read_list("towns") or phrase in read_list("places_own")


def _stands_as_place(tokens: Sequence[Token], at: int) -> bool:
    """Whether a listed word is meant as a place: by itself, or by where it stands if it is a name or a word too."""
    token, before = tokens[at], tokens[at - 1].key if at else ""
    after_name = at > 0 and token.joins and standing_of(before) is Standing.LISTED
    if len(token.key) < 3 or after_name or place_in_sentence(tokens, at) in _PERSONAL:
        return False
    standing = standing_of(token.key)
    if standing is Standing.PLAIN and is_plain(token.key):
        return (token.inside and token.key not in read_list("everyday")) or (
            before in _THERE and _is_lived(tokens, at)
        )
    if standing in (Standing.LISTED, Standing.DOUBTFUL):
        return (
            before in _INTO and (before in _THERE or token.inside) and (token.inside or _is_lived(tokens, at))
        )
    return True


def _is_lived(tokens: Sequence[Token], at: int) -> bool:
    """Whether somebody lives, moves or comes there, and nothing follows that the word could belong to."""
    verbs = {token.key for token in tokens[max(0, at - 4) : at]}
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    closed = follows is None or not follows.joins or follows.key in read_list("function_words")
    return closed and not verbs.isdisjoint(read_list("living"))


def _is_lived_in(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if at == 0 or tokens[at - 1].key not in ("in", "to", "from", "near") or not token.joins:
        return False
    strange = standing_of(token.key) is Standing.STRANGE and not is_usual(token.key)
    verbs = {before.key for before in tokens[max(0, at - 3) : at]}
    return strange and bool(
        verbs & (read_list("living") - {"from"})
        or tokens[at - 1].key in ("in", "near")
        or tokens[at - 1].key == "from"
    )
