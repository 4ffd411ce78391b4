"""The loop of a wave for the board; one finding; one question through the waves."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from heard.base.policy import Level
from heard.web.following import actions, queries
from heard.web.following.chain import Chain
from heard.web.following.forms import LearningForm
from heard.web.following.presenters.finding import present_finding, present_wave
from heard.web.following.presenters.loop import WaveLine, present_loop, present_wave_line
from heard.web.following.presenters.words import NAMES
from heard.web.interpreting.queries import RemarkFacts, list_deep_dives, list_evidence, list_remarks
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.reporting.presenters.answers import title_of
from heard.web.reporting.spots import NoSuchSpot, Spot, read_spot
from heard.web.results.presenters import level_of_findings
from heard.web.ui import clock
from heard.web.waves.queries import WaveFacts, list_waves
from heard.web.waves.views import get_or_404

NOT_YET, CROSSED = 422, 409


@require_safe
@may(Permission.READ_LOOP)
def waves(request: HttpRequest, member: Member) -> HttpResponse:
    """How far the findings of every wave have come, a line each."""
    today = clock.today()
    lines: list[WaveLine] = []
    own = list_waves()
    whole = queries.read_whole(own)
    for facts in own:
        level = level_of_findings(member, facts, today)
        chains = queries.list_chains(facts.wave, level, whole) if level else ()
        lines += present_wave_line(facts, chains, level=level, today=today)
    context = {"member": member, "lines": lines, "names": tuple(NAMES.values())}
    return render(request, "following/waves.html", context)


@require_safe
@may(Permission.READ_LOOP)
def show(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """How far every finding of a wave has come, in one picture."""
    facts, today = get_or_404(wave), clock.today()
    level = level_of_findings(member, facts, today)
    chains = queries.list_chains(wave, level) if level else ()
    page = present_loop(facts, chains, level=level, today=today)
    context = {"member": member, "wave": facts, "page": page, "others": _others(wave)}
    return render(request, "following/show.html", context)


@require_safe
@may(Permission.READ_LOOP)
def finding(request: HttpRequest, member: Member, wave: str, indicator: str) -> HttpResponse:
    """One finding with everything that hangs on it."""
    facts = get_or_404(wave)
    return _show_finding(request, member, facts, _chain_or_404(member, facts, indicator))


@require_POST
@may(Permission.ANSWER_FINDINGS)
def learn(request: HttpRequest, member: Member, wave: str, indicator: str) -> HttpResponse:
    """What was learnt of a finding, once the next wave was told."""
    facts = get_or_404(wave)
    chain = _chain_or_404(member, facts, indicator)
    if chain.change is None:
        raise Http404
    form = LearningForm(queries.find_learning(wave, indicator), data=request.POST)
    if not form.is_valid():
        return _show_finding(request, member, facts, chain, form=form, status=NOT_YET)
    sent = form.cleaned_data
    try:
        actions.keep_learning(
            wave=wave,
            indicator=indicator,
            choice=queries.Choice(sent["choice"]),
            words=sent["words"],
            read=sent["read"],
            by=member.email,
            at=clock.now(),
        )
    except actions.Crossed:
        now = queries.find_learning(wave, indicator)
        again = LearningForm(now, data={**dict(request.POST.items()), "read": str(now.number)})
        return _show_finding(request, member, facts, chain, form=again, crossed=True, status=CROSSED)
    return redirect("following:finding", member.council, wave, indicator)


@require_safe
@may(Permission.READ_LOOP)
def question(request: HttpRequest, member: Member, indicator: str) -> HttpResponse:
    """One question through the waves: what was told, answered, done and told to children each time."""
    try:
        read_spot(Spot(indicator=indicator).key)
    except NoSuchSpot:
        raise Http404 from None
    today = clock.today()
    waves = {facts.wave: (facts, level_of_findings(member, facts, today)) for facts in list_waves()}
    lines = []
    for key, (facts, level) in reversed(waves.items()):
        chain = queries.find_chain(key, indicator, level) if level else None
        if chain:
            lines.append(present_wave(facts, chain, queries.find_learning(key, indicator), today))
    context = {"member": member, "title": title_of(indicator), "lines": lines}
    return render(request, "following/question.html", context)


def _show_finding(
    request: HttpRequest,
    member: Member,
    facts: WaveFacts,
    chain: Chain,
    *,
    form: LearningForm | None = None,
    crossed: bool = False,
    status: int = 200,
) -> HttpResponse:
    wave, indicator = facts.wave, chain.finding.indicator
    learnt = queries.find_learning(wave, indicator)
    may_learn = chain.change is not None and member.may(Permission.ANSWER_FINDINGS)
    context = {
        "member": member,
        "wave": facts,
        "indicator": indicator,
        "page": present_finding(
            facts,
            chain,
            remarks=_remarks(wave, indicator, chain.level),
            evidence=list_evidence(wave, indicator) if chain.level is not Level.PUBLIC else (),
            dives=list_deep_dives(wave, indicator),
            learnt=learnt,
            today=clock.today(),
        ),
        "form": (form or LearningForm(learnt)) if may_learn else None,
        "may_act": member.may(Permission.KEEP_PLAN),
        "is_crossed": crossed,
    }
    return render(request, "following/finding.html", context, status=status)


def _remarks(wave: str, indicator: str, level: Level) -> tuple[RemarkFacts, ...]:
    """What was said in the board's own session is said of figures that are not for everybody, and stays there."""
    found = list_remarks(wave, indicator)
    return tuple(each for each in found if level is not Level.PUBLIC or not each.is_of_board)


def _chain_or_404(member: Member, facts: WaveFacts, indicator: str) -> Chain:
    """Nothing is there as long as the findings are held for the panel, or of what this person may not read."""
    level = level_of_findings(member, facts, clock.today())
    chain = queries.find_chain(facts.wave, indicator, level) if level else None
    if chain is None:
        raise Http404
    return chain


def _others(wave: str) -> tuple[str, ...]:
    """The council's other waves, the latest first."""
    return tuple(facts.wave for facts in list_waves() if facts.wave != wave)
