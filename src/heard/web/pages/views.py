"""The demo's own pages. On every other installation there are none."""

from collections.abc import Callable
from functools import wraps
from mimetypes import guess_type
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heard.web.pages.presenters import present_facts, present_files, present_start
from heard.web.pages.queries import (
    DemoFacts,
    find_demo,
    find_told,
    get_secrets,
    list_next,
    list_unused,
    read_file,
)
from heard.web.results.presenters import policy_for

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PAGE = "text/html"

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
DemoView = Callable[Concatenate[HttpRequest, DemoFacts, P], HttpResponse]


def of_the_demo(view: DemoView[P]) -> View[P]:
    """Call the view with the demo's facts; elsewhere there is no such page."""

    @wraps(view)
    def found(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        demo = find_demo()
        if demo is None:
            raise Http404
        return view(request, demo, *args, **kwargs)

    return found


@require_safe
@of_the_demo
def start(request: HttpRequest, demo: DemoFacts) -> HttpResponse:
    """What this is, codes, sign-ins, key files, the finished report."""
    kept = get_secrets()
    page = present_start(demo, kept, list_next(kept.codes), settings.HEARD.mail)
    return render(request, "pages/start.html", {"page": page, "told": find_told(demo)})


@require_safe
@of_the_demo
def files(request: HttpRequest, demo: DemoFacts) -> HttpResponse:
    """The files behind the finished report."""
    return render(request, "pages/files.html", {"groups": present_files(demo.files)})


@require_safe
@of_the_demo
def file(request: HttpRequest, demo: DemoFacts, path: str) -> HttpResponse:
    """One file, if it is on the list; nothing else of the disk, whatever the address says."""
    listed = next((each for each in demo.files if each.path == path), None)
    content = read_file(listed) if listed else None
    if content is None:
        raise Http404
    kind = guess_type(path)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind == "application/json"
    policy = policy_for(content) if kind == PAGE else NOTHING
    return HttpResponse(
        content,
        content_type=f"{kind}; charset=utf-8" if is_text else kind,
        headers={"Content-Security-Policy": policy},
    )


@require_safe
@of_the_demo
def facts(request: HttpRequest, demo: DemoFacts) -> HttpResponse:
    """What `heard demo` writes into its ready file."""
    kept = get_secrets()
    site = request.build_absolute_uri("/")
    told = present_facts(demo, kept, list_unused(kept.codes), site, told=find_told(demo))
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})
