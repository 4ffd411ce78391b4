"""The moderators' desk: how much is left, one comment after another, the second look. Every look is in the log."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.base.errors import UserError
from heard.comments.codebook import load_codebook
from heard.web.jobs.presenters import present_job
from heard.web.jobs.queries import find_job
from heard.web.jobs.views import tell_news
from heard.web.moderating import actions, queries
from heard.web.moderating.forms import (
    CheckForm,
    ModerateForm,
)
from heard.web.moderating.presenters.desk import cut_up, offer, say_progress, ticked
from heard.web.moderating.views.finding import describe, get_or_404
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui import clock
from heard.web.ui.forms import posted
from heard.web.waves.queries import find_wave


@require_safe
@may(Permission.MODERATE)
def show(request: HttpRequest, member: Member) -> HttpResponse:
    """How much is left to do."""
    progress = queries.count_progress()
    context = {
        "member": member,
        "progress": progress,
        "says": say_progress(progress),
        "countable": queries.list_countable(),
        "may_check": queries.find_next_to_check(member.email) is not None,
    }
    return render(request, "moderating/show.html", context)


@require_POST
@may(Permission.MODERATE)
def prepare(request: HttpRequest, member: Member) -> HttpResponse:
    """Let rules and models look first."""
    job = actions.prepare(by=member.email, at=clock.now())
    return redirect("moderating:progress", member.council, job)


@require_safe
@may(Permission.MODERATE)
def progress(request: HttpRequest, member: Member, job: UUID) -> HttpResponse:
    """How far that is."""
    found = find_job(job)
    if found is None or found.kind not in (actions.PREPARE, actions.COUNT):
        raise Http404
    shown = present_job(found, address=request.path)
    if request.headers.get("HX-Request"):
        return tell_news(request, shown)
    return render(request, "moderating/progress.html", {"member": member, "progress": shown})


@require_POST
@may(Permission.MODERATE)
def count(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Every comment of the wave is moderated: let the themes be counted."""
    if find_wave(wave) is None:
        raise Http404
    if wave not in queries.list_countable():
        return redirect("moderating:show", member.council)
    job = actions.count(wave=wave, by=member.email, at=clock.now())
    return redirect("moderating:progress", member.council, job)


@require_safe
@may(Permission.MODERATE)
def go_to_next(request: HttpRequest, member: Member) -> HttpResponse:
    """The next comment that nobody has moderated."""
    return _go("moderating:moderate", member, queries.find_next())


@require_safe
@may(Permission.MODERATE)
def go_to_next_check(request: HttpRequest, member: Member) -> HttpResponse:
    """The next that somebody else has moderated and wants to quote."""
    return _go("moderating:check", member, queries.find_next_to_check(member.email))


@require_http_methods(["GET", "POST"])
@may(Permission.MODERATE)
def moderate(request: HttpRequest, member: Member, comment: UUID) -> HttpResponse:
    """One comment: what is taken out, what it is about, whether it is worth quoting."""
    facts = get_or_404(comment)
    offered = offer(facts)
    form = ModerateForm(offered, load_codebook(), initial=ticked(facts, offered), **posted(request))
    if form.is_valid():
        actions.moderate(comment=comment, decided=form.decided, by=member.email, at=clock.now())
        return _go("moderating:moderate", member, queries.find_next(after=comment))
    actions.record_look(at_what="a comment to moderate", by=member.email, at=clock.now())
    context = describe(member, facts) | {"form": form, "pieces": cut_up(offered)}
    context |= {"left": queries.count_progress().to_moderate, "suggested": facts.suggested_themes}
    return render(request, "moderating/moderate.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@may(Permission.MODERATE)
def check(request: HttpRequest, member: Member, comment: UUID) -> HttpResponse:
    """The second pair of eyes."""
    facts = get_or_404(comment)
    offered = offer(facts)
    form = CheckForm(offered, initial=ticked(facts, offered), **posted(request))
    if form.is_valid():
        try:
            actions.check(
                comment=comment,
                taken=form.cleaned_data["spans"],
                is_cleared=form.cleaned_data["verdict"] == "clear",
                by=member.email,
                at=clock.now(),
            )
            return _go("moderating:check", member, queries.find_next_to_check(member.email, after=comment))
        except UserError as error:
            form.add_error(None, str(error))
    actions.record_look(at_what="a comment to check", by=member.email, at=clock.now())
    context = describe(member, facts) | {"form": form, "pieces": cut_up(offered)}
    context |= {"is_own": facts.moderated_by == member.email}
    return render(request, "moderating/check.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@may(Permission.MODERATE)
def send_back(request: HttpRequest, member: Member, comment: UUID) -> HttpResponse:
    """A moderator is worried about what it says."""
    facts = get_or_404(comment)
    if request.method == "POST":
        actions.send_back(comment=comment, by=member.email, at=clock.now())
        return _go("moderating:moderate", member, queries.find_next(after=comment))
    return render(request, "moderating/send_back.html", describe(member, facts))


def _go(where: str, member: Member, comment: UUID | None) -> HttpResponse:
    """To this comment; where none is left, to the overview."""
    if comment is None:
        return redirect("moderating:show", member.council)
    return redirect(where, member.council, comment)
