"""The names that a council knows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from heard.base.errors import UserError
from heard.comments.identities import Kind
from heard.web.moderating import actions, queries
from heard.web.moderating.forms import (
    KnownForm,
)
from heard.web.moderating.presenters.desk import group_known
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui import clock
from heard.web.ui.forms import posted


@require_http_methods(["GET", "POST"])
@may(Permission.MODERATE)
def lists(request: HttpRequest, member: Member) -> HttpResponse:
    """The names that the council knows."""
    form = KnownForm(**posted(request))
    if form.is_valid():
        kind, words = Kind(form.cleaned_data["kind"]), form.cleaned_data["words"]
        try:
            actions.add_known(kind=kind, words=words, by=member.email, at=clock.now())
            return redirect("moderating:lists", member.council)
        except UserError as error:
            form.add_error(None, str(error))
    known = group_known(queries.list_known())
    context = {"member": member, "form": form, "known": known}
    return render(request, "moderating/lists.html", context, status=422 if form.is_bound else 200)


@require_POST
@may(Permission.MODERATE)
def remove_known(request: HttpRequest, member: Member, known: int) -> HttpResponse:
    """A name leaves the lists."""
    actions.remove_known(known=known, by=member.email, at=clock.now())
    return redirect("moderating:lists", member.council)
