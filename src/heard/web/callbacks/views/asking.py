"""A child asks that somebody gets in touch. It knows the survey under way for its council and its words, and nothing
of it is kept with what is sent; the survey's cookies stay as they are."""

import time
from collections.abc import Mapping

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from heard.interview import clean_words
from heard.web.answering.cookies import PATH, LostVisit, read_visit
from heard.web.answering.tries import Tries
from heard.web.answering.views.visiting import REFUSED, mark_made_up, say_two_places
from heard.web.answering.visits import Visit
from heard.web.callbacks import asking
from heard.web.callbacks.asking import NotOpen, Open
from heard.web.callbacks.contents import LONGEST, Asked, Which
from heard.web.callbacks.presenters.asking import (
    present_ask,
    present_not_here,
    present_sent,
    say_failed,
    say_too_many,
    say_wrong,
)
from heard.web.policy import CALLBACKS_A_MINUTE

TOO_MANY, OUT_OF_ORDER, GONE = 429, 503, 410
SENT = "heard_said"  # set when something was sent, and taken away by the page that says so; it holds nothing
NEEDED = ("name", "how")
requests_sent = Tries(most=CALLBACKS_A_MINUTE)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form; what was sent is sealed at once. After it one page says thank you, at the same address."""
    visit = _find_visit(request)
    mark_made_up(request, visit is not None and visit.card.is_made_up)
    if request.method == "POST" and visit and request.POST.get("visit", "") != visit.token:
        return say_two_places(request, visit)
    survey = visit.card.survey if visit else None
    if request.method != "POST" and request.COOKIES.get(SENT):
        response = render(request, "answering/note.html", {"page": present_sent(survey)})
        _mark_sent(response, is_sent=False)
        return response
    councils = _find_councils(visit)
    if not councils:
        return render(
            request, "answering/note.html", {"page": present_not_here(survey)}, status=_status(request)
        )
    if request.method == "POST":
        return _take(request, visit, councils)
    return _show(request, visit, councils)


def _take(request: HttpRequest, visit: Visit | None, councils: tuple[Open, ...]) -> HttpResponse:
    survey = visit.card.survey if visit else None
    given = {name: clean_words(request.POST.get(name, "")) for name in ("council", "which", *LONGEST)}
    if wrong := _find_wrong(given, councils):
        return _show(request, visit, councils, given, errors=say_wrong(survey, wrong))
    address = request.META.get("REMOTE_ADDR", "")
    if requests_sent.is_too_many(address, time.monotonic()):
        return _show(request, visit, councils, given, error=say_too_many(survey), status=TOO_MANY)
    asked = Asked(Which(given["which"]), given["name"], given["how"], given["words"])
    try:
        asking.keep(council=given["council"], asked=asked)
    except NotOpen:  # closed since the page was drawn
        return render(request, "answering/note.html", {"page": present_not_here(survey)}, status=GONE)
    except DatabaseError:
        return _show(request, visit, councils, given, error=say_failed(survey), status=OUT_OF_ORDER)
    requests_sent.add(address, time.monotonic())
    response = redirect("callbacks:ask")
    _mark_sent(response, is_sent=True)
    return response


def _find_wrong(given: Mapping[str, str], councils: tuple[Open, ...]) -> dict[str, int | None]:
    """Part → how many letters too many; None where it is missing, or no answer of ours."""
    wrong: dict[str, int | None] = {}
    if given["council"] not in {each.council for each in councils}:
        wrong["council"] = None
    if given["which"] not in set(Which):
        wrong["which"] = None
    for name, most in LONGEST.items():
        if len(given[name]) > most:
            wrong[name] = len(given[name]) - most
        elif name in NEEDED and not given[name]:
            wrong[name] = None
    return wrong


def _show(
    request: HttpRequest,
    visit: Visit | None,
    councils: tuple[Open, ...],
    given: Mapping[str, str] | None = None,
    *,
    errors: Mapping[str, str] | None = None,
    error: str = "",
    status: int = REFUSED,
) -> HttpResponse:
    page = present_ask(
        visit.card.survey if visit else None,
        visit.card.council if visit else "",
        councils,
        token=visit.token if visit else "",
        given=given,
        errors=errors,
        error=error,
    )
    return render(request, "callbacks/ask.html", {"page": page}, status=status if given else 200)


def _find_councils(visit: Visit | None) -> tuple[Open, ...]:
    """The card's council, if it takes requests; without a card every council that does. In a try-out none."""
    try:
        if visit is None:
            return asking.list_open()
        found = None if visit.card.is_made_up else asking.find_open(visit.card.council)
    except DatabaseError:
        return ()
    return (found,) if found else ()


def _find_visit(request: HttpRequest) -> Visit | None:
    try:
        return read_visit(request)
    except LostVisit:
        return None


def _status(request: HttpRequest) -> int:
    return GONE if request.method == "POST" else 200


def _mark_sent(response: HttpResponse, *, is_sent: bool) -> None:
    response.set_cookie(
        SENT,
        "1" if is_sent else "",
        max_age=None if is_sent else 0,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
