"""Every finding with its answer; giving one; sending one back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.base.policy import Level
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.reporting.presenters.answers import title_of
from heard.web.responding import actions, queries
from heard.web.responding.forms import AnswerForm, SendBackForm
from heard.web.responding.presenters.answers import (
    present_answers,
    present_versions,
    side_of,
    tag_of,
    tell,
)
from heard.web.results.found import FindingFacts, find_finding, list_findings
from heard.web.results.presenters import level_of_findings
from heard.web.ui import clock
from heard.web.ui.forms import posted
from heard.web.waves.queries import WaveFacts
from heard.web.waves.views import get_or_404

NOT_YET, CROSSED = 422, 409


@require_safe
@may(Permission.READ_LOOP)
def show(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Every strength and area for development, with its answer or for how long it has had none."""
    facts = get_or_404(wave)
    today = clock.today()
    level = level_of_findings(member, facts, today)
    page = present_answers(facts, list_findings(wave), queries.list_answers(wave), level=level, today=today)
    context = {"member": member, "wave": facts, "page": page, "may_answer": _may_answer(member)}
    return render(request, "responding/show.html", context)


@require_http_methods(["GET", "POST"])
@may(Permission.READ_LOOP)
def answer(request: HttpRequest, member: Member, wave: str, indicator: str) -> HttpResponse:
    """One finding: what is told of it, what stands as its answer; for those who answer, the form."""
    facts = get_or_404(wave)
    finding, level = _finding_or_404(member, facts, indicator)
    if request.method == "POST" and not _may_answer(member):
        return render(request, "people/not_allowed.html", {"member": member}, status=403)
    standing = queries.find_answer(wave, indicator)
    form = AnswerForm(standing, **posted(request))
    if not form.is_valid():
        status = NOT_YET if form.is_bound else 200
        return _show(request, member, facts, finding, level, form=form, status=status)
    try:
        actions.answer_finding(
            wave=wave, indicator=indicator, given=form.given(), by=member.email, at=clock.now()
        )
    except actions.Crossed:
        mine = form.after(queries.find_answer(wave, indicator))
        return _show(request, member, facts, finding, level, form=mine, crossed=True, status=CROSSED)
    return redirect("responding:answer", member.council, wave, indicator)


@require_POST
@may(Permission.SEND_BACK)
def send_back(request: HttpRequest, member: Member, wave: str, indicator: str) -> HttpResponse:
    """The panel is not content with an answer."""
    facts = get_or_404(wave)
    finding, level = _finding_or_404(member, facts, indicator)
    form = SendBackForm(request.POST)
    if not form.is_valid():
        return _show(request, member, facts, finding, level, back=form, status=NOT_YET)
    sent = form.cleaned_data
    try:
        actions.send_back(
            wave=wave,
            indicator=indicator,
            answer=sent["answer"],
            why=sent["why"],
            by=member.email,
            at=clock.now(),
        )
    except actions.NothingToSendBack:
        return _show(request, member, facts, finding, level, back=form, crossed=True, status=CROSSED)
    return redirect("responding:answer", member.council, wave, indicator)


def _show(
    request: HttpRequest,
    member: Member,
    facts: WaveFacts,
    finding: FindingFacts,
    level: Level,
    *,
    form: AnswerForm | None = None,
    back: SendBackForm | None = None,
    crossed: bool = False,
    status: int = 200,
) -> HttpResponse:
    now = queries.find_answer(facts.wave, finding.indicator)
    can_send_back = member.may(Permission.SEND_BACK) and now.is_answered
    context = {
        "member": member,
        "wave": facts,
        "title": title_of(finding.indicator),
        "indicator": finding.indicator,
        "side": side_of(finding, level),
        "told": tell(finding, level),
        "stands": tag_of(now),
        "versions": present_versions(queries.list_versions(facts.wave, finding.indicator)),
        "words": "" if now.number else now.words,
        "form": form if _may_answer(member) else None,
        "back": (back or SendBackForm(initial={"answer": now.number})) if can_send_back else None,
        "is_crossed": crossed,
    }
    return render(request, "responding/answer.html", context, status=status)


def _may_answer(member: Member) -> bool:
    return member.may(Permission.ANSWER_FINDINGS)


def _finding_or_404(member: Member, facts: WaveFacts, indicator: str) -> tuple[FindingFacts, Level]:
    """The finding and at which level this person reads it; nothing is there as long as it is held, or of what they may
    not read."""
    level = level_of_findings(member, facts, clock.today())
    finding = find_finding(facts.wave, indicator)
    if finding is None or level is None:
        raise Http404
    if not finding.at(level) and not queries.find_answer(facts.wave, indicator).words:
        raise Http404
    return finding, level
