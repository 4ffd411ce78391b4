"""Pages on which a wave is planned. Each checks permission, makes one call, renders."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from heard.base.errors import UserError
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.planning import actions
from heard.web.planning.forms import BeginForm, CalendarForm, StepForm
from heard.web.planning.presenters.assessment import present_assessment
from heard.web.planning.presenters.days import present_advice
from heard.web.planning.presenters.pages import PlanPage, present_plan, say_lacks
from heard.web.planning.processing import get_processing
from heard.web.planning.queries import (
    PlanFacts,
    find_plan,
    list_other_windows,
    list_programme_waves,
    list_taken,
)
from heard.web.planning.steps import ASSESSMENT, BY_KEY, DATES
from heard.web.planning.words import load_words
from heard.web.policy import TRY_OUT_DAYS
from heard.web.ui import clock
from heard.web.ui.forms import posted
from heard.web.waves.queries import list_try_outs
from heard.web.waves.trying import TRY_OUT, wipe_try_out

REFUSED = 409


@require_http_methods(["GET", "POST"])
@may(Permission.PLAN_WAVE)
def begin(request: HttpRequest, member: Member) -> HttpResponse:
    """A new plan: it needs nothing but a name."""
    form = BeginForm(**posted(request))
    if form.is_valid():
        wave = form.cleaned_data["wave"].strip()
        try:
            actions.begin_plan(wave=wave, by=member.email, at=clock.now())
            return redirect("planning:show", member.council, wave)
        except UserError as error:
            form.add_error("wave", str(error))
    context = {"member": member, "form": form, "known": list_programme_waves()}
    return render(request, "planning/begin.html", context, status=422 if form.is_bound else 200)


@require_safe
@may(Permission.SEE_PLAN)
def show(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Every step, what is next, what to think about."""
    plan = get_or_404(wave)
    return render(request, "planning/show.html", _context(member, plan))


@require_http_methods(["GET", "POST"])
@may(Permission.PLAN_WAVE)
def step(request: HttpRequest, member: Member, wave: str, step: str) -> HttpResponse:
    """One step: what it is for, what good looks like, its form."""
    plan = get_or_404(wave)
    if step not in BY_KEY:
        raise Http404
    form = StepForm(BY_KEY[step], plan.content(step), **posted(request))
    if form.is_valid():
        try:
            actions.keep_step(wave=wave, step=step, content=form.content(), by=member.email, at=clock.now())
            return redirect("planning:show", member.council, wave)
        except UserError as error:
            form.add_error(None, str(error))
    context = _context(member, plan) | {
        "form": form,
        "words": load_words().steps[step],
        "step": step,
        "lacks": say_lacks(BY_KEY[step], plan) if step in plan.steps else "",
        "is_dates": step == DATES,
        "is_assessment": step == ASSESSMENT,
    }
    return render(request, "planning/step.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@may(Permission.PLAN_WAVE)
def set_up(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """The plan becomes a wave in preparation: asked once more, then done."""
    plan = get_or_404(wave)
    if plan.set_up is not None:
        return redirect("waves:show", member.council, wave)
    context = _context(member, plan)
    if request.method == "POST":
        try:
            actions.set_up_wave(wave=wave, by=member.email, at=clock.now())
            return redirect("waves:show", member.council, wave)
        except UserError as error:
            context["refused"] = str(error)
    return render(request, "planning/set_up.html", context, status=_status(context))


@require_http_methods(["GET", "POST"])
@may(Permission.SIGN_OFF)
def sign_off(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """All of the plan to read, and the button that stands behind it."""
    plan = get_or_404(wave)
    context = _context(member, plan) | {"can_sign": not plan.to_do and not plan.is_frozen and plan.set_up}
    if request.method == "POST":
        try:
            seen = request.POST.get("seen", "")
            actions.sign_off(wave=wave, seen=seen, by=member.email, at=clock.now())
            return redirect("planning:show", member.council, wave)
        except UserError as error:
            context["refused"] = str(error)
    return render(request, "planning/sign_off.html", context, status=_status(context))


@require_safe
@may(Permission.SEE_PLAN)
def assessment(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """The data-protection assessment as it reads, to be printed."""
    plan = get_or_404(wave)
    sections = present_assessment(plan, get_processing(plan.surveys))
    context = _context(member, plan) | {"sections": sections, "today": clock.today()}
    return render(request, "planning/assessment.html", context)


@require_http_methods(["GET", "POST"])
@may(Permission.PLAN_WAVE)
def calendar(request: HttpRequest, member: Member) -> HttpResponse:
    """The council's school terms and exam weeks."""
    form = CalendarForm(list_taken(), **posted(request))
    if form.is_valid():
        actions.keep_calendar(taken=form.cleaned_data["lines"], by=member.email, at=clock.now())
        return redirect("planning:calendar", member.council)
    context = {"member": member, "form": form, "taken": list_taken()}
    return render(request, "planning/calendar.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@may(Permission.PLAN_WAVE)
def try_out(request: HttpRequest, member: Member) -> HttpResponse:
    """Begin a try-out, or wipe the one there is."""
    context: dict[str, object] = {"member": member, "days": TRY_OUT_DAYS}
    if request.method == "POST":
        try:
            return _try_or_wipe(request, member)
        except UserError as error:
            context["refused"] = str(error)
    context["wave"] = next(iter(list_try_outs()), None)
    return render(request, "planning/try_out.html", context, status=_status(context))


def get_or_404(wave: str) -> PlanFacts:
    """The council's plan of this wave, or the page for what is not there."""
    plan = find_plan(wave)
    if plan is None:
        raise Http404
    return plan


def _try_or_wipe(request: HttpRequest, member: Member) -> HttpResponse:
    if request.POST.get("go") == "wipe":
        wipe_try_out(by=member.email, at=clock.now())
        return redirect("planning:try_out", member.council)
    actions.begin_try_out(by=member.email, at=clock.now())
    return redirect("waves:show", member.council, TRY_OUT)


def _context(member: Member, plan: PlanFacts) -> dict[str, object]:
    advice = present_advice(plan.days, list_other_windows(plan.wave), list_taken())
    page: PlanPage = present_plan(
        member, plan, advice=advice, known_waves=list_programme_waves(), today=clock.today()
    )
    return {"member": member, "plan": plan, "page": page}


def _status(context: dict[str, object]) -> int:
    return REFUSED if "refused" in context else 200
