"""Pages about closing a wave down, and about how waves went."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.base.errors import UserError
from heard.web.closing import actions
from heard.web.closing.forms import ReviewForm
from heard.web.closing.presenters import list_answers, present_closing_down, present_review
from heard.web.closing.queries import (
    Answers,
    Kind,
    Review,
    find_review,
    get_figures,
    list_out_there,
    list_reviews,
)
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui import clock
from heard.web.ui.forms import posted
from heard.web.waves.queries import WaveFacts
from heard.web.waves.views import get_or_404


@require_safe
@may(Permission.SEE_COUNTS, Permission.HAND_IN_KEY)
def show(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """The steps of closing down, and what is still to come in."""
    return _show(request, member, get_or_404(wave))


@require_POST
@may(Permission.CLOSE_WAVE)
def say_in(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Every device of a batch was opened, or all paper is in; or it turned out not to be so."""
    facts, sent = get_or_404(wave), request.POST
    try:
        if sent.get("kind") not in Kind.values:
            raise UserError("Nothing was chosen, and nothing was changed.")
        actions.say_brought_in(
            wave=wave,
            kind=Kind(sent["kind"]),
            survey=sent.get("survey", ""),
            label=sent.get("label", ""),
            is_in=sent.get("is_in") == "yes",
            by=member.email,
            at=clock.now(),
        )
    except UserError as error:
        return _show(request, member, facts, refused=str(error))
    return redirect("closing:show", member.council, wave)


@require_safe
@may(Permission.READ_REVIEW)
def review(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """How one wave went; a draft for those who write it alone."""
    facts = get_or_404(wave)
    return _review(request, member, facts)


@require_http_methods(["GET", "POST"])
@may(Permission.WRITE_REVIEW)
def write(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """The questions, as far as they are answered."""
    facts, found = get_or_404(wave), find_review(wave)
    if found is not None and found.signed_on is not None and request.method == "GET":
        return redirect("closing:review", member.council, wave)
    answers, version = (found.answers, found.version) if found else (Answers(), 0)
    form = ReviewForm(**posted(request), initial={**asdict(answers), "version": version})
    if form.is_valid():
        try:
            actions.write_review(
                wave=wave,
                answers=form.answers(),
                version=form.cleaned_data["version"],
                by=member.email,
                at=clock.now(),
            )
            return redirect("closing:review", member.council, wave)
        except actions.WrittenMeanwhile as error:
            form.add_error(None, str(error))
            form.data = {**request.POST.dict(), "version": version}  # what they wrote meanwhile was seen now
        except UserError as error:
            form.add_error(None, str(error))
    context = {"member": member, "wave": facts, "form": form}
    if form.errors and found:
        context |= {"theirs": found, "theirs_answers": list_answers(found.answers)}
    return render(request, "closing/write.html", context, status=422 if form.is_bound else 200)


@require_POST
@may(Permission.WRITE_REVIEW)
def sign(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """How the wave went is written to the end."""
    facts = get_or_404(wave)
    try:
        version = request.POST.get("version", "")
        actions.sign_review(
            wave=wave, version=int(version) if version.isdecimal() else 0, by=member.email, at=clock.now()
        )
    except UserError as error:
        return _review(request, member, facts, refused=str(error))
    return redirect("closing:review", member.council, wave)


@require_safe
@may(Permission.READ_REVIEW)
def reviews(request: HttpRequest, member: Member) -> HttpResponse:
    """All that the council wrote on its waves, the latest first."""
    return render(
        request, "closing/reviews.html", {"member": member, "pages": [_page(each) for each in list_reviews()]}
    )


def _page(found: Review) -> object:
    facts = get_or_404(found.wave)
    return present_review(facts, found, found.figures or get_figures(facts))


def _show(request: HttpRequest, member: Member, facts: WaveFacts, refused: str = "") -> HttpResponse:
    page = present_closing_down(member, facts, list_out_there(facts), find_review(facts.wave), clock.today())
    context = {"member": member, "wave": facts, "page": page, "refused": refused}
    return render(request, "closing/show.html", context, status=409 if refused else 200)


def _review(request: HttpRequest, member: Member, facts: WaveFacts, refused: str = "") -> HttpResponse:
    found = find_review(facts.wave)
    may_write = member.may(Permission.WRITE_REVIEW)
    is_seen = found is not None and (found.signed_on is not None or may_write)
    context = {
        "member": member,
        "wave": facts,
        "refused": refused,
        "page": present_review(facts, found, found.figures or get_figures(facts))
        if found and is_seen
        else None,
        "may_write": may_write and (found is None or found.signed_on is None),
        "version": found.version if found else 0,
    }
    return render(request, "closing/review.html", context, status=409 if refused else 200)
