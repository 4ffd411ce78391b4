"""Waves of the programme: the list, setting one up, offering it, opening the councils' waves together."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from heard.base.errors import UserError
from heard.web.instruments.questionnaires import list_versions
from heard.web.jobs.views import tell_news
from heard.web.people.gate import may_in_programme
from heard.web.people.queries import Colleague
from heard.web.people.roles import Permission
from heard.web.programmes import actions
from heard.web.programmes.forms import CouncilsForm, SetUpForm
from heard.web.programmes.presenters.waves import WavePage, list_agreed, present_wave, present_waves
from heard.web.programmes.queries import (
    find_programme_wave,
    list_council_names,
    list_gaps,
    list_offers,
    list_programme_waves,
)
from heard.web.ui import clock
from heard.web.ui.forms import posted

NOT_YET = 422


@require_safe
@may_in_programme(Permission.SEE_PROGRAMME)
def waves(request: HttpRequest, colleague: Colleague) -> HttpResponse:
    """Every wave of the programme."""
    lines = present_waves(list_programme_waves(), list_offers(colleague.id))
    return render(request, "programmes/waves.html", {"colleague": colleague, "lines": lines})


@require_http_methods(["GET", "POST"])
@may_in_programme(Permission.SET_UP_WAVES)
def set_up(request: HttpRequest, colleague: Colleague) -> HttpResponse:
    """A wave, its questionnaires and whom it is offered to."""
    form = SetUpForm(**posted(request), versions=list_versions(), councils=list_council_names())
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.set_up_wave(
                key=told["key"],
                opens_on=told["opens_on"],
                last_answer_day=told["last_answer_day"],
                surveys=told["surveys"],
                councils=form.read_councils(),
                by=colleague.email,
                at=clock.now(),
            )
            return redirect("programmes:wave", told["key"])
        except UserError as error:
            form.add_error("key", str(error))
    context = {"colleague": colleague, "form": form}
    return render(request, "programmes/set_up.html", context, status=NOT_YET if form.errors else 200)


@require_safe
@may_in_programme(Permission.SEE_PROGRAMME)
def wave(request: HttpRequest, colleague: Colleague, key: str) -> HttpResponse:
    """One wave: its questionnaires, every council it is offered to, and how far the opening together is."""
    page = _page_or_404(colleague, key)
    if request.headers.get("HX-Request"):
        return tell_news(request, page.progress) if page.progress else HttpResponseClientRefresh()
    return _render(request, colleague, page)


@require_POST
@may_in_programme(Permission.SET_UP_WAVES)
def offer(request: HttpRequest, colleague: Colleague, key: str) -> HttpResponse:
    """To more councils."""
    page = _page_or_404(colleague, key)
    form = CouncilsForm(request.POST, councils=page.left, label="Councils")
    if not form.is_valid():
        return _render(request, colleague, page, more=form)
    councils = form.cleaned_data["councils"]
    actions.offer_wave(wave=key, councils=councils, by=colleague.email, at=clock.now())
    return redirect("programmes:wave", key)


@require_POST
@may_in_programme(Permission.OPEN_TOGETHER)
def open_together(request: HttpRequest, colleague: Colleague, key: str) -> HttpResponse:
    """The waves of the councils ticked, of those that agreed."""
    page = _page_or_404(colleague, key)
    form = CouncilsForm(request.POST, councils=page.ready, label="Open the waves of")
    if not form.is_valid():
        return _render(request, colleague, page, opening=form)
    councils = form.cleaned_data["councils"]
    actions.ask_to_open(wave=key, councils=councils, by=colleague.email, at=clock.now())
    return redirect("programmes:wave", key)


def _page_or_404(colleague: Colleague, key: str) -> WavePage:
    found = find_programme_wave(key)
    if found is None:
        raise Http404
    address = reverse("programmes:wave", args=[key])
    offers = list_offers(colleague.id, found.key)
    gaps = list_gaps(found.key, list_agreed(offers, clock.today()))
    return present_wave(found, offers, list_council_names(), gaps, clock.today(), address=address)


def _render(
    request: HttpRequest,
    colleague: Colleague,
    page: WavePage,
    *,
    more: CouncilsForm | None = None,
    opening: CouncilsForm | None = None,
) -> HttpResponse:
    ticked = {"councils": [code for code, _ in page.ready]}
    context = {
        "colleague": colleague,
        "page": page,
        "form": more or opening,  # for the summary of what is wrong
        "more": more or CouncilsForm(councils=page.left, label="Councils"),
        "opening": opening or CouncilsForm(councils=page.ready, label="Open the waves of", initial=ticked),
    }
    return render(request, "programmes/wave.html", context, status=NOT_YET if more or opening else 200)
