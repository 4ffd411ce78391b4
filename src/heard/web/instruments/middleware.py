"""The language of a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from heard.web.instruments.choosing import LANGUAGE
from heard.web.instruments.languages import find_language, speaking
from heard.web.instruments.words import ENGLISH
from heard.web.ui.addresses import is_for_staff


class SpeakTheirLanguage:
    """A child's pages speak the language chosen in this browser, where it is offered; staff pages speak English."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Whatever is chosen on the way is forgotten with the request."""
        if LANGUAGE not in request.COOKIES or is_for_staff(request.path):
            return self.get_response(request)
        found = find_language(request.COOKIES[LANGUAGE])
        with speaking(found.key if found else ENGLISH):
            return self.get_response(request)
