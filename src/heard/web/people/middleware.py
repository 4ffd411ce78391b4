"""Before any page for staff: is this browser still signed in, and did it come with a second factor?"""

from collections.abc import Callable

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from heard.web.people.presence import gave_second_factor
from heard.web.people.queries import list_roles
from heard.web.people.sessions import keep_session
from heard.web.ui import clock

Next = Callable[[HttpRequest], HttpResponse]
WORK, OWN = ("/work/", "/programme/"), "/you/"
STAFF = (*WORK, OWN, "/sign-")


class KeepSignedIn:
    """One place, so that no view can forget it. A child's pages do not come this way."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign out whose time is up; lead to a second factor whoever has none."""
        if not request.path.startswith(STAFF) or not request.user.is_authenticated:
            return self.get_response(request)
        roles = list_roles(request.user.pk)
        if not keep_session(session=request.session, user_id=request.user.pk, roles=roles, at=clock.now()):
            logout(request)
            return self._ask_again(request)
        if request.path.startswith(WORK) and not gave_second_factor(request):
            return redirect("people:set_up")
        return self.get_response(request)

    def _ask_again(self, request: HttpRequest) -> HttpResponse:
        """The sign-in pages answer by themselves; from elsewhere the way leads there and back."""
        if request.path.startswith((*WORK, OWN)) and not request.headers.get("HX-Request"):
            return redirect_to_login(request.path)
        return self.get_response(request)
