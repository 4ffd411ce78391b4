"""What the words around one tell of it: that it is a thing one counts, somebody who is then said to be somebody."""

from collections.abc import Sequence

from heard.comments.identities.lists import read_list
from heard.comments.identities.tokens import Token
from heard.comments.identities.vocabulary import Standing, standing_of

_ASKING = frozenset(("where", "who", "how"))


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
    if (
        before.key in read_list("links")
        and at > 1
        and (is_determined(tokens, at - 2) or is_determined(tokens, at - 3))
    ):
        return False
    if before.key == "to" and token.key in read_list("verb_names"):
        return False
    return _may_precede(before) and not (at > 1 and before.joins and is_determined(tokens, at - 1))


def is_introduced(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is said at once who that is: "Hope, my PA", "May (she is my twin)", "Art my keyworker"."""
    words, token = tokens[at + 1 : at + 3], tokens[at]
    if (
        len(words) < 2
        or is_determined(tokens, at)
        or (at and tokens[at - 1].key in read_list("before_times"))
    ):
        return False
    follows, then = words
    if follows.gap.strip() in (",", "(", "-", "–") and follows.key in read_list("introducing"):
        return (
            "(" in follows.gap or follows.key != "my" or then.key in read_list("relations") or token.capital
        )
    verb = token.key in read_list("verb_names") and not token.inside
    related = follows.key in ("my", "our") and (
        then.key in read_list("relations") or then.key in read_list("before_worker")
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
    feared = before == "of" and at > 1 and tokens[at - 2].key in read_list("felt_of")
    return feared or (before in read_list("leading_to_people") and not (verb and before == "to"))


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
    return asked or (before[-1] in read_list("asking_words") and after in read_list("asked_for") and not verb)


def is_felt_for(tokens: Sequence[Token], at: int) -> bool:
    """Whether what one feels, or wants of it, is of people: "i dont like mark he is mean", "want faith to stay"."""
    if (
        at == 0
        or not tokens[at].joins
        or tokens[at - 1].key not in read_list("felt_for") | read_list("sensed")
    ):
        return False
    after = tokens[at + 1].key if at + 1 < len(tokens) else ""
    return after in read_list("whereupon") or (
        tokens[at - 1].key in read_list("sensed") and after.endswith("ing")
    )


def is_alone(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is all of its sentence, and the next one says what he or she does."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return tokens[at].opens and (
        following is None or (following.opens and following.key in read_list("he_or_she"))
    )


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
    if (
        before.key in read_list("determiners")
        or before.key in read_list("being")
        or before.key in read_list("before_times") - {"by"}
    ):
        return False
    lists = ("function_words", "towards", "deeds", "relations")
    held = any(before.key in read_list(name) for name in lists)
    return held or standing_of(before.key) in (Standing.LISTED, Standing.DOUBTFUL)
