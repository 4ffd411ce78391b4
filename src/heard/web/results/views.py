"""Pages for handing the key in, for how far the opening is, and for the reports."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.base.errors import UserError
from heard.base.policy import Level
from heard.web.jobs.presenters import present_job
from heard.web.jobs.queries import find_job
from heard.web.jobs.views import tell_news
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.results import actions
from heard.web.results.handover import NoHandover
from heard.web.results.presenters import (
    READING,
    may_go_on,
    next_way,
    policy_for,
    present_reports,
    readable_levels,
)
from heard.web.results.queries import find_opening, list_reports, read_report
from heard.web.ui import clock
from heard.web.ui.days import say_day
from heard.web.ui.forms import posted
from heard.web.waves.actions import record_panel as record_session
from heard.web.waves.forms import KeyFileForm, PanelForm
from heard.web.waves.queries import State
from heard.web.waves.views import get_or_404


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@may(Permission.HAND_IN_KEY)
def hand_in(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """The key file and its passphrase, opened in memory."""
    facts = get_or_404(wave)
    form = KeyFileForm(**posted(request))
    if form.is_valid():
        try:
            job = actions.hand_in(
                wave=wave,
                content=form.cleaned_data["file"],
                passphrase=form.cleaned_data["passphrase"],
                by=member.email,
                at=clock.now(),
            )
            return redirect("results:progress", member.council, wave, job)
        except (UserError, NoHandover) as error:
            form.add_error(None, str(error))
    is_too_early = facts.key_from is None or clock.today() < facts.key_from
    context = {
        "member": member,
        "wave": facts,
        "form": form,
        "is_too_early": is_too_early,
        "is_opened": facts.state is State.OPENED,
        "key_from": say_day(facts.key_from) if facts.key_from else "",
        "opening": find_opening(wave),
    }
    return render(request, "results/hand_in.html", context, status=422 if form.is_bound else 200)


@require_safe
@may(Permission.HAND_IN_KEY, Permission.SEE_COUNTS)
def stands(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """To the opening's progress, for whoever does not know its job."""
    get_or_404(wave)
    opening = find_opening(wave)
    if opening is None or opening.job is None:
        return redirect("waves:list", member.council)
    return redirect("results:progress", member.council, wave, opening.job)


@require_safe
@may(Permission.HAND_IN_KEY, Permission.SEE_COUNTS)
def progress(request: HttpRequest, member: Member, wave: str, job: UUID) -> HttpResponse:
    """How far the opening is; htmx asks again every second."""
    facts, opening = get_or_404(wave), find_opening(wave)
    found = find_job(job)
    if found is None or opening is None or opening.job != job:
        raise Http404
    shown = present_job(found, address=request.path)
    if request.headers.get("HX-Request"):
        return tell_news(request, shown)
    button, url = next_way(member, facts, opening)
    context = {"member": member, "wave": facts, "progress": shown, "button": button, "url": url}
    context["may_go_on"] = not shown.is_moving and may_go_on(member, opening)
    return render(request, "results/progress.html", context)


@require_safe
@may(*READING.values())
def report(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Which reports there are, and whether they are held for the young people's panel."""
    facts = get_or_404(wave)
    page = present_reports(member, facts, find_opening(wave), list_reports(wave), clock.today())
    return render(request, "results/report.html", {"member": member, "wave": facts, "page": page})


@require_safe
@may(*READING.values())
def read(request: HttpRequest, member: Member, wave: str, level: str) -> HttpResponse:
    """One report, as it was written, under a policy of its own."""
    facts = get_or_404(wave)
    known = list_reports(wave)
    if level not in known:
        raise Http404
    if Level(level) not in readable_levels(member, facts, clock.today()):
        return redirect("results:report", member.council, wave)
    content = read_report(known[Level(level)])
    if content is None:
        context = {"member": member, "wave": facts, "may_go_on": member.may(Permission.CLOSE_WAVE)}
        return render(request, "results/not_as_written.html", context, status=500)
    return HttpResponse(content, headers={"Content-Security-Policy": policy_for(content)})


@require_http_methods(["GET", "POST"])
@may(Permission.RECORD_PANEL)
def record_panel(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """The young people's panel has met."""
    facts = get_or_404(wave)
    form = PanelForm(**posted(request), initial={"held_on": clock.today()})
    if form.is_valid():
        try:
            record_session(wave=wave, **form.cleaned_data, by=member.email, at=clock.now())
            return redirect("results:report", member.council, wave)
        except UserError as error:
            form.add_error("held_on", str(error))
    context = {"member": member, "wave": facts, "form": form}
    return render(request, "results/record_panel.html", context, status=422 if form.is_bound else 200)


@require_POST
@may(Permission.CLOSE_WAVE, Permission.HAND_IN_KEY)
def go_on(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Go on with an opening that stopped, or write damaged reports again; no key is needed."""
    get_or_404(wave)
    try:
        job = actions.go_on(wave=wave, by=member.email, at=clock.now())
    except UserError:  # everything is whole, or the key is needed: the page says which
        return redirect("results:report", member.council, wave)
    return redirect("results:progress", member.council, wave, job)
