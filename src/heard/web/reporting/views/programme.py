"""The reports of every council, for the programme team."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from heard.web.jobs.views import tell_news
from heard.web.people.gate import may_in_programme
from heard.web.people.queries import Colleague
from heard.web.people.roles import Permission
from heard.web.reporting import actions
from heard.web.reporting.presenters.programme import CouncilsPage, present_councils, present_waves
from heard.web.reporting.standing import list_standings
from heard.web.ui import clock


@require_safe
@may_in_programme(Permission.MAKE_ALL_REPORTS)
def waves(request: HttpRequest, colleague: Colleague) -> HttpResponse:
    """Every wave that a council takes part in."""
    lines = present_waves(list_standings(colleague.id))
    return render(request, "reporting/waves.html", {"colleague": colleague, "lines": lines})


@require_safe
@may_in_programme(Permission.MAKE_ALL_REPORTS)
def councils(request: HttpRequest, colleague: Colleague, key: str) -> HttpResponse:
    """Which councils have their reports, which have not, and where something went wrong."""
    page = _page_or_404(colleague, key)
    if request.headers.get("HX-Request"):
        return tell_news(request, page.progress) if page.progress else HttpResponseClientRefresh()
    return render(request, "reporting/councils.html", {"colleague": colleague, "page": page})


@require_POST
@may_in_programme(Permission.MAKE_ALL_REPORTS)
def make_missing(request: HttpRequest, colleague: Colleague, key: str) -> HttpResponse:
    """A job for each council that has none; they are done one after the other."""
    page = _page_or_404(colleague, key)
    actions.ask_for_all(wave=key, councils=page.missing, by=colleague.email, at=clock.now())
    return redirect("reporting:councils", key)


def _page_or_404(colleague: Colleague, key: str) -> CouncilsPage:
    standings = [each for each in list_standings(colleague.id) if each.wave == key]
    if not standings:
        raise Http404
    return present_councils(key, standings, address=reverse("reporting:councils", args=[key]))
