"""The site's addresses, and a page with progress that needs no sign-in."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from heard.web.jobs.presenters import present_job
from heard.web.jobs.queries import get_job
from heard.web.jobs.views import tell_news
from heard.web.tenancy import in_council


def show_progress(request: HttpRequest, council: str, key: UUID) -> HttpResponse:
    with in_council(council):
        progress = present_job(get_job(key), address=request.path)
    if request.htmx:
        return tell_news(request, progress)
    return render(request, "stepping/progress.html", {"progress": progress})


urlpatterns = [
    path("stepping/<str:council>/<uuid:key>/", show_progress),
    path("", include(settings.ORDINARY_URLCONF)),
]
handler400 = "heard.web.ui.views.not_understood"
handler404 = "heard.web.ui.views.not_found"
handler500 = "heard.web.ui.views.our_fault"
