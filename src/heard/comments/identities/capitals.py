"""Words that a writer gave a capital without need: names of whatever kind, though the words are ordinary ones."""

from collections.abc import Iterator, Sequence

from heard.comments.identities.lists import read_list
from heard.comments.identities.spans import Kind, Reason, Span
from heard.comments.identities.tokens import Token
from heard.comments.identities.vocabulary import Standing, standing_of

_INSIDE_NAMES = frozenset(("of", "the", "on", "in", "for"))
_BELONGING = frozenset(("the", "our", "little", "great"))  # small words that a name may begin with
_TO_PLACES = frozenset(("in", "to", "from", "near", "at", "around", "outside", "into"))
_SHORTEST = 2  # letters


def find_capitals(tokens: Sequence[Token]) -> Iterator[Span]:
    """Runs such as "Copper Beeches", "The Thursday Night Crew", "Lady of the Wayside", and single words: "in Leek"."""
    at = 0
    while at < len(tokens):
        end = _run_from(tokens, at)
        begin, last = _trim(tokens, at, end)
        if begin <= last and any(_tells(token) for token in tokens[begin : last + 1]):
            kind = _kind(tokens, begin, last)
            begin, last = _widen(tokens, begin, last)
            yield Span(tokens[begin].start, tokens[last].end, kind, Reason.CAPITAL)
        at = max(end, at) + 1


def find_phrases(tokens: Sequence[Token]) -> Iterator[Span]:
    """Of those, runs of several words that no name of a person opens: they hold even what is a name or a town alone."""
    opening = {token.start: at for at, token in enumerate(tokens)}
    for span in find_capitals(tokens):
        words = [token for token in tokens if span.start <= token.start < span.end and token.capital]
        first = opening[span.start]
        titled = first > 0 and tokens[first - 1].key in read_list("titles")
        if len(words) > 1 and not titled and _opens_phrase(tokens[first]):
            yield span


def _opens_phrase(token: Token) -> bool:
    return standing_of(token.key) is Standing.PLAIN and not _is_family(token)


def _is_family(token: Token) -> bool:
    return token.key in read_list("relations") and token.key != "lady"  # "Our Lady of the Wayside"


def _run_from(tokens: Sequence[Token], at: int) -> int:
    """The last of the words with a capital from `at` on, small words between two of them taken in; -1 for none."""
    if not _may_begin(tokens, at):
        return -1
    last, here = at, at + 1
    while here < len(tokens) and tokens[here].joins and not tokens[here - 1].owns:
        if tokens[here].inside:
            last = here
        elif tokens[here].key not in _INSIDE_NAMES:
            break
        here += 1
    return last


def _may_begin(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    followed = at + 1 < len(tokens) and tokens[at + 1].inside and tokens[at + 1].joins
    return token.inside or (token.opens and token.capital and followed)


def _trim(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Without titles, small words and words that have a capital anyway at either end."""
    while first <= last and _is_ordinary(tokens[first]):
        first += 1
    while last >= first and _is_ordinary(tokens[last]):
        last -= 1
    return first, last


def _widen(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """With the article before it and, in small letters, the word that says what it is: "Sizzlin Stop kebabs"."""
    if first and tokens[first].joins and tokens[first - 1].key in _BELONGING:
        first -= 1
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    if following is not None and following.joins and not tokens[last].owns and _is_head(following):
        last += 1
    return first, last


def _is_head(token: Token) -> bool:
    heads = ("heads_school", "heads_group", "heads_address", "heads_place", "heads_shop")
    return any(token.key in read_list(name) for name in heads)


def _is_ordinary(token: Token) -> bool:
    lists = ("function_words", "titles", "ordinary_capitals")
    return token.key[:2] == "i'" or _is_family(token) or any(token.key in read_list(name) for name in lists)


def _tells(token: Token) -> bool:
    """Whether its capital tells of a name: in a text where not all are large, of a word not always written so."""
    long = len(token.key) >= _SHORTEST and not token.loud
    return long and token.inside and not _is_ordinary(token) and token.key not in read_list("everyday")


def _kind(tokens: Sequence[Token], begin: int, last: int) -> Kind:
    before = tokens[begin - 1].key if begin and tokens[begin].joins else ""
    if begin == last and before in _TO_PLACES:
        return Kind.PLACE
    return Kind.GROUP if last > begin or before in _BELONGING else Kind.NAME
