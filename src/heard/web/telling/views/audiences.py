"""Who was told: recording it, and withdrawing what was entered by mistake."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from heard.web.people.gate import may
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.results.found import list_findings
from heard.web.telling import queries, recording
from heard.web.telling.forms import EventForm
from heard.web.telling.naming import who_may_be_named
from heard.web.telling.presenters.audiences import present_audiences, present_events, say_due
from heard.web.telling.presenters.desk import list_tellable
from heard.web.telling.readers import Audience, audiences_of
from heard.web.telling.recording import NotAnswered, NotYet
from heard.web.telling.standing import list_standing
from heard.web.ui import clock
from heard.web.ui.forms import posted
from heard.web.waves.queries import WaveFacts
from heard.web.waves.views import get_or_404

NOT_NOW = 422


@require_http_methods(["GET", "HEAD", "POST"])
@may(Permission.RECORD_TOLD)
def show(request: HttpRequest, member: Member, wave: str) -> HttpResponse:
    """Every audience, told or not yet; and the form for who was."""
    facts = get_or_404(wave)
    titles = {} if facts.is_held(clock.today()) else list_tellable(list_findings(wave), list_standing(wave))
    form = EventForm(audiences_of(facts.surveys), titles, clock.today(), **posted(request))
    named: tuple[str, ...] = ()
    if form.is_valid():
        said = form.cleaned_data
        named = () if said["knows"] else who_may_be_named([said["said_back"], said["how"], said["told_by"]])
        if not named and _keep(form, member, facts, tuple(titles)):
            return redirect("telling:audiences", member.council, wave)
    context = {
        "member": member,
        "wave": facts,
        "form": form,
        "named": named,
        "titles": titles,
        "due": say_due(facts, clock.today()),
        "audiences": present_audiences(facts, queries.list_audiences(wave), clock.today()),
        "events": present_events(queries.list_events(wave, with_withdrawn=True)),
        "may_follow": member.may(Permission.READ_LOOP),
    }
    return render(request, "telling/audiences.html", context, status=NOT_NOW if form.is_bound else 200)


@require_POST
@may(Permission.RECORD_TOLD)
def withdraw(request: HttpRequest, member: Member, wave: str, event: int) -> HttpResponse:
    """It was entered by mistake."""
    get_or_404(wave)
    recording.withdraw_told(wave=wave, event=event, by=member.email, at=clock.now())
    return redirect("telling:audiences", member.council, wave)


def _keep(form: EventForm, member: Member, facts: WaveFacts, tellable: tuple[str, ...]) -> bool:
    """None ticked: all that can be told of, which is what the public report tells and what is answered."""
    said = form.cleaned_data
    try:
        recording.record_told(
            wave=facts.wave,
            audience=Audience(said["audience"]),
            told_by=said["told_by"],
            how=said["how"],
            how_many=said["how_many"] or 0,
            told_on=said["told_on"],
            indicators=tuple(said["indicators"]) or tellable,
            said_back=said["said_back"],
            by=member.email,
            at=clock.now(),
        )
    except NotAnswered as refused:
        form.add_error("indicators", str(refused))
    except NotYet as refused:
        form.add_error("told_on", str(refused))
    return form.is_valid()
