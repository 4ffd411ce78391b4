"""Taking a copy of the programme folder: say what for, wait for it, take it away, remove it."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from heard.base.errors import UserError
from heard.web.jobs.views import tell_news
from heard.web.people.gate import may_in_programme
from heard.web.people.queries import Colleague
from heard.web.people.roles import Permission
from heard.web.policy import EXPORT_HOURS
from heard.web.programmes import exports
from heard.web.programmes.benchmarks import has_programme
from heard.web.programmes.exports import ExportFacts
from heard.web.programmes.forms import ExportForm
from heard.web.programmes.presenters.exports import present_export, present_exports
from heard.web.ui import clock
from heard.web.ui.forms import posted

NOT_YET, GONE = 422, 410


@require_http_methods(["GET", "POST"])
@may_in_programme(Permission.EXPORT_FOLDER)
def folder(request: HttpRequest, colleague: Colleague) -> HttpResponse:
    """Ask for a copy; the copies asked for so far."""
    form = ExportForm(**posted(request))
    if form.is_valid() and has_programme():
        try:
            key = exports.ask_for_export(**form.cleaned_data, by=colleague.email, at=clock.now())
            return redirect("programmes:export", key)
        except UserError as error:
            form.add_error(None, str(error))
    lines = present_exports(exports.list_exports(clock.now()))
    context = {"colleague": colleague, "form": form, "lines": lines, "hours": EXPORT_HOURS}
    context["has_programme"] = has_programme()
    return render(request, "programmes/folder.html", context, status=NOT_YET if form.errors else 200)


@require_safe
@may_in_programme(Permission.EXPORT_FOLDER)
def export(request: HttpRequest, colleague: Colleague, key: UUID) -> HttpResponse:
    """How far a copy is, and the button that takes it away."""
    return _show(request, colleague, _get_or_404(key))


@require_POST
@may_in_programme(Permission.EXPORT_FOLDER)
def take(request: HttpRequest, colleague: Colleague, key: UUID) -> HttpResponseBase:
    """The file, sent piece by piece. Asked for by a button and not by a link, so that nothing fetches it beforehand."""
    found = _get_or_404(key)
    try:
        file = exports.take_away(key=key, by=colleague.email, at=clock.now())
    except UserError as error:
        return _show(request, colleague, found, refused=str(error))
    name = f"programme-{found.asked_at:%Y-%m-%d}.zip"
    return FileResponse(
        file,
        as_attachment=True,
        filename=name,
        content_type="application/zip",
        headers={"Cache-Control": "no-store"},
    )


@require_POST
@may_in_programme(Permission.EXPORT_FOLDER)
def remove(request: HttpRequest, colleague: Colleague, key: UUID) -> HttpResponse:
    """Wipe it before its time."""
    found = _get_or_404(key)
    try:
        exports.remove_export(key=key, by=colleague.email, at=clock.now())
    except UserError as error:
        return _show(request, colleague, found, refused=str(error))
    return redirect("programmes:export", key)


def _get_or_404(key: UUID) -> ExportFacts:
    found = exports.find_export(key, clock.now())
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest, colleague: Colleague, found: ExportFacts, *, refused: str = ""
) -> HttpResponse:
    page = present_export(found, address=reverse("programmes:export", args=[found.key]))
    if request.headers.get("HX-Request") and page.progress:
        return tell_news(request, page.progress)
    if request.headers.get("HX-Request"):
        return HttpResponseClientRefresh()
    context = {"colleague": colleague, "page": page, "refused": refused}
    return render(request, "programmes/export.html", context, status=GONE if refused else 200)
