"""The gate of every page for staff: who is it, are they of this council, may they do this?"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRefresh

from heard.web.people.presence import is_somebody, member_of
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.tenancy import in_council

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Member, P], HttpResponse]
Gated = Callable[Concatenate[HttpRequest, str, P], HttpResponse]


def may(*permissions: Permission) -> Callable[[View[P]], Gated[P]]:
    """Let a view be reached by members of the council with any of these permissions, inside that council.

    The view is called with the request, the member and what else its address holds. Somebody of another council is
    told what they would be told if there were no such council.
    """

    def gate(view: View[P]) -> Gated[P]:
        @wraps(view)
        def gated(request: HttpRequest, council: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            member = member_of(request, council)
            if member is None and not is_somebody(request):
                # A page that looks for news by itself must not put the sign-in page into its own middle.
                return (
                    HttpResponseClientRefresh()
                    if request.headers.get("HX-Request")
                    else redirect_to_login(request.path)
                )
            if member is None:
                raise Http404
            if not member.permissions.intersection(permissions):
                return render(request, "people/not_allowed.html", {"member": member}, status=403)
            with in_council(council):
                return view(request, member, *args, **kwargs)

        gated.is_gated = True  # type: ignore[attr-defined]  # a test finds a page for staff without a gate
        return cast("Gated[P]", gated)

    return gate
