"""What a word at its end makes a school, a group, an address or a place: "oak hill academy", "Maple Road"."""

from collections.abc import Iterator, Sequence

from heard.comments.identities.lists import read_list
from heard.comments.identities.spans import Kind, Reason, Span
from heard.comments.identities.tokens import Token
from heard.comments.identities.vocabulary import Standing, is_plain, standing_of

_HEADS = (
    (Kind.SCHOOL, "heads_school"),
    (Kind.GROUP, "heads_group"),
    (Kind.ADDRESS, "heads_address"),
    (Kind.PLACE, "heads_place"),
)
_SIXTH = " 6th "
_LONGEST = 4  # words before the head
_BEFORE = frozenset(
    ("at", "to", "from", "called", "attend", "attends", "attended", "near", "by", "in", "for", "on", "of")
)
_SAINT = frozenset(("st", "saint", "ss", "our", "sacred", "holy", "blessed", "christ", "all"))


def find_headed(tokens: Sequence[Token]) -> Iterator[Span]:
    """Phrases that end in a word which names a kind of place, where what stands before is a name of its own."""
    for kind, heads in _HEADS:
        for at in range(len(tokens)):
            if _is_head(tokens, at, heads):
                begin = _beginning(tokens, at)
                if begin < at and _is_name(tokens, begin, at):
                    yield Span(tokens[begin].start, tokens[_ending(tokens, at)].end, kind, Reason.HEADED)


def _is_head(tokens: Sequence[Token], at: int, heads: str) -> bool:
    token, before = tokens[at], tokens[at - 1].key if at else ""
    if token.key == "form":  # "robert tull 6th form", but no form to fill in
        return heads == "heads_school" and (_SIXTH in token.gap or before == "sixth")
    return token.key in read_list(heads) and (at == 0 or token.joins)


def _beginning(tokens: Sequence[Token], head: int) -> int:
    """The first word of the name that ends before the head; what only describes a school may not be all of it."""
    at = head
    while (
        at > max(0, head - _LONGEST)
        and (tokens[at].joins or _SIXTH in tokens[at].gap)
        and _may_belong(tokens[at - 1])
    ):
        at -= 1
    inner = {token.key for token in tokens[at:head] if not token.inside}
    return (
        head if inner and inner <= read_list("inside_headed") and not _has_capital(tokens, at, head) else at
    )


def _has_capital(tokens: Sequence[Token], begin: int, end: int) -> bool:
    return any(token.inside for token in tokens[begin:end])


def _may_belong(token: Token) -> bool:
    if token.key in read_list("inside_headed") or token.key in _SAINT - {"our", "all"}:
        return True
    if token.inside and token.key not in read_list("determiners") | {"i"}:
        return True
    lists = ("plain_before_school", "function_words", "relations", "deeds", "everyday")
    return not any(token.key in read_list(name) for name in lists)


def _is_name(tokens: Sequence[Token], begin: int, head: int) -> bool:
    """Whether a word in front of the head is no ordinary one, or all stand where a name is told."""
    inner = tokens[begin:head]
    if tokens[head].inside and tokens[begin].capital:
        return True
    if any(token.inside or token.key in _SAINT or _is_no_word(token) for token in inner):
        return True
    if any(token.key in read_list("towns") or token.key in read_list("places_own") for token in inner):
        return True
    return (
        begin > 0
        and tokens[begin - 1].key in _BEFORE
        and tokens[begin].joins
        and tokens[head].key in read_list("heads_sure")
    )


def _is_no_word(token: Token) -> bool:
    return standing_of(token.key) in (Standing.LISTED, Standing.STRANGE) or not is_plain(
        token.key.replace("'", "")
    )


def _ending(tokens: Sequence[Token], head: int) -> int:
    at = head
    while (
        at + 1 < len(tokens)
        and tokens[at + 1].joins
        and tokens[at + 1].key in read_list("after_heads")
        and not tokens[at].owns
    ):
        at += 1
    return at
