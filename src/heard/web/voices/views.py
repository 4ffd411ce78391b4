"""The safeguarding reader's page. Every look at it is in the audit log."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui import clock
from heard.web.voices import actions
from heard.web.voices.presenters import Refused, form_for, present_comments, say_hours
from heard.web.voices.queries import find_comment, list_read, list_unread


@require_safe
@may(Permission.READ_COMMENTS)
def read(request: HttpRequest, member: Member) -> HttpResponse:
    """What nobody has read yet, and what was read."""
    return _page(request, member)


@require_POST
@may(Permission.READ_COMMENTS)
def mark_read(request: HttpRequest, member: Member, comment: UUID) -> HttpResponse:
    """A comment was read and something done."""
    found = find_comment(comment)
    if found is None:
        raise Http404
    form = form_for(found, request.POST)
    if not form.is_valid():
        return _page(request, member, refused=(comment, form))
    note = form.cleaned_data.get("note", "")
    actions.mark_read(comment=comment, note=note, by=member.email, at=clock.now())
    return redirect("voices:read", member.council)


def _page(request: HttpRequest, member: Member, refused: Refused | None = None) -> HttpResponse:
    actions.record_look(by=member.email, at=clock.now())
    unread, done = present_comments(list_unread(), refused), present_comments(list_read())
    context = {"member": member, "unread": unread, "done": done, "form": refused and refused[1]}
    context["hours"] = say_hours()
    return render(request, "voices/read.html", context, status=422 if refused else 200)
