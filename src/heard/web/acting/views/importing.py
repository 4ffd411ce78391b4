"""Bringing a council's own table in. The page that takes the file finds out who asks before it reads a byte."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from heard.base.errors import InputProblems, UserError
from heard.web.acting import importing, queries
from heard.web.acting.forms.importing import ReviewForm, UploadForm
from heard.web.acting.naming import find_named
from heard.web.acting.presenters.importing import list_problems, present_review, present_waiting
from heard.web.acting.queries import WaitingFacts
from heard.web.acting.reading.columns import Field
from heard.web.acting.reading.proposing import Proposal, propose
from heard.web.acting.reading.table import PlanTable, alike
from heard.web.acting.views.knowing import NOT_YET, list_wave_names
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.policy import LARGEST_PLAN_REQUEST
from heard.web.ui import clock
from heard.web.ui.forms import posted
from heard.web.ui.uploads import take_large_files


@csrf_exempt  # the check reads the whole body: it is made below, once the gate has let somebody through
@require_http_methods(["GET", "POST"])
@may(Permission.KEEP_PLAN)
def upload(request: HttpRequest, member: Member) -> HttpResponse:
    """Choose a file; what waits is listed."""
    take_large_files(request, most=LARGEST_PLAN_REQUEST)
    return _upload(request, member)


@csrf_protect
def _upload(request: HttpRequest, member: Member) -> HttpResponse:
    form = UploadForm(**posted(request), waves=list_wave_names())
    context: dict[str, object] = {"member": member, "form": form}
    if form.is_valid():
        given = form.cleaned_data["given"]
        try:
            key = importing.keep_waiting(
                name=str(given.name),
                content=given.read(),
                wave=form.cleaned_data["wave"],
                by=member.email,
                at=clock.now(),
            )
            return redirect("acting:review", member.council, key)
        except InputProblems as error:
            context["problems"] = list_problems(error.problems)
        except UserError as error:
            form.add_error(None, str(error))
    context["waiting"] = present_waiting(member.council, queries.list_waiting())
    return render(request, "acting/upload.html", context, status=NOT_YET if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@may(Permission.KEEP_PLAN)
def review(request: HttpRequest, member: Member, key: UUID) -> HttpResponse:
    """What was understood, what is asked; then all of it comes in at once."""
    waiting = _waiting_or_404(key)
    table = PlanTable.from_json(waiting.table)
    proposals = tuple(map(propose, table.rows))
    there = _find_there(proposals)
    named = find_named(_texts(proposals))
    form = ReviewForm(
        **posted(request),
        proposals=proposals,
        themes=_new_themes(proposals, waiting.wave),
        there=there,
        named=named,
    )
    if form.is_valid():
        try:
            brought = importing.bring_in(
                key=key, decided=form.decided(), titles=form.titles(), by=member.email, at=clock.now()
            )
        except UserError as error:
            form.add_error(None, str(error))
        else:
            response = redirect("acting:show", member.council)
            response["Location"] += f"?saved={len(brought.numbers)}"
            return response
    page = present_review(
        member.council, waiting, table, proposals=proposals, there=there, named=named, form=form
    )
    context = {"member": member, "page": page, "form": form, "key": key}
    return render(request, "acting/review.html", context, status=NOT_YET if form.is_bound else 200)


@require_POST
@may(Permission.KEEP_PLAN)
def put_away(request: HttpRequest, member: Member, key: UUID) -> HttpResponse:
    """Nothing of it comes in."""
    _waiting_or_404(key)
    importing.put_away(key=key, by=member.email, at=clock.now())
    return redirect("acting:upload", member.council)


def _find_there(proposals: tuple[Proposal, ...]) -> dict[int, int]:
    known = importing.list_alike()
    found = {place: known.get(alike(each.text)) for place, each in enumerate(proposals) if each.text}
    return {place: number for place, number in found.items() if number}


def _new_themes(proposals: tuple[Proposal, ...], wave: str) -> dict[str, str]:
    """Those that the table names and the plan has not."""
    there = queries.list_themes(wave)
    known = {str(each.number) for each in there} | {alike(each.title) for each in there}
    return {
        key: title
        for key, title in importing.name_themes(proposals).items()
        if key not in known and alike(key) not in known
    }


def _texts(proposals: tuple[Proposal, ...]) -> tuple[str, ...]:
    return tuple(
        text
        for each in proposals
        for text in (
            each.text,
            *each.roles,
            each.row.says(Field.PROGRESS),
            *(text for _, text in each.row.kept),
        )
    )


def _waiting_or_404(key: UUID) -> WaitingFacts:
    found = queries.find_waiting(key)
    if found is None:
        raise Http404
    return found
