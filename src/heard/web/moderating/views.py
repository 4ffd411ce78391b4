"""The moderators' pages. Every look at children's words is in the audit log."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.base.errors import UserError
from heard.base.policy import Level
from heard.comments.codebook import load_codebook
from heard.comments.identities import Kind
from heard.web.jobs.presenters import present_job
from heard.web.jobs.queries import find_job
from heard.web.jobs.views import tell_news
from heard.web.moderating import actions, presenters, queries
from heard.web.moderating.forms import (
    CheckForm,
    KnownForm,
    ModerateForm,
    QuoteForm,
    SearchForm,
    SecondCodingForm,
)
from heard.web.moderating.queries import ModerationFacts
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui import clock
from heard.web.ui.forms import posted
from heard.web.waves.queries import find_wave


@require_safe
@may(Permission.MODERATE)
def show(request: HttpRequest, member: Member) -> HttpResponse:
    """How much is left to do."""
    progress = queries.count_progress()
    context = {
        "member": member,
        "progress": progress,
        "says": presenters.say_progress(progress),
        "countable": queries.list_countable(),
        "may_check": queries.find_next_to_check(member.email) is not None,
    }
    return render(request, "moderating/show.html", context)


@require_POST
@may(Permission.MODERATE)
def prepare(request: HttpRequest, member: Member) -> HttpResponse:
    """Let rules and models look first."""
    job = actions.prepare(by=member.email, at=clock.now())
    return redirect("moderating:progress", member.council, job)


@require_safe
@may(Permission.MODERATE)
def progress(request: HttpRequest, member: Member, job: UUID) -> HttpResponse:
    """How far that is."""
    found = find_job(job)
    if found is None or found.kind not in (actions.PREPARE, actions.COUNT):
        raise Http404
    shown = present_job(found, address=request.path)
    if request.headers.get("HX-Request"):
        return tell_news(request, shown)
    return render(request, "moderating/progress.html", {"member": member, "progress": shown})


@require_POST
@may(Permission.MODERATE)
def count(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Every comment of the wave is moderated: let the themes be counted."""
    if find_wave(wave) is None:
        raise Http404
    if wave not in queries.list_countable():
        return redirect("moderating:show", member.council)
    job = actions.count(wave=wave, by=member.email, at=clock.now())
    return redirect("moderating:progress", member.council, job)


@require_safe
@may(Permission.READ_CLEARED)
def themes(request: HttpRequest, member: Member) -> HttpResponse:
    """How many comments speak of what, as this reader may know it."""
    level = Level.BOARD if member.may(Permission.READ_BOARD_REPORT) else Level.PUBLIC
    told = queries.list_told_of_readable(level, today=clock.today(), is_first=_is_first(member))
    context = {"member": member, "questions": presenters.present_themes(told), "level": level}
    return render(request, "moderating/themes.html", context)


@require_safe
@may(Permission.MODERATE)
def go_to_next(request: HttpRequest, member: Member) -> HttpResponse:
    """The next comment that nobody has moderated."""
    return _go("moderating:moderate", member, queries.find_next())


@require_safe
@may(Permission.MODERATE)
def go_to_next_check(request: HttpRequest, member: Member) -> HttpResponse:
    """The next that somebody else has moderated and wants to quote."""
    return _go("moderating:check", member, queries.find_next_to_check(member.email))


@require_http_methods(["GET", "POST"])
@may(Permission.MODERATE)
def moderate(request: HttpRequest, member: Member, comment: UUID) -> HttpResponse:
    """One comment: what is taken out, what it is about, whether it is worth quoting."""
    facts = _get(comment)
    offered = presenters.offer(facts)
    form = ModerateForm(
        offered, load_codebook(), initial=presenters.ticked(facts, offered), **posted(request)
    )
    if form.is_valid():
        actions.moderate(comment=comment, decided=form.decided, by=member.email, at=clock.now())
        return _go("moderating:moderate", member, queries.find_next(after=comment))
    actions.record_look(at_what="a comment to moderate", by=member.email, at=clock.now())
    context = _of_comment(member, facts) | {"form": form, "pieces": presenters.cut_up(offered)}
    context |= {"left": queries.count_progress().to_moderate, "suggested": facts.suggested_themes}
    return render(request, "moderating/moderate.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@may(Permission.MODERATE)
def check(request: HttpRequest, member: Member, comment: UUID) -> HttpResponse:
    """The second pair of eyes."""
    facts = _get(comment)
    offered = presenters.offer(facts)
    form = CheckForm(offered, initial=presenters.ticked(facts, offered), **posted(request))
    if form.is_valid():
        try:
            actions.check(
                comment=comment,
                taken=form.cleaned_data["spans"],
                is_cleared=form.cleaned_data["verdict"] == "clear",
                by=member.email,
                at=clock.now(),
            )
            return _go("moderating:check", member, queries.find_next_to_check(member.email, after=comment))
        except UserError as error:
            form.add_error(None, str(error))
    actions.record_look(at_what="a comment to check", by=member.email, at=clock.now())
    context = _of_comment(member, facts) | {"form": form, "pieces": presenters.cut_up(offered)}
    context |= {"is_own": facts.moderated_by == member.email}
    return render(request, "moderating/check.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@may(Permission.MODERATE)
def quote(request: HttpRequest, member: Member, comment: UUID) -> HttpResponse:
    """Choose which words of a cleared comment stand beside which findings."""
    facts = _get(comment)
    if not facts.is_cleared:
        raise Http404
    choices = presenters.list_indicators(facts.survey)
    form = QuoteForm(choices, initial={"words": facts.text}, **posted(request))
    if form.is_valid():
        try:
            actions.quote(comment=comment, by=member.email, at=clock.now(), **form.cleaned_data)
            return redirect("moderating:quote", member.council, comment)
        except UserError as error:
            form.add_error("words", str(error))
    titles = {key: title for _, asked in choices for key, title in asked}
    chosen = [(each, titles.get(each.indicator, "")) for each in queries.list_quotations(comment=comment)]
    context = _of_comment(member, facts) | {"form": form, "chosen": chosen}
    return render(request, "moderating/quote.html", context, status=422 if form.is_bound else 200)


@require_POST
@may(Permission.MODERATE)
def withdraw(request: HttpRequest, member: Member, quotation: int) -> HttpResponse:
    """A quotation stands beside nothing any more."""
    actions.withdraw_quotation(quotation=quotation, by=member.email, at=clock.now())
    return redirect("moderating:read", member.council)


@require_safe
@may(Permission.MODERATE)
def agreement(request: HttpRequest, member: Member) -> HttpResponse:
    """How alike two people say what comments are about."""
    shown = presenters.present_agreement(queries.read_agreement())
    following = queries.find_next_to_code(member.email)
    context = {"member": member, "agreement": shown, "following": following}
    return render(request, "moderating/agreement.html", context)


@require_http_methods(["GET", "POST"])
@may(Permission.MODERATE)
def code_again(request: HttpRequest, member: Member, comment: UUID) -> HttpResponse:
    """What a comment is about, said by a second person who does not see what the first said."""
    facts = _get(comment)
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
    context = _of_comment(member, facts) | {"form": form}
    return render(request, "moderating/code_again.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@may(Permission.MODERATE)
def send_back(request: HttpRequest, member: Member, comment: UUID) -> HttpResponse:
    """A moderator is worried about what it says."""
    facts = _get(comment)
    if request.method == "POST":
        actions.send_back(comment=comment, by=member.email, at=clock.now())
        return _go("moderating:moderate", member, queries.find_next(after=comment))
    return render(request, "moderating/send_back.html", _of_comment(member, facts))


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
    known = presenters.group_known(queries.list_known())
    context = {"member": member, "form": form, "known": known}
    return render(request, "moderating/lists.html", context, status=422 if form.is_bound else 200)


@require_POST
@may(Permission.MODERATE)
def remove_known(request: HttpRequest, member: Member, known: int) -> HttpResponse:
    """A name leaves the lists."""
    actions.remove_known(known=known, by=member.email, at=clock.now())
    return redirect("moderating:lists", member.council)


@require_safe
@may(Permission.READ_CLEARED)
def read(request: HttpRequest, member: Member) -> HttpResponse:
    """Words that two people have made safe; held for the young people's panel as the report is."""
    actions.record_look(at_what="cleared comments", by=member.email, at=clock.now())
    cleared = queries.list_readable(today=clock.today(), is_first=_is_first(member))
    theme = request.GET.get("theme", "")
    form = SearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    chosen = [each for each in presenters.search(query, cleared) if presenters.is_about(each, theme)]
    context = {
        "member": member,
        "query": query,
        "may_quote": member.may(Permission.MODERATE),
        "cleared": presenters.present_cleared(chosen, queries.list_quotations()),
        "themes": presenters.list_themes(cleared),
        "theme": theme,
    }
    return render(request, "moderating/read.html", context)


def _is_first(member: Member) -> bool:
    """Whether a wave is not held from this person: the young people's panel, and those who make its words safe."""
    return member.may(Permission.READ_PUBLIC_REPORT) or member.may(Permission.MODERATE)


def _go(where: str, member: Member, comment: UUID | None) -> HttpResponse:
    """To this comment; where none is left, to the overview."""
    if comment is None:
        return redirect("moderating:show", member.council)
    return redirect(where, member.council, comment)


def _get(comment: UUID) -> ModerationFacts:
    facts = queries.find_moderation(comment)
    if facts is None:
        raise Http404
    return facts


def _of_comment(member: Member, facts: ModerationFacts) -> dict[str, object]:
    return {
        "member": member,
        "comment": facts,
        "over": presenters.say_where(facts),
        "question": presenters.say_question(facts),
        "rare": presenters.say_rare(facts),
    }
