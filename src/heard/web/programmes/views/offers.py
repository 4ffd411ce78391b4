"""What the programme offers to a council, and what the council says to it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from heard.base.errors import UserError
from heard.web.jobs.queries import find_job
from heard.web.jobs.views import tell_news
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.programmes import actions
from heard.web.programmes.forms import TakeUpForm, TogetherForm
from heard.web.programmes.presenters.offers import first_day, present_offer, present_offers
from heard.web.programmes.queries import OfferFacts, find_offer, list_offers_of_council
from heard.web.ui import clock
from heard.web.waves.queries import find_wave, list_waves

NOT_YET = 422


@require_safe
@may(Permission.TAKE_PART)
def offers(request: HttpRequest, member: Member) -> HttpResponse:
    """All of them."""
    lines = present_offers(member, list_offers_of_council(), list_waves())
    return render(request, "programmes/offers.html", {"member": member, "lines": lines})


@require_safe
@may(Permission.TAKE_PART)
def offer(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """One of them: take it up, and later let the programme open it with the others."""
    return _show(request, member, _get_or_404(wave))


@require_POST
@may(Permission.TAKE_PART)
def take_up(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """The council takes part."""
    found = _get_or_404(wave)
    form = TakeUpForm(request.POST)
    if form.is_valid():
        try:
            actions.take_up(wave=wave, **form.cleaned_data, by=member.email, at=clock.now())
            return redirect("programmes:offer", member.council, wave)
        except UserError as error:
            form.add_error(None, str(error))
    return _show(request, member, found, taking=form)


@require_POST
@may(Permission.OPEN_WAVE)
def agree(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """The programme may open the wave, from a day on; or may not any more."""
    found = _get_or_404(wave)
    takes_back = "take_back" in request.POST
    form = TogetherForm({"on": clock.today()} if takes_back else request.POST)
    if form.is_valid():
        on = None if takes_back else form.cleaned_data["on"]
        try:
            actions.agree_to_open_together(wave=wave, on=on, by=member.email, at=clock.now())
            return redirect("programmes:offer", member.council, wave)
        except UserError as error:
            form.add_error(None, str(error))
    return _show(request, member, found, agreeing=form)


def _get_or_404(wave: str) -> OfferFacts:
    found = find_offer(wave)
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest,
    member: Member,
    found: OfferFacts,
    *,
    taking: TakeUpForm | None = None,
    agreeing: TogetherForm | None = None,
) -> HttpResponse:
    job = find_job(found.job) if found.job else None
    page = present_offer(
        member,
        found,
        find_wave(found.wave.key),
        job,
        address=reverse("programmes:offer", args=[member.council, found.wave.key]),
    )
    if request.headers.get("HX-Request"):
        return tell_news(request, page.progress) if page.progress else HttpResponseClientRefresh()
    suggested = {"last_answer_day": found.wave.last_answer_day}
    context = {
        "member": member,
        "page": page,
        "form": taking or agreeing,  # for the summary of what is wrong
        "taking": taking or TakeUpForm(initial=suggested),
        "agreeing": agreeing or TogetherForm(initial={"on": first_day(found, clock.today())}),
    }
    return render(request, "programmes/offer.html", context, status=NOT_YET if taking or agreeing else 200)
