"""Themes of the plan; and training, standards and policies that cite findings."""

from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from heard.base.errors import UserError
from heard.catalogue import load_catalogue
from heard.web.acting import actions, queries
from heard.web.acting.actions import WrittenMeanwhile
from heard.web.acting.contents import CitingContent, ThemeContent
from heard.web.acting.forms.plan import BETWEEN, ThemeForm
from heard.web.acting.forms.pledging import CitingForm
from heard.web.acting.presenters.themes import present_citings, present_themes
from heard.web.acting.views.knowing import CROSSED, NOT_YET, READS, list_wave_names, offer_findings
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui import clock
from heard.web.ui.forms import posted

Form = TypeVar("Form", ThemeForm, CitingForm)


@require_safe
@may(*READS)
def themes(request: HttpRequest, member: Member) -> HttpResponse:
    """Every theme, with how far its actions are."""
    page = present_themes(member.council, queries.list_themes(), queries.list_actions(), clock.today())
    context = {"member": member, "page": page, "may_keep": member.may(Permission.KEEP_PLAN)}
    return render(request, "acting/themes.html", context)


@require_http_methods(["GET", "POST"])
@may(Permission.KEEP_PLAN)
def add_theme(request: HttpRequest, member: Member) -> HttpResponse:
    """A new theme."""
    waves = list_wave_names()
    numbers = [each.number for each in queries.list_themes(waves[0] if waves else "")]
    form = _theme_form(request, {"number": max(numbers, default=0) + 1, "wave": next(iter(waves), "")})
    if form.is_valid():
        try:
            actions.add_theme(content=form.content(), by=member.email, at=clock.now())
            return redirect("acting:themes", member.council)
        except UserError as error:
            form.add_error(None, str(error))
    return _show_theme(request, member, form)


@require_http_methods(["GET", "POST"])
@may(Permission.KEEP_PLAN)
def change_theme(request: HttpRequest, member: Member, theme: int) -> HttpResponse:
    """Its number, title and questions."""
    found = queries.find_theme(theme)
    if found is None:
        raise Http404
    content = found.content
    form = _theme_form(request, {**_of_theme(content), "read": found.version})
    status = NOT_YET if form.is_bound else 200
    if form.is_valid():
        try:
            read = form.cleaned_data["read"]
            actions.change_theme(
                theme=theme, read=read, content=form.content(), by=member.email, at=clock.now()
            )
            return redirect("acting:themes", member.council)
        except WrittenMeanwhile as error:
            form = _again(form, str(error), found.version)
            status = CROSSED
        except UserError as error:
            form.add_error(None, str(error))
    return _show_theme(
        request, member, form, theirs=found.content if status == CROSSED else None, status=status
    )


@require_safe
@may(*READS)
def cited(request: HttpRequest, member: Member) -> HttpResponse:
    """What cites findings beside the actions."""
    page = present_citings(member.council, queries.list_citings())
    context = {"member": member, "page": page, "may_keep": member.may(Permission.KEEP_PLAN)}
    return render(request, "acting/cited.html", context)


@require_http_methods(["GET", "POST"])
@may(Permission.KEEP_PLAN)
def add_citing(request: HttpRequest, member: Member) -> HttpResponse:
    """Training, a standard or a policy."""
    form = CitingForm(**posted(request), findings=offer_findings(member))
    if form.is_valid():
        actions.add_citing(content=form.content(), by=member.email, at=clock.now())
        return redirect("acting:cited", member.council)
    return _show_citing(request, member, form, status=NOT_YET if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@may(Permission.KEEP_PLAN)
def change_citing(request: HttpRequest, member: Member, citing: int) -> HttpResponse:
    """What it is called, where it stands, what it cites, whether it is used."""
    found = queries.find_citing(citing)
    if found is None:
        raise Http404
    initial = {**_of_citing(found.content), "read": found.version}
    form = CitingForm(
        **posted(request), findings=offer_findings(member, *found.content.findings), initial=initial
    )
    status = NOT_YET if form.is_bound else 200
    if form.is_valid():
        try:
            read = form.cleaned_data["read"]
            actions.change_citing(
                citing=citing, read=read, content=form.content(), by=member.email, at=clock.now()
            )
            return redirect("acting:cited", member.council)
        except WrittenMeanwhile as error:
            form = _again(form, str(error), found.version)
            status = CROSSED
    theirs = found.content if status == CROSSED else None
    return _show_citing(request, member, form, theirs=theirs, status=status)


def _again(form: Form, says: str, version: int) -> Form:
    """What was typed stands there, and what somebody else wrote was seen now."""
    form.add_error(None, says)
    data = form.data.copy()  # type: ignore[attr-defined]
    data["read"] = str(version)
    form.data = data
    return form


def _theme_form(request: HttpRequest, initial: dict[str, object]) -> ThemeForm:
    indicators = [(key, each.title) for key, each in load_catalogue().indicators.items()]
    return ThemeForm(**posted(request), waves=list_wave_names(), indicators=indicators, initial=initial)


def _of_theme(content: ThemeContent) -> dict[str, object]:
    return {
        "number": content.number,
        "title": content.title,
        "wave": content.wave,
        "indicators": list(content.indicators),
    }


def _of_citing(content: CitingContent) -> dict[str, object]:
    return {
        "kind": content.kind.value,
        "title": content.title,
        "where": content.where,
        "on": content.on,
        "findings": [BETWEEN.join(each) for each in content.findings],
        "is_ended": content.is_ended,
    }


def _show_theme(
    request: HttpRequest,
    member: Member,
    form: ThemeForm,
    *,
    theirs: ThemeContent | None = None,
    status: int | None = None,
) -> HttpResponse:
    context = {"member": member, "form": form, "theirs": theirs}
    shown = status or (NOT_YET if form.is_bound else 200)
    return render(request, "acting/theme.html", context, status=shown)


def _show_citing(
    request: HttpRequest,
    member: Member,
    form: CitingForm,
    *,
    theirs: CitingContent | None = None,
    status: int,
) -> HttpResponse:
    return render(
        request, "acting/citing.html", {"member": member, "form": form, "theirs": theirs}, status=status
    )
