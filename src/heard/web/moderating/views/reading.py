"""Where cleared words are read, found, quoted and counted. Every look is in the audit log."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.base.errors import UserError
from heard.base.policy import Level
from heard.web.moderating import actions, queries
from heard.web.moderating.forms import (
    QuoteForm,
    SearchForm,
)
from heard.web.moderating.presenters.counts import present_themes
from heard.web.moderating.presenters.reading import (
    is_about,
    list_indicators,
    list_themes,
    present_cleared,
    search,
)
from heard.web.moderating.views.finding import describe, get_or_404
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui import clock
from heard.web.ui.forms import posted


@require_safe
@may(Permission.READ_CLEARED)
def read(request: HttpRequest, member: Member) -> HttpResponse:
    """Words that two people have made safe; held for the young people's panel as the report is."""
    actions.record_look(at_what="cleared comments", by=member.email, at=clock.now())
    cleared = queries.list_readable(today=clock.today(), is_first=_is_first(member))
    theme = request.GET.get("theme", "")
    form = SearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    chosen = [each for each in search(query, cleared) if is_about(each, theme)]
    context = {
        "member": member,
        "query": query,
        "may_quote": member.may(Permission.MODERATE),
        "cleared": present_cleared(chosen, queries.list_quotations()),
        "themes": list_themes(cleared),
        "theme": theme,
    }
    return render(request, "moderating/read.html", context)


@require_safe
@may(Permission.READ_CLEARED)
def themes(request: HttpRequest, member: Member) -> HttpResponse:
    """How many comments speak of what, as this reader may know it."""
    level = Level.BOARD if member.may(Permission.READ_BOARD_REPORT) else Level.PUBLIC
    told = queries.list_told_of_readable(level, today=clock.today(), is_first=_is_first(member))
    context = {"member": member, "questions": present_themes(told), "level": level}
    return render(request, "moderating/themes.html", context)


@require_http_methods(["GET", "POST"])
@may(Permission.MODERATE)
def quote(request: HttpRequest, member: Member, comment: UUID) -> HttpResponse:
    """Choose which words of a cleared comment stand beside which findings."""
    facts = get_or_404(comment)
    if not facts.is_cleared:
        raise Http404
    choices = list_indicators(facts.survey)
    form = QuoteForm(choices, initial={"words": facts.text}, **posted(request))
    if form.is_valid():
        try:
            actions.quote(comment=comment, by=member.email, at=clock.now(), **form.cleaned_data)
            return redirect("moderating:quote", member.council, comment)
        except UserError as error:
            form.add_error("words", str(error))
    titles = {key: title for _, asked in choices for key, title in asked}
    chosen = [(each, titles.get(each.indicator, "")) for each in queries.list_quotations(comment=comment)]
    context = describe(member, facts) | {"form": form, "chosen": chosen}
    return render(request, "moderating/quote.html", context, status=422 if form.is_bound else 200)


@require_POST
@may(Permission.MODERATE)
def withdraw(request: HttpRequest, member: Member, quotation: int) -> HttpResponse:
    """A quotation stands beside nothing any more."""
    actions.withdraw_quotation(quotation=quotation, by=member.email, at=clock.now())
    return redirect("moderating:read", member.council)


def _is_first(member: Member) -> bool:
    """Whether a wave is not held from this person: the young people's panel, and those who make its words safe."""
    return member.may(Permission.READ_PUBLIC_REPORT) or member.may(Permission.MODERATE)
