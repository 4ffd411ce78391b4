"""How far every council's findings have come, for the programme team."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heard.web.following.presenters.loop import present_loops
from heard.web.following.presenters.words import NAMES
from heard.web.following.standing import list_loops
from heard.web.people.gate import may_in_programme
from heard.web.people.queries import Colleague
from heard.web.people.roles import Permission
from heard.web.ui import clock


@require_safe
@may_in_programme(Permission.SEE_LOOPS)
def loops(request: HttpRequest, colleague: Colleague) -> HttpResponse:
    """Counts only, by the council's name."""
    lines = present_loops(list_loops(colleague.id), clock.today())
    context = {"colleague": colleague, "lines": lines, "names": tuple(NAMES.values())}
    return render(request, "following/loops.html", context)
