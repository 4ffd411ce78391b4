"""What every page carries besides its content."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers

from heard.web.policy import LARGEST_REQUEST, PAGE_STEP, SQUEEZED_STEP
from heard.web.ui.lengths import fill_with_spaces, squeeze_and_fill
from heard.web.ui.views import not_understood

Next = Callable[[HttpRequest], HttpResponse]
LENGTH_STEP = "heard_length_step"  # the attribute that `set_length_step` leaves
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


def set_length_step(response: HttpResponse, step: int) -> HttpResponse:
    """Let a child's page keep a length of its own (1) or take smaller steps: where it says the same to every child."""
    setattr(response, LENGTH_STEP, step)
    return response


class EvenLength:
    """A child's pages come in few lengths: whoever sees the network sees lengths, though not words.

    Without this they tell which question is asked, so which answers led there, and which answer calls for calm.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pages, and the values that a script asks for: as gzip where the browser reads it."""
        response = self.get_response(request)
        is_childs = request.path == "/" or request.path.startswith("/answer/")
        if (
            is_childs
            and response.content
            and response.get("Content-Type", "").startswith(("text/html", "application/json"))
        ):
            patch_vary_headers(response, ("Accept-Encoding",))
            if "gzip" in request.headers.get("Accept-Encoding", ""):
                step = getattr(response, LENGTH_STEP, SQUEEZED_STEP)
                response.content = squeeze_and_fill(response.content, step)
                response.headers["Content-Encoding"] = "gzip"
            else:
                response.content = fill_with_spaces(
                    response.content, getattr(response, LENGTH_STEP, PAGE_STEP)
                )
            response.headers["Content-Length"] = str(len(response.content))
        return response
