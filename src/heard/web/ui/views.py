"""The pages for when something is wrong. Each says what happened, what was kept, and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heard.web.ui.addresses import is_for_staff

Fault = Exception | None


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token this browser was given: cookies are off, or another tab signed out meanwhile."""
    return _say(request, "form_too_old", 403)


def not_understood(request: HttpRequest, exception: Fault = None) -> HttpResponse:
    """A request too large or malformed."""
    return _say(request, "not_understood", 400)


def not_allowed(request: HttpRequest, exception: Fault = None) -> HttpResponse:
    """Refused."""
    return _say(request, "not_allowed", 403)


def not_found(request: HttpRequest, exception: Fault = None) -> HttpResponse:
    """No such page, or none of theirs."""
    return _say(request, "not_found", 404)


def our_fault(request: HttpRequest) -> HttpResponse:
    """Something broke here."""
    return _say(request, "our_fault", 500)


def out_of_order(request: HttpRequest) -> HttpResponse:
    """Something is missing here for now, and it was not the reader; the same words."""
    return _say(request, "our_fault", 503)


def blank(request: HttpRequest) -> HttpResponse:
    """A page that says nothing, for whoever hid the one before."""
    return render(request, "ui/blank.html")


def _say(request: HttpRequest, name: str, status: int) -> HttpResponse:
    """In a child's words where the address is the child's."""
    audience = "work" if is_for_staff(request.path) else "child"
    return render(request, f"ui/{audience}_{name}.html", status=status)
