"""The cookies of the answering pages: a survey under way, and which page to end on. Both are encrypted.

They live as long as the browser's session, go to no address but these pages', and no script can read them. A survey
takes one cookie or two: a browser keeps 4,096 bytes of each, name included.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from heard.web.answering.visits import NotAVisit, Visit
from heard.web.codes.drafts import open_cookie, seal_cookie
from heard.web.codes.sealing import CannotOpen, TooLongToSeal

VISIT = ("heard_answers", "heard_answers_2")
ENDING = "heard_ending"
PATH = "/answer/"
LONGEST = 3_800


class TooMuchForCookies(Exception):
    """What was written does not fit; nothing was set."""


class LostVisit(Exception):
    """There is a cookie, and it cannot be read: its key has changed, or half of it is missing."""


@dataclass(frozen=True, slots=True)
class Ending:
    """The last page of a visit, and what it has to know: whose survey it was."""

    page: str
    council: str
    collection_id: int
    survey: str


def read_visit(request: HttpRequest) -> Visit | None:
    """The survey under way in this browser; None where there is none. Raises LostVisit."""
    text = "".join(request.COOKIES.get(name, "") for name in VISIT)
    if not text:
        return None
    try:
        return Visit.from_bytes(open_cookie(text, key=settings.HEARD.draft_key))
    except (CannotOpen, NotAVisit):
        raise LostVisit from None


def fits(visit: Visit) -> bool:
    """Whether the cookies can carry it."""
    try:
        return len(_seal(visit.to_bytes())) <= LONGEST * len(VISIT)
    except TooLongToSeal:
        return False


def write_visit(response: HttpResponse, visit: Visit) -> None:
    """Let the browser carry it on; raises TooMuchForCookies."""
    if not fits(visit):
        raise TooMuchForCookies
    text = _seal(visit.to_bytes())
    for place, name in enumerate(VISIT):
        piece = text[place * LONGEST : (place + 1) * LONGEST]
        _set(response, name, piece)


def drop_visit(response: HttpResponse) -> None:
    """Nothing of the survey stays in the browser."""
    for name in VISIT:
        _set(response, name, "")


def excess_letters(visit: Visit, key: str) -> int:
    """How many letters the words under a key must lose for the cookies to carry the visit."""
    words = visit.words.get(key, "")
    least, most = 0, len(words)
    while least < most:
        middle = (least + most) // 2
        if fits(replace(visit, words={**visit.words, key: words[: len(words) - middle]})):
            most = middle
        else:
            least = middle + 1
    return least


def write_ending(response: HttpResponse, ending: Ending) -> None:
    """Say which page to end on, in place of the survey."""
    drop_visit(response)
    _set(response, ENDING, _seal(json.dumps(asdict(ending)).encode()))


def read_ending(request: HttpRequest) -> Ending | None:
    """Which page to end on; None where none was said."""
    try:
        fields = json.loads(open_cookie(request.COOKIES.get(ENDING, ""), key=settings.HEARD.draft_key))
    except CannotOpen:
        return None
    return _ending_of(fields)


def drop_ending(response: HttpResponse) -> None:
    """The last page was shown."""
    _set(response, ENDING, "")


def _ending_of(fields: Mapping[str, object]) -> Ending | None:
    return Ending(**fields) if "page" in fields else None  # type: ignore[arg-type]


def _seal(content: bytes) -> str:
    return seal_cookie(content, key=settings.HEARD.draft_key)


def _set(response: HttpResponse, name: str, text: str) -> None:
    """Set it for the browser's session; with no text, take it away."""
    response.set_cookie(
        name,
        text,
        max_age=None if text else 0,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
