"""Names of people: found word by word, then joined and followed through the text."""

import re
from collections.abc import Iterable, Iterator, Sequence

from heard.comments.identities.abroad import is_foreign, is_weak_abroad, reason_abroad
from heard.comments.identities.lists import read_list
from heard.comments.identities.neighbours import is_determined
from heard.comments.identities.reasons import reason_for
from heard.comments.identities.spans import Kind, Reason, Span
from heard.comments.identities.tokens import Token
from heard.comments.identities.vocabulary import Standing, is_plain, is_usual, standing_of

Reasons = list[Reason | None]
_FORGOTTEN = re.compile(
    r"som(?:e|m)?thi?n[gk]?|sum(?:m?at|thi?n[gk]?|fi?n[gk]?)|summat|what'?s?-?(?:his|hers?|er|its?)?-?(?:name|face)"
)


def find_names(tokens: Sequence[Token], *, taken: Iterable[Span] = ()) -> Iterator[Span]:
    """Every word that stands or is listed as a name, but what is `taken` already; a full name is one span."""
    reasons: Reasons = [reason_for(tokens, at) for at in range(len(tokens))]
    if is_foreign(tokens):
        reasons = [None if is_weak_abroad(*each) else each[1] for each in zip(tokens, reasons, strict=True)]
        reasons = [reason or reason_abroad(tokens, at) for at, reason in enumerate(reasons)]
    _nickname(tokens, reasons)
    _forget(tokens, reasons)
    _row(tokens, reasons)
    _link(tokens, reasons, range(1, len(tokens)))
    _link_back(tokens, reasons)
    _pair(tokens, reasons)
    _follow(tokens, reasons)
    _extend(tokens, reasons)
    _leave(tokens, reasons, taken)
    return _join(tokens, reasons)


def _leave(tokens: Sequence[Token], reasons: Reasons, taken: Iterable[Span]) -> None:
    letters = {letter for span in taken for letter in range(span.start, span.end)}
    for at, token in enumerate(tokens):
        if not letters.isdisjoint(range(token.start, token.end)):
            reasons[at] = None


def _nickname(tokens: Sequence[Token], reasons: Reasons) -> None:
    """ "Big T", "lil j": a letter, or a name, after what nicknames begin with."""
    for at in range(1, len(tokens)):
        first, second = tokens[at - 1], tokens[at]
        if first.key not in read_list("nicknaming") or not second.joins:
            continue
        letter = len(second.key) == 1 and (second.inside or second.key not in "iaux")
        elder = (
            second.key in read_list("elders")
            and first.key in read_list("sizes")
            and not _is_anybodys(tokens, at - 1)
        )
        no_word = standing_of(second.key) in (Standing.LISTED, Standing.STRANGE)
        named = no_word and not _is_anybodys(tokens, at - 1)
        if letter or elder or (reasons[at] and (first.inside or named)):
            reasons[at - 1] = reasons[at] = Reason.NAMED


def _is_anybodys(tokens: Sequence[Token], at: int) -> bool:
    return is_determined(tokens, at) and tokens[at - 1].key != "an"


def _forget(tokens: Sequence[Token], reasons: Reasons) -> None:
    """ "a bill something", "grace whatsherface": a name whose other half the writer has forgotten."""
    for at, token in enumerate(tokens[:-1]):
        named = standing_of(token.key) in (Standing.DOUBTFUL, Standing.LISTED)
        if named and tokens[at + 1].joins and _FORGOTTEN.fullmatch(tokens[at + 1].key):
            reasons[at] = Reason.NAMED


def _row(tokens: Sequence[Token], reasons: Reasons) -> None:
    """A row of names with nothing between: "crystal ewa and demi", "kian moose tyler"."""
    for at, token in enumerate(tokens):
        after = at + 1 < len(tokens) and tokens[at + 1].joins and _is_listed(tokens, reasons, at + 1)
        before = at > 0 and token.joins and _is_listed(tokens, reasons, at - 1)
        doubtful = standing_of(token.key) is Standing.DOUBTFUL and not is_determined(tokens, at)
        if reasons[at] is None and doubtful and ((before and after) or (after and token.opens)):
            reasons[at] = Reason.JOINED


def _is_listed(tokens: Sequence[Token], reasons: Reasons, at: int) -> bool:
    return reasons[at] is not None and standing_of(tokens[at].key) in (Standing.LISTED, Standing.STRANGE)


def _link(tokens: Sequence[Token], reasons: Reasons, order: range) -> None:
    """A name that is a word too, beside a name: "rob and grace", "Jade, Hope"."""
    for at in order:
        before = at - 2 if tokens[at - 1].key in read_list("links") else at - 1
        apart = tokens[at - 1].key in read_list("links") or tokens[at].gap.strip() in (",", "&", "+", "/")
        if before >= 0 and apart and _is_name_enough(reasons[before], tokens[at]):
            _accept(tokens, reasons, at)


def _link_back(tokens: Sequence[Token], reasons: Reasons) -> None:
    for at in range(len(tokens) - 2, -1, -1):
        linked = tokens[at + 1].key in read_list("links") and at + 2 < len(tokens)
        after = at + 2 if linked else at + 1
        apart = linked or tokens[at + 1].gap.strip() in ("&", "+", "/")
        if apart and _is_name_enough(reasons[after], tokens[at]):
            _accept(tokens, reasons, at)


def _pair(tokens: Sequence[Token], reasons: Reasons) -> None:
    """Two words that are names too, and do something together: "rob and grace make me laugh"."""
    for at in range(len(tokens) - 3):
        one, link, two, doing = tokens[at : at + 4]
        both = standing_of(one.key) is standing_of(two.key) is Standing.DOUBTFUL
        if (
            both
            and link.key in read_list("links")
            and doing.joins
            and doing.key in read_list("done_together")
        ):
            reasons[at] = reasons[at + 2] = Reason.JOINED


def _accept(tokens: Sequence[Token], reasons: Reasons, at: int) -> None:
    following = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].joins else None
    closed = (
        following is None
        or following.key in read_list("function_words")
        or following.key in read_list("deeds")
    )
    meant = closed and (
        following is None or following.key not in ("i", "you", "we", "be", "not", "my", "it", "that", "they")
    )
    if reasons[at] is None and meant and (_may_join(tokens[at]) or _between(tokens, reasons, at)):
        reasons[at] = Reason.JOINED


def _between(tokens: Sequence[Token], reasons: Reasons, at: int) -> bool:
    """Whether any word of one thing ends a row of names: "i hate kane and able"."""
    token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    lists = (
        "bare_subjects",
        "everyday",
        "misspelt",
        "function_words",
        "relations",
        "deeds",
        "towards",
        "titles",
    )
    ordinary = any(token.key in read_list(name) for name in lists) or token.key.endswith(("s", "ing", "ly"))
    ends = (
        after is None
        or after.opens
        or after.key in read_list("deeds")
        or after.key in ("are", "were", "both")
    )
    linked = at > 1 and tokens[at - 1].key in read_list("links") and _is_sure(reasons[at - 2])
    return linked and ends and not ordinary and len(token.key) > 2


def _may_join(token: Token) -> bool:
    """Whether beside a name it is one: a name that is a word, or an uncommon word with a capital."""
    bare = token.key.replace("'", "")
    if standing_of(token.key) is Standing.DOUBTFUL or not (is_plain(bare) or is_usual(bare)):
        return True
    lists = ("everyday", "function_words", "relations", "titles")
    return token.inside and not token.loud and not any(token.key in read_list(name) for name in lists)


def _is_sure(reason: Reason | None) -> bool:
    return reason is not None and reason is not Reason.UNKNOWN_WORD


def _is_name_enough(reason: Reason | None, beside: Token) -> bool:
    """Whether one is sure of it; beside a word that is a name too, a word nobody knows is enough."""
    return _is_sure(reason) or (reason is not None and standing_of(beside.key) is Standing.DOUBTFUL)


def _follow(tokens: Sequence[Token], reasons: Reasons) -> None:
    """A strange word that stood as a name once is one wherever it comes."""
    met = {
        token.key
        for token, reason in zip(tokens, reasons, strict=True)
        if _is_sure(reason) and standing_of(token.key) is not Standing.PLAIN
    }
    for at, token in enumerate(tokens):
        doubtful = standing_of(token.key) is Standing.DOUBTFUL
        repeated = token.key in met or (token.key.endswith("s") and token.key[:-1] in met and not doubtful)
        if reasons[at] is None and repeated and (not doubtful or token.capital):
            reasons[at] = Reason.SAME_WORD


def _extend(tokens: Sequence[Token], reasons: Reasons) -> None:
    """Surnames and initials after a first name."""
    for at in range(1, len(tokens)):
        before, token = tokens[at - 1], tokens[at]
        if (
            reasons[at] is None
            and reasons[at - 1]
            and token.joins
            and not before.owns
            and _continues(before, token)
        ):
            reasons[at] = reasons[at - 1]


def _continues(before: Token, token: Token) -> bool:
    if len(token.key) == 1:
        return (token.inside and token.key != "i") or token.key in "bcfghjlmpqstvwz"
    if token.key in read_list("function_words"):
        return False
    if token.inside and before.capital and token.key not in read_list("everyday"):
        return True
    if token.key in read_list("relations"):
        return False
    known = token.key in read_list("surnames")
    return (known and standing_of(token.key) is not Standing.PLAIN) or (
        token.key in read_list("particles") and token.inside
    )


def _join(tokens: Sequence[Token], reasons: Reasons) -> Iterator[Span]:
    at = 0
    while at < len(tokens):
        reason, first = reasons[at], at
        at += 1
        if reason is None:
            continue
        while at < len(tokens) and reasons[at] and tokens[at].joins and not tokens[at - 1].owns:
            at += 1
        whole = at - 1 > first or reason is Reason.TITLE
        end = tokens[at - 1].end if whole or _ends_phrase(tokens, at) else _end(tokens[at - 1])
        yield Span(tokens[first].start, end, Kind.NAME, reason)


def _ends_phrase(tokens: Sequence[Token], at: int) -> bool:
    """Whether what stands at `at` cannot be somebody's: then the s before it is the name's ("Tay, Lils and me")."""
    if at > 1 and tokens[at - 2].key == "at":
        return False  # "hes at dales"
    return at >= len(tokens) or not tokens[at].joins or tokens[at].key in read_list("links")


def _end(token: Token) -> int:
    """Where the name ends: before the s of "jaydens", which its writer meant as 's, but not before that of "tomass"."""
    bare = token.key if token.key.endswith("ss") else token.key.removesuffix("s")
    lists = ("first_names", "own_first_names", "mostly_names", "names_that_are_words", "surnames")
    told = any(bare in read_list(name) for name in lists) and not any(
        token.key in read_list(name) for name in lists
    )
    return token.end - 1 if bare != token.key and told else token.end
