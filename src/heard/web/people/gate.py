"""The gate of every page for staff: who is it, are they of this council, may they do this?"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRefresh

from heard.web.people.presence import colleague_of, is_somebody, member_of
from heard.web.people.queries import Colleague, Member
from heard.web.people.roles import Permission
from heard.web.tenancy import in_council

P = ParamSpec("P")
# A file that is sent piece by piece is not an HttpResponse, but the same base.
View = Callable[Concatenate[HttpRequest, Member, P], HttpResponseBase]
Gated = Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]
ProgrammeView = Callable[Concatenate[HttpRequest, Colleague, P], HttpResponseBase]
ProgrammeGated = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def may(*permissions: Permission) -> Callable[[View[P]], Gated[P]]:
    """Let a view be reached by members of the council with any of these permissions, inside that council.

    The view is called with the request, the member and what else its address holds. Somebody of another council is
    told what they would be told if there were no such council.
    """

    def gate(view: View[P]) -> Gated[P]:
        @wraps(view)
        def gated(request: HttpRequest, council: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            member = member_of(request, council)
            if member is None and not is_somebody(request):
                return _ask_to_sign_in(request)
            if member is None:
                raise Http404
            if not member.permissions.intersection(permissions):
                return render(request, "people/not_allowed.html", {"member": member}, status=403)
            with in_council(council):
                return view(request, member, *args, **kwargs)

        gated.is_gated = True  # type: ignore[attr-defined]  # a test finds a page for staff without a gate
        return cast("Gated[P]", gated)

    return gate


def may_in_programme(permission: Permission) -> Callable[[ProgrammeView[P]], ProgrammeGated[P]]:
    """Let a view of no one council be reached by the programme team, if it has this permission; in no council.

    To everybody else there is no such page.
    """

    def gate(view: ProgrammeView[P]) -> ProgrammeGated[P]:
        @wraps(view)
        def gated(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not is_somebody(request):
                return _ask_to_sign_in(request)
            colleague = colleague_of(request)
            if colleague is None or not colleague.may(permission):
                raise Http404
            return view(request, colleague, *args, **kwargs)

        gated.is_gated = True  # type: ignore[attr-defined]  # a test finds a page for staff without a gate
        return cast("ProgrammeGated[P]", gated)

    return gate


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """A page that looks for news by itself must not put the sign-in page into its own middle."""
    if request.headers.get("HX-Request"):
        return HttpResponseClientRefresh()
    return redirect_to_login(request.path)
