"""What the words around one tell of it: that it is a thing one counts, somebody who is then said to be somebody."""

from collections.abc import Sequence

from heard.comments.identities.lists import read_list
from heard.comments.identities.tokens import Token
from heard.comments.identities.vocabulary import Standing, standing_of

_SOMEBODY = frozenset(("my", "our", "who", "whos", "who's", "he", "she", "hes", "shes", "he's", "she's"))
_SAID_OF = frozenset(("he", "she", "hes", "shes", "he's", "she's"))
_LEADING = frozenset(
    (
        *(
            "to",
            "from",
            "by",
            "about",
            "than",
            "near",
            "wiv",
            "wid",
            "left",
            "miss",
            "missed",
            "missing",
            "kissed",
        ),
        *("hit", "hurt", "punched", "kicked", "bullied", "trusted", "trusts", "blame", "blamed"),
    )
)
_FELT = frozenset(
    (
        "scared",
        "afraid",
        "smelt",
        "smells",
        "smell",
        "because",
        "proud",
        "sick",
        "fond",
        "jealous",
        "instead",
        "front",
    )
)
_BEFORE_WORKER = frozenset(("social", "key", "support", "personal", "foster", "youth"))
_LINKS = frozenset(("and", "n", "nd", "&", "or"))
_ASKING = frozenset(("where", "who", "how"))
_TOWARDS = frozenset(
    (
        *(
            "like",
            "love",
            "hate",
            "trust",
            "want",
            "need",
            "know",
            "knew",
            "see",
            "with",
            "about",
            "for",
            "let",
        ),
        *("make", "made", "makes", "lets", "loves", "likes", "hates", "miss", "missed", "remember"),
    )
)
_SENSED = frozenset(("hear", "heard", "saw", "see", "watch", "caught", "found"))
_WHEREUPON = frozenset(
    ("he", "she", "hes", "shes", "he's", "she's", "who", "to", "cos", "coz", "cuz", "because", "cause")
)
_CAN = frozenset(
    ("can", "could", "did", "does", "has", "let", "should", "is", "was", "when", "if", "since", "until")
)
_BASE = frozenset(
    (
        *(
            "come",
            "go",
            "have",
            "stay",
            "visit",
            "be",
            "get",
            "move",
            "live",
            "sleep",
            "ring",
            "phone",
            "call",
            "help",
        ),
        *(
            "know",
            "say",
            "tell",
            "leave",
            "play",
            "do",
            "not",
            "still",
            "really",
            "always",
            "never",
            "coming",
            "ok",
        ),
        *(
            "okay",
            "gone",
            "going",
            "allowed",
            "safe",
            "happy",
            "back",
            "got",
            "left",
            "been",
            "moved",
            "even",
        ),
    )
)
_TIMES = frozenset(
    ("in", "last", "this", "next", "since", "until", "till", "every", "by", "before", "at", "on")
)
_BEING = frozenset(("is", "was", "are", "be", "being", "im", "of", "as", "like"))


def is_determined(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word such as a, my or every makes a thing of it."""
    return at > 0 and tokens[at].joins and tokens[at - 1].key in read_list("determiners")


def is_uncounted(tokens: Sequence[Token], at: int) -> bool:
    """Whether it would be a thing one counts, and stands without a, my or such: "left river and came here"."""
    token = tokens[at]
    if token.key not in read_list("counted_names") or not _ends_phrase(tokens, at):
        return False
    if at == 0 or not token.joins:
        return True
    before = tokens[at - 1]
    if before.key in _LINKS and at > 1 and (is_determined(tokens, at - 2) or is_determined(tokens, at - 3)):
        return False
    if before.key == "to" and token.key in read_list("verb_names"):
        return False
    return _may_precede(before) and not (at > 1 and before.joins and is_determined(tokens, at - 1))


def is_introduced(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is said at once who that is: "Hope, my PA", "May (she is my twin)", "Art my keyworker"."""
    words, token = tokens[at + 1 : at + 3], tokens[at]
    if len(words) < 2 or is_determined(tokens, at) or (at and tokens[at - 1].key in _TIMES):
        return False
    follows, then = words
    if follows.gap.strip() in (",", "(", "-", "–") and follows.key in _SOMEBODY:
        return (
            "(" in follows.gap or follows.key != "my" or then.key in read_list("relations") or token.capital
        )
    verb = token.key in read_list("verb_names") and not token.inside
    related = follows.key in ("my", "our") and (
        then.key in read_list("relations") or then.key in _BEFORE_WORKER
    )
    return follows.joins and related and (not verb or (token.capital and _is_introduction(tokens, at)))


def is_with_own(tokens: Sequence[Token], at: int) -> bool:
    """Whether somebody's own follows: "joy and her dog"."""
    words = [token.key for token in tokens[at + 1 : at + 3]]
    linked = len(words) == 2 and words[0] in ("and", "n", "&") and words[1] in ("his", "her", "their")
    return linked and not is_determined(tokens, at)


def is_reached(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word such as from or by leads to it, and what one does would not fit: "presents from grace"."""
    if at == 0 or not tokens[at].joins or not _ends_phrase(tokens, at):
        return False
    before, verb = tokens[at - 1].key, tokens[at].key in read_list("verb_names")
    feared = before == "of" and at > 1 and tokens[at - 2].key in _FELT
    return feared or (before in _LEADING and not (verb and before == "to"))


def is_asked_after(tokens: Sequence[Token], at: int) -> bool:
    """Whether one asks for somebody: "where is summer", "can amber come", "did rose get it"."""
    before = [token.key for token in tokens[max(0, at - 2) : at]]
    if not before or not tokens[at].joins:
        return False
    after = tokens[at + 1].key if at + 1 < len(tokens) and tokens[at + 1].joins else ""
    verb = tokens[at].key in read_list("verb_names")
    asked = (len(before) == 2 and before[0] in _ASKING and before[1] == "is") or before[-1] in (
        "wheres",
        "where's",
    )
    return asked or (before[-1] in _CAN and after in _BASE and not verb)


def is_felt_for(tokens: Sequence[Token], at: int) -> bool:
    """Whether what one feels, or wants of it, is of people: "i dont like mark he is mean", "want faith to stay"."""
    if at == 0 or not tokens[at].joins or tokens[at - 1].key not in _TOWARDS | _SENSED:
        return False
    after = tokens[at + 1].key if at + 1 < len(tokens) else ""
    return after in _WHEREUPON or (tokens[at - 1].key in _SENSED and after.endswith("ing"))


def is_alone(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is all of its sentence, and the next one says what he or she does."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return tokens[at].opens and (following is None or (following.opens and following.key in _SAID_OF))


def _is_introduction(tokens: Sequence[Token], at: int) -> bool:
    """Whether what follows "my carer" goes on as after a name: "Art my keyworker (short for …) says"."""
    after = tokens[at + 3] if at + 3 < len(tokens) else None
    return after is not None and (not after.joins or after.key not in read_list("deeds"))


def _ends_phrase(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing follows that the word could belong to, as bank does to river."""
    after = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].joins else None
    if after is None or after.key in read_list("function_words") or after.key in read_list("deeds"):
        return True
    return after.key.endswith("ed") or standing_of(after.key) is Standing.LISTED


def _may_precede(before: Token) -> bool:
    """Whether it can stand before a name: a small word, somebody one has, or what one does to people."""
    if before.key in read_list("determiners") or before.key in _BEING or before.key in _TIMES - {"by"}:
        return False
    lists = ("function_words", "towards", "deeds", "relations")
    held = any(before.key in read_list(name) for name in lists)
    return held or standing_of(before.key) in (Standing.LISTED, Standing.DOUBTFUL)
