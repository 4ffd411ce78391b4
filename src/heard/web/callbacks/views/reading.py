"""The safeguarding reader's page of those who asked to be contacted. Every look at it is in the audit log."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from heard.web.callbacks import actions
from heard.web.callbacks.presenters.reading import Refused, done_form, present_callbacks, say_days, say_hours
from heard.web.callbacks.queries import find_callback, get_inbox, list_done, list_waiting
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui import clock


@require_safe
@may(Permission.READ_CALLBACKS)
def read(request: HttpRequest, member: Member) -> HttpResponse:
    """What nobody has dealt with yet, and what was dealt with."""
    return _page(request, member)


@require_POST
@may(Permission.READ_CALLBACKS)
def mark_done(request: HttpRequest, member: Member, key: UUID) -> HttpResponse:
    """Somebody dealt with it."""
    if find_callback(key) is None:
        raise Http404
    form = done_form(key, request.POST)
    if not form.is_valid():
        return _page(request, member, refused=(key, form))
    actions.mark_done(callback=key, note=form.cleaned_data["note"], by=member.email, at=clock.now())
    return redirect("callbacks:read", member.council)


def _page(request: HttpRequest, member: Member, refused: Refused | None = None) -> HttpResponse:
    actions.record_look(by=member.email, at=clock.now())
    waiting, done = present_callbacks(list_waiting(), refused), present_callbacks(list_done())
    context = {"member": member, "waiting": waiting, "done": done, "form": refused and refused[1]}
    context |= {"hours": say_hours(), "days": say_days(), "inbox": get_inbox()}
    return render(request, "callbacks/read.html", context, status=422 if refused else 200)
