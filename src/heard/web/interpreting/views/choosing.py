"""What a card opens, without signing in: findings on a telephone, ideas, and choosing what matters most, once.

No code is ever in an address. The telephone keeps a signed scramble of it in a cookie for these pages alone.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.base.policy import Level
from heard.web.answering.tries import Tries
from heard.web.codes.cards import MistypedCode
from heard.web.interpreting.actions.remarks import Said
from heard.web.interpreting.actions.voting import (
    Outcome,
    Ticket,
    choose,
    digest_of,
    presenting_ticket,
    send_idea,
)
from heard.web.interpreting.forms import IdeaForm
from heard.web.interpreting.presenters import choosing as words
from heard.web.interpreting.presenters.choosing import present_code, present_phone
from heard.web.interpreting.presenters.words import KINDS, SPEAKERS
from heard.web.interpreting.queries import list_on_ballot
from heard.web.interpreting.terms import Kind
from heard.web.policy import CHOICE_HOURS, MOST_CHOSEN
from heard.web.results.found import FindingFacts, list_findings

P = ParamSpec("P")
COOKIE, SALT = "heard_choosing", "heard.interpreting.choosing"
NOT_YET, TOO_MANY = 422, 429
wrong_cards = Tries()
Visiting = Callable[Concatenate[HttpRequest, Ticket, P], HttpResponse]
SAID_OF_IDEA = {Outcome.CLOSED: words.IDEA_CLOSED, Outcome.TOO_MANY: words.IDEA_TOO_MANY}


def visiting(view: Visiting[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let a view be reached with a card, in that card's council; whoever has none types a code first."""

    @wraps(view)
    def visited(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=CHOICE_HOURS * 3600)
            digest = bytes.fromhex(kept)
        except (signing.BadSignature, TypeError, ValueError):
            return redirect("interpreting:choose")
        with presenting_ticket(digest) as ticket:
            return (
                redirect("interpreting:choose") if ticket is None else view(request, ticket, *args, **kwargs)
            )

    return visited


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Type the code of a card. A right code always passes; whoever types many wrong ones is told to wait."""
    if request.method != "POST":
        return render(request, "interpreting/choose_code.html", {"page": present_code()})
    typed, address = request.POST.get("code", ""), request.META.get("REMOTE_ADDR", "")
    try:
        digest = digest_of(typed)
    except MistypedCode:
        return _refuse(request, typed, words.MISTYPED)
    with presenting_ticket(digest) as ticket:
        is_there = ticket is not None
    if not is_there:
        if wrong_cards.is_too_many(address, time.monotonic()):
            return _refuse(request, "", words.WAIT, TOO_MANY)
        wrong_cards.add(address, time.monotonic())
        return _refuse(request, typed, words.UNKNOWN)
    response = redirect("interpreting:phone")
    response.set_cookie(
        COOKIE,
        signing.dumps(digest.hex(), salt=SALT),
        path=reverse("interpreting:choose"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


@require_safe
@visiting
def phone(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Every finding that everybody may read, and the way to choosing."""
    said = request.GET.get("said", "")
    page = present_phone(ticket, _shown(ticket), said=words.TAKEN if said == "choice" else "")
    return render(request, "interpreting/phone.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@visiting
def phone_finding(request: HttpRequest, ticket: Ticket, indicator: str) -> HttpResponse:
    """One finding, and a box for an idea. It waits for the host."""
    shown = _shown(ticket)
    if indicator not in {each.indicator for each in shown}:
        raise Http404
    form = IdeaForm(request.POST if request.method == "POST" else None, initial={"kind": Kind.MEANS.value})
    error = ""
    if form.is_valid():
        kind = Kind(form.cleaned_data["kind"])
        said = Said((indicator,), kind, SPEAKERS[ticket.session.who], form.cleaned_data["text"])
        outcome = send_idea(ticket=ticket, said=said)
        if outcome is Outcome.TAKEN:
            response = redirect("interpreting:phone_finding", indicator)
            response["Location"] += "?said=idea"
            return response
        error = SAID_OF_IDEA[outcome]
    elif form.is_bound:
        error = " ".join(str(each) for errors in form.errors.values() for each in errors)
    told = words.IDEA_TAKEN if request.GET.get("said") == "idea" and not error else ""
    page = present_phone(ticket, shown, here=indicator, said=told, error=error)
    context = {"page": page, "form": form, "kinds": KINDS}
    return render(request, "interpreting/phone_finding.html", context, status=NOT_YET if error else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@visiting
def most(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Up to three findings that matter most, once with each card."""
    ballot = set(list_on_ballot(ticket.session.key))
    shown = [each for each in _shown(ticket) if each.indicator in ballot]
    if request.method != "POST":
        return render(request, "interpreting/most.html", {"page": present_phone(ticket, shown)})
    there = {each.indicator for each in shown}
    chosen = [each for each in dict.fromkeys(request.POST.getlist("chosen")) if each in there]
    if not chosen or len(chosen) > MOST_CHOSEN:
        error = words.TOO_MANY_CHOSEN if chosen else words.NONE_CHOSEN
        page = present_phone(ticket, shown, chosen=chosen, error=error)
        return render(request, "interpreting/most.html", {"page": page}, status=NOT_YET)
    outcome = choose(ticket=ticket, indicators=chosen)
    if outcome is Outcome.TAKEN:
        response = redirect("interpreting:phone")
        response["Location"] += "?said=choice"
        return response
    page = present_phone(ticket, shown, error=words.SPENT if outcome is Outcome.SPENT else words.CLOSED)
    return render(request, "interpreting/most.html", {"page": page}, status=409)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """This telephone forgets the card."""
    response = redirect("interpreting:choose")
    response.delete_cookie(COOKIE, path=reverse("interpreting:choose"), samesite="Strict")
    return response


def _shown(ticket: Ticket) -> list[FindingFacts]:
    return [each for each in list_findings(ticket.session.wave) if each.at(Level.PUBLIC)]


def _refuse(request: HttpRequest, typed: str, error: str, status: int = NOT_YET) -> HttpResponse:
    page = present_code(typed=typed, error=error)
    return render(request, "interpreting/choose_code.html", {"page": page}, status=status)
