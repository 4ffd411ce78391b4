"""The safeguarding reader's page. Every look at it is in the audit log."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui import clock
from heard.web.ui.forms import posted
from heard.web.voices import actions
from heard.web.voices.forms import ContactsForm
from heard.web.voices.presenters import Refused, form_for, present_comments, say_hours
from heard.web.voices.queries import find_comment, get_contacts, list_read, list_unread


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
    said = {key: form.cleaned_data.get(key, "") for key in ("note", "outcome")}
    actions.mark_read(comment=comment, by=member.email, at=clock.now(), **said)
    return redirect("voices:read", member.council)


@require_http_methods(["GET", "POST"])
@may(Permission.KEEP_DUTY_INBOX)
def contacts(request: HttpRequest, member: Member) -> HttpResponse:
    """Whom the safeguarding reader calls."""
    form = ContactsForm(initial={"words": get_contacts()}, **posted(request))
    if form.is_valid():
        actions.set_contacts(words=form.cleaned_data["words"], by=member.email, at=clock.now())
        return redirect("voices:contacts", member.council)
    context = {"member": member, "form": form, "may_read": member.may(Permission.READ_COMMENTS)}
    return render(request, "voices/contacts.html", context, status=422 if form.is_bound else 200)


def _page(request: HttpRequest, member: Member, refused: Refused | None = None) -> HttpResponse:
    actions.record_look(by=member.email, at=clock.now())
    today = clock.today()
    unread = present_comments(list_unread(), today=today, refused=refused)
    done = present_comments(list_read(), today=today)
    context = {"member": member, "unread": unread, "done": done, "form": refused and refused[1]}
    context |= {
        "hours": say_hours(),
        "contacts": get_contacts(),
        "late": sum(each.is_late for each in unread),
    }
    return render(request, "voices/read.html", context, status=422 if refused else 200)
