"""Pages on who could answer. The page that takes a council's files finds out who asks before it reads a byte."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.base.errors import InputProblems, UserError
from heard.cohort.apart import Asked
from heard.cohort.counting import Counted
from heard.cohort.people import Exclusion
from heard.web.cohorts import actions
from heard.web.cohorts.forms import ReturnForm, SureForm, TotalsForm
from heard.web.cohorts.presenters import present_cohort, present_preview, say_problems
from heard.web.cohorts.programme import FolderNotReady, check_folder
from heard.web.cohorts.proposals import Proposal, read_signed, sign
from heard.web.cohorts.queries import Source, find_cohort, read_before, read_there
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.policy import LARGEST_RETURN
from heard.web.ui import clock
from heard.web.ui.forms import posted
from heard.web.ui.uploads import take_large_files
from heard.web.waves.queries import WaveFacts
from heard.web.waves.views import get_or_404


@require_safe
@may(Permission.COUNT_COHORT)
def show(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """What stands there now, and the two ways to say it anew."""
    return _show(request, member, get_or_404(wave))


@csrf_exempt  # the check reads the whole body: it is made below, once the gate has let somebody through
@require_http_methods(["GET", "POST"])
@may(Permission.COUNT_COHORT)
def count(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Count from the council's own files."""
    facts = get_or_404(wave)
    take_large_files(request, most=LARGEST_RETURN)
    return _count(request, member, facts)


@csrf_protect
def _count(request: HttpRequest, member: Member, facts: WaveFacts) -> HttpResponse:
    """The form; the counts where the files could be counted; all that is wrong with them where not."""
    form = ReturnForm(**posted(request), initial={"on": clock.today()})
    context: dict[str, object] = {"member": member, "wave": facts, "form": form}
    if form.is_valid():
        chosen = form.cleaned_data
        asked = tuple(Exclusion(each) for each in chosen["exclude"])
        try:
            check_folder(wave=facts.wave, area=member.council)
            counted = actions.count_files(chosen["given"], Asked(chosen["on"], asked, chosen["elevens"]))
            return _preview(request, member, facts, counted, source=Source.FILES, asked=asked)
        except InputProblems as error:
            context["problems"] = say_problems(error.problems)
        except UserError as error:
            form.add_error(None, str(error))
    return render(request, "cohorts/count.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@may(Permission.COUNT_COHORT)
def type_totals(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Sums by survey, typed."""
    facts = get_or_404(wave)
    form = TotalsForm(**posted(request), surveys=facts.surveys, initial={"on": clock.today()})
    if form.is_valid():
        try:
            check_folder(wave=wave, area=member.council)
            counted = Counted(actions.count_typed(form.totals(), form.day()), ())
            return _preview(request, member, facts, counted, source=Source.TYPED)
        except UserError as error:
            form.add_error(None, str(error))
    context = {"member": member, "wave": facts, "form": form}
    return render(request, "cohorts/type.html", context, status=422 if form.is_bound else 200)


@require_POST
@may(Permission.COUNT_COHORT)
def take_over(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """The counts that were looked at take the place of what stood there."""
    facts, form = get_or_404(wave), SureForm(request.POST)
    try:
        proposal = read_signed(
            request.POST.get("counts", ""), council=member.council, wave=wave, by=member.email
        )
        actions.take_over(
            wave=wave, proposal=proposal, is_sure=form.is_valid(), by=member.email, at=clock.now()
        )
    except actions.NotSure:
        return _look(request, member, facts, proposal, form)
    except UserError as error:
        return _show(request, member, facts, refused=str(error))
    return redirect("cohorts:show", member.council, wave)


def _show(request: HttpRequest, member: Member, facts: WaveFacts, refused: str = "") -> HttpResponse:
    there, fault = None, ""
    try:
        there = read_there(facts.wave)
    except FolderNotReady as error:
        fault = str(error)
    page = present_cohort(facts, find_cohort(facts.wave), there, fault)
    context = {"member": member, "wave": facts, "page": page, "refused": refused}
    return render(request, "cohorts/show.html", context, status=409 if refused else 200)


def _preview(
    request: HttpRequest,
    member: Member,
    facts: WaveFacts,
    counted: Counted,
    *,
    source: Source,
    asked: tuple[Exclusion, ...] = (),
) -> HttpResponse:
    """The counts before they are taken over; nothing is kept here."""
    ours = actions.limit_to(counted.count, facts.surveys)
    proposal = Proposal(
        ours,
        source,
        asked,
        read_there(facts.wave).fingerprint,
        unasked=tuple(each for each in counted.count.surveys if each not in ours.surveys),
        noted=say_problems(counted.problems),
    )
    return _look(request, member, facts, proposal, SureForm())


def _look(
    request: HttpRequest, member: Member, facts: WaveFacts, proposal: Proposal, form: SureForm
) -> HttpResponse:
    """The counts, with a signed copy of them in the form that takes them over; and, where they are far from those
    before, with a box that says they are right."""
    there = read_there(facts.wave)
    before = read_before(facts.wave, facts.surveys, there)
    page = present_preview(facts, proposal, there=there, before=before)
    signed = sign(proposal, council=member.council, wave=facts.wave, by=member.email)
    context = {"member": member, "wave": facts, "page": page, "counts": signed, "form": form}
    return render(request, "cohorts/preview.html", context, status=422 if form.is_bound else 200)
