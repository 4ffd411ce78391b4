"""What somebody is called on the internet: "snap is kayla.b", "insta (big_tez)", "add jinx on roblox"."""

import re
from collections.abc import Iterator, Sequence

from heard.comments.identities.folding import fold
from heard.comments.identities.lists import read_list
from heard.comments.identities.spans import Kind, Reason, Span
from heard.comments.identities.vocabulary import is_plain

_CHUNK = re.compile(r"[^\s(),;!?\"“”]+")
_WITHIN = 4  # words after the name of an app, or a word such as username
_HANDLE = re.compile(r"@?[A-Za-z\d][\w.-]{1,38}[\w]|@?[A-Za-z]\w{2,39}")
_DOTTED = re.compile(r"[a-z\d]{2,30}(?:\.[a-z\d_]{1,30})+", re.IGNORECASE)
_STRAY = ".:-'’"
_APPS = frozenset(
    (
        "insta", "instagram", "ig", "snap", "snapchat", "tiktok", "tt", "discord", "username", "user", "gamertag",
        "psn", "xbox", "roblox", "steam", "twitch", "minecraft", "fortnite", "whatsapp", "telegram", "youtube", "yt",
        "kik", "epic", "facebook", "fb", "twitter", "vinted", "depop", "handle", "gamer", "wattpad", "spotify", "@",
        "account", "acc", "profile", "threads", "bereal", "reddit", "signal", "switch", "login",
    )
)  # fmt: skip
_TELLING = frozenset(
    (
        "is",
        "its",
        "it's",
        "called",
        "name",
        "tag",
        "user",
        "username",
        "im",
        "i'm",
        "add",
        "me",
        "at",
        "as",
        "=",
        "-",
    )
)
_ADDING = frozenset(("add", "follow", "find", "im", "i'm", "am", "called", "as", "dm", "message"))


def find_handles(text: str) -> Iterator[Span]:
    """What looks like nothing else near the name of an app, and a dotted word where any is told of."""
    chunks = list(_CHUNK.finditer(text))
    keys = [fold(chunk[0]).strip(_STRAY).removesuffix("'s") or chunk[0] for chunk in chunks]
    apps = [at for at, key in enumerate(keys) if key in _APPS]
    for app in apps:
        yield from _after(chunks, keys, app)
        added = app > 2 and keys[app - 1] == "on" and keys[app - 3] in _ADDING
        if added and _is_handle(chunks[app - 2][0], told=True):
            yield _span(chunks[app - 2])
    if apps or "@" in text:
        yield from (_span(chunk) for chunk in chunks if _is_dotted(chunk[0].strip(_STRAY)))


def _after(chunks: Sequence[re.Match[str]], keys: Sequence[str], app: int) -> Iterator[Span]:
    """The first handle within a few words after the name of an app."""
    for at in range(app + 1, min(len(chunks), app + 1 + _WITHIN)):
        told = at == app + 1 or any(key in _TELLING for key in keys[app + 1 : at])
        if _is_handle(chunks[at][0], told=told):
            yield _span(chunks[at])
            return


def _span(chunk: re.Match[str]) -> Span:
    written = chunk[0].rstrip(_STRAY)
    start = chunk.start() + len(written) - len(written.lstrip(_STRAY))
    return Span(start, chunk.start() + len(written), Kind.ONLINE, Reason.PATTERN)


def _is_handle(written: str, *, told: bool) -> bool:
    """Whether it has the form of one; where it is `told` of, a word that no list knows is enough."""
    word = written.strip(_STRAY)
    if not _HANDLE.fullmatch(word) or fold(word) in _APPS:
        return False
    if "_" in word or word.startswith("@") or re.search(r"[a-z][A-Z]|[A-Za-z]{2}\d|\d[A-Za-z]{2}.*\d", word):
        return True
    return told and word.isalpha() and not is_plain(fold(word))


def _is_dotted(word: str) -> bool:
    """ "kayla.b", but not "home.i want", where a blank was left out between two words."""
    if not _DOTTED.fullmatch(word) or not re.search("[A-Za-z]", word):
        return False
    parts = [part for part in fold(word).split(".") if part]
    return not all(
        is_plain(part) or part in read_list("function_words") for part in parts if not part.isdigit()
    )
