"""The cookies of the answering pages: a survey under way, which page to end on, and that a card said no. All encrypted.

They live as long as the browser's session, go to no address but these pages', and no script can read them. A survey
takes one cookie or two: a browser keeps 4,096 bytes of each, name included.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from heard.web.answering.visits import NotAVisit, Visit
from heard.web.codes.drafts import LARGEST_CONTENT, open_cookie, seal_cookie
from heard.web.codes.queries import Card
from heard.web.codes.sealing import CannotOpen, TooLongToSeal
from heard.web.instruments.choosing import let_language_go
from heard.web.ui.looks import LOOK, drop_look

VISIT = ("heard_answers", "heard_answers_2")
ENDING = "heard_ending"
DECLINED = "heard_card"  # a name that tells nothing
PATH = "/answer/"
LONGEST = 3_800
SPARE = 400  # the minute and the screen change while the words stay: a step of 256 bytes, in letters


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
    """Whether the cookies can carry it, wherever it goes from here."""
    content = visit.to_bytes()
    if len(content) > LARGEST_CONTENT - SPARE:
        return False
    return len(_seal(content)) <= LONGEST * len(VISIT) - SPARE


def write_visit(response: HttpResponse, visit: Visit) -> None:
    """Let the browser carry it on; raises TooMuchForCookies."""
    try:
        text = _seal(visit.to_bytes())
    except TooLongToSeal:
        raise TooMuchForCookies from None
    if len(text) > LONGEST * len(VISIT):
        raise TooMuchForCookies
    for place, name in enumerate(VISIT):
        piece = text[place * LONGEST : (place + 1) * LONGEST]
        _set(response, name, piece)


def drop_visit(response: HttpResponse) -> None:
    """Nothing of the survey stays in the browser."""
    for name in (*VISIT, DECLINED):
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


def drop_ending(request: HttpRequest, response: HttpResponse) -> None:
    """The last page was shown; how pages looked goes with it, and soon the language."""
    _set(response, ENDING, "")
    let_language_go(request, response)
    if LOOK in request.COOKIES:
        drop_look(response)


def write_declined(response: HttpResponse, card: Card) -> None:
    """Remember that this card said no thank you, to count it once."""
    _set(response, DECLINED, _seal(json.dumps({"seat": card.seat.hex}).encode()))


def has_declined(request: HttpRequest, card: Card) -> bool:
    """Whether this card was the last to say no thank you in this browser."""
    try:
        fields = json.loads(open_cookie(request.COOKIES.get(DECLINED, ""), key=settings.HEARD.draft_key))
    except CannotOpen:
        return False
    return bool(fields.get("seat") == card.seat.hex)


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
