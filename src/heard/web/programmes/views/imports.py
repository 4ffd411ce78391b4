"""Bringing a copy of a programme folder in: choose it, read what it would bring, let it in, or remove it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from heard.base.errors import UserError
from heard.web.jobs.views import tell_news
from heard.web.people.gate import may_in_programme
from heard.web.people.queries import Colleague
from heard.web.people.roles import Permission
from heard.web.policy import IMPORT_HOURS, LARGEST_IMPORT
from heard.web.programmes import imports
from heard.web.programmes.forms import ImportForm
from heard.web.programmes.imports import ImportFacts
from heard.web.programmes.presenters.imports import present_import, present_imports
from heard.web.programmes.queries import list_council_names
from heard.web.ui import clock
from heard.web.ui.forms import posted
from heard.web.ui.uploads import KeptFile, keep_on_disk

NOT_YET, REFUSED = 422, 409


@csrf_exempt  # the check reads the whole body: it is made below, once the gate has let somebody through
@require_http_methods(["GET", "POST"])
@may_in_programme(Permission.IMPORT_FOLDER)
def imports_page(request: HttpRequest, colleague: Colleague) -> HttpResponse:
    """Choose a copy; those that were brought so far."""
    keep_on_disk(request, imports.folder(), most=LARGEST_IMPORT)
    return _imports(request, colleague)


@csrf_protect
def _imports(request: HttpRequest, colleague: Colleague) -> HttpResponse:
    form = ImportForm(**posted(request))
    kept = request.FILES.get("file") if request.method == "POST" else None
    if form.is_valid():
        told = form.cleaned_data
        try:
            key = imports.take_in(
                file=told["file"], purpose=told["purpose"], by=colleague.email, at=clock.now()
            )
            return redirect("programmes:import", key)
        except UserError as error:
            form.add_error(None, str(error))
    elif isinstance(kept, KeptFile):
        kept.path.unlink(missing_ok=True)
    lines = present_imports(imports.list_imports(clock.now()))
    context = {"colleague": colleague, "form": form, "lines": lines, "hours": IMPORT_HOURS}
    return render(request, "programmes/imports.html", context, status=NOT_YET if form.errors else 200)


@require_safe
@may_in_programme(Permission.IMPORT_FOLDER)
def import_page(request: HttpRequest, colleague: Colleague, key: UUID) -> HttpResponse:
    """How far it is; what is wrong with it, or what it would bring, and the button that brings it in."""
    return _show(request, colleague, _get_or_404(key))


@require_POST
@may_in_programme(Permission.IMPORT_FOLDER)
def confirm(request: HttpRequest, colleague: Colleague, key: UUID) -> HttpResponse:
    """Bring in what was read."""
    found, says = _get_or_404(key), "nothing_published" in request.POST
    try:
        imports.confirm(key=key, says_unpublished=says, by=colleague.email, at=clock.now())
    except UserError as error:
        return _show(request, colleague, found, refused=str(error))
    return redirect("programmes:import", key)


@require_POST
@may_in_programme(Permission.IMPORT_FOLDER)
def look_again(request: HttpRequest, colleague: Colleague, key: UUID) -> HttpResponse:
    """Compare it anew."""
    found = _get_or_404(key)
    try:
        imports.look_again(key=key, by=colleague.email, at=clock.now())
    except UserError as error:
        return _show(request, colleague, found, refused=str(error))
    return redirect("programmes:import", key)


@require_POST
@may_in_programme(Permission.IMPORT_FOLDER)
def remove(request: HttpRequest, colleague: Colleague, key: UUID) -> HttpResponse:
    """Wipe the file before its time."""
    found = _get_or_404(key)
    try:
        imports.remove_import(key=key, by=colleague.email, at=clock.now())
    except UserError as error:
        return _show(request, colleague, found, refused=str(error))
    return redirect("programmes:imports")


def _get_or_404(key: UUID) -> ImportFacts:
    found = imports.find_import(key, clock.now())
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest, colleague: Colleague, found: ImportFacts, *, refused: str = ""
) -> HttpResponse:
    address = reverse("programmes:import", args=[found.key])
    page = present_import(found, dict(list_council_names()), address=address)
    if request.headers.get("HX-Request") and page.progress:
        return tell_news(request, page.progress)
    if request.headers.get("HX-Request"):
        return HttpResponseClientRefresh()
    context = {"colleague": colleague, "page": page, "refused": refused}
    return render(request, "programmes/import.html", context, status=REFUSED if refused else 200)
