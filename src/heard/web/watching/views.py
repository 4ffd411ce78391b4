"""Pages for those who watch a wave. Each checks permission, makes one call, renders."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.base.errors import UserError
from heard.web.codes.queries import get_counts
from heard.web.jobs.presenters import present_job
from heard.web.jobs.queries import find_job
from heard.web.jobs.views import tell_news
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui import clock
from heard.web.ui.forms import posted
from heard.web.watching import actions
from heard.web.watching.forms import AddressesForm, LetterForm, ReachForm
from heard.web.watching.kinds import Letter
from heard.web.watching.letters import DRAFTS, say_placeholders, say_why
from heard.web.watching.presenters.adults import list_teams, present_adults, present_braces, say_became
from heard.web.watching.presenters.show import present_watching
from heard.web.watching.presenters.week import present_week
from heard.web.watching.queries import (
    NudgeFacts,
    count_reach,
    find_nudge,
    find_week,
    get_standing,
    list_addresses,
    list_nudges,
    list_weeks,
    read_cohort,
)
from heard.web.watching.weeks import made_on, read_week
from heard.web.waves.presenters import say_ages
from heard.web.waves.queries import WaveFacts
from heard.web.waves.views import get_or_404


@require_safe
@may(Permission.SEE_COUNTS)
def show(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """How the answers are coming in."""
    facts = get_or_404(wave)
    page = present_watching(
        member,
        facts,
        get_standing(facts, clock.today()),
        counts=get_counts(facts.collection_id),
        reached=count_reach(facts),
        weeks=list_weeks(facts),
    )
    return render(request, "watching/show.html", {"member": member, "wave": facts, "page": page})


@require_safe
@may(Permission.SEE_COUNTS)
def week(request: HttpRequest, member: Member, wave: str, monday: str) -> HttpResponse:
    """One page for the working group."""
    facts = get_or_404(wave)
    try:
        found = find_week(facts, date.fromisoformat(monday))
    except ValueError:
        raise Http404 from None
    if found is None:
        raise Http404
    page = present_week(
        member.council_name, facts, found.monday, made_on(found.figures), read_week(found.figures)
    )
    return render(request, "watching/week.html", {"member": member, "wave": facts, "page": page})


@require_http_methods(["GET", "POST"])
@may(Permission.RECORD_REACH)
def reach(request: HttpRequest, member: Member, wave: str, survey: str) -> HttpResponse:
    """How many were not reached, or heard another way."""
    facts = get_or_404(wave)
    if survey not in facts.surveys:
        raise Http404
    counts = {reason: count for (of, reason), count in count_reach(facts).items() if of == survey}
    form = ReachForm(**posted(request), counts=counts)
    if form.is_valid():
        try:
            actions.record_reach(
                wave=wave, survey=survey, counts=form.read(), by=member.email, at=clock.now()
            )
            return redirect("watching:show", member.council, wave)
        except UserError as error:
            form.add_error(None, str(error))
    context = {"member": member, "wave": facts, "ages": say_ages(survey), "form": form}
    return render(request, "watching/reach.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@may(Permission.WRITE_TO_ADULTS)
def adults(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """The adults who hand out cards, and the letters to them."""
    facts = get_or_404(wave)
    teams = list_teams(get_counts(facts.collection_id))
    form = AddressesForm(**posted(request), teams=teams)
    if form.is_valid():
        try:
            actions.add_addresses(wave=wave, **form.cleaned_data, by=member.email, at=clock.now())
            return redirect("watching:adults", member.council, wave)
        except UserError as error:
            form.add_error(None, str(error))
    page = present_adults(facts, list_addresses(facts), list_nudges(facts))
    context = {"member": member, "wave": facts, "form": form, "page": page}
    return render(request, "watching/adults.html", context, status=422 if form.is_bound else 200)


@require_POST
@may(Permission.WRITE_TO_ADULTS)
def remove_address(request: HttpRequest, member: Member, wave: str, address: int) -> HttpResponse:
    """Nothing is sent to this adult any more."""
    get_or_404(wave)
    actions.remove_address(wave=wave, address=address, by=member.email, at=clock.now())
    return redirect("watching:adults", member.council, wave)


@require_http_methods(["GET", "POST"])
@may(Permission.WRITE_TO_ADULTS)
def write(request: HttpRequest, member: Member, wave: str, letter: str) -> HttpResponse:
    """A letter, changed as the coordinator likes, and sent to everybody on the list."""
    facts = get_or_404(wave)
    if letter not in set(Letter):
        raise Http404
    draft = DRAFTS[Letter(letter)]
    form = LetterForm(**posted(request), initial={"heading": draft.heading, "words": draft.words})
    if form.is_valid():
        try:
            nudge = actions.send_letter(
                wave=wave, letter=Letter(letter), **form.cleaned_data, by=member.email, at=clock.now()
            )
            return redirect("watching:sent", member.council, wave, nudge)
        except UserError as error:
            form.add_error(None, str(error))
    said = say_placeholders(
        member.council_name,
        get_counts(facts.collection_id),
        read_cohort(facts).surveys,
        facts.last_answer_day,
        clock.today(),
    )
    context = {"member": member, "wave": facts, "form": form, "draft": draft, "braces": present_braces(said)}
    context["why"] = say_why(member.email, member.council_name)
    listed = list_addresses(facts)
    context |= {"count": present_adults(facts, listed, ()).count, "is_nobody": not (listed or form.is_bound)}
    return render(request, "watching/write.html", context, status=422 if form.is_bound else 200)


@require_safe
@may(Permission.WRITE_TO_ADULTS)
def sent(request: HttpRequest, member: Member, wave: str, nudge: int) -> HttpResponse:
    """What became of a letter; htmx asks again every second while it is being sent."""
    facts = get_or_404(wave)
    found = _nudge_or_404(facts, nudge)
    job = find_job(found.job) if found.job else None
    progress = present_job(job, address=request.path) if job else None
    if request.headers.get("HX-Request") and progress:
        return tell_news(request, progress)
    context = {"member": member, "wave": facts, "nudge": found, "progress": progress}
    context["called"], context["became"] = DRAFTS[found.letter].called, say_became(found)
    context["why"] = say_why(found.sent_by, member.council_name)
    return render(request, "watching/sent.html", context)


@require_POST
@may(Permission.WRITE_TO_ADULTS)
def send_rest(request: HttpRequest, member: Member, wave: str, nudge: int) -> HttpResponse:
    """Try again what was not taken."""
    found = _nudge_or_404(get_or_404(wave), nudge)
    if found.job and found.waiting:
        actions.send_rest(job=found.job, at=clock.now())
    return redirect("watching:sent", member.council, wave, nudge)


@require_POST
@may(Permission.WRITE_TO_ADULTS)
def send_unsure(request: HttpRequest, member: Member, wave: str, nudge: int) -> HttpResponse:
    """Send again what may or may not have gone."""
    _nudge_or_404(get_or_404(wave), nudge)
    actions.send_unsure(wave=wave, nudge=nudge, by=member.email, at=clock.now())
    return redirect("watching:sent", member.council, wave, nudge)


def _nudge_or_404(facts: WaveFacts, number: int) -> NudgeFacts:
    found = find_nudge(facts, number)
    if found is None:
        raise Http404
    return found
