"""The answer to a page that asks how its job stands. The page itself, and its gate, belong to the app that shows it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRefresh

from heard.web.jobs.presenters import ProgressView


def tell_news(request: HttpRequest, progress: ProgressView) -> HttpResponse:
    """For htmx: the measure, and the sentence if it changed. Once nothing moves any more the page is loaded anew."""
    if not progress.is_moving:
        return HttpResponseClientRefresh()
    is_new = request.GET.get("seen") != progress.seen
    return render(request, "jobs/progress_news.html", {"progress": progress, "is_new": is_new})
