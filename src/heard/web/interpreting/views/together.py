"""The front page of making sense together, a finding's own page, and a remark's."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.base.errors import UserError
from heard.web.interpreting import queries
from heard.web.interpreting.actions import remarks
from heard.web.interpreting.actions.remarks import MayName, Origin
from heard.web.interpreting.forms import BoxesForm, RemarkForm
from heard.web.interpreting.presenters.beside import present_dive, present_evidence
from heard.web.interpreting.presenters.findings import (
    gather_quotations,
    group_remarks,
    present_finding,
    present_remark,
)
from heard.web.interpreting.presenters.together import Made, present_together
from heard.web.interpreting.presenters.words import CHOICES
from heard.web.interpreting.terms import By, Standing, Way
from heard.web.interpreting.views.reading import (
    CROSSED,
    NOT_YET,
    Reader,
    after_looking,
    finding_or_404,
    number_of,
    reading,
)
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission, Role
from heard.web.reporting.presenters.answers import title_of
from heard.web.ui import clock
from heard.web.ui.forms import posted

# Who speaks, where somebody writes by themselves.
OWN = {Role.PANEL: By.YOUNG_PEOPLE, Role.BOARD: By.BOARD}


@require_safe
@may(Permission.READ_LOOP)
@reading
def show(request: HttpRequest, member: Member, reader: Reader) -> HttpResponse:
    """Where making sense of the findings stands, and the next step."""
    wave = reader.wave.wave
    said = reader.readable(queries.list_remarks(wave))
    shown = {each.indicator for each in reader.findings()}
    made = Made(
        sessions=queries.list_sessions(wave),
        chosen=queries.list_chosen(wave),
        remarks=Counter(each for remark in said for each in remark.indicators),
        interpreted=queries.list_interpreted(wave),
        priorities=queries.list_priorities(wave),
        evidence=Counter(each.indicator for each in queries.list_evidence(wave)),
        dives=Counter(each.indicator for each in queries.list_deep_dives(wave)),
    )
    page = present_together(member, reader.wave, reader.findings(), reader.level, made)
    context = {
        "member": member,
        "wave": reader.wave,
        "page": page,
        "tables": queries.list_tables(wave),
        "themes": [present_remark(each) for each in said if not each.indicators],
        "no_longer": [
            (title_of(key), [present_remark(each) for each in said if key in each.indicators])
            for key in sorted({each for remark in said for each in remark.indicators} - shown)
        ],
        "taken": request.GET.get("taken", ""),
    }
    return render(request, "interpreting/show.html", context)


@require_http_methods(["GET", "POST"])
@may(Permission.READ_LOOP)
@reading
def finding(request: HttpRequest, member: Member, reader: Reader, indicator: str) -> HttpResponse:
    """A finding with all that stands beside it; whoever may add remarks adds them here."""
    found = finding_or_404(reader, indicator)
    own = next((by for role, by in OWN.items() if role in member.roles), By.STAFF)
    may_add = member.may(Permission.ADD_REMARKS)
    form = BoxesForm(**(posted(request) if may_add else {}), initial={"by_whom": own.value})
    named: tuple[str, ...] = ()
    if form.is_valid():
        try:
            _keep(request, member, reader, form, indicator)
            return redirect("interpreting:finding", member.council, reader.wave.wave, indicator)
        except MayName as error:
            named = error.words
    wave = reader.wave.wave
    decided = queries.list_priorities(wave).get(indicator)
    context = {
        "member": member,
        "wave": reader.wave,
        "finding": present_finding(found, reader.level, gather_quotations(wave)),
        "remarks": [
            each
            for each in group_remarks(reader.readable(queries.list_remarks(wave, indicator)))
            if each.remarks
        ],
        "evidence": [present_evidence(each) for each in queries.list_evidence(wave, indicator)],
        "dives": [present_dive(each) for each in queries.list_deep_dives(wave, indicator)],
        "form": form if may_add else None,
        "named": named,
        "may_add": may_add,
        "may_decide": member.may(Permission.DECIDE_FIRST),
        "decided": decided,
        "choice": CHOICES[decided.choice] if decided else "",
    }
    return render(request, "interpreting/finding.html", context, status=NOT_YET if form.is_bound else 200)


def _keep(request: HttpRequest, member: Member, reader: Reader, form: BoxesForm, indicator: str) -> None:
    after_looking(
        request,
        lambda is_looked_at: (
            remarks.keep_remarks(
                wave=reader.wave.wave,
                said=form.said(indicator),
                origin=Origin(Way.PAGE),
                by=member.email,
                at=clock.now(),
                is_looked_at=is_looked_at,
            )
            if form.said(indicator)
            else ()
        ),
    )


@require_http_methods(["GET", "POST"])
@may(Permission.ADD_REMARKS)
@reading
def remark(request: HttpRequest, member: Member, reader: Reader, key: UUID) -> HttpResponse:
    """A remark is changed; every version of it stands below."""
    wave = reader.wave.wave
    now = _remark_or_404(reader, key)
    initial = {
        "text": now.text,
        "kind": now.kind.value,
        "by_whom": now.by_whom.value,
        "about": list(now.indicators),
        "read": now.number,
    }
    shown = {*(each.indicator for each in reader.findings()), *now.indicators}
    titles = sorted(((each, title_of(each)) for each in shown), key=lambda each: each[1])
    form = RemarkForm(titles, **posted(request), initial=initial)
    named: tuple[str, ...] = ()
    refused, is_crossed = "", False
    if form.is_valid():
        try:
            if _change(request, member, wave, now, form):
                return redirect("interpreting:remark", member.council, wave, key)
            is_crossed = True
            now = _remark_or_404(reader, key)
            data = request.POST.copy()
            data["read"] = str(now.number)
            form.data = data
        except MayName as error:
            named = error.words
        except UserError as error:
            refused = str(error)
    status = CROSSED if is_crossed or refused else NOT_YET if form.is_bound else 200
    return _show_remark(
        request,
        member,
        reader,
        now,
        form=form,
        status=status,
        named=named,
        refused=refused,
        is_crossed=is_crossed,
    )


@require_POST
@may(Permission.ADD_REMARKS)
@reading
def withdraw(request: HttpRequest, member: Member, reader: Reader, key: UUID) -> HttpResponse:
    """A remark stands no longer, or again."""
    wave = reader.wave.wave
    now = _remark_or_404(reader, key)
    who: dict[str, Any] = {
        "wave": wave,
        "remark": key,
        "read": number_of(request),
        "by": member.email,
        "at": clock.now(),
    }
    try:
        if "again" in request.POST:
            is_done = remarks.bring_back(**who)
        else:
            is_done = remarks.withdraw_remark(**who, named_somebody=request.POST.get("named") == "yes")
    except UserError as error:
        return _show_remark(request, member, reader, now, form=None, status=CROSSED, refused=str(error))
    if not is_done:
        return _show_remark(request, member, reader, now, form=None, status=CROSSED, is_crossed=True)
    return redirect("interpreting:remark", member.council, wave, key)


def _change(
    request: HttpRequest, member: Member, wave: str, now: queries.RemarkFacts, form: RemarkForm
) -> bool:
    return after_looking(
        request,
        lambda is_looked_at: remarks.change_remark(
            wave=wave,
            remark=now.key,
            read=form.cleaned_data["read"],
            said=form.said(now.theme),
            by=member.email,
            at=clock.now(),
            is_looked_at=is_looked_at,
        ),
    )


def _show_remark(
    request: HttpRequest,
    member: Member,
    reader: Reader,
    now: queries.RemarkFacts,
    *,
    form: RemarkForm | None,
    status: int,
    **more: object,
) -> HttpResponse:
    versions = queries.list_remark_versions(reader.wave.wave, now.key)
    context = {
        "member": member,
        "wave": reader.wave,
        "now": now,
        "remark": present_remark(now),
        "titles": [(each, title_of(each)) for each in now.indicators],
        "versions": [(each, present_remark(each)) for each in versions],
        "form": form if now.standing is Standing.KEPT else None,
        "is_kept": now.standing is Standing.KEPT,
        "is_withdrawn": now.standing is Standing.WITHDRAWN,
        **more,
    }
    return render(request, "interpreting/remark.html", context, status=status)


def _remark_or_404(reader: Reader, key: UUID) -> queries.RemarkFacts:
    """What waits for a host, or was left out, has no page of its own."""
    found = queries.find_remark(reader.wave.wave, key)
    if (
        found is None
        or not reader.readable([found])
        or found.standing in (Standing.WAITING, Standing.LEFT_OUT)
    ):
        raise Http404
    return found
