"""Towns, countries and other places, from a list or from where a word stands."""

from collections.abc import Iterator, Sequence

from heard.comments.identities.lists import read_list
from heard.comments.identities.spans import Kind, Reason, Span
from heard.comments.identities.standing import place_in_sentence
from heard.comments.identities.tokens import Token
from heard.comments.identities.vocabulary import Standing, is_of_two_words, is_plain, is_usual, standing_of

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
        elif _is_lived_in(tokens, at) or _is_shop(tokens, at):
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
        capital = token.inside and token.key not in read_list("everyday")
        return capital or (before in _THERE and _is_lived(tokens, at)) or _is_within(tokens, at)
    if standing in (Standing.LISTED, Standing.DOUBTFUL):
        return (
            before in _INTO and (before in _THERE or token.inside) and (token.inside or _is_lived(tokens, at))
        )
    return True


def _is_within(tokens: Sequence[Token], at: int) -> bool:
    """Whether *in* or *near* stands before a town that one is seldom in otherwise: "older lads in barking"."""
    near = at > 0 and tokens[at].joins and tokens[at - 1].key in ("in", "near")
    return near and _closes(tokens, at) and tokens[at].key not in read_list("not_lived_in")


def _is_shop(tokens: Sequence[Token], at: int) -> bool:
    near = at > 0 and tokens[at].joins and tokens[at - 1].key in ("at", "in", "for")
    return near and tokens[at].key in read_list("shops") and _closes(tokens, at)


def _closes(tokens: Sequence[Token], at: int) -> bool:
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    return follows is None or not follows.joins or follows.key in read_list("function_words")


def _is_lived(tokens: Sequence[Token], at: int) -> bool:
    """Whether somebody lives, moves or comes there, and nothing follows that the word could belong to."""
    verbs = {token.key for token in tokens[max(0, at - 4) : at]}
    return _closes(tokens, at) and not verbs.isdisjoint(read_list("living"))


def _is_lived_in(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word nobody knows stands where one lives, or one that ends as a village does where one goes."""
    token = tokens[at]
    if at == 0 or not token.joins or standing_of(token.key) is not Standing.STRANGE or is_usual(token.key):
        return False
    before = tokens[at - 1].key
    lived = {each.key for each in tokens[max(0, at - 3) : at]} & (read_list("living") - {"from"})
    if before in ("in", "near", "from") or (before == "to" and lived):
        return True
    return before in ("at", "to", "before", "left", "go", "went") and _ends_as_village(token.key)


def _ends_as_village(key: str) -> bool:
    """ "moorside", "longfields": two words, the last of which names land."""
    return is_of_two_words(key) and key.endswith(tuple(read_list("town_endings")))
