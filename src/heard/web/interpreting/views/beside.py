"""Evidence from elsewhere, and deep dives: put beside a finding, changed, closed."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from heard.base.errors import UserError
from heard.web.interpreting import queries
from heard.web.interpreting.actions import beside
from heard.web.interpreting.actions.remarks import MayName
from heard.web.interpreting.forms import CloseForm, DiveForm, EvidenceForm, NoteForm
from heard.web.interpreting.presenters.beside import present_dive, present_evidence
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
from heard.web.people.roles import Permission
from heard.web.reporting.presenters.answers import title_of
from heard.web.ui import clock
from heard.web.ui.forms import posted


@require_http_methods(["GET", "POST"])
@may(Permission.ADD_REMARKS)
@reading
def add_evidence(request: HttpRequest, member: Member, reader: Reader, indicator: str) -> HttpResponse:
    """Something known from elsewhere."""
    finding_or_404(reader, indicator)
    form = EvidenceForm(**posted(request))
    named: tuple[str, ...] = ()
    if form.is_valid():
        try:
            after_looking(
                request,
                lambda looked: beside.add_evidence(
                    wave=reader.wave.wave,
                    indicator=indicator,
                    piece=form.piece(),
                    by=member.email,
                    at=clock.now(),
                    is_looked_at=looked,
                ),
            )
            return redirect("interpreting:finding", member.council, reader.wave.wave, indicator)
        except MayName as error:
            named = error.words
    context = {"indicator": indicator, "title": title_of(indicator), "form": form, "named": named}
    return _render(
        request, member, reader, page="evidence", context=context, status=NOT_YET if form.is_bound else 200
    )


@require_http_methods(["GET", "POST"])
@may(Permission.ADD_REMARKS)
@reading
def evidence(request: HttpRequest, member: Member, reader: Reader, key: UUID) -> HttpResponse:
    """A piece of evidence is changed or withdrawn; every version stands below."""
    versions = queries.find_evidence(reader.wave.wave, key)
    if not versions or versions[0].indicator not in reader.list_open():
        raise Http404
    now = versions[0]
    initial = {
        "source": now.source.value, "source_words": now.source_words, "dated_on": now.dated_on, "says": now.says,
        "link": now.link, "read": now.number,
    }  # fmt: skip
    is_withdrawing = request.method == "POST" and "withdraw" in request.POST
    form = EvidenceForm(**({} if is_withdrawing else posted(request)), initial=initial)
    who: dict[str, Any] = {"wave": reader.wave.wave, "evidence": key, "by": member.email, "at": clock.now()}
    named: tuple[str, ...] = ()
    is_crossed = False
    if is_withdrawing or form.is_valid():
        try:
            if is_withdrawing:
                is_done = beside.withdraw_evidence(**who, read=number_of(request))
            else:
                is_done = after_looking(
                    request,
                    lambda looked: beside.change_evidence(
                        **who, read=form.cleaned_data["read"], piece=form.piece(), is_looked_at=looked
                    ),
                )
            if is_done:
                return redirect("interpreting:finding", member.council, reader.wave.wave, now.indicator)
            is_crossed = True
            versions = queries.find_evidence(reader.wave.wave, key)
            _read_anew(request, form, versions[0].number)
        except MayName as error:
            named = error.words
    context = {
        "indicator": now.indicator, "title": title_of(now.indicator), "form": form, "named": named,
        "versions": list(map(present_evidence, versions)), "newest": versions[0].number, "is_crossed": is_crossed,
        "key": key,
    }  # fmt: skip
    return _render(
        request, member, reader, page="evidence", context=context, status=_status(is_crossed, form)
    )


@require_http_methods(["GET", "POST"])
@may(Permission.ADD_REMARKS)
@reading
def open_dive(request: HttpRequest, member: Member, reader: Reader, indicator: str) -> HttpResponse:
    """A finding becomes a question of its own."""
    finding_or_404(reader, indicator)
    form = DiveForm(**posted(request), initial={"begun_on": clock.today()})
    named: tuple[str, ...] = ()
    if form.is_valid():
        try:
            key = after_looking(
                request,
                lambda looked: beside.open_dive(
                    wave=reader.wave.wave,
                    indicator=indicator,
                    asking=form.asking(),
                    by=member.email,
                    at=clock.now(),
                    is_looked_at=looked,
                ),
            )
            return redirect("interpreting:dive", member.council, reader.wave.wave, key)
        except MayName as error:
            named = error.words
    context = {"indicator": indicator, "title": title_of(indicator), "form": form, "named": named}
    return _render(
        request, member, reader, page="open_dive", context=context, status=NOT_YET if form.is_bound else 200
    )


@require_http_methods(["GET", "POST"])
@may(Permission.ADD_REMARKS)
@reading
def dive(request: HttpRequest, member: Member, reader: Reader, key: UUID) -> HttpResponse:
    """The record of a deep dive: notes, what came of it, its question. One form at a time is sent."""
    versions = _dive_or_404(reader, key)
    now, today, do = versions[0], clock.today(), request.POST.get("do", "")
    asked = {"question": now.question, "lead": now.lead, "begun_on": now.begun_on, "read": now.number}
    closed = {"outcome": now.outcome, "closed_on": today, "read": now.number}
    forms: dict[str, Form] = {
        "note": NoteForm(**_of(request, do, "note"), initial={"noted_on": today}),
        "change": DiveForm(**_of(request, do, "change"), initial=asked),
        "close": CloseForm(**_of(request, do, "close"), initial=closed),
    }
    sent = forms.get(do)
    more: dict[str, object] = {"named": (), "refused": "", "is_crossed": False}
    if do == "again" or (sent is not None and sent.is_valid()):
        try:
            if after_looking(
                request,
                lambda looked: _write(request, member, reader, key=key, do=do, sent=sent, looked=looked),
            ):
                return redirect("interpreting:dive", member.council, reader.wave.wave, key)
            more["is_crossed"] = True
            versions = _dive_or_404(reader, key)
            if sent is not None:
                _read_anew(request, sent, versions[0].number)
        except MayName as error:
            more["named"] = error.words
        except UserError as error:
            more["refused"] = str(error)
    context = {
        "dive": present_dive(versions[0]), "indicator": now.indicator, "title": title_of(now.indicator), "do": do,
        "versions": list(map(present_dive, versions)), **forms, "sent": sent, **more,
    }  # fmt: skip
    is_wrong = bool(more["is_crossed"] or more["refused"])
    status = CROSSED if is_wrong else NOT_YET if sent else 200
    return _render(request, member, reader, page="dive", context=context, status=status)


def _write(
    request: HttpRequest,
    member: Member,
    reader: Reader,
    *,
    key: UUID,
    do: str,
    sent: Form | None,
    looked: bool,
) -> bool:
    who: dict[str, Any] = {"wave": reader.wave.wave, "dive": key, "by": member.email, "at": clock.now()}
    if isinstance(sent, NoteForm):
        beside.note_dive(**who, **sent.cleaned_data, is_looked_at=looked)
        return True
    if isinstance(sent, DiveForm):
        return beside.change_dive(
            **who, read=sent.cleaned_data["read"], asking=sent.asking(), is_looked_at=looked
        )
    if isinstance(sent, CloseForm):
        return beside.close_dive(**who, **sent.cleaned_data, is_looked_at=looked)
    return beside.open_again(**who, read=number_of(request))


def _of(request: HttpRequest, do: str, name: str) -> dict[str, Any]:
    return posted(request) | {"auto_id": f"{name}_%s"} if do == name else {"auto_id": f"{name}_%s"}


def _read_anew(request: HttpRequest, form: Form, number: int) -> None:
    """What was typed stays; the version that stands now has been shown beside it."""
    if form.is_bound:
        data = request.POST.copy()
        data["read"] = str(number)
        form.data = data


def _status(is_crossed: bool, form: Form) -> int:
    return CROSSED if is_crossed else NOT_YET if form.is_bound else 200


def _dive_or_404(reader: Reader, key: UUID) -> tuple[queries.DiveFacts, ...]:
    versions = queries.find_dive(reader.wave.wave, key)
    if not versions or versions[0].indicator not in reader.list_open():
        raise Http404
    return versions


def _render(
    request: HttpRequest,
    member: Member,
    reader: Reader,
    *,
    page: str,
    context: dict[str, object],
    status: int,
) -> HttpResponse:
    whole = {"member": member, "wave": reader.wave, **context}
    return render(request, f"interpreting/{page}.html", whole, status=status)
