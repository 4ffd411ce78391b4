"""Setting what findings are compared with: choose a file, read what it changes, put it in place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from heard.base.errors import UserError
from heard.web.people.gate import may_in_programme
from heard.web.people.queries import Colleague
from heard.web.people.roles import Permission
from heard.web.programmes import benchmarks
from heard.web.programmes.forms import BenchmarksForm
from heard.web.ui import clock
from heard.web.ui.forms import posted

NOT_YET, REFUSED = 422, 409


@require_http_methods(["GET", "POST"])
@may_in_programme(Permission.SET_BENCHMARKS)
def benchmarks_page(request: HttpRequest, colleague: Colleague) -> HttpResponse:
    """Choose a file; everything wrong in it, or what it would change."""
    form = BenchmarksForm(**posted(request))
    context = {"colleague": colleague, "form": form, "has_programme": benchmarks.has_programme()}
    context["has_file"] = benchmarks.find_digest() != benchmarks.NONE
    context["is_set"] = "set" in request.GET
    if form.is_valid() and context["has_programme"]:
        try:
            comparison = benchmarks.compare(benchmarks.lay_down(form.cleaned_data["file"]))
        except UserError as error:
            form.add_error("file", str(error))
        else:
            status = 200 if comparison.is_usable else NOT_YET
            shown = {"colleague": colleague, "comparison": comparison}
            return render(request, "programmes/comparison.html", shown, status=status)
    status = NOT_YET if form.errors else 200
    return render(request, "programmes/benchmarks.html", context, status=status)


@require_POST
@may_in_programme(Permission.SET_BENCHMARKS)
def set_benchmarks(request: HttpRequest, colleague: Colleague) -> HttpResponse:
    """The file that was read."""
    digest, before = request.POST.get("digest", ""), request.POST.get("before", "")
    try:
        benchmarks.put_in_place(digest=digest, before=before, by=colleague.email, at=clock.now())
    except UserError as error:
        shown = {"colleague": colleague, "refused": str(error)}
        return render(request, "programmes/benchmarks_refused.html", shown, status=REFUSED)
    response = redirect("programmes:benchmarks")
    response["Location"] += "?set=1"
    return response
