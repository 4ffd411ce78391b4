"""Whether a word that is a name too is the one a sentence is about: "Mark is alright", "Grant from the hub came"."""

from collections.abc import Sequence

from heard.comments.identities.lists import read_list
from heard.comments.identities.neighbours import is_determined
from heard.comments.identities.tokens import Token
from heard.comments.identities.vocabulary import Standing, is_plain, standing_of

_IS = frozenset(("is", "was", "isnt", "isn't", "wasnt", "wasn't", "has", "had"))
_WILL = frozenset(("will", "would", "wont", "won't", "should", "could", "might"))
_TO_PEOPLE = frozenset(("me", "us", "her", "him", "them", "my", "our"))
_HELPING = frozenset(("will", "may"))
_SELDOM_DOING = frozenset(("need", "needs", "means", "matters", "leaves", "left", "lies", "lost"))


def is_subject(tokens: Sequence[Token], at: int) -> bool:
    """Whether it opens its clause and what follows is said or done of people only."""
    return _opens_clause(tokens, at) and (
        _is_described(tokens, at)
        or _is_from(tokens, at)
        or _is_told_apart(tokens, at)
        or _is_doer(tokens, at)
        or _would(tokens, at)
    )


def is_no_helper(tokens: Sequence[Token], at: int) -> bool:
    """Whether a helping verb that is a name too stands before what no verb helps: "will is on nights", "may fell"."""
    token, before = tokens[at], _key(tokens, at - 1) if tokens[at].joins else ""
    if token.key not in _HELPING or is_determined(tokens, at) or before in read_list("before_times"):
        return False
    after = _key(tokens, at + 1)
    return tokens[at + 1 : at + 2] != () and tokens[at + 1].joins and after in read_list("never_helped")


def is_told_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether it ends a sentence, and the next begins with he or she: "everyone shares but not miles. hes mean"."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or not following.opens or following.key not in read_list("he_or_she"):
        return False
    lists = ("abstract_names", "adjective_names", "calendar_names", "verb_names")
    likely = tokens[at].inside or not any(tokens[at].key in read_list(name) for name in lists)
    return likely and not is_determined(tokens, at) and tokens[at].joins


def is_who(tokens: Sequence[Token], at: int) -> bool:
    """Whether *who* follows and no a, my or such stands before: "smiler who runs it", "it was amber who"."""
    return _key(tokens, at + 1) == "who" and tokens[at + 1].joins and not is_determined(tokens, at)


def is_mine(tokens: Sequence[Token], at: int) -> bool:
    """ "mine is miles", "ours was penny"; and greetings: "say hi to bill", "big up smiler"."""
    before = (_key(tokens, at - 2), _key(tokens, at - 1))
    if not tokens[at].joins or not _closes(tokens, at):
        return False
    owned = before[0] in ("mine", "ours") and before[1] in _IS
    spoken = before[0] in read_list("spoken_to") and before[1] == "to"
    return owned or spoken or (before[0] in read_list("greetings") and before[1] in ("to", "up", "out"))


def has_surname(tokens: Sequence[Token], at: int) -> bool:
    """Whether a surname follows: "Precious Adeyemi", "grace okafor"."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or not following.joins or tokens[at].owns or is_determined(tokens, at):
        return False
    if is_plain(following.key.replace("'", "")):
        return False
    capitals = tokens[at].capital and following.inside
    return capitals or (following.key in read_list("surnames") and not is_plain(following.key))


def is_at_home_of(tokens: Sequence[Token], at: int) -> bool:
    """ "hes at dales": where somebody lives, without the apostrophe."""
    at_home = _key(tokens, at - 1) == "at" and tokens[at].joins and _closes(tokens, at)
    return at_home and _is_name_with_s(tokens[at].key)


def is_owner(tokens: Sequence[Token], at: int) -> bool:
    """ "Juniors mum said yes": a name whose apostrophe was left out, before somebody he or she has."""
    after = _key(tokens, at + 1)
    owned = (after in read_list("relations") or after in read_list("owned_by_one")) and tokens[at + 1].joins
    return owned and not is_determined(tokens, at) and _is_name_with_s(tokens[at].key)


def _is_name_with_s(key: str) -> bool:
    name = key.removesuffix("s")
    return name != key and standing_of(name) in (Standing.LISTED, Standing.DOUBTFUL)


def is_own_person(tokens: Sequence[Token], at: int) -> bool:
    """Any word of which it is said whose it is: "marvellous is my cousin", "Bless was my social worker"."""
    ahead = [token.key for token in tokens[at + 3 : at + 6]]
    owned = _key(tokens, at + 1) in ("is", "was") and _key(tokens, at + 2) in ("my", "our")
    return owned and _opens_clause(tokens, at) and not read_list("relations").isdisjoint(ahead[:3])


def is_somebodys(tokens: Sequence[Token], at: int) -> bool:
    """ "my pa is summer", "our worker was penny": never what somebody is like."""
    before = (_key(tokens, at - 2), _key(tokens, at - 1))
    related = before[0] in read_list("relations") and before[1] in ("is", "was", "are")
    lists = ("adjective_names", "modal_names", "abstract_names")
    likely = not any(tokens[at].key in read_list(name) for name in lists)
    return related and likely and tokens[at].joins and _closes(tokens, at)


def is_bare_doer(tokens: Sequence[Token], at: int) -> bool:
    """Any word for one thing that stands without an article and does something to somebody: "dingo nicked my bike"."""
    token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or not after.joins or token.key.endswith(("s", "ing", "ly", "ed")) or len(token.key) < 3:
        return False
    lists = (
        "bare_subjects",
        "function_words",
        "relations",
        "everyday",
        "misspelt",
        "titles",
        "deeds",
        "towards",
        "ordinary_capitals",
    )
    if any(token.key in read_list(name) for name in lists) or not _opens_clause(tokens, at):
        return False
    doing = after.key in read_list("deeds") and after.key not in _SELDOM_DOING
    return doing and _key(tokens, at + 2) in _TO_PEOPLE | {"it"} and not is_determined(tokens, at)


def _opens_clause(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.opens or token.gap.strip() == ",":
        return True
    return token.joins and tokens[at - 1].key in read_list("opening_clauses")


def _is_described(tokens: Sequence[Token], at: int) -> bool:
    """ "mark is alright he", "Cloud is non binary": never of a feeling or a season."""
    if tokens[at].key in read_list("modal_names") or _key(tokens, at + 1) not in _IS:
        return False
    said = _key(tokens, at + 2)
    held = said in read_list("said_of_people") or said.endswith("ing")
    counted = tokens[at].key in read_list("counted_names") or tokens[at].key in read_list("nicknames")
    return held and (counted or tokens[at].key not in read_list("abstract_names"))


def _is_from(tokens: Sequence[Token], at: int) -> bool:
    """ "Grant from the hub", "Dawn at the office": with a capital, or a word that is nothing one does."""
    token, after = tokens[at], _key(tokens, at + 1)
    if not token.opens or token.key in read_list("calendar_names"):
        return False
    verb = token.key in read_list("verb_names") or token.key in read_list("abstract_names")
    return (after == "from" and (token.capital or not verb)) or (after == "at" and token.capital and not verb)


def _is_told_apart(tokens: Sequence[Token], at: int) -> bool:
    """ "Sandy, the cleaner who": a capital, a comma, and who that is."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or not tokens[at].capital or tokens[at].key in read_list("calendar_names"):
        return False
    return following.gap.strip() == "," and following.key in ("the", "an", "a", "who", "from")


def _is_doer(tokens: Sequence[Token], at: int) -> bool:
    """ "may helps me", ", Summer saw her": what only somebody does, to somebody."""
    after, then = _key(tokens, at + 1), _key(tokens, at + 2)
    doing = after in read_list("deeds") or (after.endswith("s") and then in _TO_PEOPLE)
    if not doing or after in _SELDOM_DOING or not tokens[at + 1].joins:
        return False
    if tokens[at].key in _HELPING:
        return after.endswith("s")
    return then in read_list("done_to") or (tokens[at].capital and not tokens[at].opens)


def _would(tokens: Sequence[Token], at: int) -> bool:
    """ "i think may should get a rise", "that faith will come back"."""
    opened = not tokens[at].opens and tokens[at].joins
    return opened and _key(tokens, at + 1) in _WILL and tokens[at].key not in _WILL


def _closes(tokens: Sequence[Token], at: int) -> bool:
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is None or not after.joins or after.key in read_list("function_words")


def _key(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].key if 0 <= at < len(tokens) else ""
