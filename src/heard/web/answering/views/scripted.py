"""For the browser's own script: taking a visit over, putting it away, and what it sealed.

What is sealed comes with a ticket and not with a cookie: it may have waited for days, and no other site can make a
browser send one. So these two need no token against forged forms.
"""

import hashlib
import json
from base64 import b64decode
from collections.abc import Callable, Mapping

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.web.answering.cookies import LostVisit, drop_visit, read_visit
from heard.web.answering.given import NotGiven, read_put_away
from heard.web.answering.presenters.frames import present_shell
from heard.web.answering.script import find_script_file
from heard.web.answering.taking_over import describe_visit
from heard.web.answering.tickets import read_ticket
from heard.web.answering.views.leaving import PAGE_OF
from heard.web.answering.views.visiting import agreed, carry_on, end_on, visiting, visiting_even_idle
from heard.web.answering.visits import Visit
from heard.web.codes import actions
from heard.web.codes.actions import Finished, WordsBeforeTicks
from heard.web.codes.queries import Card
from heard.web.codes.sealing import CannotOpen, TooLongToSeal
from heard.web.instruments.languages import spoken
from heard.web.instruments.questionnaires import RetiredVersion
from heard.web.tenancy import in_council
from heard.web.ui.middleware import set_length_step

NOT_UNDERSTOOD, NOT_YET, OUT_OF_ORDER = 400, 409, 503
REFUSED = "refused"  # nobody can ever take it in: another ticket, other lengths
OUTCOME_STEP = 256  # bytes; every outcome fits one
FOR_EVER = "public, max-age=31536000, immutable"
STATIC = (
    "ui/heard.css",
    "ui/pictures.svg",
    "ui/child.js",
    "ui/fonts/atkinson-hyperlegible-next-basic.woff2",
    "answering/interpreter.js",
    "answering/sealing.js",
    "answering/sending.js",
    "answering/survey.js",
    "answering/speaking.js",
)


@require_safe
def script_file(request: HttpRequest, digest: str) -> HttpResponse:
    """One survey's file. Its name is its content, so it is kept for ever."""
    file = find_script_file(digest)
    if file is None:
        return HttpResponse(status=404)
    is_squeezed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(file.squeezed if is_squeezed else file.content, content_type="application/json")
    if is_squeezed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["Vary"] = "Accept-Encoding"
    return response


@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """An empty page for the script to fill where there is no signal."""
    return render(request, "answering/shell.html", {"page": present_shell(None, "")})


@require_safe
def offline_script(request: HttpRequest) -> HttpResponse:
    """The service worker: it lies below the pages it works for."""
    files = [static(name) for name in STATIC]
    mark = hashlib.sha256("".join(files).encode()).hexdigest()[:16]
    page = {"files": json.dumps(files), "mark": mark}
    return render(request, "answering/offline.js", page, content_type="text/javascript")


@require_http_methods(["GET", "HEAD", "POST"])
@visiting
@agreed
def take_over(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Hand the visit to the script; once it says that it has it, the cookie lets the answers go."""
    if request.method == "POST":
        return carry_on("answering:screen", visit.hand_to_script())
    with in_council(visit.card.council):
        response = JsonResponse(describe_visit(visit))
    if not visit.has_answers:  # then it is as long for every child of the survey
        set_length_step(response, 1)
    return response


@require_POST
@visiting_even_idle
@agreed
def put_away(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Put what the script has away under three pictures. The way on is the page that a cookie names."""
    try:
        given = read_put_away(request.POST.get("state", ""), visit)
    except NotGiven:
        return HttpResponse(status=NOT_UNDERSTOOD)
    try:
        with in_council(visit.card.council):
            outcome = actions.pause(
                card=visit.card,
                code=visit.code,
                pictures=given.pictures,
                content=given.visit.put_away(spoken()),
            )
    except TooLongToSeal:
        return HttpResponse(status=NOT_UNDERSTOOD)
    response = end_on(PAGE_OF[outcome], visit)
    response.status_code = 200
    return response


@csrf_exempt
@require_POST
def sealed_answers(request: HttpRequest) -> HttpResponse:
    """Ticks and slip of a finished survey."""

    def take(fields: Mapping[str, object], card: Card) -> Finished:
        sealed = {"answers": _bytes(fields["answers"]), "slip": _bytes(fields["slip"])}
        return actions.take_sealed_answers(card=card, **sealed)

    return _take(request, take)


@csrf_exempt
@require_POST
def sealed_words(request: HttpRequest) -> HttpResponse:
    """Comments of a finished survey."""

    def take(fields: Mapping[str, object], card: Card) -> Finished:
        comments = fields["comments"]
        if not isinstance(comments, list):
            raise CannotOpen
        return actions.take_sealed_words(card=card, comments=[_bytes(each) for each in comments])

    return _take(request, take)


def _take(request: HttpRequest, take: Callable[[Mapping[str, object], Card], Finished]) -> HttpResponse:
    """What became of it. A browser drops what it sent only where an outcome of ours says so.

    What is no JSON was damaged on its way, for our script sends nothing else: no outcome, and it is sent again.
    """
    try:
        fields = json.loads(request.body)
    except (ValueError, RecursionError):
        return HttpResponse(status=NOT_UNDERSTOOD)
    try:
        card = _read_card(fields)
        with in_council(card.council):
            outcome = take(fields, card)
    except WordsBeforeTicks:
        return HttpResponse(status=NOT_YET)
    except (CannotOpen, KeyError, TypeError, ValueError):
        return _say(REFUSED, status=NOT_UNDERSTOOD)
    except (DatabaseError, RetiredVersion):
        return HttpResponse(status=OUT_OF_ORDER)
    return _let_go(request, _say(outcome.value), card)


def _read_card(fields: object) -> Card:
    if not isinstance(fields, dict):
        raise CannotOpen
    return read_ticket(str(fields.get("ticket", "")))


def _bytes(text: object) -> bytes:
    if not isinstance(text, str):
        raise CannotOpen
    return b64decode(text, validate=True)


def _say(outcome: str, status: int = 200) -> HttpResponse:
    return set_length_step(JsonResponse({"outcome": outcome}, status=status), OUTCOME_STEP)


def _let_go(request: HttpRequest, response: HttpResponse, card: Card) -> HttpResponse:
    """The cookie of this visit goes where it is still there."""
    try:
        visit = read_visit(request)
    except LostVisit:
        visit = None
    if visit is not None and visit.card.seat == card.seat:
        drop_visit(response)
    return response
