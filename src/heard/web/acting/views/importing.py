"""Bringing a council's own table in. The page that takes the file finds out who asks before it reads a byte."""

from collections.abc import Sequence
from itertools import islice
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from heard.base.errors import InputProblems, UserError
from heard.web.acting import importing, queries
from heard.web.acting.forms.importing import ColumnsForm, ReviewForm, UploadForm
from heard.web.acting.forms.reviewing import Review
from heard.web.acting.naming import find_named
from heard.web.acting.presenters.importing import list_problems, present_review, present_waiting
from heard.web.acting.reading.columns import Field
from heard.web.acting.reading.proposing import Proposal, propose
from heard.web.acting.reading.table import PlanTable, alike
from heard.web.acting.views.knowing import NOT_YET, list_wave_names
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.policy import LARGEST_PLAN_REQUEST, MOST_NEW_THEMES
from heard.web.ui import clock
from heard.web.ui.forms import posted
from heard.web.ui.uploads import take_large_files

NEXT, BACK, BRING = "next", "back", "bring"  # what a page of rows is sent for
LONGEST_PAGE_NUMBER = 5


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
    """What was understood, what is asked, page by page; then all of it comes in at once."""
    look = _look_or_404(key)
    page = _page_of(request, look)
    form = look.form(page, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            if answered := _answer(request, member, look, page, form):
                return answered
        except UserError as error:
            form.add_error(None, str(error))
    return _show(request, member, look, page, form=form, columns=look.columns())


@require_POST
@may(Permission.KEEP_PLAN)
def take_columns(request: HttpRequest, member: Member, key: UUID) -> HttpResponse:
    """What each column is, where it was not recognised or taken for something else."""
    look = _look_or_404(key)
    columns = look.columns(request.POST)
    if columns.is_valid():
        try:
            importing.take_columns(key=key, columns=columns.taken(), by=member.email, at=clock.now())
            return redirect("acting:review", member.council, key)
        except UserError as error:
            columns.add_error(None, str(error))
    return _show(request, member, look, 0, form=look.form(0), columns=columns)


@require_POST
@may(Permission.KEEP_PLAN)
def put_away(request: HttpRequest, member: Member, key: UUID) -> HttpResponse:
    """Nothing of it comes in."""
    if queries.find_waiting(key) is None:
        raise Http404
    importing.put_away(key=key, by=member.email, at=clock.now())
    return redirect("acting:upload", member.council)


def _answer(
    request: HttpRequest, member: Member, look: Review, page: int, form: ReviewForm
) -> HttpResponse | None:
    """Keep what was sent; go on where it is right, or back whatever it is. None: the page says what is asked."""
    key, at = look.waiting.key, clock.now()
    importing.keep_answers(key=key, page=page, sent=form.sent(), by=member.email, at=at)
    way = request.POST.get("go", BRING)
    if way == BACK:
        return _to_page(member, look, page - 1)
    if not form.is_valid():
        return None
    if way == NEXT:
        return _to_page(member, look, page + 1)
    decided = look.decide(page, form)
    if isinstance(decided, int):
        return _to_page(member, look, decided)
    rows, titles = decided
    brought = importing.bring_in(key=key, decided=rows, titles=titles, by=member.email, at=at)
    response = redirect("acting:show", member.council)
    response["Location"] += f"?saved={len(brought.numbers)}"
    return response


def _to_page(member: Member, look: Review, page: int) -> HttpResponse:
    response = redirect("acting:review", member.council, look.waiting.key)
    response["Location"] += f"?page={min(max(page, 0), look.pages - 1) + 1}"
    return response


def _page_of(request: HttpRequest, look: Review) -> int:
    """From 0; what is no page is the first."""
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < LONGEST_PAGE_NUMBER else 1
    return page - 1 if 1 <= page <= look.pages else 0


def _show(
    request: HttpRequest, member: Member, look: Review, page: int, *, form: ReviewForm, columns: ColumnsForm
) -> HttpResponse:
    context = {
        "member": member,
        "page": present_review(member.council, look, page, form),
        "form": form,
        "columns": columns,
        "key": look.waiting.key,
    }
    return render(request, "acting/review.html", context, status=NOT_YET if request.method == "POST" else 200)


def _look_or_404(key: UUID) -> Review:
    waiting = queries.find_waiting(key)
    if waiting is None:
        raise Http404
    table = PlanTable.from_json(waiting.table)
    proposals = tuple(map(propose, table.rows))
    return Review(
        waiting=waiting,
        table=table,
        proposals=proposals,
        there=_find_there(proposals),
        themes=_new_themes(proposals, waiting.wave),
        find_named=lambda rows: find_named(_texts(rows)),
    )


def _find_there(proposals: tuple[Proposal, ...]) -> dict[int, int]:
    known = importing.list_alike()
    found = {place: known.get(alike(each.text)) for place, each in enumerate(proposals) if each.text}
    return {place: number for place, number in found.items() if number}


def _new_themes(proposals: tuple[Proposal, ...], wave: str) -> dict[str, str]:
    """Those that the table names and the plan has not."""
    there = queries.list_themes(wave)
    known = {str(each.number) for each in there} | {alike(each.title) for each in there}
    new = (
        (key, title)
        for key, title in importing.name_themes(proposals).items()
        if key not in known and alike(key) not in known
    )
    return dict(islice(new, MOST_NEW_THEMES))


def _texts(proposals: Sequence[Proposal]) -> tuple[str, ...]:
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
