"""Where every council's waves stand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heard.web.people.gate import may_in_programme
from heard.web.people.queries import Colleague
from heard.web.people.roles import Permission
from heard.web.programmes.choosing import build_entries, choose
from heard.web.programmes.forms import StateForm
from heard.web.programmes.presenters.state import present_state
from heard.web.programmes.queries import (
    list_council_names,
    list_offers_waiting,
    list_standings,
    read_eligible,
)
from heard.web.ui import clock


@require_safe
@may_in_programme(Permission.SEE_PROGRAMME)
def state(request: HttpRequest, colleague: Colleague) -> HttpResponse:
    """Every wave of every council, what needs somebody first."""
    today = clock.today()
    entries = build_entries(
        list_standings(colleague.id),
        list_offers_waiting(colleague.id),
        list_council_names(),
        read_eligible(),
        today,
    )
    waves = sorted({each.wave for each in entries if each.wave}, reverse=True)
    form = StateForm(request.GET or None, waves=waves)
    choice = form.read(request.GET.get("page", ""))
    page = present_state(entries, choose(entries, choice), choice, today)
    context = {"colleague": colleague, "form": form, "page": page}
    return render(request, "programmes/state.html", context, status=422 if form.errors else 200)
