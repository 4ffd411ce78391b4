"""Pledges of a wave: the list, the wall, making one, saying how it went; sessions of staff."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from heard.base.errors import UserError
from heard.web.acting import pledging, queries
from heard.web.acting.forms.pledging import FollowUpForm, PledgeForm, SessionForm
from heard.web.acting.kinds import PledgeKind
from heard.web.acting.pledging import NewPledge
from heard.web.acting.presenters.pledging import (
    may_follow_up,
    name_sessions,
    present_pledges,
    present_wall,
)
from heard.web.acting.views.knowing import NOT_YET, offer_findings
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui import clock
from heard.web.ui.forms import posted
from heard.web.waves.views import get_or_404

READS = (Permission.PLEDGE, Permission.READ_LOOP, Permission.KEEP_PLAN)


@require_safe
@may(*READS)
def pledges(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """What was pledged, and how it went."""
    facts = get_or_404(wave)
    page = present_pledges(
        member,
        wave,
        queries.list_pledges(wave),
        queries.list_sessions(wave),
        counts=queries.count_pledges(wave),
        today=clock.today(),
    )
    context = {
        "member": member,
        "wave": facts,
        "page": page,
        "may_keep": member.may(Permission.KEEP_PLAN),
        "may_pledge": member.may(Permission.PLEDGE),
    }
    return render(request, "acting/pledges.html", context)


@require_safe
@may(*READS)
def wall(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """For a big screen: the pledges, and nobody's name."""
    facts = get_or_404(wave)
    page = present_wall(queries.list_pledges(wave), queries.count_pledges(wave))
    return render(request, "acting/wall.html", {"member": member, "wave": facts, "page": page})


@require_http_methods(["GET", "POST"])
@may(Permission.KEEP_PLAN)
def add_session(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Staff came together."""
    facts, form = get_or_404(wave), SessionForm(**posted(request), initial={"on": clock.today()})
    if form.is_valid():
        try:
            pledging.hold_session(wave=wave, **form.cleaned_data, by=member.email, at=clock.now())
            return redirect("acting:pledges", member.council, wave)
        except UserError as error:
            form.add_error(None, str(error))
    context = {"member": member, "wave": facts, "form": form}
    return render(request, "acting/session.html", context, status=NOT_YET if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@may(Permission.PLEDGE, Permission.KEEP_PLAN)
def pledge(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """One's own; whoever keeps the plan types in those of a session too."""
    facts = get_or_404(wave)
    sessions = queries.list_sessions(wave) if member.may(Permission.KEEP_PLAN) else ()
    indicators = [indicator for of, indicator in offer_findings(member) if of == wave]
    form = PledgeForm(**posted(request), indicators=indicators, sessions=name_sessions(sessions))
    if form.is_valid():
        try:
            said, session = form.cleaned_data, form.session_number()
            made = NewPledge(
                kind=PledgeKind(said["kind"]),
                who=said["who"],
                words=said["words"],
                indicator=said["indicator"],
                session=session,
                follow_up_on=said["follow_up_on"],
                own="" if session else member.email,
            )
            pledging.make_pledge(wave=wave, pledge=made, by=member.email, at=clock.now())
            return redirect("acting:pledges", member.council, wave)
        except UserError as error:
            form.add_error(None, str(error))
    context = {"member": member, "wave": facts, "form": form}
    return render(request, "acting/pledge.html", context, status=NOT_YET if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@may(Permission.PLEDGE, Permission.KEEP_PLAN)
def follow_up(request: HttpRequest, member: Member, wave: str, pledge: int) -> HttpResponse:
    """How it went. Somebody's own pledge is asked of nobody else."""
    facts, found = get_or_404(wave), queries.find_pledge(wave, pledge)
    if found is None or not may_follow_up(member, found):
        raise Http404
    form = FollowUpForm(**posted(request))
    if form.is_valid():
        pledging.follow_up(
            wave=wave,
            pledge=pledge,
            went=form.how(),
            words=form.cleaned_data["words"],
            by=member.email,
            at=clock.now(),
        )
        return redirect("acting:pledges", member.council, wave)
    context = {"member": member, "wave": facts, "form": form, "pledge": found}
    return render(request, "acting/follow_up.html", context, status=NOT_YET if form.is_bound else 200)
