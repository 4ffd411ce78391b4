"""What every page carries besides its content."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from heard.web.policy import LARGEST_REQUEST, PAGE_STEP
from heard.web.ui.views import not_understood

Next = Callable[[HttpRequest], HttpResponse]
LONGEST_NUMBER = 12  # digits of a length; Python takes long over turning thousands into a number


class KeepPrivate:
    """No page is stored by a browser or anything in between, and no device may be asked for by a script."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set by every page unless it said otherwise; style sheets and pictures do not come this way."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Server", "Heard")  # no word on what runs here
        return response


class TurnAwayLarge:
    """A request larger than anything asked for here is answered unread, whoever sent it.

    Read to its end, 400 MB took that much memory and three minutes of a thread, from somebody not signed in.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """By its announced length: without one Django reads nothing."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if (
            not length.isdecimal()
            or len(length) > LONGEST_NUMBER
            or int(length) > _most(request, int(length))
        ):
            return not_understood(request)
        return self.get_response(request)


def _most(request: HttpRequest, length: int) -> int:
    """Pages that settings name take more; they find out who asks before they read."""
    if length <= LARGEST_REQUEST:
        return LARGEST_REQUEST
    try:
        return settings.LARGE_REQUESTS.get(resolve(request.path_info).view_name, LARGEST_REQUEST)
    except Resolver404:
        return LARGEST_REQUEST


class EvenLength:
    """A child's pages come in few lengths: whoever sees the network sees lengths, though not words.

    Without this they tell which question is asked, so which answers led there, and which answer calls for calm.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Spaces after the end of the page."""
        response = self.get_response(request)
        is_childs = request.path == "/" or request.path.startswith("/answer/")
        if is_childs and response.get("Content-Type", "").startswith("text/html"):
            response.content += b" " * (-len(response.content) % PAGE_STEP)
            response.headers["Content-Length"] = str(len(response.content))
        return response
