"""Schools and churches told by their saint or founder alone: "st marys", "bishop walshes", "lady margarets"."""

from collections.abc import Iterator, Sequence

from heard.comments.identities.lists import read_list
from heard.comments.identities.spans import Kind, Reason, Span
from heard.comments.identities.tokens import Token
from heard.comments.identities.vocabulary import Standing, standing_of

_SAINTS = frozenset(("st", "saint", "sant", "sts", "saints"))
_BEFORE = frozenset(
    (
        "at",
        "to",
        "from",
        "go",
        "goes",
        "went",
        "attend",
        "attended",
        "left",
        "in",
        "for",
        "put",
        "of",
        "then",
        "outside",
    )
)
_LONGEST = 3  # words after the founder's title


def find_founded(tokens: Sequence[Token]) -> Iterator[Span]:
    """A founder's title and a name with an s, where one goes to school or after a capital: "at lady margarets"."""
    for at, token in enumerate(tokens[:-1]):
        if [each.key for each in tokens[at : at + 3]] == ["our", "lady", "of"] and at + 3 < len(tokens):
            yield Span(token.start, tokens[at + 3].end, Kind.SCHOOL, Reason.SAINT)
        last = _named_until(tokens, at)
        if token.key in read_list("founders") and last and _stands_as_school(tokens, at, last):
            yield Span(token.start, _with_possessive(tokens, last), Kind.SCHOOL, Reason.SAINT)


def _named_until(tokens: Sequence[Token], at: int) -> int:
    """The first word after the title that ends with an s or a possessive; 0 for none."""
    for here in range(at + 1, min(len(tokens), at + 1 + _LONGEST)):
        if not tokens[here].joins or tokens[here].key in read_list("function_words"):
            return 0
        if tokens[here].owns or (tokens[here].key.endswith("s") and len(tokens[here].key) > 3):
            return here
    return 0


def _stands_as_school(tokens: Sequence[Token], at: int, last: int) -> bool:
    before = tokens[at - 1].key if at and tokens[at].joins else ""
    capitals = tokens[at].capital and tokens[at + 1].inside
    plain = all(
        standing_of(token.key) is Standing.PLAIN and not token.capital for token in tokens[at + 1 : last]
    )
    return (before in _BEFORE or capitals) and not (plain and last > at + 1)


def find_saints(tokens: Sequence[Token]) -> Iterator[Span]:
    """Schools told by their saint alone: "st marys", "St Jude's"."""
    for at, token in enumerate(tokens[:-1]):
        following = tokens[at + 1]
        named = (
            standing_of(following.key) is not Standing.PLAIN
            or standing_of(following.key.removesuffix("s")) is not Standing.PLAIN
        )
        visited = at > 0 and tokens[at - 1].key in _BEFORE and following.key.endswith("s")
        if (
            token.key in _SAINTS
            and following.gap in (" ", ". ")
            and (named or following.capital or visited)
            and following.key not in read_list("function_words")
        ):
            yield Span(token.start, _saint_ending(tokens, at + 1), Kind.SCHOOL, Reason.SAINT)


def _saint_ending(tokens: Sequence[Token], at: int) -> int:
    """The end of a saint's school: "st marys rc primary", "Saint Anne's 6th form"."""
    last = at
    while (
        last + 1 < len(tokens) and tokens[last + 1].gap in (" ", " 6th ") and _ends_school(tokens[last + 1])
    ):
        last += 1
    return tokens[last].end if last > at else _with_possessive(tokens, at)


def _ends_school(token: Token) -> bool:
    return token.key in ("rc", "ce", "cofe", "form") or token.key in read_list("heads_school")


def _with_possessive(tokens: Sequence[Token], at: int) -> int:
    """A saint's s belongs to the school's name."""
    return tokens[at].end + (2 if tokens[at].owns and not tokens[at].key.endswith("s") else 0)
