"""What comes first: weighed on one page, decided finding by finding."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from heard.base.errors import UserError
from heard.web.interpreting import queries
from heard.web.interpreting.actions.deciding import decide
from heard.web.interpreting.forms import DecideForm
from heard.web.interpreting.presenters.first import FirstPage, present_first, say_who
from heard.web.interpreting.presenters.words import CHOICES
from heard.web.interpreting.views.reading import CROSSED, NOT_YET, Reader, finding_or_404, reading
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui import clock
from heard.web.ui.forms import posted


@require_safe
@may(Permission.READ_LOOP)
@reading
def first(request: HttpRequest, member: Member, reader: Reader) -> HttpResponse:
    """Every finding that needs an answer, weighed."""
    context = {
        "member": member,
        "wave": reader.wave,
        "page": _page(reader),
        "may_decide": member.may(Permission.DECIDE_FIRST),
    }
    return render(request, "interpreting/first.html", context)


@require_http_methods(["GET", "POST"])
@may(Permission.DECIDE_FIRST)
@reading
def decision(request: HttpRequest, member: Member, reader: Reader, indicator: str) -> HttpResponse:
    """When one finding is answered, with reasons; every decision before it stands below."""
    finding_or_404(reader, indicator)
    wave = reader.wave.wave
    weighed = next((each for each in _page(reader).weighed if each.indicator == indicator), None)
    if weighed is None:
        raise Http404
    now = queries.list_priorities(wave).get(indicator)
    initial = {"choice": now.choice.value, "reasons": now.reasons, "read": now.number} if now else {"read": 0}
    form, is_crossed = DecideForm(**posted(request), initial=initial), False
    if form.is_valid():
        try:
            is_done = decide(
                wave=wave,
                indicator=indicator,
                choice=form.choice_made(),
                reasons=form.cleaned_data["reasons"],
                read=form.cleaned_data["read"],
                by=member.email,
                at=clock.now(),
            )
            if is_done:
                response = redirect("interpreting:first", member.council, wave)
                response["Location"] += f"#finding-{indicator}"
                return response
            is_crossed = True
            standing = queries.list_priorities(wave)[indicator]
            data = request.POST.copy()
            data["read"] = str(standing.number)
            form.data = data
        except UserError as error:
            form.add_error(None, str(error))
    context = {
        "member": member,
        "wave": reader.wave,
        "weighed": weighed,
        "form": form,
        "is_crossed": is_crossed,
        "versions": [
            (CHOICES[each.choice], each.reasons, say_who(each))
            for each in queries.list_decisions(wave, indicator)
        ],
    }
    status = CROSSED if is_crossed else NOT_YET if form.is_bound else 200
    return render(request, "interpreting/decision.html", context, status=status)


def _page(reader: Reader) -> FirstPage:
    wave = reader.wave.wave
    return present_first(
        reader.findings(),
        reader.level,
        queries.list_chosen(wave),
        queries.count_remarks(wave),
        queries.list_priorities(wave),
    )
