"""Where telling stands; what would be published, publishing it and taking it back; what was made for telling."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.base.policy import Level
from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.results.presenters import readable_levels
from heard.web.telling import actions, queries
from heard.web.telling.actions import CannotPublish, Crossed
from heard.web.telling.forms import KINDS, MadeForm
from heard.web.telling.gathering import build_content, list_obstacles, read_known
from heard.web.telling.naming import who_may_be_named
from heard.web.telling.presenters import audiences
from heard.web.telling.presenters.desk import HELD, list_tellable, present_problems, say_published
from heard.web.telling.presenters.public import ToldPage, present_told
from heard.web.telling.readers import NAMES, Reader
from heard.web.telling.showing import find_shown
from heard.web.telling.views.words import number_in
from heard.web.ui import clock
from heard.web.ui.forms import posted
from heard.web.waves.queries import WaveFacts
from heard.web.waves.views import get_or_404

NOT_YET, CROSSED = 422, 409


@require_safe
@may(Permission.READ_LOOP)
def show(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Where telling stands."""
    facts = get_or_404(wave)
    context: dict[str, object] = {"member": member, "wave": facts, "held": HELD, "page": None}
    if Level.PUBLIC in readable_levels(member, facts, clock.today()):
        known = read_known(facts, council_name=member.council_name, today=clock.today())
        context |= {
            "held": "",
            "may_write": member.may(Permission.WRITE_TOLD),
            "may_record": member.may(Permission.RECORD_TOLD),
            "page": audiences.present_front(
                member,
                known,
                published=find_shown(wave),
                audiences=queries.list_audiences(wave),
                told=queries.list_told(wave),
                verdicts=queries.list_verdicts(wave),
                problems=len(list_obstacles(known)),
            ),
        }
    return render(request, "telling/show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@may(Permission.WRITE_TOLD)
def publish(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """The pages as they would be; then they are."""
    facts = get_or_404(wave)
    if request.method != "POST":
        return _preview(request, member, facts)
    read = number_in(request, "read")
    try:
        actions.publish(facts=facts, read=read, by=member.email, at=clock.now())
    except CannotPublish:
        return _preview(request, member, facts, status=NOT_YET)
    except Crossed as crossed:
        return _preview(request, member, facts, refused=str(crossed), status=CROSSED)
    response = redirect("telling:publish", member.council, wave)
    response["Location"] += "?done=published"
    return response


@require_POST
@may(Permission.WRITE_TOLD)
def take_back(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Nobody reads it any longer."""
    facts = get_or_404(wave)
    try:
        actions.take_back(wave=wave, read=number_in(request, "read"), by=member.email, at=clock.now())
    except Crossed as crossed:
        return _preview(request, member, facts, refused=str(crossed), status=CROSSED)
    response = redirect("telling:publish", member.council, wave)
    response["Location"] += "?done=back"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@may(Permission.WRITE_TOLD)
def made(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Films, songs, anything that was made."""
    facts = get_or_404(wave)
    known = read_known(facts, council_name=member.council_name, today=clock.today())
    held = Level.PUBLIC not in readable_levels(member, facts, clock.today())
    titles = {} if held else list_tellable(known.findings, known.standing)
    form = MadeForm(titles, **posted(request))
    named: tuple[str, ...] = ()
    if form.is_valid():
        said = form.cleaned_data
        named = () if said["knows"] else who_may_be_named([said["title"], said["words"]])
        if not named:
            actions.add_artefact(
                wave=wave,
                kind=said["kind"],
                title=said["title"],
                words=said["words"],
                link=said["link"],
                indicators=said["indicators"],
                by=member.email,
                at=clock.now(),
            )
            return redirect("telling:made", member.council, wave)
    context = {
        "member": member,
        "wave": facts,
        "form": form,
        "named": named,
        "kinds": dict(KINDS),
        "made": queries.list_artefacts(wave),
    }
    return render(request, "telling/made.html", context, status=NOT_YET if form.is_bound else 200)


@require_POST
@may(Permission.WRITE_TOLD)
def withdraw(request: HttpRequest, member: Member, wave: str, artefact: int) -> HttpResponse:
    """It is left out of the next page."""
    get_or_404(wave)
    actions.withdraw_artefact(wave=wave, artefact=artefact, by=member.email, at=clock.now())
    return redirect("telling:made", member.council, wave)


def _preview(
    request: HttpRequest, member: Member, facts: WaveFacts, *, refused: str = "", status: int = 200
) -> HttpResponse:
    known = read_known(facts, council_name=member.council_name, today=clock.today())
    held = Level.PUBLIC not in readable_levels(member, facts, clock.today())
    content = build_content(known)
    versions = queries.list_publications(facts.wave)
    published = find_shown(facts.wave)
    pages: list[tuple[str, ToldPage]] = [
        (NAMES[reader], present_told(content, reader, {}, has_cards=False))
        for reader in Reader
        if content.lines.get(reader) and not held
    ]
    context = {
        "member": member,
        "wave": facts,
        "problems": present_problems(facts, list_obstacles(known)),
        "pages": pages,
        "refused": refused,
        "done": request.GET.get("done", ""),
        "published": published,
        "stands": say_published(published),
        "newest": versions[0].number if versions else 0,
    }
    return render(request, "telling/publish.html", context, status=status)
