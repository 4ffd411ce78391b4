"""Which language this browser's session chose: a cookie beside the one of letters and colours, and for as long.

No page is told of it by a visit, and nothing that is sealed or counted knows it: a rare language would point to a
child. English is no cookie.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from heard.web.instruments.languages import find_language, spoken
from heard.web.instruments.words import ENGLISH
from heard.web.policy import LANGUAGE_STAYS_MINUTES

LANGUAGE = "heard_language"


def speak_drafts_too(request: HttpRequest) -> None:
    """In a try-out a language may be spoken that nobody has signed yet. Until the end of the request."""
    if found := find_language(request.COOKIES.get(LANGUAGE, ""), is_made_up=True):
        translation.activate(settings.LANGUAGE_CODE if found.key == ENGLISH else found.key)


def write_language(response: HttpResponse, key: str, *, seconds: int | None = None) -> None:
    """For the session, or for so many seconds. The survey's own script reads it."""
    is_english = key == ENGLISH
    response.set_cookie(
        LANGUAGE,
        "" if is_english else key,
        max_age=0 if is_english else seconds,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=False,
        samesite="Strict",
    )


def keep_language(request: HttpRequest, response: HttpResponse) -> None:
    """A survey begins in it: it stays for the session again."""
    if LANGUAGE in request.COOKIES:
        write_language(response, spoken())


def let_language_go(request: HttpRequest, response: HttpResponse) -> None:
    """The survey is over; who goes on to the page of help still reads it there."""
    if LANGUAGE in request.COOKIES:
        write_language(response, spoken(), seconds=60 * LANGUAGE_STAYS_MINUTES)
