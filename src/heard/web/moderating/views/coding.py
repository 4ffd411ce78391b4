"""A second person says what comments are about, and how alike two people are."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from heard.comments.codebook import load_codebook
from heard.web.moderating import actions, queries
from heard.web.moderating.forms import (
    SecondCodingForm,
)
from heard.web.moderating.presenters.counts import present_agreement
from heard.web.moderating.views.finding import describe, get_or_404
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui import clock
from heard.web.ui.forms import posted


@require_safe
@may(Permission.MODERATE)
def agreement(request: HttpRequest, member: Member) -> HttpResponse:
    """How alike two people say what comments are about."""
    shown = present_agreement(queries.read_agreement())
    following = queries.find_next_to_code(member.email)
    context = {"member": member, "agreement": shown, "following": following}
    return render(request, "moderating/agreement.html", context)


@require_http_methods(["GET", "POST"])
@may(Permission.MODERATE)
def code_again(request: HttpRequest, member: Member, comment: UUID) -> HttpResponse:
    """What a comment is about, said by a second person who does not see what the first said."""
    facts = get_or_404(comment)
    if comment not in queries.list_drawn() or facts.moderated_by == member.email:
        raise Http404
    form = SecondCodingForm(load_codebook(), **posted(request))
    if form.is_valid():
        themes = tuple(form.cleaned_data["themes"])
        actions.code_again(comment=comment, themes=themes, by=member.email, at=clock.now())
        following = queries.find_next_to_code(member.email, after=comment)
        if following is None:
            return redirect("moderating:agreement", member.council)
        return redirect("moderating:code_again", member.council, following)
    actions.record_look(at_what="a comment to code", by=member.email, at=clock.now())
    context = describe(member, facts) | {"form": form}
    return render(request, "moderating/code_again.html", context, status=422 if form.is_bound else 200)
