"""The council's log, for those who may read it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heard.web.audit.chain import check_shown
from heard.web.audit.queries import list_actions, list_actors, list_events
from heard.web.people.forms import AuditForm
from heard.web.people.gate import may
from heard.web.people.presenters import present_audit
from heard.web.people.queries import Member
from heard.web.people.roles import Permission


@require_safe
@may(Permission.READ_AUDIT)
def read(request: HttpRequest, member: Member) -> HttpResponse:
    """Newest first, by day, person and what was done."""
    form = AuditForm(request.GET or None, actors=list_actors(), actions=list_actions())
    chosen = form.cleaned_data if form.is_valid() else {}
    events, count = list_events(**chosen)
    page = present_audit(events, count, check_shown(each.place for each in events))
    context = {"member": member, "form": form, "page": page}
    return render(request, "people/audit.html", context, status=422 if form.errors else 200)
